"""Table for DS14 (rewrite/rules/data_structure/single_lookup.py)."""

from container_programs import around
from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "by count and find, negated, with more conditions, counting",
        """
#include <iostream>
#include <map>
#include <string>
#include <unordered_map>
using namespace std;
map<string, int> price;
int get(const string& name) {
    if (price.find(name) != price.end()) return price[name];
    return -1;
}
int main() {
    int n;
    cin >> n;
    unordered_map<int, long long> m;
    long long total = 0;
    price["a"] = 7;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (m.count(x)) m[x]++;
        else m[x] = 1;
        if (!m.count(i)) {
            total++;
        } else {
            total += m[i];
            m[i] = 3;
            cout << m.at(i);
        }
        if (m.count(i + 1) > 0 && m[i + 1] > 2) total += m[i + 1];
        if (m.find(x) == m.end()) {
            m[x] = 5;
        } else {
            m[x] += 5;
        }
    }
    cout << total << ' ' << get("a") << get("b") << endl;
}
""",
        """
#include <iostream>
#include <map>
#include <string>
#include <unordered_map>
using namespace std;
map<string, int> price;
int get(const string& name) {
    auto found = price.find(name);
    if (found != price.end()) return found->second;
    return -1;
}
int main() {
    int n;
    cin >> n;
    unordered_map<int, long long> m;
    long long total = 0;
    price["a"] = 7;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        m[x]++;
        auto found_2 = m.find(i);
        if (found_2 == m.end()) {
            total++;
        } else {
            total += found_2->second;
            found_2->second = 3;
            cout << found_2->second;
        }
        auto found_3 = m.find(i + 1);
        if (found_3 != m.end() && found_3->second > 2) total += found_3->second;
        m[x] += 5;
    }
    cout << total << ' ' << get("a") << get("b") << endl;
}
""",
        stdin="9 1 2 1 1 8 3 0 3 5",
    ),
    Applies(
        "what is there goes to a function, a vector as value",
        """
#include <bits/stdc++.h>
using namespace std;
int sum(const vector<int>& v) { return accumulate(v.begin(), v.end(), 0); }
int main() {
    map<string, vector<int>> rows;
    string w;
    int t = 0;
    while (cin >> w) {
        if (rows.count(w)) {
            rows[w].push_back((int)rows[w].size());
            t += sum(rows[w]);
        } else {
            rows[w] = {4};
        }
    }
    cout << t << ' ' << rows.size() << endl;
}
""",
        """
#include <bits/stdc++.h>
using namespace std;
int sum(const vector<int>& v) { return accumulate(v.begin(), v.end(), 0); }
int main() {
    map<string, vector<int>> rows;
    string w;
    int t = 0;
    while (cin >> w) {
        auto found = rows.find(w);
        if (found != rows.end()) {
            found->second.push_back((int)found->second.size());
            t += sum(found->second);
        } else {
            rows[w] = {4};
        }
    }
    cout << t << ' ' << rows.size() << endl;
}
""",
        stdin="a b a c a b",
    ),
)


def _asked(use: str, kind: str = "map<int, int> m;", head: str = "") -> str:
    return around(f"m[n]++; {use} cout << n;", kind, head)


