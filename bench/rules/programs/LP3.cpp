#include <cstdio>

const int size = 1024;
static double matrix[size][size];
static double transposed[size][size];

int main() {
    for (int i = 0; i < size; i++)
        for (int j = 0; j < size; j++)
            matrix[i][j] = i * 0.5 + j % 13;
    for (int round = 0; round < 6; round++) {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                transposed[j][i] = matrix[i][j] + round;
            }
        }
        matrix[round][5] = transposed[7][round] + 1;
    }
    double total = 0;
    for (int i = 0; i < size; i += 3) total += transposed[i][size - 1 - i] * (i + 1);
    printf("%.3f\n", total);
    return 0;
}
