#include <iostream>
using namespace std;

int prime = 1000000007;

int main() {
    int n;
    if (!(cin >> n)) n = 30000000;
    long long value = 1;
    for (int i = 1; i <= n; i++) value = value * (i % 1000 + 3) % prime;
    cout << value << endl;
}
