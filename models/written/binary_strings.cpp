// timed: 60000
// checked: 5 | 200
#include <bitset>
#include <iostream>
#include <string>
using namespace std;

string to_binary(int n) {
    string s = "";
    while (n > 0) {
        s = char('0' + n % 2) + s;
        n = n / 2;
    }
    return s == "" ? "0" : s;
}

int ones(int n) {
    string s = to_binary(n);
    int count = 0;
    for (char c : s)
        if (c == '1') count++;
    return count;
}

int main() {
    int n;
    cin >> n;
    int best = 0;
    long long total = 0;
    for (int i = 0; i <= n; i++) {
        total += ones(i);
        if (ones(i) > ones(best)) best = i;
    }
    cout << best << " " << total << " " << to_binary(n) << endl;
}
