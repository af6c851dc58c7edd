#include <algorithm>
#include <iostream>
#include <vector>

int longest(const std::vector<int>& first, const std::vector<int>& second, int i, int j) {
    if (i == static_cast<int>(first.size()) || j == static_cast<int>(second.size())) {
        return 0;
    }
    if (first[i] == second[j]) {
        return 1 + longest(first, second, i + 1, j + 1);
    }
    return std::max(longest(first, second, i + 1, j), longest(first, second, i, j + 1));
}

int main() {
    int n = 13;
    std::cin >> n;
    std::vector<int> first, second;
    for (int i = 0; i < n; i++) {
        first.push_back(i * 7 % 5);
        second.push_back(i * 5 % 7 + i % 3);
    }
    std::cout << longest(first, second, 0, 0) << '\n';
}
