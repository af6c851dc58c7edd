// timed: 3000000
// checked: 9 | 1
#include <iostream>
#include <string>
using namespace std;

string encode(const string& text) {
    string out;
    int i = 0;
    while (i < (int)text.size()) {
        int j = i;
        while (j < (int)text.size() && text[j] == text[i]) j++;
        out += text[i];
        out += to_string(j - i);
        i = j;
    }
    return out;
}

string decode(const string& coded) {
    string out;
    size_t i = 0;
    while (i < coded.size()) {
        char c = coded[i++];
        int count = 0;
        while (i < coded.size() && isdigit(coded[i])) count = count * 10 + (coded[i++] - '0');
        for (int k = 0; k < count; k++) out += c;
    }
    return out;
}

int main() {
    ios::sync_with_stdio(false);
    int n;
    cin >> n;
    string text;
    text.reserve(n);
    for (int i = 0; i < n; i++) text.push_back('a' + i / 7 * i % 5);
    string coded = encode(text);
    cout << coded.size() << ' ' << (decode(coded) == text) << '\n';
}
