#include <cmath>
#include <iostream>
using namespace std;

int main() {
    int n;
    if (!(cin >> n)) n = 200000;
    int primes = 0;
    for (int x = 2; x <= n; x++) {
        bool prime = true;
        for (int i = 2; i <= sqrt(x); i++)
            if (x % i == 0) {
                prime = false;
                break;
            }
        if (prime) primes++;
    }
    cout << primes << endl;
}
