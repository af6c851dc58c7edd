// timed: 1000000000000 600000
// checked: 100 50 | 1000000007 300
#include <initializer_list>
#include <iostream>
using u64 = unsigned long long;
using u128 = unsigned __int128;

u64 mulmod(u64 a, u64 b, u64 m) { return (u128)a * b % m; }

u64 powmod(u64 b, u64 e, u64 m) {
    u64 r = 1;
    for (b %= m; e; e >>= 1) {
        if (e & 1) r = mulmod(r, b, m);
        b = mulmod(b, b, m);
    }
    return r;
}

bool prime(u64 n) {
    if (n < 2) return false;
    for (u64 p : {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37})
        if (n % p == 0) return n == p;
    u64 d = n - 1;
    int s = 0;
    while (!(d & 1)) {
        d >>= 1;
        s++;
    }
    for (u64 a : {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37}) {
        u64 x = powmod(a, d, n);
        if (x == 1 || x == n - 1) continue;
        bool witness = true;
        for (int i = 1; i < s && witness; i++) {
            x = mulmod(x, x, n);
            if (x == n - 1) witness = false;
        }
        if (witness) return false;
    }
    return true;
}

int main() {
    u64 from;
    int span;
    std::cin >> from >> span;
    int found = 0;
    u64 sum = 0;
    for (int i = 0; i < span; i++) {
        if (prime(from + i)) {
            found++;
            sum += from + i;
            if (found % 50 == 0) std::cout << from + i << std::endl;
        }
    }
    std::cout << found << " primes, sum " << sum << std::endl;
}
