#include <algorithm>
#include <cstdio>
#include <vector>

struct Edge {
    int from;
    int to;
    int weight;
};

bool by_weight(const Edge& a, const Edge& b) {
    return a.weight < b.weight;
}

int main() {
    int n = 0;
    if (std::scanf("%d", &n) != 1) n = 100000;
    std::vector<Edge> edges(n > 0 ? n : 1);
    unsigned seed = 7;
    long long total = 0;
    for (int round = 0; round < 10; ++round) {
        for (Edge& each : edges) {
            seed = seed * 1664525u + 1013904223u;
            each.from = seed >> 24;
            each.to = seed >> 16 & 255;
            each.weight = seed >> 4;
        }
        std::sort(edges.begin(), edges.end(), by_weight);
        total += edges[edges.size() / 2].weight;
    }
    std::printf("%lld\n", total);
}
