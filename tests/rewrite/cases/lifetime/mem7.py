"""Table for MEM7 (rewrite/rules/lifetime/visited_by_reference.py)."""

from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "strings of a vector",
        """
#include <iostream>
#include <string>
#include <vector>
using namespace std;
int main() {
    int n;
    cin >> n;
    vector<string> words(n);
    for (auto& w : words) cin >> w;
    size_t longest = 0;
    for (auto w : words) {
        if (w.size() > longest) longest = w.size();
        cout << w << ' ';
    }
    for (string w : words) cout << w[0];
    for (const auto w : words) cout << w.back();
    cout << longest << endl;
}
""",
        """
#include <iostream>
#include <string>
#include <vector>
using namespace std;
int main() {
    int n;
    cin >> n;
    vector<string> words(n);
    for (auto& w : words) cin >> w;
    size_t longest = 0;
    for (const auto& w : words) {
        if (w.size() > longest) longest = w.size();
        cout << w << ' ';
    }
    for (const string& w : words) cout << w[0];
    for (const auto& w : words) cout << w.back();
    cout << longest << endl;
}
""",
        stdin="3 pear fig banana",
    ),
    Applies(
        "rows and map entries",
        """
#include <cstdio>
#include <map>
#include <string>
#include <vector>
int main() {
    std::vector<std::vector<int>> rows = {{1, 2}, {3}, {}};
    std::map<std::string, int> ages = {{"ann", 3}, {"bob", 4}};
    int s = 0;
    for (auto row : rows)
        for (int x : row) s += x;
    for (std::vector<int> row : rows) s += (int)row.size();
    for (auto entry : ages) s += entry.second * (int)entry.first.size();
    printf("%d\\n", s);
}
""",
        """
#include <cstdio>
#include <map>
#include <string>
#include <vector>
int main() {
    std::vector<std::vector<int>> rows = {{1, 2}, {3}, {}};
    std::map<std::string, int> ages = {{"ann", 3}, {"bob", 4}};
    int s = 0;
    for (const auto& row : rows)
        for (int x : row) s += x;
    for (const std::vector<int>& row : rows) s += (int)row.size();
    for (const auto& entry : ages) s += entry.second * (int)entry.first.size();
    printf("%d\\n", s);
}
""",
    ),
    Applies(
        "parameter by reference, element of an array of vectors",
        """
#include <iostream>
#include <string>
#include <vector>
using namespace std;
vector<string> names[3];
int total(const vector<string>& list) {
    int t = 0;
    for (auto s : list) t += s.length();
    return t;
}
int main() {
    names[1] = {"a", "bcd"};
    for (auto s : names[1]) cout << s << '\\n';
    cout << total(names[1]) << '\\n';
}
""",
        """
#include <iostream>
#include <string>
#include <vector>
using namespace std;
vector<string> names[3];
int total(const vector<string>& list) {
    int t = 0;
    for (const auto& s : list) t += s.length();
    return t;
}
int main() {
    names[1] = {"a", "bcd"};
    for (const auto& s : names[1]) cout << s << '\\n';
    cout << total(names[1]) << '\\n';
}
""",
    ),
)


def _range_for(loop: str, head: str = "") -> str:
    return f"""
#include <bits/stdc++.h>
using namespace std;
{head}
int main() {{
    vector<string> words = {{"a", "b"}};
    {loop}
}}
"""


