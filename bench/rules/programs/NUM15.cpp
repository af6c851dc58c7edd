#include <iostream>

long long triangle(int n) {
    long long sum = 0;
    for (int i = 1; i <= n; i++) {
        sum += i;
    }
    return sum;
}

int main() {
    long long total = 0;
    for (int n = 1; n <= 15000; n++) {
        total += triangle(n);
    }
    std::cout << total << std::endl;
}
