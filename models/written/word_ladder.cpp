// timed: 26000 26000*word
// checked: 5 abc abd aed eed bed | 200 60*word
#include <bits/stdc++.h>
using namespace std;
#define FOR(i, n) for (int i = 0; i < (int)(n); i++)

set<string> dict;

vector<string> neighbours(string w) {
    vector<string> res;
    FOR(i, w.size()) {
        for (char c = 'a'; c <= 'z'; c++) {
            string t = w;
            t[i] = c;
            if (t != w && dict.find(t) != dict.end()) res.push_back(t);
        }
    }
    return res;
}

int main() {
    int limit;
    cin >> limit;
    vector<string> words;
    string s;
    while (cin >> s && (int)words.size() < limit) {
        words.push_back(s);
        dict.insert(s);
    }
    int comps = 0, deepest = 0, biggest = 0;
    set<string> seen;
    for (auto start : words) {
        if (seen.count(start)) continue;
        comps++;
        map<string, int> d;
        queue<string> q;
        q.push(start);
        d[start] = 0;
        seen.insert(start);
        while (!q.empty()) {
            string cur = q.front();
            q.pop();
            for (auto nx : neighbours(cur)) {
                if (d.count(nx) == 0) {
                    d[nx] = d[cur] + 1;
                    deepest = max(deepest, d[nx]);
                    seen.insert(nx);
                    q.push(nx);
                }
            }
        }
        biggest = max(biggest, (int)d.size());
    }
    cout << comps << " " << biggest << " " << deepest << endl;
}
