#include <cstdio>

int rank(int value) {
    int* seen = new int[10]();
    while (value > 0) {
        ++seen[value % 10];
        value /= 10;
    }
    int best = 0;
    for (int digit = 1; digit < 10; ++digit)
        if (seen[digit] > seen[best]) best = digit;
    delete[] seen;
    return best;
}

int main() {
    int n = 0;
    if (std::scanf("%d", &n) != 1) n = 100000;
    long long total = 0;
    for (int round = 0; round < 20; ++round)
        for (int i = 0; i < n; ++i) total += rank((i & 15) + round);
    std::printf("%lld\n", total);
}
