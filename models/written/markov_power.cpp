// timed: 260 1000
// checked: 3 4 | 10 77
#include <iomanip>
#include <iostream>
#include <vector>

using Matrix = std::vector<std::vector<double>>;

Matrix identity(int n) {
    Matrix m(n, std::vector<double>(n, 0.0));
    for (int i = 0; i < n; ++i) m[i][i] = 1.0;
    return m;
}

Matrix multiply(Matrix a, Matrix b) {
    int n = a.size();
    Matrix c;
    for (int i = 0; i < n; ++i) {
        std::vector<double> row;
        for (int j = 0; j < n; ++j) {
            double sum = 0;
            for (int k = 0; k < n; ++k) sum += a[i][k] * b[k][j];
            row.push_back(sum);
        }
        c.push_back(row);
    }
    return c;
}

Matrix power(Matrix base, unsigned e) {
    Matrix result = identity(base.size());
    while (e > 0) {
        if (e & 1u) result = multiply(result, base);
        base = multiply(base, base);
        e >>= 1;
    }
    return result;
}

int main() {
    int states;
    unsigned steps;
    std::cin >> states >> steps;

    Matrix p(states, std::vector<double>(states));
    for (int i = 0; i < states; ++i) {
        double total = 0;
        for (int j = 0; j < states; ++j) {
            p[i][j] = 1 + (i * 31 + j * 17) % 23;
            total += p[i][j];
        }
        for (int j = 0; j < states; ++j) p[i][j] /= total;
    }

    Matrix q = power(p, steps);
    int likeliest = 0;
    for (int j = 1; j < states; ++j)
        if (q[0][j] > q[0][likeliest] + 1e-9) likeliest = j;
    std::cout << std::fixed << std::setprecision(6);
    std::cout << likeliest << ' ' << q[0][likeliest] << '\n';
    double trace = 0;
    for (int i = 0; i < states; ++i) trace += q[i][i];
    std::cout << trace << '\n';
}
