#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int n = 3000, m = 3000;
    std::cin >> n >> m;
    std::vector<int> first(n), second(m);
    unsigned state = 7;
    for (int i = 0; i < n; i++) {
        state = state * 1103515245u + 12345u;
        first[i] = state >> 29;
    }
    for (int j = 0; j < m; j++) {
        state = state * 1103515245u + 12345u;
        second[j] = state >> 29;
    }
    std::vector<std::vector<int>> best(n + 1, std::vector<int>(m + 1, 0));
    for (int i = 1; i <= n; i++) {
        for (int j = 1; j <= m; j++) {
            if (first[i - 1] == second[j - 1]) {
                best[i][j] = best[i - 1][j - 1] + 1;
            } else {
                best[i][j] = std::max(best[i - 1][j], best[i][j - 1]);
            }
        }
    }
    std::cout << best[n][m] << '\n';
}
