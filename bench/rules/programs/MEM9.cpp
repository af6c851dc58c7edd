#include <cstddef>
#include <cstdio>
#include <utility>
#include <vector>

class Block {
   public:
    explicit Block(std::size_t n) : cells(new int[n]), count(n) {
        for (std::size_t i = 0; i < n; ++i) cells[i] = static_cast<int>(i * n);
    }
    Block(const Block& other) : cells(new int[other.count]), count(other.count) {
        for (std::size_t i = 0; i < count; ++i) cells[i] = other.cells[i];
    }
    Block(Block&& other) : cells(other.cells), count(other.count) {
        other.cells = nullptr;
        other.count = 0;
    }
    ~Block() { delete[] cells; }
    int last() const { return cells[count - 1]; }

   private:
    int* cells;
    std::size_t count;
};

int main() {
    int n = 0;
    if (std::scanf("%d", &n) != 1) n = 3000;
    long long total = 0;
    for (int round = 0; round < 20; ++round) {
        std::vector<Block> blocks;
        for (int i = 0; i < n; ++i) blocks.push_back(Block(40 + i % 60));
        for (const Block& each : blocks) total += each.last();
    }
    std::printf("%lld\n", total);
}
