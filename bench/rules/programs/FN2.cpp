#include <functional>
#include <iostream>
#include <vector>

int main() {
    int n = 0;
    if (!(std::cin >> n)) n = 2000;
    std::vector<int> left(n + 1), right(n + 1);
    for (int i = 1; i <= n; ++i) {
        left[i] = 2 * i <= n ? 2 * i : 0;
        right[i] = 2 * i + 1 <= n ? 2 * i + 1 : 0;
    }
    long long total = 0;
    std::function<int(int)> height = [&](int node) {
        if (node == 0) return 0;
        int a = height(left[node]);
        int b = height(right[node]);
        total += a ^ b;
        return (a > b ? a : b) + 1;
    };
    for (int round = 0; round < 2000; ++round) total += height(1);
    std::cout << total << "\n";
}