_REFUSES = (
    Refuses("an alias of a reference", _range_for("for (R w : words) cout << w;", "using R = string&;")),
    Refuses("a copy has less capacity", _range_for("for (auto w : words) cout << w.capacity();")),
    Refuses(
        "bits, of which a copy is a proxy",
        _range_for("for (auto row : rows) { auto b = row[0]; b = 1; cout << row[0]; }", "vector<vector<bool>> rows;"),
    ),
    Refuses("element is modified", _range_for("for (auto w : words) { w += '!'; cout << w; }")),
    Refuses(
        "another thread may write the container", _range_for("thread t(f); for (auto w : words) cout << w; t.join();")
    ),
    Refuses("element is sorted", _range_for("for (auto w : words) { sort(w.begin(), w.end()); cout << w; }")),
    Refuses("element is subscripted and written", _range_for("for (auto w : words) { w[0] = 'x'; cout << w; }")),
    Refuses(
        "element is handed on by reference", _range_for("for (auto w : words) f(w);", "void f(string& s) { s += 'x'; }")
    ),
    Refuses("element goes to an unknown function", _range_for("for (auto w : words) f(w);")),
    Refuses("element is moved from", _range_for("vector<string> o; for (auto w : words) o.push_back(move(w));")),
    Refuses("element is read into", _range_for("for (auto w : words) { cin >> w; cout << w; }")),
    Refuses("reference to the element", _range_for("for (auto w : words) { auto& r = w; r += 'x'; cout << r; }")),
    Refuses("address of the element", _range_for("for (auto w : words) { string* p = &w; *p += 'x'; cout << w; }")),
    Refuses("container is written in the body", _range_for('for (auto w : words) { words[0] = "z"; cout << w; }')),
    Refuses(
        "container is written by a function that the body calls",
        _range_for("for (auto w : all) { g(); cout << w; }", "vector<string> all;\nvoid g() { all[0] += 'x'; }"),
    ),
    Refuses(
        "container is written through a reference",
        _range_for('auto& other = words; for (auto w : words) { other[0] = "z"; cout << w; }'),
    ),
    Refuses("cheap elements", _range_for("vector<pair<int, int>> v(3); for (auto p : v) cout << p.first;")),
    Refuses("proxy elements", _range_for("vector<bool> b(3); for (auto x : b) cout << x;")),
    Refuses(
        "conversion: the loop makes the strings", _range_for("vector<const char*> c; for (string s : c) cout << s;")
    ),
    Refuses(
        "already a reference", _range_for("for (const auto& w : words) cout << w; for (auto& w : words) w += 'x';")
    ),
    Refuses(
        "container is a member that the body's call changes",
        """
#include <string>
#include <vector>
struct Pool {
    std::vector<std::string> all;
    void drop() { all.clear(); }
    size_t run() {
        size_t n = 0;
        for (auto w : all) { drop(); n += w.size(); }
        return n;
    }
};
""",
    ),
    Refuses(
        "row that is changed element by element",
        _range_for("vector<vector<int>> g(2); for (auto r : g) for (auto& x : r) x++;"),
    ),
    Refuses(
        "iterator into the copy", _range_for("for (auto w : words) { auto it = w.begin(); *it = 'x'; cout << w; }")
    ),
    Refuses(
        "map in the element is subscripted", _range_for("vector<map<int, int>> ms(2); for (auto m : ms) cout << m[3];")
    ),
    Refuses(
        "range of a function that returns a reference",
        _range_for("for (auto w : f()) { cout << w; }", "vector<string>& f();"),
    ),
    Refuses(
        "macro in the body", _range_for("for (auto w : words) { CLEAR; cout << w; }", "#define CLEAR words.clear()")
    ),
    Refuses("const is cast away", _range_for("for (auto w : words) const_cast<string&>(w) += 'x';")),
    Refuses("captured by a lambda", _range_for("for (auto w : words) { auto f = [w]() mutable { w += 'x'; }; f(); }")),
    Refuses("type unknown", _range_for("for (auto w : make()) cout << w;", "auto make();")),
    Refuses(
        "element type of the program",
        _range_for("vector<T> v; for (auto t : v) cout << t.n;", "struct T { T(const T&); int n; };"),
    ),
    Refuses(
        "another container hides the name", _range_for("{ vector<int> words(2); for (auto w : words) cout << w; }")
    ),
    Refuses("broken text", _range_for("for (auto w : words) { cout << w; ")),
    Refuses(
        "template function",
        """
#include <vector>
template <class T>
int f(std::vector<T> v) {
    int n = 0;
    for (auto x : v) n += x.size();
    return n;
}
""",
    ),
)


CASES = (RuleCases("MEM7", _APPLIES, _REFUSES),)
