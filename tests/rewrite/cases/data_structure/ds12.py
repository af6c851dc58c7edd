"""Table for DS12 (rewrite/rules/data_structure/hashed_search.py)."""

from container_programs import around
from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "parameter, nested loops, appends, a count as a condition",
        """
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>
using namespace std;
int common(const vector<int>& a, const vector<int>& b) {
    int r = 0;
    for (int k = 0; k < 3; k++) {
        for (size_t i = 0; i < b.size(); i++) {
            if (std::find(a.begin(), a.end(), b[i]) != a.end()) r++;
        }
    }
    return r;
}
int main() {
    int n;
    cin >> n;
    vector<string> names;
    for (int i = 0; i < n; i++) {
        string s;
        cin >> s;
        if (find(names.begin(), names.end(), s) == names.end()) {
            names.push_back(s);
        }
    }
    vector<int> squares;
    for (int i = 0; i < n; i++) {
        int x = i * i % 7;
        if (find(squares.begin(), squares.end(), x) == squares.end())
            squares.push_back(x);
    }
    vector<long long> w(n, 3);
    int k = 0;
    while (n--) k += count(w.begin(), w.end(), n) > 0 ? 2 : 1;
    cout << names.size() << names[0] << squares.back() << ' ' << k << ' ' << common(squares, {1, 2, 5, 2}) << endl;
}
""",
        """
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>
#include <unordered_set>
using namespace std;
int common(const vector<int>& a, const vector<int>& b) {
    int r = 0;
    std::unordered_set<int> a_set(a.begin(), a.end());
    for (int k = 0; k < 3; k++) {
        for (size_t i = 0; i < b.size(); i++) {
            if (a_set.count(b[i]) != 0) r++;
        }
    }
    return r;
}
int main() {
    int n;
    cin >> n;
    vector<string> names;
    unordered_set<string> names_set(names.begin(), names.end());
    for (int i = 0; i < n; i++) {
        string s;
        cin >> s;
        if (names_set.count(s) == 0) {
            names.push_back(s); names_set.insert(s);
        }
    }
    vector<int> squares;
    unordered_set<int> squares_set(squares.begin(), squares.end());
    for (int i = 0; i < n; i++) {
        int x = i * i % 7;
        if (squares_set.count(x) == 0)
            { squares.push_back(x); squares_set.insert(x); }
    }
    vector<long long> w(n, 3);
    int k = 0;
    unordered_set<long long> w_set(w.begin(), w.end());
    while (n--) k += w_set.count(n) > 0 ? 2 : 1;
    cout << names.size() << names[0] << squares.back() << ' ' << k << ' ' << common(squares, {1, 2, 5, 2}) << endl;
}
""",
        stdin="9 ann bob ann cid bob dan eve ann fay",
    ),
    Applies(
        "an answer that is kept, a name that is taken",
        """
#include <algorithm>
#include <cstdio>
#include <vector>
int known_set;
std::vector<unsigned> known;
int main() {
    unsigned x;
    for (unsigned i = 0; i < 40; i += 3) known.push_back(i);
    while (scanf("%u", &x) == 1) {
        bool hit = (std::find(known.begin(), known.end(), x) != known.end());
        known_set += hit;
    }
    printf("%d\\n", known_set);
}
""",
        """
#include <algorithm>
#include <cstdio>
#include <vector>
#include <unordered_set>
int known_set;
std::vector<unsigned> known;
int main() {
    unsigned x;
    for (unsigned i = 0; i < 40; i += 3) known.push_back(i);
    std::unordered_set<unsigned int> known_set_2(known.begin(), known.end());
    while (scanf("%u", &x) == 1) {
        bool hit = (known_set_2.count(x) != 0);
        known_set += hit;
    }
    printf("%d\\n", known_set);
}
""",
        stdin="3 4 9 39 40",
    ),
)

_FOUND = "find(v.begin(), v.end(), n) != v.end()"


def _search(body: str, kind: str = "vector<int> v(99);", head: str = "") -> str:
    return around(f"while (n--) {{ {body} }} cout << v.size();", kind, head)


