#include <iostream>
#include <string>
using namespace std;

int value(char letter) {
    if (letter == 'I') return 1;
    if (letter == 'V') return 5;
    if (letter == 'X') return 10;
    if (letter == 'L') return 50;
    if (letter == 'C') return 100;
    if (letter == 'D') return 500;
    if (letter == 'M') return 1000;
    return 0;
}

int main() {
    int n;
    if (!(cin >> n)) n = 4000000;
    const string letters = "IVXLCDM?";
    string text;
    unsigned state = 88172645u;
    for (int i = 0; i < n; i++) {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        text += letters[state % 8];
    }
    long long total = 0;
    int score = 0;
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < text.size(); i++) {
            total = total + value(text[i]);
            if (text[i] == 'I' || text[i] == 'X') {
                score += 3;
            } else if (text[i] == 'C') {
                score += 1;
            } else if (text[i] == 'M') {
                score += 2;
            }
            score &= 65535;
        }
    }
    cout << total << ' ' << score << endl;
    return 0;
}
