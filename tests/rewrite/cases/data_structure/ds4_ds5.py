"""Tables for DS4 and DS5 (rewrite/rules/data_structure/sorted_vector.py)."""

from container_programs import around
from rule_cases import Applies, Refuses, RuleCases

_DS4_APPLIES = (
    Applies(
        "membership, bounds, iteration, lambdas",
        """
#include <iostream>
#include <set>
#include <string>
int main() {
    int n;
    std::cin >> n;
    std::set<int> s;
    for (int i = 0; i < n; i++) {
        int x;
        std::cin >> x;
        s.insert(x);
    }
    s.emplace(4);
    int t = 0;

    // questions
    for (int i = 0; i < n; i++) {
        if (s.count(i)) t++;
        if (s.find(i + 1) == s.end() && t) t += 2;
        auto it = s.lower_bound(i);
        if (it != s.begin()) {
            --it;
            t += *it;
        }
        t += s.count(3);
    }
    for (std::set<int>::iterator it = s.begin(); it != s.end(); ++it) t = t * 3 + *it;
    auto has = [&](int x) { return s.find(x) != s.end(); };
    std::cout << *s.rbegin() << ' ' << s.size() << ' ' << t << ' ' << has(3) << '\\n';
}
""",
        """
#include <iostream>
#include <set>
#include <string>
#include <vector>
#include <algorithm>
int main() {
    int n;
    std::cin >> n;
    std::vector<int> s;
    for (int i = 0; i < n; i++) {
        int x;
        std::cin >> x;
        s.push_back(x);
    }
    s.emplace_back(4);
    int t = 0;

    // questions
    std::sort(s.begin(), s.end());
    s.erase(std::unique(s.begin(), s.end()), s.end());
    for (int i = 0; i < n; i++) {
        if (std::binary_search(s.begin(), s.end(), i)) t++;
        if (!std::binary_search(s.begin(), s.end(), i + 1) && t) t += 2;
        auto it = std::lower_bound(s.begin(), s.end(), i);
        if (it != s.begin()) {
            --it;
            t += *it;
        }
        t += std::binary_search(s.begin(), s.end(), 3);
    }
    for (std::vector<int>::iterator it = s.begin(); it != s.end(); ++it) t = t * 3 + *it;
    auto has = [&](int x) { return std::binary_search(s.begin(), s.end(), x); };
    std::cout << *s.rbegin() << ' ' << s.size() << ' ' << t << ' ' << has(3) << '\\n';
}
""",
        stdin="8 5 3 3 9 -2 5 14 3",
    ),
    Applies(
        "strings, pairs, a set that lives in a loop, a global, a range",
        """
#include <bits/stdc++.h>
using namespace std;
set<string> names;
int main() {
    int n;
    cin >> n;
    for (int i = 0; i < n; i++) {
        string name;
        cin >> name;
        names.insert(name);
    }
    if (names.count("bob")) puts("bob");
    for (int round = 0; round < 3; round++) {
        set<pair<int, int>> cells;
        for (int i = 0; i < n; i++) cells.insert({i * round % 3, i});
        vector<int> a = {round, 3, 1, 3};
        set<int> values(a.begin(), a.end());
        pair<int, int> wanted(round, 2);
        bool hit = cells.count(wanted) > 0;
        cout << hit << ' ' << values.size() << ' ';
        cout << (values.find(round) != values.end()) << ' ' << *values.upper_bound(2) << '\\n';
    }
}
""",
        """
#include <bits/stdc++.h>
using namespace std;
vector<string> names;
int main() {
    int n;
    cin >> n;
    for (int i = 0; i < n; i++) {
        string name;
        cin >> name;
        names.push_back(name);
    }
    sort(names.begin(), names.end());
    names.erase(unique(names.begin(), names.end()), names.end());
    if (binary_search(names.begin(), names.end(), "bob")) puts("bob");
    for (int round = 0; round < 3; round++) {
        vector<pair<int, int>> cells;
        for (int i = 0; i < n; i++) cells.push_back({i * round % 3, i});
        vector<int> a = {round, 3, 1, 3};
        vector<int> values(a.begin(), a.end());
        pair<int, int> wanted(round, 2);
        sort(cells.begin(), cells.end());
        cells.erase(unique(cells.begin(), cells.end()), cells.end());
        bool hit = binary_search(cells.begin(), cells.end(), wanted) > 0;
        sort(values.begin(), values.end());
        values.erase(unique(values.begin(), values.end()), values.end());
        cout << hit << ' ' << values.size() << ' ';
        cout << (binary_search(values.begin(), values.end(), round)) << ' ' << *upper_bound(values.begin(), values.end(), 2) << '\\n';
    }
}
""",  # noqa: E501
        stdin="5 ann bob cid bob ann",
    ),
)


_FILL = "for (int i = 0; i < n; i++) s.insert(i * 7 % 5);"


