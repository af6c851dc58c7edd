#include <algorithm>
#include <cstdio>
#include <vector>

int main() {
    int n = 0;
    if (std::scanf("%d", &n) != 1) n = 40000;
    const int width = n / 4 + 1;
    unsigned seed = 9;
    std::vector<int> prices;
    for (int i = 0; i < n; ++i) {
        seed = seed * 1664525u + 1013904223u;
        prices.push_back((int)(seed >> 8));
    }
    long long total = 0;
    for (int day = 0; day + width <= n; ++day) {
        int highest = prices[day];
        for (int i = day; i < day + width; ++i) {
            if (prices[i] > highest) highest = prices[i];
        }
        total += highest;
    }
    std::printf("%lld\n", total);
}
