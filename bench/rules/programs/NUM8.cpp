#include <cstdio>
#include <vector>

int main() {
    int n = 2000;
    std::vector<double> x(n);
    for (int i = 0; i < n; i++) {
        x[i] = i % 97 + 0.5;
    }
    double scale = 1.0;
    for (int round = 0; round < 4000; round++) {
        scale = 1.0 + round % 7 * 0.000001;
        for (int i = 0; i < n; i++) {
            x[i] = x[i] / scale;
        }
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
        sum += x[i];
    }
    std::printf("%.3f\n", sum);
}
