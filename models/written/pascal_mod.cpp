// timed: 1600 1000003
// checked: 5 7 | 1 2
#include <iostream>
#include <vector>
using namespace std;
#define int long long

int prime;

signed main() {
    int n;
    cin >> n >> prime;
    vector<vector<int>> c(n + 1);
    for (int i = 0; i <= n; i++) {
        for (int j = 0; j <= i; j++) {
            if (j == 0 || j == i) c[i].push_back(1 % prime);
            else c[i].push_back((c[i - 1][j - 1] + c[i - 1][j]) % prime);
        }
    }
    int x = 0;
    for (int i = 0; i <= n; i++)
        for (int j = 0; j <= i; j++) x ^= c[i][j];
    cout << x << endl;
}
