#include <iostream>

bool is_prime(int n) {
    if (n < 2) {
        return false;
    }
    for (int i = 2; i * i <= n; i++) {
        if (n % i == 0) {
            return false;
        }
    }
    return true;
}

int main() {
    int limit = 400000;
    std::cin >> limit;
    int count = 0, longest = 0, last = 2;
    for (int i = 2; i <= limit; i++) {
        if (is_prime(i)) {
            count++;
            if (i - last > longest) {
                longest = i - last;
            }
            last = i;
        }
    }
    std::cout << count << ' ' << longest << '\n';
}