def _set(use: str, kind: str = "set<int> s;", head: str = "") -> str:
    return around(use, kind, head)


_DS4_REFUSES = (
    Refuses("asked while it is filled", _set("for (int i = 0; i < n; i++) if (!s.count(i)) s.insert(i * 2);")),
    Refuses("filled again later", _set(f"{_FILL} cout << (s.count(3) ? 1 : 2); s.insert(9);")),
    Refuses("asked before it is filled", _set(f"if (s.count(1)) n++; {_FILL} if (s.count(3)) n++;")),
    Refuses("filled and asked in turns", _set(f"for (int k = 0; k < 3; k++) {{ {_FILL} if (s.count(3)) n++; }}")),
    Refuses("result of an insertion tells of duplicates", _set("while (n--) if (!s.insert(n % 3).second) n--;")),
    Refuses("erased", _set(f"{_FILL} s.erase(3); if (s.count(3)) n++;")),
    Refuses("cleared", _set(f"s.clear(); {_FILL} if (s.count(3)) n++;")),
    Refuses("found iterator is kept", _set(f"{_FILL} auto it = s.find(3); if (it != s.end()) cout << *it;")),
    Refuses("passed on", _set(f"{_FILL} f(s); if (s.count(3)) n++;", head="void f(set<int>&);")),
    Refuses("copied", _set(f"{_FILL} auto t = s; t.insert(5); if (s.count(3)) n++;")),
    Refuses("filled by a lambda", _set("auto add = [&](int x) { s.insert(x); }; add(n); if (s.count(3)) n++; add(2);")),
    Refuses("comparator", _set(f"{_FILL} if (s.count(3)) n++;", "set<int, greater<int>> s;")),
    Refuses("multiset", _set(f"{_FILL} if (s.count(3)) n++;", "multiset<int> s;")),
    Refuses("floating point", _set(f"{_FILL} if (s.count(3)) n++;", "set<double> s;")),
    Refuses("own type", _set("while (n--) s.insert(K()); if (s.count(K())) n++;", "set<K> s;", "struct K {};")),
    Refuses("key of a wider type", _set(f"{_FILL} long long k = n; if (s.count(k << 32)) n++;")),
    Refuses("key of another signedness", _set(f"{_FILL} unsigned k = n; if (s.count(k)) n++;")),
    Refuses("fractional key", _set(f"{_FILL} if (s.count(n / 2.0)) n++;")),
    Refuses("number of finds is printed as a number", _set(f"{_FILL} cout << s.count(3) - 1;")),
    Refuses("several elements at once", _set("while (n--) s.insert({n, n + 1}); if (s.count(3)) n++;")),
    Refuses("insertion with a hint", _set("while (n--) s.insert(s.end(), n); if (s.count(3)) n++;")),
    Refuses("goto", _set(f"again: {_FILL} if (s.count(3)) {{ n = 2; goto again; }}")),
    Refuses(
        "asked under a case label", around(f"switch (n) {{ case 1: set<int> s; {_FILL} if (s.count(3)) n++; }}", "")
    ),
    Refuses(
        "asked by another function",
        _set(f"{_FILL} if (s.count(3)) n++;", "", "set<int> s;\nbool f(int x) { return s.count(x); }"),
    ),
    Refuses("static", _set(f"{_FILL} if (s.count(3)) n++;", "static set<int> s;")),
    Refuses("macro that fills", _set("ADD(n); if (s.count(3)) n++;", head="#define ADD(x) s.insert(x)")),
    Refuses("conditional compilation", _set(f"\n#ifdef A\n{_FILL}\n#endif\nif (s.count(3)) n++;")),
    Refuses("filled once", _set("s.insert(n); if (s.count(3)) n++;")),
    Refuses("threads", _set(f"{_FILL} auto t = async([&] {{ return s.count(3) > 0; }}); t.get();")),
    Refuses("own vector", _set(f"{_FILL} if (s.count(3)) n++;", head="template <class T> struct vector {};")),
    Refuses("broken text", _set(f"{_FILL} if (s.count(3) n++;")),
    Refuses("question inside of a question", _set(f"{_FILL} if (s.count(*s.lower_bound(2))) n++;")),
    Refuses("two declared at once", _set(f"{_FILL} if (s.count(3)) n++;", "set<int> s, t;")),
    Refuses("copied from another set", _set(f"{_FILL} if (s.count(3)) n++;", "set<int> o; set<int> s = o;")),
    Refuses("size is asked while it is filled", _set("while (s.size() < 9) s.insert(n++); if (s.count(3)) n++;")),
    Refuses("iterators in a list of them", _set(f"{_FILL} vector<set<int>::iterator> w; w.push_back(s.begin());")),
)

