// timed: 14
// checked: 3 | 1
#include <iostream>
#include <string>
#include <vector>
using namespace std;

vector<string> moves;

void hanoi(int n, string from, string to, string via) {
    if (n == 0) return;
    hanoi(n - 1, from, via, to);
    moves.push_back("move " + to_string(n) + " from " + from + " to " + to);
    hanoi(n - 1, via, to, from);
}

int main() {
    int n;
    cin >> n;
    hanoi(n, "left", "right", "middle");
    for (string m : moves) cout << m << endl;
    cout << moves.size() << endl;
}
