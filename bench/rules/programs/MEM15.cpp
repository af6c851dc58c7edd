#include <iostream>
#include <string>
#include <unordered_map>
using namespace std;

int romanToInt(const string& s) {
    unordered_map<char, int> worth = {{'I', 1},   {'V', 5},   {'X', 10},  {'L', 50},
                                      {'C', 100}, {'D', 500}, {'M', 1000}};
    int total = 0;
    for (size_t i = 0; i < s.size(); i++) {
        if (i + 1 < s.size() && worth[s[i]] < worth[s[i + 1]])
            total -= worth[s[i]];
        else
            total += worth[s[i]];
    }
    return total;
}

int main() {
    int n;
    if (!(cin >> n)) n = 2000000;
    const string numbers[] = {"IV", "XIX", "MCMXCIV", "DCXXI", "III"};
    long long sum = 0;
    for (int i = 0; i < n; i++) sum += romanToInt(numbers[i % 5]) * (i % 7);
    cout << sum << endl;
    return 0;
}
