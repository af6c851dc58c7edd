// timed: 30000 8
// checked: 20 2 | 5 1
#include <cmath>
#include <cstdio>
#include <vector>
using namespace std;

double dist(double a, double b) { return sqrt(pow(a - b, 2)); }

int main() {
    int n, k;
    if (scanf("%d %d", &n, &k) != 2) return 1;
    vector<double> points;
    for (int i = 0; i < n; i++) points.push_back((i * 7919 % 10007) / 10.0);
    vector<double> centre;
    for (int c = 0; c < k; c++) centre.push_back(points[c * n / k]);
    vector<int> owner(n, 0);
    for (int round = 0; round < 12; round++) {
        for (int i = 0; i < n; i++) {
            int best = 0;
            for (int c = 1; c < k; c++)
                if (dist(points[i], centre[c]) < dist(points[i], centre[best])) best = c;
            owner[i] = best;
        }
        for (int c = 0; c < k; c++) {
            double sum = 0;
            int members = 0;
            for (int i = 0; i < n; i++)
                if (owner[i] == c) {
                    sum += points[i];
                    members++;
                }
            if (members) centre[c] = sum / members;
        }
    }
    for (int c = 0; c < k; c++) printf("%.4f\n", centre[c]);
}
