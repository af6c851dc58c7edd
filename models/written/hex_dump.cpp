// timed: 300000
// checked: 20 | 100
#include <iomanip>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>
using namespace std;

string toHex(unsigned value, int width) {
    stringstream ss;
    ss << hex << setw(width) << setfill('0') << value;
    return ss.str();
}

string row(const vector<unsigned char>& data, size_t at) {
    string line = toHex(at, 8) + ": ";
    string text = "";
    for (size_t i = at; i < at + 16; i++) {
        if (i < data.size()) {
            line = line + toHex(data[i], 2) + " ";
            if (data[i] >= 32 && data[i] < 127)
                text = text + (char)data[i];
            else
                text = text + ".";
        } else {
            line = line + "   ";
        }
    }
    return line + " " + text;
}

int main() {
    int n;
    cin >> n;
    vector<unsigned char> data;
    for (int i = 0; i < n; i++) data.push_back(((long long)i * i + i / 7) % 251);
    for (size_t at = 0; at < data.size(); at += 16) cout << row(data, at) << endl;
}
