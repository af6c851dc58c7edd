// timed: 3000 300
// checked: 2 5 | 1 1
#include <iostream>
#include <stack>
#include <string>
using namespace std;

bool balanced(string s) {
    stack<char> open;
    for (int i = 0; i < s.length(); i++) {
        char c = s.at(i);
        if (c == '(' || c == '[' || c == '{') {
            open.push(c);
        } else {
            if (open.empty()) return false;
            char o = open.top();
            open.pop();
            if (c == ')' && o != '(') return false;
            if (c == ']' && o != '[') return false;
            if (c == '}' && o != '{') return false;
        }
    }
    return open.empty();
}

string random_brackets(int length, unsigned seed) {
    string s, closing;
    for (int i = 0; i < length; i++) {
        seed = seed * 1664525u + 1013904223u;
        int kind = (seed >> 24) % 3;
        s += "([{"[kind];
        closing = string(1, ")]}"[kind]) + closing;
    }
    return s + closing;
}

int main() {
    int lines, length;
    cin >> lines >> length;
    for (int i = 0; i < lines; i++) {
        string s = random_brackets(length / 2 + 1, i);
        if (i % 3 == 0) s[i % s.size()] = ')';
        if (balanced(s)) cout << "yes" << endl;
        else cout << "no" << endl;
    }
}
