// timed: 420
// checked: 3 | 12
#include <climits>
#include <cstdio>
#include <vector>

int main() {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    std::vector<int> size(n + 1);
    for (int i = 0; i <= n; i++) size[i] = 5 + (i * 31) % 47;
    std::vector<std::vector<long long>> cost(n + 1, std::vector<long long>(n + 1, 0));
    for (int length = 2; length <= n; length++) {
        for (int i = 1; i + length - 1 <= n; i++) {
            int j = i + length - 1;
            cost[i][j] = LLONG_MAX;
            for (int k = i; k < j; k++) {
                long long c = cost[i][k] + cost[k + 1][j] + 1LL * size[i - 1] * size[k] * size[j];
                if (c < cost[i][j]) cost[i][j] = c;
            }
        }
    }
    printf("%lld\n", cost[1][n]);
}
