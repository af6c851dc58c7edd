// timed: 91 18000
// checked: 5 30 | 21 600
#include <cstdio>
#include <cstdlib>
#include <vector>

static int size;
static std::vector<int> grid;
static long topplings = 0;

static void settle() {
    std::vector<int> work;
    for (int i = 0; i < size * size; i++)
        if (grid[i] > 3) work.push_back(i);
    while (!work.empty()) {
        int cell = work.back();
        work.pop_back();
        if (grid[cell] <= 3) continue;
        int give = grid[cell] / 4;
        grid[cell] %= 4;
        topplings += give;
        int x = cell % size, y = cell / size;
        if (x > 0 && (grid[cell - 1] += give) > 3) work.push_back(cell - 1);
        if (x < size - 1 && (grid[cell + 1] += give) > 3) work.push_back(cell + 1);
        if (y > 0 && (grid[cell - size] += give) > 3) work.push_back(cell - size);
        if (y < size - 1 && (grid[cell + size] += give) > 3) work.push_back(cell + size);
    }
}

int main() {
    int grains;
    if (scanf("%d %d", &size, &grains) != 2 || size < 1) {
        fprintf(stderr, "usage: size grains\n");
        return 1;
    }
    grid.assign(size * size, 0);
    int middle = size / 2 * size + size / 2;
    for (int g = 0; g < grains; g++) {
        grid[middle] += 1;
        if (grid[middle] > 3) settle();
    }
    int count[4] = {0, 0, 0, 0};
    for (int v : grid) count[v]++;
    printf("%ld topplings\n", topplings);
    for (int i = 0; i < 4; i++) printf("%d: %d\n", i, count[i]);
    return 0;
}
