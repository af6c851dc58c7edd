#include <iostream>
#include <string>

int main() {
    int n;
    std::cin >> n;
    long long total = 0;
    std::string longest;
    for (int i = 0; i < n; i++) {
        std::string name;
        int amount;
        std::cin >> name >> amount;
        total += amount;
        if (name.size() > longest.size()) longest = name;
        std::cout << name << ' ' << total << '\n';
    }
    std::cout << longest << '\n';
}
