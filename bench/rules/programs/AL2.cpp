#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    if (!(cin >> n)) n = 20000;
    long long sum = 0;
    unsigned state = 1;
    for (int day = 0; day < 60; day++) {
        vector<int> prices;
        for (int i = 0; i < n; i++) {
            state = state * 1664525u + 1013904223u;
            prices.push_back(state >> 8);
        }
        sort(prices.begin(), prices.end());
        sum += prices[0];
    }
    cout << sum << endl;
}
