#include <cstdio>
#include <string>
#include <utility>
#include <vector>

struct Table {
    std::string title;
    std::vector<std::string> cells;
};

int main() {
    int n = 0;
    if (std::scanf("%d", &n) != 1) n = 400;
    long long total = 0;
    for (int round = 0; round < 60; ++round) {
        std::vector<Table> tables;
        for (int i = 0; i < n; ++i) {
            Table table;
            table.title = "table number " + std::to_string(i);
            table.cells.resize(100, "the same text in every cell of it");
            table.cells[i % 100] += std::to_string(round);
            tables.push_back(table);
        }
        for (const Table& each : tables) total += each.cells[round % 100].size() + each.title.size();
    }
    std::printf("%lld\n", total);
}
