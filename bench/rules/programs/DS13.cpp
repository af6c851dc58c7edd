#include <algorithm>
#include <iostream>
#include <set>
using namespace std;

int main() {
    int n;
    if (!(cin >> n)) n = 3000;
    set<int> seen;
    long long x = 1, repeats = 0;
    for (int i = 0; i < n; i++) {
        x = (x * 1103515245 + 12345) % 2147483648LL;
        int value = x % 100003;
        if (find(seen.begin(), seen.end(), value) != seen.end()) {
            repeats += i;
        } else {
            seen.insert(value);
        }
    }
    cout << seen.size() << ' ' << repeats << endl;
    return 0;
}
