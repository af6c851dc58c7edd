#include <iostream>
#include <string>
using namespace std;

int main() {
    int n;
    if (!(cin >> n)) n = 60000;
    string digits;
    unsigned x = 12345;
    for (int i = 0; i < n; i++) {
        x = x * 1103515245u + 12345u;
        digits = char('0' + (x >> 16) % 10) + digits;
    }
    long long check = 0;
    for (size_t i = 0; i < digits.size(); i++) {
        check = (check * 10 + (digits[i] - '0')) % 1000000007;
    }
    cout << digits.substr(0, 40) << ' ' << check << endl;
    return 0;
}
