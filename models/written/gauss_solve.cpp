// timed: 1100
// checked: 3 | 20
#include <cmath>
#include <iomanip>
#include <iostream>
#include <stdexcept>
#include <utility>
#include <vector>

template <class T>
class LinearSystem {
    std::vector<std::vector<T>> a;
    std::vector<T> b;

public:
    LinearSystem(std::vector<std::vector<T>> m, std::vector<T> rhs) : a(std::move(m)), b(std::move(rhs)) {}

    std::vector<T> solve() {
        const int n = static_cast<int>(b.size());
        for (int col = 0; col < n; col++) {
            int pivot = col;
            for (int r = col + 1; r < n; r++)
                if (std::fabs(a[r][col]) > std::fabs(a[pivot][col])) pivot = r;
            if (std::fabs(a[pivot][col]) < 1e-12) throw std::domain_error("singular");
            std::swap(a[col], a[pivot]);
            std::swap(b[col], b[pivot]);
            for (int r = col + 1; r < n; r++) {
                const T f = a[r][col] / a[col][col];
                for (int c = col; c < n; c++) a[r][c] -= f * a[col][c];
                b[r] -= f * b[col];
            }
        }
        std::vector<T> x(n);
        for (int r = n - 1; r >= 0; r--) {
            T s = b[r];
            for (int c = r + 1; c < n; c++) s -= a[r][c] * x[c];
            x[r] = s / a[r][r];
        }
        return x;
    }
};

int main() {
    int n;
    std::cin >> n;
    std::vector<std::vector<double>> m(n, std::vector<double>(n));
    std::vector<double> rhs(n);
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) m[i][j] = (i * 17 + j * 29 + i * j) % 101 / 10.0;
        m[i][i] += 40;
        rhs[i] = i % 13;
    }
    try {
        std::vector<double> x = LinearSystem<double>(m, rhs).solve();
        double residual = 0, sum = 0;
        for (int i = 0; i < n; i++) {
            double s = -rhs[i];
            for (int j = 0; j < n; j++) s += m[i][j] * x[j];
            residual += std::pow(s, 2);
            sum += x[i];
        }
        std::cout << std::fixed << std::setprecision(5) << x[0] << ' ' << sum << ' '
                  << (std::sqrt(residual) < 1e-6 ? "good" : "bad") << std::endl;
    } catch (const std::domain_error& e) {
        std::cout << e.what() << std::endl;
    }
}
