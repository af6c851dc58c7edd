#include <iostream>
#include <map>
using namespace std;

int main() {
    int n;
    if (!(cin >> n)) n = 2000000;
    map<int, int> votes;
    unsigned state = 3;
    for (int i = 0; i < n; i++) {
        state = state * 1664525u + 1013904223u;
        int candidate = (state >> 10) % 500;
        votes[candidate]++;
    }
    long long sum = 0;
    for (int c = 0; c < 500; c++) sum += 1LL * votes[c] * c;
    cout << sum << endl;
}
