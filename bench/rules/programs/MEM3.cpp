#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    if (!(cin >> n)) n = 200000;
    long long sum = 0;
    for (int i = 0; i < n; i++) {
        vector<int> count(26);
        for (int k = 0; k < 8; k++) count[(i * 3 + k * k) % 26]++;
        int most = 0;
        for (int c = 0; c < 26; c++)
            if (count[c] > most) most = count[c];
        sum += most;
    }
    cout << sum << endl;
}
