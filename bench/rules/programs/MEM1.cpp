#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    if (!(cin >> n)) n = 100;
    long long sum = 0;
    for (int round = 0; round < 40 * n; round++) {
        vector<int> row;
        for (int i = 0; i < 400; i++) row.push_back(i ^ round);
        sum += row[round % 400];
    }
    cout << sum << endl;
}
