#include <algorithm>
#include <iostream>

int common(int a, int b) {
    int result = 1;
    for (int i = 1; i <= std::min(a, b); i++) {
        if (a % i == 0 && b % i == 0) {
            result = i;
        }
    }
    return result;
}

int main() {
    long long total = 0;
    for (int a = 20000; a < 20100; a++) {
        for (int b = 360; b < 40000; b += 720) {
            total += common(a, b);
        }
    }
    std::cout << total << std::endl;
}
