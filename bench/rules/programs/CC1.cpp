#include <iostream>
using namespace std;

int a[4096], b[4096], c[4096];

int main() {
    int n;
    if (!(cin >> n)) n = 40000;
    for (int i = 0; i < 4096; i++) a[i] = i * 3 % 101, b[i] = i * 7 % 103;
    for (int round = 0; round < n; round++)
        for (int i = 0; i < 4096; i++) c[i] += a[i] * b[i] + round;
    long long sum = 0;
    for (int i = 0; i < 4096; i++) sum += c[i];
    cout << sum << endl;
}
