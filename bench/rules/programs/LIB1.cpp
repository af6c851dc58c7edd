#include <iostream>
#include <sstream>
#include <string>
using namespace std;

string label(int row, int column) {
    stringstream ss;
    ss << row << ':' << column;
    return ss.str();
}

int main() {
    int n;
    if (!(cin >> n)) n = 300;
    size_t length = 0;
    unsigned check = 0;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            string text = label(i * 37, j * 101);
            length += text.size();
            check = check * 31 + text.back();
        }
    }
    cout << length << ' ' << check << endl;
    return 0;
}
