#include <atomic>
#include <cstdio>
#include <vector>

std::atomic<long long> hits{0};

void count_hits(const std::vector<int>& values, int limit) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        hits += values[i] ^ limit;
    }
}

int main() {
    int n = 0;
    if (std::scanf("%d", &n) != 1) n = 20000;
    std::vector<int> values;
    for (int i = 0; i < n; ++i) values.push_back(static_cast<int>(i * 2654435761u % 1000));
    for (int limit = 0; limit < 500; ++limit) count_hits(values, limit);
    std::printf("%lld\n", hits.load());
}
