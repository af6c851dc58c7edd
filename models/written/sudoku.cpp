// timed: 12
// checked: 1 | 3
#include <iostream>
#include <set>
#include <vector>
using namespace std;

int grid[9][9];
long long tried = 0;

bool allowed(int row, int col, int value) {
    set<int> used;
    for (int i = 0; i < 9; i++) {
        used.insert(grid[row][i]);
        used.insert(grid[i][col]);
        used.insert(grid[row / 3 * 3 + i / 3][col / 3 * 3 + i % 3]);
    }
    return used.count(value) == 0;
}

bool solve(int cell) {
    if (cell == 81) return true;
    int row = cell / 9, col = cell % 9;
    if (grid[row][col] != 0) return solve(cell + 1);
    for (int v = 1; v <= 9; v++) {
        tried++;
        if (allowed(row, col, v)) {
            grid[row][col] = v;
            if (solve(cell + 1)) return true;
            grid[row][col] = 0;
        }
    }
    return false;
}

int main() {
    int rounds;
    cin >> rounds;
    for (int r = 0; r < rounds; r++) {
        for (int i = 0; i < 9; i++)
            for (int j = 0; j < 9; j++) grid[i][j] = 0;
        for (int j = 0; j < 9; j++) grid[r % 9][j] = (j * 4 + r) % 9 + 1;
        bool done = solve(0);
        cout << done << " " << grid[8][8] << endl;
    }
    cout << tried << endl;
}
