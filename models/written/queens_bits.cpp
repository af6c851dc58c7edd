// timed: 14
// checked: 5 | 8
#include <iostream>
#include <string>
#include <vector>
using namespace std;

int n;
unsigned full;
long long solutions = 0;
vector<string> firstBoard;

void place(int row, unsigned cols, unsigned d1, unsigned d2, vector<int>& where) {
    if (row == n) {
        if (solutions == 0) {
            for (int c : where) {
                string line = "";
                for (int i = 0; i < n; i++) line = line + (i == c ? "Q" : ".");
                firstBoard.push_back(line);
            }
        }
        solutions++;
        return;
    }
    unsigned open = full & ~(cols | d1 | d2);
    while (open) {
        unsigned bit = open & -open;
        open ^= bit;
        where[row] = __builtin_ctz(bit);
        place(row + 1, cols | bit, (d1 | bit) << 1, (d2 | bit) >> 1, where);
    }
}

int main() {
    cin >> n;
    full = (1u << n) - 1;
    vector<int> where(n);
    place(0, 0, 0, 0, where);
    cout << solutions << endl;
    for (string line : firstBoard) cout << line << endl;
}
