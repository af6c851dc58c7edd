// timed: 700 40
// checked: 6 4 | 3 1
#include <cstdio>
#include <cstdlib>

double **make(int n) {
    double **rows = (double **)malloc(n * sizeof(double *));
    for (int i = 0; i < n; i++) rows[i] = (double *)calloc(n, sizeof(double));
    return rows;
}

int main() {
    int n, steps;
    if (scanf("%d %d", &n, &steps) != 2) return 1;
    double **now = make(n), **next = make(n);
    for (int i = 0; i < n; i++) now[i][0] = next[i][0] = 100.0;
    for (int t = 0; t < steps; t++) {
        for (int x = 1; x < n - 1; x++)
            for (int y = 1; y < n - 1; y++)
                next[y][x] = 0.25 * (now[y - 1][x] + now[y + 1][x] + now[y][x - 1] + now[y][x + 1]);
        for (int x = 1; x < n - 1; x++)
            for (int y = 1; y < n - 1; y++) now[y][x] = next[y][x];
    }
    double sum = 0;
    for (int y = 0; y < n; y++)
        for (int x = 0; x < n; x++) sum += now[y][x];
    printf("%.9f\n", sum);
    return 0;
}
