// timed: 120000
// checked: 4 | 77
#include <iomanip>
#include <iostream>
#include <string>
#include <unordered_map>
using namespace std;

double rate_of(string code) {
    unordered_map<string, double> rates;
    rates["EUR"] = 1.0;
    rates["USD"] = 1.09;
    rates["GBP"] = 0.86;
    rates["JPY"] = 161.3;
    rates["CHF"] = 0.95;
    return rates[code];
}

int main() {
    int n;
    cin >> n;
    string codes[5] = {"EUR", "USD", "GBP", "JPY", "CHF"};
    double total = 0;
    for (int i = 0; i < n; i++) total += (i % 1000) / rate_of(codes[i * 3 % 5]);
    cout << fixed << setprecision(2) << total << endl;
}
