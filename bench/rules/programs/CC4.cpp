#include <cstdio>
#include <vector>
using namespace std;

int main() {
    const int n = 1 << 22;
    const int m = 1 << 19;
    vector<int> table(n), order(m);
    unsigned state = 1;
    for (int i = 0; i < n; i++) table[i] = i * 7;
    for (int i = 0; i < m; i++) {
        state = state * 1664525u + 1013904223u;
        order[i] = state >> 10;
    }
    long long odd = 0, even = 0;
    for (int round = 0; round < 8; round++) {
        for (int i = 0; i < m; i++) {
            int value = table[order[i]];
            if (value & 64) odd += value;
            else even ^= value + round;
        }
    }
    printf("%lld %lld\n", odd, even);
}
