"""Table for DS6 (rewrite/rules/data_structure/vector_instead_of_list.py)."""

from container_programs import around
from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "visited by iterators and range-for, used at its end",
        """
#include <iostream>
#include <list>
int main() {
    int n;
    std::cin >> n;
    std::list<int> l;
    for (int i = 0; i < n; i++) l.push_back(i * 7 % 5);
    l.push_back(l.front());
    long long t = 0;
    for (std::list<int>::iterator it = l.begin(); it != l.end(); ++it) {
        *it += 2;
        t = t * 3 + *it;
    }
    for (auto& x : l) x *= 2;
    for (auto it = l.rbegin(); it != l.rend(); ++it) t += *it;
    while (!l.empty() && l.back() > 4) {
        t = t * 5 % 1007 + l.back();
        l.pop_back();
    }
    std::cout << t << ' ' << l.size() << '\\n';
}
""",
        """
#include <iostream>
#include <list>
#include <vector>
int main() {
    int n;
    std::cin >> n;
    std::vector<int> l;
    for (int i = 0; i < n; i++) l.push_back(i * 7 % 5);
    l.push_back(l.front());
    long long t = 0;
    for (std::vector<int>::iterator it = l.begin(); it != l.end(); ++it) {
        *it += 2;
        t = t * 3 + *it;
    }
    for (auto& x : l) x *= 2;
    for (auto it = l.rbegin(); it != l.rend(); ++it) t += *it;
    while (!l.empty() && l.back() > 4) {
        t = t * 5 % 1007 + l.back();
        l.pop_back();
    }
    std::cout << t << ' ' << l.size() << '\\n';
}
""",
        stdin="9",
    ),
    Applies(
        "global, filled by a function",
        """
#include <bits/stdc++.h>
using namespace std;
list<pair<int, string>> found;
void add(int x) { found.emplace_back(x, to_string(x)); }
int main() {
    int n;
    cin >> n;
    while (n-- > 0) {
        add(n);
        found.push_back({n, "n"});
    }
    string all;
    for (const auto& [number, text] : found) all += text + char('a' + number);
    cout << all << endl;
}
""",
        """
#include <bits/stdc++.h>
using namespace std;
vector<pair<int, string>> found;
void add(int x) { found.emplace_back(x, to_string(x)); }
int main() {
    int n;
    cin >> n;
    while (n-- > 0) {
        add(n);
        found.push_back({n, "n"});
    }
    string all;
    for (const auto& [number, text] : found) all += text + char('a' + number);
    cout << all << endl;
}
""",
        stdin="7",
    ),
)

_FILL = "while (n--) l.push_back(n);"


def _list(use: str, kind: str = "list<int> l;", head: str = "") -> str:
    return around(f"{_FILL} {use}", kind, head)


