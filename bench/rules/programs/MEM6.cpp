#include <iostream>
#include <vector>
using namespace std;

int value_at(vector<int> values, int i) {
    return values[i % values.size()];
}

int main() {
    int n;
    if (!(cin >> n)) n = 60000;
    vector<int> values(2000);
    for (int i = 0; i < 2000; i++) values[i] = i * 37 % 1009;
    long long sum = 0;
    for (int i = 0; i < n; i++) sum += value_at(values, i);
    cout << sum << endl;
}
