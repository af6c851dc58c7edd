// timed: 200000 200000*[1..100000]
// checked: 3 5 9 2 | 1 7
#include <iostream>
#include <set>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    multiset<int> tickets;
    for (int i = 0; i < n; i++) {
        int p;
        cin >> p;
        tickets.insert(p);
    }
    long long income = 0;
    int sold = 0;
    for (int c = 0; c < n / 2; c++) {
        int budget = (c * 7919) % 100000;
        multiset<int>::iterator it = tickets.upper_bound(budget);
        if (it == tickets.begin()) {
            cout << -1 << endl;
        } else {
            it--;
            income += *it;
            sold++;
            cout << *it << endl;
            tickets.erase(it);
        }
    }
    cout << sold << ' ' << income << endl;
}
