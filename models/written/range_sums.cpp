// timed: 8000 8000
// checked: 5 4 | 1 1
#include <cstdio>
#include <vector>
#include <numeric>

struct Query {
    int from, to;
};

int main() {
    int n, q;
    if (scanf("%d %d", &n, &q) != 2) return 1;
    std::vector<long long> values(n);
    for (int i = 0; i < n; ++i) values[i] = (i * 48271LL) % 65537;
    std::vector<Query> queries;
    for (int i = 0; i < q; ++i) {
        int a = (int)((i * 7919LL) % n), b = (int)((i * 104729LL) % n);
        queries.push_back(Query{a < b ? a : b, a < b ? b : a});
    }
    for (auto query : queries) {
        long long sum = 0;
        for (int i = query.from; i <= query.to; ++i) sum += values[i];
        printf("%lld\n", sum);
    }
    return 0;
}
