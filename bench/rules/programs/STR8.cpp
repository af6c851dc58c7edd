#include <iostream>
#include <string>
using namespace std;

int main() {
    int n;
    if (!(cin >> n)) n = 700000;
    long long found = 0;
    for (int i = 1; i <= n; i++) {
        int sum = 0;
        string s = to_string(i);
        for (char c : s) {
            sum += c - '0';
        }
        if (sum % 9 == 4) found += i;
    }
    cout << found << endl;
    return 0;
}
