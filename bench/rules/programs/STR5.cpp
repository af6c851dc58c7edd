#include <iostream>
#include <string>
#include <vector>
using namespace std;

int main() {
    int n;
    if (!(cin >> n)) n = 20000;
    vector<string> lines;
    for (int i = 0; i < n; i++) {
        string line;
        for (int j = 0; j < 400; j++) line += char('a' + (i * 7 + j * j) % 26);
        lines.push_back(line);
    }
    int errors = 0, warnings = 0;
    for (int round = 0; round < 10; round++) {
        for (size_t i = 0; i < lines.size(); i++) {
            if (lines[i].find("error: ") == 0) errors++;
            if (lines[i].find("hij") != 0) warnings += round;
        }
    }
    cout << errors << ' ' << warnings << endl;
    return 0;
}