_REFUSES = (
    Refuses(
        "the place is used",
        _search("auto it = find(v.begin(), v.end(), n); if (it != v.end()) cout << it - v.begin();"),
    ),
    Refuses("how many is used", _search("cout << count(v.begin(), v.end(), n);")),
    Refuses("more than one counts", _search("if (count(v.begin(), v.end(), n) > 1) cout << n;")),
    Refuses("added up", _search("n -= count(v.begin(), v.end(), n);")),
    Refuses("only a part is searched", _search("if (find(v.begin() + 1, v.end(), n) != v.end()) cout << n;")),
    Refuses(
        "another vector's end",
        _search("if (find(v.begin(), v.end(), n) != w.end()) cout << n;", "vector<int> v(9), w(9);"),
    ),
    Refuses("the loop changes an element", _search(f"if ({_FOUND}) v[n] = 3;")),
    Refuses("the loop takes elements away", _search(f"if ({_FOUND}) v.pop_back();")),
    Refuses("the loop inserts elsewhere", _search(f"if (!({_FOUND})) v.insert(v.begin(), n);")),
    Refuses("the loop reads an element in", _search(f"cin >> v[n]; if ({_FOUND}) cout << n;")),
    Refuses(
        "the loop sorts it",
        _search(f"if ({_FOUND}) cout << n; reverse(v.begin(), v.end() - 1); swap(v, u);", "vector<int> v(9), u(9);"),
    ),
    Refuses("the loop appends what it computes", _search(f"if (!({_FOUND})) v.push_back(rand());")),
    Refuses(
        "the loop changes it through a reference",
        _search(f"if ({_FOUND}) r.push_back(n);", "vector<int> v(9); auto& r = v;"),
    ),
    Refuses(
        "the loop changes it through a pointer",
        _search(f"if ({_FOUND}) p->push_back(n);", "vector<int> v(9); auto* p = &v;"),
    ),
    Refuses(
        "a reference to an element is changed", _search(f"if ({_FOUND}) r = n;", "vector<int> v(9); int& r = v[3];")
    ),
    Refuses(
        "a function changes it",
        _search(f"if ({_FOUND}) f();", "", "vector<int> v;\nvoid f() { v.push_back(1); }"),
    ),
    Refuses("a lambda changes it", _search(f"auto f = [&] {{ v.pop_back(); }}; if ({_FOUND}) f();")),
    Refuses("what is called is not shown", _search(f"if ({_FOUND}) f(v);", head="void f(vector<int>&);")),
    Refuses(
        "parameters may be the same vector",
        around(
            "",
            "",
            "void f(vector<int>& v, vector<int>& w, int n) {\n"
            "while (n--) if (find(v.begin(), v.end(), n) == v.end()) w.push_back(n); }",
        ),
    ),
    Refuses("made anew in every pass", around(f"while (n--) {{ vector<int> v(9); if ({_FOUND}) cout << n; }}", "")),
    Refuses("no loop", around(f"if ({_FOUND}) cout << n;", "vector<int> v(99);")),
    Refuses(
        "floating point", _search("if (find(v.begin(), v.end(), n) != v.end()) cout << n;", "vector<double> v(9);")
    ),
    Refuses("bits", _search(f"if ({_FOUND}) cout << n;", "vector<bool> v(9);")),
    Refuses(
        "pairs",
        _search(
            "if (find(v.begin(), v.end(), p) != v.end()) cout << n;", "vector<pair<int, int>> v(9); pair<int, int> p;"
        ),
    ),
    Refuses(
        "own type",
        _search(
            "if (find(v.begin(), v.end(), K()) != v.end()) cout << n;",
            "vector<K> v(9);",
            "struct K { bool operator==(const K&) const; };",
        ),
    ),
    Refuses(
        "a wider value", _search("long long k = n * 5000000000; if (find(v.begin(), v.end(), k) != v.end()) cout << n;")
    ),
    Refuses("a fractional value", _search("if (find(v.begin(), v.end(), n / 2.0) != v.end()) cout << n;")),
    Refuses("a sign that is lost", _search(f"if ({_FOUND}) cout << n;", "vector<unsigned> v(9);")),
    Refuses("a short list of constants", _search(f"if ({_FOUND}) cout << n;", "vector<int> v = {1, 2, 3};")),
    Refuses("own find", _search(f"if ({_FOUND}) cout << n;", head="template <class I> I find(I a, I b, int);")),
    Refuses("goto", _search(f"again: if ({_FOUND}) {{ n--; goto again; }}")),
    Refuses("macro names it", _search(f"if ({_FOUND}) GROW;", head="#define GROW v.push_back(n * 2)")),
    Refuses("conditional compilation", _search(f"\n#ifdef A\nv.clear();\n#endif\nif ({_FOUND}) cout << n;")),
    Refuses("threads", _search(f"auto t = async([&] {{ return v.size(); }}); if ({_FOUND}) cout << t.get();")),
    Refuses(
        "template",
        around(
            "",
            "",
            "template <class T> int f(vector<T> v, int n) {\n"
            "while (n--) if (find(v.begin(), v.end(), n) != v.end()) return 1; return 0; }",
        ),
    ),
    Refuses(
        "a string is searched for a character",
        _search("if (find(v.begin(), v.end(), 'x') != v.end()) cout << n;", 'string v = "abc";'),
    ),
    Refuses("volatile", _search(f"if ({_FOUND}) cout << n;", "volatile vector<int> v;")),
    Refuses("broken text", _search(f"if ({_FOUND} cout << n;")),
    Refuses(
        "a macro has the name of the table",
        """
#include <bits/stdc++.h>
using namespace std;
#define unordered_set set
int main() { vector<int> v(9); int c = 0;
    for (int i = 0; i < 99; i++) if (find(v.begin(), v.end(), i) != v.end()) c++; cout << c; }
""",
    ),
)

CASES = (RuleCases("DS12", _APPLIES, _REFUSES),)
