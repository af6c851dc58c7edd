// timed: 6000
// checked: 6 | 41
#include <algorithm>
#include <iostream>
#include <string>
using namespace std;

bool isPalindrome(string s) {
    string t = s;
    reverse(t.begin(), t.end());
    return s == t;
}

int main() {
    int n;
    cin >> n;
    n = n / 10 + 1;
    string text;
    for (int i = 0; i < n; i++) text.push_back("abba"[(i * i + i / 3) % 4]);
    int longest = 0, count = 0;
    for (int i = 0; i < text.size(); i++)
        for (int length = 1; i + length <= text.size(); length++)
            if (isPalindrome(text.substr(i, length))) {
                count++;
                longest = max(longest, length);
            }
    cout << count << " " << longest << "\n";
}
