#include <algorithm>
#include <iostream>
#include <string>
#include <vector>
using namespace std;

bool shorter(string a, string b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
}

int main() {
    int n;
    if (!(cin >> n)) n = 30000;
    vector<string> names;
    unsigned state = 5;
    for (int i = 0; i < n; i++) {
        state = state * 1664525u + 1013904223u;
        names.push_back(string(20 + state % 7, 'a' + (state >> 8) % 26) + to_string(state));
    }
    sort(names.begin(), names.end(), shorter);
    cout << names[0] << ' ' << names[n - 1] << endl;
}
