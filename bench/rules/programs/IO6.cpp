#include <cstdio>

char board[64][65];

void fill(unsigned seed) {
    for (int i = 0; i < 64; i++) {
        for (int j = 0; j < 64; j++) {
            seed = seed * 1664525u + 1013904223u;
            board[i][j] = "#.*o"[seed >> 30];
        }
        board[i][64] = 0;
    }
}

void show() {
    for (int i = 0; i < 64; i++) {
        for (int j = 0; j < 64; j++) printf("%c ", board[i][j]);
        printf("\n");
    }
    for (int i = 0; i < 64; i++) printf("%s|", board[i]);
}

int main() {
    for (unsigned round = 0; round < 100; round++) {
        fill(round);
        show();
    }
    return 0;
}
