// timed: 150000 62
// checked: 12 20 | 1 10
#include <iostream>
#include <string>
#include <vector>
using namespace std;

int main() {
    int count, width;
    cin >> count >> width;
    vector<string> words;
    for (int i = 0; i < count; i++) {
        string w;
        for (int k = 0; k < 1 + (i * 7 + i / 5) % 9; k++) w = w + (char)('a' + (i + k * k) % 26);
        words.push_back(w);
    }
    string line;
    int lines = 0;
    for (int i = 0; i < words.size(); i++) {
        string w = words[i];
        if (line.size() + 1 + w.size() > width && line.size() > 0) {
            cout << line << endl;
            lines++;
            line = "";
        }
        if (line != "") line = line + " ";
        line = line + w;
    }
    cout << line << endl << lines + 1 << endl;
}
