"""Table for DS2 (rewrite/rules/data_structure/reserved_buckets.py)."""

from container_programs import around
from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "counting, a set of a vector's elements, a constant",
        """
#include <iostream>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>
using namespace std;
unordered_set<string> names;
int main() {
    int n;
    cin >> n;
    unordered_map<int, int> m;
    vector<int> v(n, 3);
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        v[i] = x;
        m[x]++;
    }
    for (int i = 0; i < 100; i++) names.insert(to_string(i * i % 31));
    for (int round = 0; round < 2; round++) {
        unordered_set<int> s;
        for (int x : v) {
            if (s.count(round)) cout << '!';
            s.insert(x - round);
        }
        cout << s.size() << ' ';
    }
    auto it = m.find(3);
    if (it != m.end()) cout << it->second << ' ';
    cout << m.size() << ' ' << names.size() << ' ' << m[2] << endl;
}
""",
        """
#include <iostream>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>
using namespace std;
unordered_set<string> names;
int main() {
    int n;
    cin >> n;
    unordered_map<int, int> m;
    vector<int> v(n, 3);
    if (n > 0) m.reserve(n < 1048576 ? n : 1048576);
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        v[i] = x;
        m[x]++;
    }
    names.reserve(100);
    for (int i = 0; i < 100; i++) names.insert(to_string(i * i % 31));
    for (int round = 0; round < 2; round++) {
        unordered_set<int> s;
        s.reserve(v.size());
        for (int x : v) {
            if (s.count(round)) cout << '!';
            s.insert(x - round);
        }
        cout << s.size() << ' ';
    }
    auto it = m.find(3);
    if (it != m.end()) cout << it->second << ' ';
    cout << m.size() << ' ' << names.size() << ' ' << m[2] << endl;
}
""",
        stdin="6 3 4 3 9 2 3",
    ),
)


def _filled(use: str, kind: str = "unordered_map<int, int> m;", head: str = "") -> str:
    return around(f"for (int i = 0; i < n; i++) m[i * 7]++; {use}", kind, head)


def _loop(loop: str, kind: str = "unordered_map<int, int> m;", head: str = "") -> str:
    return around(f"{loop} cout << m.size();", kind, head)


_REFUSES = (
    Refuses("visited", _filled("for (auto& p : m) cout << p.first;")),
    Refuses("visited by iterators", _filled("for (auto it = m.begin(); it != m.end(); ++it) cout << it->first;")),
    Refuses(
        "sum of all, whose order rounds", _filled("double s = 0; for (auto& p : m) s += p.second / 3.0; cout << s;")
    ),
    Refuses("first element", _filled("cout << m.begin()->first;")),
    Refuses("copied into a vector", _filled("vector<pair<int, int>> v(m.begin(), m.end()); cout << v[0].first;")),
    Refuses("copied", _filled("auto c = m; for (auto& p : c) cout << p.first;")),
    Refuses("passed on", _filled("f(m);", head="void f(unordered_map<int, int>&);")),
    Refuses("found iterator moves on", _filled("auto it = m.find(7); ++it; cout << (it == m.end());")),
    Refuses("buckets are looked at", _filled("cout << m.bucket_count();")),
    Refuses("reserved already", _loop("m.reserve(n); for (int i = 0; i < n; i++) m[i]++;")),
    Refuses("erased by iterator", _filled("m.erase(m.begin());")),
    Refuses("inserts sometimes", _loop("for (int i = 0; i < n; i++) if (i % 99 == 0) m[i]++;")),
    Refuses("inserts in a condition's second part", _loop("for (int i = 0; i < n; i++) n -= i > 9 && m[i]++;")),
    Refuses("passes are skipped", _loop("for (int i = 0; i < n; i++) { if (i % 99) continue; m[i]++; }")),
    Refuses("left early", _loop("for (int i = 0; i < n; i++) { if (i > 9) break; m[i]++; }")),
    Refuses(
        "inner loop",
        _loop("for (int i = 0; i < n; i++) for (int k = 0; k < i; k++) m[k]++;").replace("k < i", "k != i"),
    ),
    Refuses("filled again and again", _loop("for (int k = 0; k < 3; k++) { for (int i = 0; i < n; i++) m[i]++; }")),
    Refuses("count is not known", _loop("int x; while (cin >> x) m[x]++;")),
    Refuses("bound changes", _loop("for (int i = 0; i < n; i++) { m[i]++; n--; }")),
    Refuses("few passes", _loop("for (int i = 0; i < 10; i++) m[i]++;")),
    Refuses(
        "function that is called again",
        around("f(n); f(n);", "", "unordered_set<int> m;\nvoid f(int n) { for (int i = 0; i < n; i++) m.insert(i); }"),
    ),
    Refuses("tree", _filled("cout << m.size();", "map<int, int> m;")),
    Refuses("several of one key", _loop("for (int i = 0; i < n; i++) m.insert(i / 2);", "unordered_multiset<int> m;")),
    Refuses(
        "own hash",
        _filled("cout << m.size();", "unordered_map<int, int, H> m;", "struct H { size_t operator()(int) const; };"),
    ),
    Refuses(
        "own type of that name",
        _filled("cout << m.size();", head="template <class K, class V> struct unordered_map { V& operator[](K); };"),
    ),
    Refuses(
        "result of an insertion is kept",
        _loop("for (int i = 0; i < n; i++) { auto p = m.insert(i); cout << *p.first; }", "unordered_set<int> m;"),
    ),
    Refuses("macro names it", _filled("SHOW;", head="#define SHOW for (auto& p : m) cout << p.first")),
    Refuses("threads", _filled("auto t = async([&] { m[3]++; }); t.get();")),
    Refuses("body of an if", _loop("if (n > 3) for (int i = 0; i < n; i++) m[i]++;")),
    Refuses("broken text", _filled("m[;")),
    Refuses(
        "few keys, as the text shows",
        """
#include <bits/stdc++.h>
using namespace std;
int main() { int n; cin >> n; unordered_map<int, int> m; for (int i = 0; i < n; i++) m[i % 10]++; cout << m[3]; }
""",
    ),
    Refuses(
        "keys are characters",
        """
#include <bits/stdc++.h>
using namespace std;
int main() { int n; cin >> n; unordered_map<char, int> m; for (int i = 0; i < n; i++) m[i]++; cout << m[3]; }
""",
    ),
    Refuses(
        "a thousand million passes",
        """
#include <bits/stdc++.h>
using namespace std;
int main() { unordered_map<int, int> m; for (int i = 0; i < 1000000000; i++) m[i / 2 % 90000]++; cout << m[3]; }
""",
    ),
    Refuses(
        "destroying the values prints them",
        """
#include <bits/stdc++.h>
using namespace std;
struct N { int i; ~N() { cout << i; } };
int main() { int n; cin >> n; unordered_map<int, N> m; for (int i = 0; i < n; i++) m[i].i = i; }
""",
    ),
)

CASES = (RuleCases("DS2", _APPLIES, _REFUSES),)
