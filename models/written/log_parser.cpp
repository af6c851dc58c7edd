// timed: 15000
// checked: 4 | 25
#include <cctype>
#include <cstring>
#include <iostream>
#include <map>
#include <set>
#include <string>
using namespace std;

string lower(string s) {
    for (int i = 0; i < s.size(); i++) s[i] = tolower(s[i]);
    return s;
}

bool starts_with(string text, string prefix) { return text.substr(0, prefix.size()) == prefix; }

int main() {
    int n;
    cin >> n;
    map<string, int> perLevel;
    set<string> hosts;
    int failures = 0;
    for (int i = 0; i < n; i++) {
        const char* levels[] = {"INFO", "Warn", "ERROR", "debug"};
        string line = string(levels[i * 7 % 4]) + " host" + to_string(i % 97) + " request " + to_string(i) + " took " + to_string(i * 13 % 800) + "ms";
        string level = lower(line.substr(0, line.find(' ')));
        perLevel[level]++;
        size_t at = line.find("host");
        hosts.insert(line.substr(at, line.find(' ', at) - at));
        if (starts_with(lower(line), "error") && line.find("took 7") != string::npos) failures++;
    }
    for (auto it = perLevel.begin(); it != perLevel.end(); it++) cout << it->first << "=" << it->second << endl;
    cout << hosts.size() << " " << failures << endl;
}
