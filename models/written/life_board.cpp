// timed: 120 40
// checked: 5 3 | 12 1
#include <iostream>
#include <vector>
using namespace std;

typedef vector<vector<bool> > Board;

int alive_around(Board board, int y, int x) {
    int height = board.size(), width = board[0].size(), count = 0;
    for (int dy = -1; dy <= 1; dy++)
        for (int dx = -1; dx <= 1; dx++) {
            if (dy == 0 && dx == 0) continue;
            if (board[(y + dy + height) % height][(x + dx + width) % width]) count++;
        }
    return count;
}

int main() {
    int side, generations;
    cin >> side >> generations;
    side = side < 3 ? 3 : side;
    Board board(side / 4 + 3, vector<bool>(side / 4 + 3));
    for (size_t y = 0; y < board.size(); y++)
        for (size_t x = 0; x < board[y].size(); x++) board[y][x] = (y * 7 + x * 13 + y * x) % 3 == 0;
    for (int g = 0; g < generations; g++) {
        Board next = board;
        for (size_t y = 0; y < board.size(); y++)
            for (size_t x = 0; x < board[y].size(); x++) {
                int around = alive_around(board, y, x);
                next[y][x] = around == 3 || (around == 2 && board[y][x]);
            }
        board = next;
    }
    int living = 0;
    for (size_t y = 0; y < board.size(); y++) {
        for (size_t x = 0; x < board[y].size(); x++) {
            cout << (board[y][x] ? '#' : '.');
            living += board[y][x];
        }
        cout << endl;
    }
    cout << living << endl;
}
