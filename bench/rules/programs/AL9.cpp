#include <cstdio>

const long long MOD = 1000000007;

long long factorial(int n) {
    long long product = 1;
    for (int i = 1; i <= n; i++) product = product * i % MOD;
    return product;
}

int multiplesUpTo(int n) {
    int count = 0;
    for (int i = 1; i <= n; i++) {
        if (i % 3 == 0 || i % 5 == 0) count++;
    }
    return count;
}

int main() {
    int n = 0;
    if (std::scanf("%d", &n) != 1) n = 2000;
    long long total = 0;
    for (int i = 0; i <= n; i++) total = (total + factorial(i) * multiplesUpTo(n - i)) % MOD;
    std::printf("%lld\n", total);
}
