// timed: 700
// checked: 4 | 9
#include <iostream>
#include <map>
using namespace std;

typedef map<int, long long> Poly;
const long long MOD = 998244353;

Poly multiply(Poly a, Poly b) {
    Poly product;
    for (Poly::iterator i = a.begin(); i != a.end(); i++)
        for (Poly::iterator j = b.begin(); j != b.end(); j++)
            product[i->first + j->first] = (product[i->first + j->first] + i->second * j->second) % MOD;
    return product;
}

int main() {
    int terms;
    cin >> terms;
    Poly a, b;
    for (int i = 0; i < terms; i++) {
        a[i * 3] = i + 1;
        b[i * 2 + 1] = 2 * i + 5;
    }
    Poly c = multiply(a, b);
    long long sum = 0;
    for (auto term : c) sum = (sum * 7 + term.first + term.second) % MOD;
    cout << c.size() << " " << sum << endl;
}
