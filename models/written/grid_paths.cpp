// timed: 15 15 0 9 99 48 160 71
// checked: 3 3 4 | 6 7 8 20 23
#include <cstdio>
#include <vector>
using namespace std;

int rows, cols;
vector<vector<bool>> wall;

long long paths(int r, int c) {
    if (r >= rows || c >= cols) return 0;
    if (wall[r][c]) return 0;
    if (r == rows - 1 && c == cols - 1) return 1;
    return paths(r + 1, c) + paths(r, c + 1);
}

int cheapest(int r, int c) {
    if (r >= rows || c >= cols) return 1000000;
    int cost = wall[r][c] ? 10 : (r * 5 + c * 3) % 4;
    if (r == rows - 1 && c == cols - 1) return cost;
    if (cost == 10 && (r + c) % 2) return 1000000;
    int down = cheapest(r + 1, c);
    int right = cheapest(r, c + 1);
    return cost + (down < right ? down : right);
}

int main() {
    if (scanf("%d %d", &rows, &cols) != 2) return 1;
    wall.assign(rows, vector<bool>(cols, false));
    int id;
    while (scanf("%d", &id) == 1) {
        int cell = id % (rows * cols);
        if (cell != 0 && cell != rows * cols - 1) wall[cell / cols][cell % cols] = true;
    }
    printf("%lld ways\n", paths(0, 0));
    printf("cheapest %d\n", cheapest(0, 0));
}
