#include <iostream>
#include <vector>
using namespace std;

vector<int> above(const vector<int>& values, int threshold) {
    vector<int> result;
    for (int value : values) {
        if (value > threshold) result.push_back(value);
    }
    return result;
}

int main() {
    int n;
    if (!(cin >> n)) n = 2000000;
    vector<int> values(n);
    unsigned state = 2463534242u;
    for (int i = 0; i < n; i++) {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        values[i] = state >> 8;
    }
    long long checksum = 0;
    for (int round = 1; round <= 10; round++) {
        vector<int> kept = above(values, round * 1500000);
        checksum += kept.size();
        if (!kept.empty()) checksum ^= kept.back();
    }
    cout << checksum << endl;
    return 0;
}
