"""Table for LB1 (rewrite/rules/library/range_insert.py)."""

from functools import partial

from programs import program
from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "ranges, counts, arrays, strings, sets",
        """
#include <iostream>
#include <set>
#include <string>
#include <vector>
using namespace std;
int table[] = {3, 1, 2};
void show(const vector<int>& v) { for (int x : v) cout << x << ' '; }
vector<int> firsts(const vector<int>& all, int n) {
    vector<int> v;
    for (int i = 0; i < n; i++) {
        v.push_back(all[i]);
    }
    return v;
}
int main() {
    int n;
    cin >> n;
    vector<int> v{7}, w{1, 2, 3, 4};
    for (const auto& x : w) v.push_back(x);
    for (size_t i = 0; i < w.size(); i++)
        v.emplace_back(w[i]);
    for (int x : table) { v.push_back(x); }
    for (int i = 0; i < 2; ++i) v.push_back(table[i]);
    for (int i = 1; i <= n; i++) v.push_back(w[i]);
    for (int i = 0; i <= n >> 1; i++) v.push_back(w[i]);
    for (size_t i = 2; i < w.size(); i++) v.push_back(w[i]);
    if (v.size() > 3)
        for (auto x : set<int>{}) v.push_back(x);
    else
        for (auto x : w) v.push_back(x);
    vector<string> words, more{"a", "bc"};
    set<string> sorted(more.begin(), more.end());
    for (auto& each : more) words.push_back(each);
    for (const string& each : sorted) words.push_back(each);
    vector<char> letters;
    for (char c : words[1]) letters.push_back(c);
    string text = "xyz";
    for (char c : text) letters.push_back(c);
    show(v), show(firsts(w, 3)), show(firsts(w, -1));
    for (auto& each : words) cout << each;
    for (char c : letters) cout << c;
}
""",
        """
#include <iostream>
#include <set>
#include <string>
#include <vector>
using namespace std;
int table[] = {3, 1, 2};
void show(const vector<int>& v) { for (int x : v) cout << x << ' '; }
vector<int> firsts(const vector<int>& all, int n) {
    vector<int> v;
    if (n > 0) v.insert(v.end(), all.begin(), all.begin() + n);
    return v;
}
int main() {
    int n;
    cin >> n;
    vector<int> v{7}, w{1, 2, 3, 4};
    v.insert(v.end(), w.begin(), w.end());
    v.insert(v.end(), w.begin(), w.end());
    v.insert(v.end(), begin(table), end(table));
    v.insert(v.end(), table, table + 2);
    if (n > 0) v.insert(v.end(), w.begin() + 1, w.begin() + (n + 1));
    if ((n >> 1) > -1) v.insert(v.end(), w.begin(), w.begin() + ((n >> 1) + 1));
    if (w.size() > 2) v.insert(v.end(), w.begin() + 2, w.end());
    if (v.size() > 3)
        for (auto x : set<int>{}) v.push_back(x);
    else
        v.insert(v.end(), w.begin(), w.end());
    vector<string> words, more{"a", "bc"};
    set<string> sorted(more.begin(), more.end());
    words.insert(words.end(), more.begin(), more.end());
    words.insert(words.end(), sorted.begin(), sorted.end());
    vector<char> letters;
    for (char c : words[1]) letters.push_back(c);
    string text = "xyz";
    letters.insert(letters.end(), text.begin(), text.end());
    show(v), show(firsts(w, 3)), show(firsts(w, -1));
    for (auto& each : words) cout << each;
    for (char c : letters) cout << c;
}
""",
        stdin="2",
    ),
)

_program = partial(program, headers="#include <vector>\n")
_START = "vector<int> v, w(9, 1);\nint n = w.size(), k = 0;\n"


def _loop(loop: str, above: str = "", start: str = _START) -> str:
    return _program(f"{start}{loop}\ncout << v.size();", above=above)


