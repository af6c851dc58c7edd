// timed: 1000000 6
// checked: 8 1 | 300 5
#include <cstdio>
#include <algorithm>
#include <map>
#include <vector>
#define lowbit(x) ((x) & -(x))
typedef long long ll;
const int N = 1 << 20;
int tree[N + 5], a[N + 5];
int n, rounds;

void add(int i) {
    for (; i <= n; i += lowbit(i)) tree[i]++;
}

int query(int i) {
    int s = 0;
    for (; i > 0; i -= lowbit(i)) s += tree[i];
    return s;
}

int main() {
    if (scanf("%d%d", &n, &rounds) != 2) return 1;
    n = std::min(n, N);
    std::map<int, ll> answer;
    for (int r = 1; r <= rounds; r++) {
        for (int i = 0; i < n; i++) a[i] = i + 1;
        unsigned s = r * 2654435761u + 1;
        for (int i = n - 1; i > 0; i--) {
            s ^= s << 13;
            s ^= s >> 17;
            s ^= s << 5;
            std::swap(a[i], a[i - s % std::min(i + 1, 200 * r)]);
        }
        std::fill(tree, tree + n + 1, 0);
        ll inv = 0;
        for (int i = n - 1; i >= 0; i--) {
            inv += query(a[i]);
            add(a[i]);
        }
        answer[r] = inv;
    }
    for (auto p : answer) printf("round %d: %lld\n", p.first, p.second);
}
