#include <cstdio>
#include <vector>
using namespace std;

int main() {
    const int n = 3000000;
    vector<double> price(n), weight(n), value(n);
    for (int i = 0; i < n; i++) {
        price[i] = i % 97 * 0.25;
        weight[i] = i % 31 + 0.5;
    }
    for (int day = 0; day < 6; day++) {
        for (int i = 0; i < n; i++) {
            value[i] = price[i] * weight[i];
        }
        for (int i = 0; i < n; i++) {
            price[i] = price[i] + value[i] * 0.001;
        }
        for (int i = 0; i < n; i++)
            weight[i] = weight[i] * 0.75 + price[i] * 0.125;
    }
    double total = 0;
    for (int i = 0; i < n; i += 1000) total += value[i] + price[i] + weight[i];
    printf("%.6f\n", total);
    return 0;
}
