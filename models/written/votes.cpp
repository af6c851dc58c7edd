// timed: 300000 9
// checked: 7 3 | 1 1
#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int votes, candidates;
    std::cin >> votes >> candidates;
    std::vector<std::string> names;
    for (int i = 0; i < candidates; i++) names.emplace_back("candidate number " + std::to_string(i));
    std::map<std::string, int> count;
    for (int i = 0; i < votes; i++) {
        const std::string& name = names[(i * 31 + i / 7) % candidates];
        ++count[name];
    }
    auto best = std::max_element(count.begin(), count.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    std::cout << best->first << ' ' << best->second << '\n';
}
