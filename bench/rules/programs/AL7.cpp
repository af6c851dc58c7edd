#include <algorithm>
#include <cstdio>
#include <vector>

int main() {
    int n = 0;
    if (std::scanf("%d", &n) != 1) n = 20000;
    unsigned seed = 11;
    std::vector<int> members;
    for (int i = 0; i < n; ++i) {
        seed = seed * 1664525u + 1013904223u;
        members.push_back((int)(seed >> 8) % (4 * n));
    }
    std::sort(members.begin(), members.end());
    long long hits = 0, repeats = 0;
    for (int query = 0; query < n; ++query) {
        seed = seed * 1664525u + 1013904223u;
        const int wanted = (int)(seed >> 8) % (4 * n);
        if (std::find(members.begin(), members.end(), wanted) != members.end()) ++hits;
        repeats += std::count(members.begin(), members.end(), query);
    }
    std::printf("%lld %lld\n", hits, repeats);
}
