#include <cstdio>
#include <omp.h>
#include <vector>

int main() {
    int n = 1200;
    std::vector<double> potential(n), x(n), y(n);
    std::vector<int> near(n);
    for (int i = 0; i < n; i++) {
        x[i] = i * 37 % 101 * 0.5;
        y[i] = i * 53 % 97 * 0.25;
    }
    unsigned pairs = 0;
    for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            double dx = x[i] - x[j], dy = y[i] - y[j];
            sum += 1.0 / (dx * dx + dy * dy + 0.01);
            near[i] += dx * dx + dy * dy < 4.0;
        }
        potential[i] = sum;
        pairs += near[i];
    }
    double total = omp_get_max_threads() > 0 ? 0 : 1;
    for (int i = 0; i < n; i++) total += potential[i];
    printf("%.9f %u\n", total, pairs);
    return 0;
}
