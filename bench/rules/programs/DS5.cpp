#include <iostream>
#include <set>
#include <vector>
using namespace std;

int main() {
    int n = 80000;
    unsigned state = 777;
    set<int> distinct;
    for (int i = 0; i < n; i++) {
        state = state * 1664525u + 1013904223u;
        distinct.insert((int)(state >> 10));
    }
    vector<int> sorted(distinct.begin(), distinct.end());
    long long checksum = 0;
    for (size_t i = 0; i < sorted.size(); i++) checksum += (long long)sorted[i] * (i % 7);
    cout << sorted.size() << ' ' << checksum << '\n';
}
