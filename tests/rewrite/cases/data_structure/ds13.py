"""Table for DS13 (rewrite/rules/data_structure/member_search.py)."""

from container_programs import around
from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "sets, multisets, hash tables, strings",
        """
#include <algorithm>
#include <iostream>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>
using namespace std;

bool known(const set<string>& words, const string& w) {
    return find(words.begin(), words.end(), w) != words.end();
}

int main() {
    set<int> s;
    multiset<long long> m;
    unordered_set<int> h;
    vector<set<char>> v(2);
    for (int i = 0; i < 20; i++) s.insert(i * i % 17), m.insert(i % 5), h.insert(i * 3), v[i % 2].insert('a' + i);
    for (int i = -1; i < 20; i++) {
        auto it = std::lower_bound(s.begin(), s.end(), i), up = upper_bound(s.begin(), s.end(), i + 1);
        cout << (it == s.end() ? -1 : *it) << (up == s.end() ? -1 : *up);
        if (count(h.begin(), h.end(), i) > 0 || find(s.begin(), s.end(), 4) == s.end()) cout << 'h';
        bool twice = count(m.begin(), m.end(), i);
        if (count(m.begin(), m.end(), i)) cout << *lower_bound(m.begin(), m.end(), i);
        int once = count(s.begin(), s.end(), i);
        cout << twice << once << (find(v[1].begin(), v[1].end(), 'd') != v[1].end());
    }
    cout << known({"a", "b"}, "b") << known({}, "b");
}
""",
        """
#include <algorithm>
#include <iostream>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>
using namespace std;

bool known(const set<string>& words, const string& w) {
    return words.find(w) != words.end();
}

int main() {
    set<int> s;
    multiset<long long> m;
    unordered_set<int> h;
    vector<set<char>> v(2);
    for (int i = 0; i < 20; i++) s.insert(i * i % 17), m.insert(i % 5), h.insert(i * 3), v[i % 2].insert('a' + i);
    for (int i = -1; i < 20; i++) {
        auto it = s.lower_bound(i), up = s.upper_bound(i + 1);
        cout << (it == s.end() ? -1 : *it) << (up == s.end() ? -1 : *up);
        if (h.count(i) > 0 || s.find(4) == s.end()) cout << 'h';
        bool twice = count(m.begin(), m.end(), i);
        if (m.count(i)) cout << *m.lower_bound(i);
        int once = s.count(i);
        cout << twice << once << (v[1].find('d') != v[1].end());
    }
    cout << known({"a", "b"}, "b") << known({}, "b");
}
""",
    ),
)

_SET = "set<int> s;"
_REFUSES = (
    Refuses("a part of the set", around("cout << *find(next(s.begin()), s.end(), n);", _SET)),
    Refuses("two sets", around("cout << (find(s.begin(), t.end(), n) == s.end());", "set<int> s, t;")),
    Refuses("from the end", around("cout << *find(s.rbegin(), s.rend(), n);", _SET)),
    Refuses("a vector", around("cout << *find(s.begin(), s.end(), n);", "vector<int> s(9);")),
    Refuses(
        "a comparator of the set", around("cout << *lower_bound(s.begin(), s.end(), n);", "set<int, greater<int>> s;")
    ),
    Refuses("a comparator of the call", around("cout << *lower_bound(s.begin(), s.end(), n, less<int>());", _SET)),
    Refuses("a floating value in a set of int", around("cout << *find(s.begin(), s.end(), 2.5);", _SET)),
    Refuses(
        "a wider value in a set of int", around("long long x = n;\n    cout << *find(s.begin(), s.end(), x);", _SET)
    ),
    Refuses("an unsigned value in a set of int", around("cout << *find(s.begin(), s.end(), 3u * n);", _SET)),
    Refuses(
        "floating elements may be NaN",
        around("double x = n;\n    cout << *find(s.begin(), s.end(), x);", "set<double> s;"),
    ),
    Refuses(
        "elements of the file's own type",
        around(
            "cout << find(s.begin(), s.end(), P{n})->x;",
            "set<P> s;",
            "struct P { int x; bool operator<(P p) const { return x < p.x; } bool operator==(P) const { return 1; } };",
        ),
    ),
    Refuses(
        "several equal elements",
        around("auto it = find(s.begin(), s.end(), n);\n    cout << *++it;", "multiset<int> s;"),
    ),
    Refuses(
        "no order in a hash table", around("cout << *lower_bound(s.begin(), s.end(), n);", "unordered_set<int> s;")
    ),
    Refuses(
        "a map's elements are pairs",
        around("cout << (m.end() == find(m.begin(), m.end(), make_pair(n, n)));"),
    ),
    Refuses("a count is computed with", around("cout << (count(s.begin(), s.end(), n) - 2 < 0);", _SET)),
    Refuses(
        "a count of equal elements is kept",
        around("auto k = count(s.begin(), s.end(), n);\n    cout << k;", "multiset<int> s;"),
    ),
    Refuses("side effects", around("cout << *find(s.begin(), s.end(), n++);", _SET)),
    Refuses(
        "a function of the file",
        around("cout << *find(s.begin(), s.end(), f());", "", "set<int> s;\nint f() { s.insert(3); return 3; }"),
    ),
    Refuses(
        "another function of that name",
        around(
            "cout << find(s.begin(), s.end(), n);",
            _SET,
            "int find(set<int>::iterator, set<int>::iterator, int) { return 0; }",
        ),
    ),
    Refuses(
        "another namespace",
        around(
            "cout << *my::find(s.begin(), s.end(), n);",
            _SET,
            "namespace my { template <class I> I find(I a, I, int) { return a; } }",
        ),
    ),
    Refuses(
        "a class of the file",
        around(
            "cout << *find(s.begin(), s.end(), n);",
            "set s;",
            "struct set { int a[9]; int* begin() { return a; } int* end() { return a + 9; } };",
        ),
    ),
    Refuses("a comment would be lost", around("cout << *find(s.begin(), s.end(), /* the number */ n);", _SET)),
    Refuses("a macro", around("cout << *find(ALL(s), n);", _SET, "#define ALL(s) s.begin(), s.end()")),
    Refuses("a macro as value", around("cout << *find(s.begin(), s.end(), N);", _SET, "#define N n++")),
    Refuses("not understood", around("cout << *find(s.begin(), s.end(), n);\n    foo(;", _SET)),
)

CASES = (RuleCases("DS13", _APPLIES, _REFUSES),)
