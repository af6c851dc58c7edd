#include <iostream>

bool is_prime(int n) {
    if (n < 2) {
        return false;
    }
    for (int i = 2; i < n; i++) {
        if (n % i == 0) {
            return false;
        }
    }
    return true;
}

int main() {
    int limit = 30000;
    std::cin >> limit;
    int primes = 0;
    long long total = 0;
    for (int n = 1; n <= limit; n++) {
        if (is_prime(n)) {
            primes++;
            total += n;
        }
    }
    std::cout << primes << " primes, sum " << total << '\n';
}
