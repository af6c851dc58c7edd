// timed: 20000 20000*word
// checked: 4 abc cab bca xyz | 1 a
#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>
using namespace std;

string signature_of(string word) {
    sort(word.begin(), word.end());
    return word;
}

int main() {
    int n;
    cin >> n;
    map<string, vector<string>> groups;
    for (int i = 0; i < n; i++) {
        string w;
        cin >> w;
        groups[signature_of(w)].push_back(w);
    }
    size_t largest = 0;
    set<string> seen;
    for (auto group : groups) {
        largest = max(largest, group.second.size());
        for (auto w : group.second) seen.insert(w);
    }
    cout << groups.size() << ' ' << largest << ' ' << seen.size() << endl;
}
