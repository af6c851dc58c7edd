#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    if (!(cin >> n)) n = 200000;
    vector<int> part;
    for (int i = 0; i < n; i++) part.push_back(i * 31 % 1009);
    long long total = 0;
    for (int round = 0; round < 40; round++) {
        vector<int> all;
        for (size_t i = 0; i < part.size(); i++) {
            all.push_back(part[i]);
        }
        for (int x : part) all.push_back(x);
        total += all[round * 7 % all.size()] + all.size();
    }
    cout << total << endl;
    return 0;
}
