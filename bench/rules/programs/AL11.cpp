#include <algorithm>
#include <cstdio>
#include <vector>

int main() {
    int n = 0;
    if (std::scanf("%d", &n) != 1) n = 9000;
    unsigned seed = 17;
    std::vector<int> changes;
    for (int i = 0; i < n; ++i) {
        seed = seed * 1664525u + 1013904223u;
        changes.push_back((int)((seed >> 10) % 2001) - 1000);
    }
    long long best = 0;
    for (int i = 0; i < n; ++i) {
        long long sum = 0;
        for (int j = i; j < n; ++j) {
            sum += changes[j];
            best = std::max(best, sum);
        }
    }
    std::printf("%lld\n", best);
}
