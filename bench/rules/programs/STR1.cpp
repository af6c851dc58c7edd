#include <iostream>
#include <string>
using namespace std;

int main() {
    int n;
    if (!(cin >> n)) n = 40000;
    string line;
    for (int i = 0; i < n; i++) {
        char c = 'a' + i * 7 % 26;
        line = line + c;
    }
    cout << line.size() << ' ' << line[n / 2] << endl;
}
