#include <cmath>
#include <cstdio>
#include <vector>

int main() {
    int n = 1000;
    std::vector<double> x(n);
    for (int i = 0; i < n; i++) {
        x[i] = 1.0 + i * 0.001;
    }
    double energy = 0;
    for (int round = 0; round < 3000; round++) {
        for (int i = 0; i < n; i++) {
            energy += std::pow(x[i], 3) - 0.5 * x[i];
        }
    }
    std::printf("%.3f\n", energy);
}
