#include <cstdio>
#include <vector>

double dot(const std::vector<double>& a, const std::vector<double>& b, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

int main() {
    int n = 2000;
    std::vector<double> a(n), b(n);
    for (int i = 0; i < n; i++) {
        a[i] = i * 0.5;
        b[i] = 1.0 / (i + 1);
    }
    double total = 0;
    for (int round = 0; round < 5000; round++) {
        a[round % n] += 1;
        total += dot(a, b, n);
    }
    std::printf("%.3f\n", total);
}
