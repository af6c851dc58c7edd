#include <algorithm>
#include <cstdio>
#include <vector>

int main() {
    int n = 0;
    if (std::scanf("%d", &n) != 1) n = 50000;
    unsigned seed = 3;
    long long total = 0;
    for (int round = 0; round < 20; ++round) {
        std::vector<int> samples;
        for (int i = 0; i < n; ++i) {
            seed = seed * 1664525u + 1013904223u;
            samples.push_back(seed >> 3);
        }
        std::sort(samples.begin(), samples.end());
        if (!samples.empty()) total += samples[samples.size() / 2];
    }
    std::printf("%lld\n", total);
}
