// timed: 2000 25000*[0..99]
// checked: 5 40*[0..99] | 20 200*[0..99]
#include <iostream>
#include <list>
#include <stack>
#include <string>
using namespace std;

class Editor {
    list<char> buffer;
    int cursor = 0;
    stack<string> history;

    list<char>::iterator at(int pos) {
        auto it = buffer.begin();
        for (int i = 0; i < pos; i++) it++;
        return it;
    }

public:
    void type(char c) {
        buffer.insert(at(cursor), c);
        cursor++;
    }
    void backspace() {
        if (cursor == 0) return;
        buffer.erase(at(cursor - 1));
        cursor--;
    }
    void move(int delta) {
        cursor += delta;
        if (cursor < 0) cursor = 0;
        if (cursor > (int)buffer.size()) cursor = buffer.size();
    }
    void save() { history.push(text()); }
    string text() {
        string s;
        for (char c : buffer) s += c;
        return s;
    }
    size_t saves() { return history.size(); }
};

int main() {
    int every;
    cin >> every;
    Editor ed;
    int op, n = 0;
    while (cin >> op) {
        if (op < 55)
            ed.type('a' + op % 26);
        else if (op < 80)
            ed.move(op % 2 ? -(op - 50) : op - 49);
        else if (op < 98)
            ed.backspace();
        else
            ed.move(10);
        if (++n % every == 0) ed.save();
    }
    string t = ed.text();
    cout << t.size() << " characters, " << ed.saves() << " saves" << endl;
    cout << t.substr(0, 40) << endl;
}
