#include <cmath>
#include <cstdio>
#include <string>

int main() {
    int n = 0;
    if (std::scanf("%d", &n) != 1) n = 100000;
    long long levels = 0, width = 0;
    for (int round = 1; round <= 20; ++round) {
        for (int i = 1; i <= n; ++i) {
            const int level = std::log2(i);
            levels += level * round;
            width += (int)std::log10(i) + 1;
            width += std::to_string(i).size();
        }
    }
    std::printf("%lld %lld\n", levels, width);
}
