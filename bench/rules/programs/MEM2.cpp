#include <iostream>
#include <vector>

int main() {
    int n = 0;
    if (!(std::cin >> n)) n = 60000;
    unsigned long long total = 0;
    for (int round = 0; round < 1000; ++round) {
        std::vector<int> values;
        values.reserve(n);
        for (int i = 0; i < n; ++i) values.push_back(i ^ round);
        total += values[total % n];
    }
    std::cout << total << "\n";
}
