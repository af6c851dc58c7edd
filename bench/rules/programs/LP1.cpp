#include <cstdio>
#include <vector>
using namespace std;

static vector<vector<double>> multiply(const vector<vector<double>>& a, const vector<vector<double>>& b, int n) {
    vector<vector<double>> c(n, vector<double>(n, 0.0));
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            for (int k = 0; k < n; k++)
                c[i][j] += a[i][k] * b[k][j];
    return c;
}

int main() {
    int n = 400;
    vector<vector<double>> a(n, vector<double>(n)), b(n, vector<double>(n));
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            a[i][j] = (i * 7 + j * 3) % 11 + 0.5;
            b[i][j] = (i * 5 + j * 2) % 13 - 0.25;
        }
    }
    vector<vector<double>> c = multiply(a, b, n);
    double trace = 0;
    for (int i = 0; i < n; i++) trace += c[i][i] * (i + 1);
    printf("%.6f\n", trace);
    return 0;
}
