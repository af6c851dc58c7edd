// timed: 1500 12000
// checked: 5 6 | 1 0
#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n, m;
    cin >> n >> m;
    vector<pair<int, int>> edges;
    for (int i = 0; i < m; i++) {
        int a = (i * 7919) % n, b = (i * 104729 + 13) % n;
        if (a < b) edges.push_back(make_pair(a, b));
        if (b < a) edges.push_back(make_pair(b, a));
    }
    vector<int> order;
    vector<bool> done(n, false);
    while (order.size() < n) {
        for (int v = 0; v < n; v++) {
            if (done[v]) continue;
            bool ready = true;
            for (auto e : edges)
                if (e.second == v && !done[e.first]) ready = false;
            if (ready) {
                done[v] = true;
                order.push_back(v);
            }
        }
    }
    long long sum = 0;
    for (int i = 0; i < n; i++) sum += 1LL * i * order[i] % 1009;
    cout << sum << endl;
}
