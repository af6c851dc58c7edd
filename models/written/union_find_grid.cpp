// timed: 420 5
// checked: 5 1 | 1 1
#include <iostream>
#include <unordered_map>
using namespace std;

unordered_map<long long, long long> parent;

long long root_of(long long v) {
    if (parent[v] == v) return v;
    return parent[v] = root_of(parent[v]);
}

int main() {
    ios_base::sync_with_stdio(false);
    int side, seed;
    cin >> side >> seed;
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++) parent[1LL * y * side + x] = 1LL * y * side + x;
    unsigned state = seed;
    int groups = side * side;
    for (int y = 0; y < side; y++)
        for (int x = 0; x + 1 < side; x++) {
            state = state * 22695477u + 1u;
            if ((state >> 16) % 3 == 0) continue;
            long long a = root_of(1LL * y * side + x), b = root_of(1LL * y * side + x + 1);
            if (a != b) {
                parent[a] = b;
                groups--;
            }
        }
    cout << groups << endl;
}
