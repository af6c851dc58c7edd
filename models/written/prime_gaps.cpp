// timed: 400000
// checked: 30 | 1000
#include <cmath>
#include <cstdio>
#include <vector>

bool isPrime(int n) {
    if (n < 2) return false;
    for (int i = 2; i <= sqrt(n); i++)
        if (n % i == 0) return false;
    return true;
}

int main() {
    int limit;
    if (scanf("%d", &limit) != 1) return 1;
    std::vector<int> primes;
    for (int i = 0; i < limit / 4; i++)
        if (isPrime(i)) primes.push_back(i);
    int widest = 0;
    for (size_t i = 1; i < primes.size(); i++)
        if (primes[i] - primes[i - 1] > widest) widest = primes[i] - primes[i - 1];
    printf("%zu %d\n", primes.size(), widest);
    return 0;
}
