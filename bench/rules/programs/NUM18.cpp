#include <cmath>
#include <cstdio>
#include <vector>

int main() {
    int n = 0;
    if (std::scanf("%d", &n) != 1) n = 100000;
    std::vector<int> parcels;
    for (int i = 0; i < n; ++i) parcels.push_back(i * 37 % 10007);
    long long vans = 0, halves = 0;
    for (int day = 0; day < 100; ++day) {
        for (int i = 0; i < n; ++i) {
            const int needed = std::ceil((double)(parcels[i] + day) / 12);
            const int shared = std::floor(parcels[i] / 2.0);
            vans += needed;
            halves += shared;
        }
    }
    std::printf("%lld %lld\n", vans, halves);
}
