#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    if (!(cin >> n)) n = 400000;
    long long sum = 0;
    for (int i = 0; i < n; i++) {
        vector<int> digits;
        for (int x = i * 37 + 1; x > 0; x /= 10) digits.push_back(x % 10);
        for (size_t k = 0; k < digits.size(); k++) sum += digits[k] * (int)(k + 1);
    }
    cout << sum << endl;
}
