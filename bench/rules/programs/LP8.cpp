#include <iostream>
#include <vector>
using namespace std;

int countAbove(const vector<int>& values, int threshold) {
    int found = 0;
    for (size_t i = 0; i < values.size(); i++) {
        found += values[i] > threshold;
    }
    return found;
}

int main() {
    int n;
    if (!(cin >> n)) n = 20000;
    vector<int> values(n);
    unsigned state = 521288629u;
    for (int i = 0; i < n; i++) {
        state = state * 1103515245u + 12345u;
        values[i] = state >> 4;
    }
    long long total = 0;
    for (int round = 0; round < 4000; round++) {
        total += countAbove(values, round * 60000);
    }
    cout << total << endl;
    return 0;
}