_DS5_APPLIES = (
    Applies(
        "dedupe a vector, count distinct words",
        """
#include <iostream>
#include <set>
#include <string>
#include <vector>
using namespace std;
int main() {
    int n;
    cin >> n;
    vector<int> v;
    set<string> words;
    for (int i = 0; i < n; i++) {
        string w;
        cin >> w;
        v.push_back((int)w.size());
        words.insert(w);
    }
    set<int> lengths(v.begin(), v.end());
    v.assign(lengths.begin(), lengths.end());
    for (int each : v) cout << each << ' ';
    int number = 0;
    for (auto it = words.begin(); it != words.end(); ++it) cout << ++number << *it << (*it < "c") << ' ';
    for (const auto& each : words) cout << each << ',';
    cout << words.size() << ' ' << *words.begin() << '\\n';
}
""",
        """
#include <iostream>
#include <set>
#include <string>
#include <vector>
#include <algorithm>
using namespace std;
int main() {
    int n;
    cin >> n;
    vector<int> v;
    vector<string> words;
    for (int i = 0; i < n; i++) {
        string w;
        cin >> w;
        v.push_back((int)w.size());
        words.push_back(w);
    }
    vector<int> lengths(v.begin(), v.end());
    sort(lengths.begin(), lengths.end());
    lengths.erase(unique(lengths.begin(), lengths.end()), lengths.end());
    v.assign(lengths.begin(), lengths.end());
    for (int each : v) cout << each << ' ';
    int number = 0;
    sort(words.begin(), words.end());
    words.erase(unique(words.begin(), words.end()), words.end());
    for (auto it = words.begin(); it != words.end(); ++it) cout << ++number << *it << (*it < "c") << ' ';
    for (const auto& each : words) cout << each << ',';
    cout << words.size() << ' ' << *words.begin() << '\\n';
}
""",
        stdin="7 dd a ccc a dd bbbb a",
    ),
)

_SHOWN = """
#include <cstdio>
#include <set>
using namespace std;
struct Q { int v; Q(int&) : v(1) {} Q(const int&) : v(2) {} };
int h(Q q) { return q.v; }
int main() {
    set<int> s;
    for (int i = 0; i < 999; i++) s.insert(i * 7);
    int t = 0;
    for (auto& x : s) t += x.v;
    printf("%d", t);
}
"""
_DS5_REFUSES = (
    Refuses("a class is made of elements that takes no const", _SHOWN.replace("auto& x", "Q x")),
    Refuses("a function takes such a class", _SHOWN.replace("x.v", "h(x)")),
    Refuses("reference to an element is kept", _set(f"{_FILL} const int* p = &*s.begin(); cout << *p;")),
    Refuses("address of a visited element", _set(f"{_FILL} const int* p; for (auto& x : s) p = &x; cout << *p;")),
    Refuses("size while it is filled", _set("while (n--) { s.insert(n % 3); cout << s.size(); }")),
    Refuses("visited in the loop that fills it", _set("while (n--) { s.insert(n % 3); for (int x : s) cout << x; }")),
    Refuses("swapped", _set(f"{_FILL} set<int> t; t.swap(s); for (int x : t) cout << x;")),
    Refuses("compared", _set(f"{_FILL} set<int> t; cout << (s == t);")),
    Refuses("returned", around("f(n);", "", f"set<int> f(int n) {{ set<int> s; {_FILL} return s; }}")),
    Refuses("moved", _set(f"{_FILL} auto t = move(s); for (int x : t) cout << x;")),
    Refuses("iterator is moved far", _set(f"{_FILL} auto it = s.begin(); advance(it, 2); cout << *it;")),
    Refuses("node is taken out", _set(f"{_FILL} auto h = s.extract(s.begin()); cout << h.value();")),
    Refuses("never read", _set(_FILL)),
    Refuses("size of the object", _set(f"{_FILL} cout << sizeof(s);")),
    Refuses(
        "iterator of a type of the program",
        _set(f"{_FILL} I it = s.begin(); cout << *it;", head="typedef set<int>::iterator I;"),
    ),
    Refuses("alias of the set's type", _set(f"{_FILL} for (int x : s) cout << x;", "S s;", "typedef set<int> S;")),
    Refuses("unordered", _set(f"{_FILL} for (int x : s) cout << x;", "unordered_set<int> s;")),
    Refuses(
        "a macro has the name of a function",
        """
#include <bits/stdc++.h>
using namespace std;
#define unique(v) v
int main() { set<int> s; for (int i = 0; i < 300; i++) s.insert(i * 7 % 1000); for (int x : s) cout << x; }
""",
    ),
    Refuses(
        "few values, inserted often",
        """
#include <bits/stdc++.h>
using namespace std;
int main() { set<int> s; for (int i = 0; i < 300; i++) for (int j = 0; j < 300; j++) s.insert(i * j % 10);
    cout << s.size(); }
""",
    ),
)

CASES = (RuleCases("DS4", _DS4_APPLIES, _DS4_REFUSES), RuleCases("DS5", _DS5_APPLIES, _DS5_REFUSES))