_REFUSES = (
    Refuses("the same vector", _loop("for (int i = 0; i < n; i++) w.push_back(w[i]);")),
    Refuses(
        "parameters may be the same",
        _program(
            "",
            above="void f(vector<int>& v, vector<int>& w, int n) { for (int i = 0; i < n; i++) v.push_back(w[i]); }\n",
        ),
    ),
    Refuses(
        "a reference may be the same", _loop("vector<int>& r = v;\nfor (int i = 0; i < n; i++) v.push_back(r[i]);")
    ),
    Refuses(
        "a pointer into it",
        _loop("v.assign(9, 2);\nint* p = v.data();\nfor (int i = 0; i < n; i++) v.push_back(p[i]);"),
    ),
    Refuses(
        "elements are converted",
        _loop("for (int i = 0; i < n; i++) v.push_back(d[i]);", start=_START + "vector<double> d(9);\n"),
    ),
    Refuses("elements are converted by the loop's variable", _loop("for (char x : w) v.push_back(x);")),
    Refuses("vector<bool>", _loop("for (bool x : c) b.push_back(x);", start=_START + "vector<bool> b, c(9);\n")),
    Refuses("computed elements", _loop("for (int x : w) v.push_back(x + 1);")),
    Refuses("moved elements", _loop("for (auto& x : w) v.push_back(move(x));")),
    Refuses("another index", _loop("for (int i = 0; i < n; i++) v.push_back(w[n - 1 - i]);")),
    Refuses("another variable", _loop("for (int x : w) v.push_back(k);")),
    Refuses("backwards", _loop("for (int i = n - 1; i >= 0; i--) v.push_back(w[i]);")),
    Refuses("every second element", _loop("for (int i = 0; i < n; i += 2) v.push_back(w[i]);")),
    Refuses("from the middle", _loop("for (int i = k; i < n; i++) v.push_back(w[i]);")),
    Refuses("no pass at all", _loop("for (int i = 5; i < 3; i++) v.push_back(w[i]);")),
    Refuses("under a condition", _loop("for (int x : w) if (x) v.push_back(x);")),
    Refuses("two statements", _loop("for (int x : w) { v.push_back(x); k++; }")),
    Refuses("the counter is used afterwards", _loop("int i;\nfor (i = 0; i < n; i++) v.push_back(w[i]);\ncout << i;")),
    Refuses("the bound grows", _loop("for (int i = 0; i < v.size(); i++) v.push_back(w[i]);")),
    Refuses(
        "the bound is computed by a function",
        _loop("for (int i = 0; i < f(); i++) v.push_back(w[i]);", above="int f() { return 3; }\n"),
    ),
    Refuses("the capacity is looked at", _loop("for (int x : w) v.push_back(x);\ncout << v.capacity();")),
    Refuses(
        "the guard would catch an else",
        _loop("if (k)\n    for (int i = 0; i < n; i++) v.push_back(w[i]);\nelse k = 1;"),
    ),
    Refuses("a string grows", _loop("for (char c : t) s.push_back(c);", start=_START + "string s, t;\n")),
    Refuses(
        "an element of the vector grows",
        _loop("for (int x : w) vv[0].push_back(x);", start=_START + "vector<vector<int>> vv(2);\n"),
    ),
    Refuses(
        "copying runs code of the file",
        _loop(
            "for (auto& x : c) b.push_back(x);",
            above="struct T { T() {} T(const T&) { cout << 'c'; } };\n",
            start=_START + "vector<T> b, c(3);\n",
        ),
    ),
    Refuses(
        "a class of the file",
        _loop(
            "for (int x : w) s.push_back(x);", above="struct S { void push_back(int) {} };\n", start=_START + "S s;\n"
        ),
    ),
    Refuses("the type is open", "template <class V> void f(V& v, V w) { for (auto x : w) v.push_back(x); }\n"),
    Refuses(
        "a comment would be lost",
        _loop("for (int x : w) v.push_back(x); // all\nfor (int x : w) { /* all */ v.push_back(x); }").replace(
            "for (int x : w) v.push_back(x); // all\n", ""
        ),
    ),
    Refuses("the first element again and again", _loop("for (const static auto& x : w) v.push_back(x);")),
    Refuses("a macro", _loop("for (int x : w) v.push_back(x);\ncout << LAST;", above="#define LAST v.back()\n")),
    Refuses("not understood", _loop("for (int x : w) v.push_back(x);\nfoo(;")),
)

CASES = (RuleCases("LB1", _APPLIES, _REFUSES),)
