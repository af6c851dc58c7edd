#include <iostream>
#include <string>
#include <vector>
using namespace std;

int main() {
    int n;
    if (!(cin >> n)) n = 1500000;
    vector<string> names = {"alpha", "configuration", "another longer name than that", "omega"};
    string report;
    for (int i = 0; i < n; i++) {
        report += names[i % 4] + ", " + names[i * 7 % 4] + "\n";
    }
    size_t sum = 0;
    for (size_t i = 0; i < report.size(); i += 1000) sum = sum * 31 + report[i];
    cout << report.size() << ' ' << sum << endl;
    return 0;
}
