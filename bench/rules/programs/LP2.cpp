#include <cstdio>

const int rows = 1500, columns = 2000;
static double height[rows][columns];
static int grid[rows][columns];

int main() {
    for (int round = 0; round < 4; round++) {
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                height[i][j] = height[i][j] * 0.5 + (i ^ j) * 0.125 + round;
            }
        }
    }
    for (int j = 0; j < columns; j++)
        for (int i = 0; i < rows; i++)
            grid[i][j] = (int)(height[i][j] * 16) + i - j;
    long long total = 0;
    for (int j = 0; j < columns; j++)
        for (int i = 0; i < rows; i++)
            total += grid[i][j];
    printf("%lld\n", total);
    return 0;
}