_REFUSES = (
    Refuses("another key", _asked("if (m.count(n)) n = m[n + 1];")),
    Refuses("key changes in between", _asked("if (m.count(n)) { n++; n = m[n]; }")),
    Refuses("key is read in between", _asked("if (m.count(n)) cin >> n >> m[n];")),
    Refuses("key of the same name is another variable", _asked("if (m.count(n)) { int n = 3; cout << m[n]; }")),
    Refuses(
        "key changes by a function", _asked("if (m.count(k)) { f(); n = m[k]; }", head="int k;\nvoid f() { k++; }")
    ),
    Refuses(
        "key is a reference and something is written", _asked("int& k = n; if (m.count(k)) { n = 2; cout << m[k]; }")
    ),
    Refuses(
        "key is a parameter's reference",
        around("", "", "void f(map<int, int>& m, const int& k, int& x) { if (m.count(k)) { x++; x = m[k]; } }"),
    ),
    Refuses("key is computed", _asked("if (m.count(f())) n = m[f()];", head="int f() { return rand(); }")),
    Refuses("key has an effect", _asked("if (m.count(n++)) n = m[n++];")),
    Refuses("entry is erased", _asked("if (m.count(n)) { m.erase(n); n = m[n]; }")),
    Refuses("map is cleared", _asked("if (m.count(n)) { m.clear(); n = m[n]; }")),
    Refuses(
        "something else is inserted",
        _asked("if (m.count(n)) { m[n + 1] = 2; n = m[n]; }", "unordered_map<int, int> m;"),
    ),
    Refuses(
        "a function changes the map",
        _asked("if (m.count(n)) { f(); n = m[n]; }", "", "map<int, int> m;\nvoid f() { m.clear(); }"),
    ),
    Refuses("a reference changes the map", _asked("auto& r = m; if (m.count(n)) { r.clear(); cout << m[n]; }")),
    Refuses(
        "two parameters may be one map",
        around(
            "",
            "",
            "void f(map<int, int>& m, map<int, int>& o, int k, int& x) { if (m.count(k)) { o.clear(); x = m[k]; } }",
        ),
    ),
    Refuses("absent branch uses it", _asked("if (m.count(n)) n = 2; else n = m[n];")),
    Refuses("either may hold", _asked("if (m.count(n) || n > 3) n = m[n];")),
    Refuses("asked second", _asked("if (n > 3 && m.count(n)) n = m[n];")),
    Refuses("the other branch of two conditions", _asked("if (m.count(n) && n > 3) n = 1; else n = m[n];")),
    Refuses("else if", _asked("if (n > 3) n = 1; else if (m.count(n)) n = m[n];")),
    Refuses("body of a loop without braces", _asked("while (n-- > 3) if (m.count(n)) n = m[n];")),
    Refuses("not fetched", _asked("if (m.count(n)) n = 4;")),
    Refuses("in a lambda", _asked("if (m.count(n)) { auto f = [&] { return m[n]; }; m.clear(); n = f(); }")),
    Refuses("a declaration in the condition", _asked("if (int k = n; m.count(k)) n = m[k];")),
    Refuses("several of them", _asked("if (m.count(n) > 1) n = m[n];")),
    Refuses("another map's end", _asked("if (m.find(n) != o.end()) n = m[n];", "map<int, int> m, o;")),
    Refuses("comparator", _asked("if (m.count(n)) n = m[n];", "map<int, int, greater<int>> m;")),
    Refuses(
        "own map",
        _asked(
            "if (m.count(n)) n = m[n];",
            head="template <class K, class V> struct map { V& operator[](K); int count(K); };",
        ),
    ),
    Refuses("macro names it", _asked("if (m.count(n)) { DROP; n = m[n]; }", head="#define DROP m.clear()")),
    Refuses("goto", _asked("again: if (m.count(n)) n = m[n]; if (n > 5) goto again;")),
    Refuses("conditional compilation", _asked("if (m.count(n)) {\n#ifdef A\nn = m[n];\n#endif\n}")),
    Refuses("counting from another number", _asked("if (n > 3) n = 1; else if (m.count(n)) m[n]++; else m[n] = 2;")),
    Refuses(
        "counting with fractions",
        _asked(
            "if (n > 3) n = 1; else if (m.count(n)) m[n] += d; else m[n] = d;", "map<int, double> m; double d = -0.0;"
        ),
    ),
    Refuses("flags", _asked("if (n > 3) n = 1; else if (m.count(n)) m[n] += 1; else m[n] = 1;", "map<int, bool> m;")),
    Refuses(
        "counting by what is computed",
        _asked(
            "if (n > 3) n = 1; else if (m.count(n)) m[n] += f(); else m[n] = f();", head="int f() { return rand(); }"
        ),
    ),
    Refuses("threads", _asked("auto t = async([&] { m[3]++; }); if (m.count(n)) n = m[n]; t.get();")),
    Refuses("broken text", _asked("if (m.count(n) n = m[n];")),
)

CASES = (RuleCases("DS14", _APPLIES, _REFUSES),)
