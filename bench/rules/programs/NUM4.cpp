#include <iostream>

const long long MOD = 1000000007;

long long power(long long base, int exponent) {
    long long result = 1;
    for (int i = 0; i < exponent; i++) {
        result = result * base % MOD;
    }
    return result;
}

int main() {
    long long sum = 0;
    for (int x = 1; x <= 20; x++) {
        sum = (sum + power(x, 500000 + x)) % MOD;
    }
    std::cout << sum << std::endl;
}
