// timed: 700
// checked: 5 | 30
#include <iostream>
using namespace std;

int main() {
    int n;
    cin >> n;
    int triples = 0;
    for (int a = 1; a <= n; a++)
        for (int b = a; b <= n; b++)
            for (int c = b; c <= n; c++)
                if (a * a + b * b == c * c) triples++;
    long long squares = 0;
    for (int i = 1; i <= n; i++) squares += i * i;
    cout << triples << ' ' << squares << endl;
}
