#include <cstdio>
#include <vector>

int main() {
    int rows = 700, columns = 900;
    std::vector<std::vector<double>> a(rows, std::vector<double>(columns));
    std::vector<double> x(columns), y(rows);
    for (int i = 0; i < rows; i++)
        for (int k = 0; k < columns; k++)
            a[i][k] = (i * 17 + k * 3) % 23 * 0.125;
    for (int k = 0; k < columns; k++) x[k] = k % 7 - 3.5;
    for (int step = 0; step < 60; step++) {
        for (int i = 0; i < rows; i++) {
            double sum = 0.0;
            for (int k = 0; k < columns; k++) {
                sum += a[i][k] * x[k];
            }
            y[i] = sum;
        }
        x[step] = y[step] * 0.001;
    }
    double total = 0;
    for (int i = 0; i < rows; i++) total += y[i];
    printf("%.9f\n", total);
    return 0;
}
