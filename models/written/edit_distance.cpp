// timed: 1500 1400
// checked: 5 9 | 1 1
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>
using namespace std;

int editDistance(string a, string b) {
    int n = a.length(), m = b.length();
    vector<vector<int>> d(n + 1, vector<int>(m + 1));
    for (int j = 0; j <= m; j++)
        for (int i = 0; i <= n; i++) {
            if (i == 0) d[i][j] = j;
            else if (j == 0) d[i][j] = i;
            else d[i][j] = min(min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
        }
    return d[n][m];
}

int main() {
    int n, m;
    cin >> n >> m;
    string a, b;
    for (int i = 0; i < n; i++) a += 'a' + i * i % 7;
    for (int i = 0; i < m; i++) b += 'a' + i * 3 % 5;
    cout << editDistance(a, b) << endl;
}
