// timed: 60
// checked: 4 | 9
#include <cmath>
#include <cstdio>

static double cube[128][128][128];

int main() {
    int n;
    if (scanf("%d", &n) != 1 || n > 128) return 1;
    for (int k = 0; k < n; k++)
        for (int j = 0; j < n; j++)
            for (int i = 0; i < n; i++) cube[i][j][k] = (double)((i * 3 + j * 5 + k * 7) % 11);
    double total = 0;
    for (int pass = 0; pass < 20; pass++)
        for (int k = 1; k < n - 1; k++)
            for (int j = 1; j < n - 1; j++)
                for (int i = 1; i < n - 1; i++)
                    cube[i][j][k] = (cube[i][j][k] * pow(2, pass % 3) + 1) / (double)4;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            for (int k = 0; k < n; k++) total += cube[i][j][k];
    printf("%.6f\n", total);
    return 0;
}
