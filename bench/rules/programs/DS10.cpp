#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    if (!(cin >> n)) n = 20000;
    vector<bool> composite(n + 1, false);
    long long total = 0;
    for (int round = 0; round < 1000; round++) {
        composite.assign(n + 1, false);
        for (int i = 2; i <= n; i++) {
            if (composite[i]) continue;
            total += i;
            for (int j = i + i; j <= n; j += i) composite[j] = true;
        }
    }
    cout << total << endl;
    return 0;
}
