// timed: 20000 200000 300
// checked: 4 8 10 | 50 300 20
#include <cmath>
#include <cstdio>
#include <iostream>
#include <set>
#include <utility>
#include <vector>
using namespace std;

int main() {
    int pages, links, rounds;
    cin >> pages >> links >> rounds;

    set<pair<int, int>> edges;
    unsigned s = 1;
    for (int i = 0; i < links; i++) {
        s = s * 1664525u + 1013904223u;
        int from = (s >> 8) % pages;
        s = s * 1664525u + 1013904223u;
        int to = (s >> 8) % (1 + (s >> 20) % pages);
        if (from != to) edges.insert(make_pair(to, from));
    }

    vector<int> start(pages + 1, 0), source, out(pages, 0);
    for (auto e : edges) {
        start[e.first + 1]++;
        source.push_back(e.second);
        out[e.second]++;
    }
    for (int p = 0; p < pages; p++) start[p + 1] += start[p];

    vector<double> rank(pages, 1.0 / pages), share(pages), next(pages);
    for (int r = 0; r < rounds; r++) {
        double dangling = 0;
        for (int p = 0; p < pages; p++) {
            if (out[p] == 0) dangling += rank[p];
            share[p] = out[p] ? rank[p] / out[p] : 0;
        }
        for (int p = 0; p < pages; p++) {
            double sum = 0;
            for (int e = start[p]; e < start[p + 1]; e++) sum += share[source[e]];
            next[p] = 0.15 / pages + 0.85 * (sum + dangling / pages);
        }
        rank.swap(next);
    }
    int best = 0;
    for (int p = 0; p < pages; p++)
        if (rank[p] > rank[best]) best = p;
    printf("page %d with %.8f from %zu links\n", best, rank[best], edges.size());
}
