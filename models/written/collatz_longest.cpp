// timed: 250000
// checked: 10 | 1000
#include <bits/stdc++.h>
using namespace std;
typedef long long ll;

map<ll, int> memo;

int chain(ll n) {
    if (n == 1) return 1;
    if (memo.count(n)) return memo[n];
    int r;
    if (n % 2 == 0)
        r = 1 + chain(n / 2);
    else
        r = 1 + chain(3 * n + 1);
    memo[n] = r;
    return r;
}

int main() {
    int limit;
    cin >> limit;
    int best = 0, who = 1;
    ll total = 0;
    for (int i = 1; i <= limit; i++) {
        int c = chain(i);
        total += c;
        if (c > best) {
            best = c;
            who = i;
        }
    }
    cout << "start " << who << " length " << best << endl;
    cout << "average " << fixed << setprecision(3) << (double)total / limit << endl;
    cout << "remembered " << memo.size() << endl;
}
