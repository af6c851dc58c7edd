#include <iostream>
#include <string>
using namespace std;

int countOccurrences(const string& text, const string& word) {
    int found = 0;
    for (size_t i = 0; i + word.size() <= text.size(); i++) {
        if (text.substr(i, word.size()) == word) {
            found++;
        }
    }
    return found;
}

int main() {
    int n;
    if (!(cin >> n)) n = 600000;
    string text;
    unsigned x = 7;
    for (int i = 0; i < n; i++) {
        x = x * 1664525u + 1013904223u;
        text += char('a' + (x >> 20) % 3);
    }
    long long total = 0;
    for (int start = 0; start < 5; start++) {
        string word = text.substr(start * 11, 24);
        total += countOccurrences(text, word);
    }
    cout << total << endl;
    return 0;
}
