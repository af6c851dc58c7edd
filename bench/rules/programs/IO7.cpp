#include <iostream>
#include <sstream>
#include <string>
using namespace std;

long long sumOfLine(const string& line) {
    stringstream ss(line);
    long long total = 0;
    int value;
    while (ss >> value) {
        total += value;
    }
    return total;
}

int main() {
    int n;
    if (!(cin >> n)) n = 20000;
    long long total = 0;
    for (int i = 0; i < n; i++) {
        string line = to_string(i) + " " + to_string(i * 7 % 1000) + " -" + to_string(i % 13) + " 42";
        total += sumOfLine(line) * (i % 5);
    }
    cout << total << endl;
    return 0;
}
