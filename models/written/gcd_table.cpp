// timed: 900
// checked: 6 | 1
#include <iostream>
using namespace std;

int gcd(int a, int b) {
    while (a != b) {
        if (a > b) a -= b;
        else b -= a;
    }
    return a;
}

int main() {
    int n;
    cin >> n;
    long long coprime = 0, sum = 0;
    for (int i = 1; i <= n; i++)
        for (int j = 1; j <= n; j++) {
            if (gcd(i, j) == 1) coprime++;
            sum += gcd(i, j);
        }
    cout << coprime << " " << sum << endl;
}
