// timed: 6000 200
// checked: 8 3 | 1 1
#include <iostream>
#include <set>
#include <vector>

int main() {
    int n, width;
    std::cin >> n >> width;
    std::vector<int> a;
    for (int i = 0; i < n; i++) a.push_back(i * i % 379);
    long long sum = 0;
    for (int i = 0; i + width <= n; i += 4) {
        std::set<int> distinct(a.begin() + i, a.begin() + i + width);
        sum += distinct.size();
    }
    std::cout << sum << std::endl;
}