_REFUSES = (
    Refuses("taken from the front", _list("while (!l.empty()) { cout << l.front(); l.pop_front(); }")),
    Refuses("pushed at the front", _list("l.push_front(3); for (int x : l) cout << x;")),
    Refuses("inserted in the middle", _list("l.insert(next(l.begin()), 3); for (int x : l) cout << x;")),
    Refuses("erased", _list("l.erase(l.begin()); for (int x : l) cout << x;")),
    Refuses("spliced", _list("list<int> o; o.splice(o.begin(), l); for (int x : o) cout << x;")),
    Refuses("sorted by its own method", _list("l.sort(); for (int x : l) cout << x;")),
    Refuses("reference to the last element is kept", _list("int& r = l.back(); l.push_back(5); cout << r;")),
    Refuses("pointer to an element is kept", _list("int* p = &l.front(); l.push_back(5); cout << *p;")),
    Refuses(
        "address of an element on the way", _list("vector<int*> p; for (auto& x : l) p.push_back(&x); cout << *p[0];")
    ),
    Refuses("iterator is kept while it grows", _list("auto it = l.begin(); l.push_back(5); cout << *it;")),
    Refuses("grows while it is visited", _list("for (int x : l) if (l.size() < 99) l.push_back(x + 1);")),
    Refuses(
        "grows while iterators visit it",
        _list("for (auto it = l.begin(); it != l.end(); ++it) if (*it < 9) l.push_back(*it + 1);"),
    ),
    Refuses(
        "grows in a function while it is visited",
        _list("for (int x : l) add(x);", "", "list<int> l;\nvoid add(int x) { if (x < 9) l.push_back(x + 1); }"),
    ),
    Refuses(
        "grows in a function that is given an element",
        _list(
            "cout << add(l.front()); for (int x : l) cout << x;",
            "",
            "list<int> l;\nint add(const int& x) { l.push_back(1); return x; }",
        ),
    ),
    Refuses(
        "element is visited while the list grows",
        _list('for (char c : l.front()) l.push_back("x"); cout << l.size();', "list<string> l;").replace(
            "push_back(n)", 'push_back("abc")'
        ),
    ),
    Refuses("grows in a lambda", _list("auto add = [&](int x) { l.push_back(x); }; for (int x : l) add(x);")),
    Refuses("copied", _list("auto o = l; for (int x : o) cout << x;")),
    Refuses("passed on", _list("f(l);", head="void f(list<int>&);")),
    Refuses(
        "returned", around("f(n);", "", "list<int> f(int n) { list<int> l; while (n--) l.push_back(n); return l; }")
    ),
    Refuses("compared", _list("list<int> o; cout << (l == o);")),
    Refuses("swapped", _list("list<int> o; swap(l, o); for (int x : o) cout << x;")),
    Refuses("bool elements", _list("for (bool x : l) cout << x;", "list<bool> l;")),
    Refuses(
        "own type",
        around("while (n--) l.push_back(K()); for (auto& k : l) cout << k.x;", "list<K> l;", "struct K { int x; };"),
    ),
    Refuses("alias", _list("for (int x : l) cout << x;", "L l;", "typedef list<int> L;")),
    Refuses("started as a copy", _list("for (int x : l) cout << x;", "list<int> o; list<int> l(o);")),
    Refuses("started as a copy in braces", _list("for (int x : l) cout << x;", "list<int> o; list<int> l{o};")),
    Refuses("threads", _list("auto t = async([&] { for (int x : l) cout << x; }); t.get();")),
    Refuses("macro names it", _list("SHOW;", head="#define SHOW for (int x : l) cout << x")),
    Refuses(
        "own list", _list("for (int x : l) cout << x;", head="template <class T> struct list { void push_back(T); };")
    ),
    Refuses("never grows repeatedly", around("l.push_back(n); for (int x : l) cout << x;", "list<int> l;")),
    Refuses(
        "iterator type of another name",
        _list("for (I it = l.begin(); it != l.end(); ++it) cout << *it;", head="typedef list<int>::iterator I;"),
    ),
    Refuses("broken text", _list("for (int x : l cout << x;")),
    Refuses(
        "pointer into a string is kept",
        """
#include <bits/stdc++.h>
using namespace std;
int main() { list<string> l; vector<const char*> p; for (int i = 0; i < 300; i++) { l.push_back("ab");
    p.push_back(l.back().c_str()); } cout << p[0]; }
""",
    ),
    Refuses(
        "a pair holds a reference",
        """
#include <bits/stdc++.h>
using namespace std;
int main() { list<int> l; for (int i = 0; i < 300; i++) l.push_back(i); pair<int&, int> t(l.front(), 3);
    l.push_back(5); cout << t.first; }
""",
    ),
    Refuses(
        "constant elements",
        """
#include <bits/stdc++.h>
using namespace std;
int main() { list<const int> l; for (int i = 0; i < 300; i++) l.push_back(i); for (auto& x : l) cout << x; }
""",
    ),
)

CASES = (RuleCases("DS6", _APPLIES, _REFUSES),)
