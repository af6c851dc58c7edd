"""Table for DS8 (rewrite/rules/data_structure/reverse_once.py)."""

from container_programs import around
from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "nested loops, a loop that is left early, a global",
        """
#include <iostream>
#include <string>
#include <vector>
using namespace std;
vector<long long> path;
int main() {
    int n;
    cin >> n;
    for (int round = 0; round < 3; round++) {
        vector<int> v;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < round; k++) v.insert(v.begin(), i * 7 + k);  // newest first
            if (i > 7) break;
            if (i % 2) v.insert(v.begin(), -i);
        }
        for (int x : v) cout << x << ' ';
    }
    for (int at = n; at > 0; at /= 2) path.insert(path.begin(), at);
    cout << path.front() << ' ' << path.size() << endl;
}
""",
        """
#include <iostream>
#include <string>
#include <vector>
#include <algorithm>
using namespace std;
vector<long long> path;
int main() {
    int n;
    cin >> n;
    for (int round = 0; round < 3; round++) {
        vector<int> v;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < round; k++) v.push_back(i * 7 + k);  // newest first
            if (i > 7) break;
            if (i % 2) v.push_back(-i);
        }
        reverse(v.begin(), v.end());
        for (int x : v) cout << x << ' ';
    }
    for (int at = n; at > 0; at /= 2) path.push_back(at);
    reverse(path.begin(), path.end());
    cout << path.front() << ' ' << path.size() << endl;
}
""",
        stdin="137",
    ),
    Applies(
        "std:: prefix, strings as elements",
        """
#include <cstdio>
#include <string>
#include <vector>
int main() {
    std::vector<std::string> lines = {};
    char word[20];
    while (scanf("%19s", word) == 1) {
        lines.insert(lines.begin(), word);
    }
    for (auto& each : lines) printf("%s\\n", each.c_str());
}
""",
        """
#include <cstdio>
#include <string>
#include <vector>
#include <algorithm>
int main() {
    std::vector<std::string> lines = {};
    char word[20];
    while (scanf("%19s", word) == 1) {
        lines.push_back(word);
    }
    std::reverse(lines.begin(), lines.end());
    for (auto& each : lines) printf("%s\\n", each.c_str());
}
""",
        stdin="one two three",
    ),
)


def _vector(loop: str, kind: str = "vector<int> v;", head: str = "") -> str:
    return around(f"{loop} for (auto x : v) cout << x;", kind, head)


_INSERT = "v.insert(v.begin(), n);"
_REFUSES = (
    Refuses("elements are there before", _vector(f"v.push_back(3); while (n--) {_INSERT}")),
    Refuses("starts with elements", _vector(f"while (n--) {_INSERT}", "vector<int> v(3);")),
    Refuses("starts with a list", _vector(f"while (n--) {_INSERT}", "vector<int> v = {1, 2};")),
    Refuses("read in the loop", _vector(f"while (n--) {{ {_INSERT} cout << v[0]; }}")),
    Refuses("size is read in the loop", _vector("while (v.size() < 9) v.insert(v.begin(), n++);")),
    Refuses("inserts an element of its own", _vector("while (n--) v.insert(v.begin(), v.back());")),
    Refuses("inserts what depends on it", _vector("while (n--) v.insert(v.begin(), (int)v.size());")),
    Refuses("also appended to in the loop", _vector(f"while (n--) {{ {_INSERT} v.push_back(n); }}")),
    Refuses("two loops", _vector(f"for (int i = 0; i < n; i++) {_INSERT} while (n--) {_INSERT}")),
    Refuses("elsewhere than at the front", _vector("while (n--) v.insert(v.begin() + n % 1, n);")),
    Refuses("at the front of another", _vector("vector<int> w; while (n--) v.insert(w.begin(), n);")),
    Refuses("several copies", _vector("while (n--) v.insert(v.begin(), 2, n);")),
    Refuses("a list of elements", _vector("while (n--) v.insert(v.begin(), {n, 1});")),
    Refuses("result is used", _vector("auto it = v.begin(); while (n--) it = v.insert(v.begin(), n);")),
    Refuses(
        "lives longer than one pass",
        around(f"while (n--) {{ for (int i = 0; i < 3; i++) {_INSERT} cout << v[0]; }}", "vector<int> v;"),
    ),
    Refuses("static", _vector(f"while (n--) {_INSERT}", "static vector<int> v;")),
    Refuses("parameter", around("", "", f"int f(vector<int> v, int n) {{ while (n--) {_INSERT} return v[0]; }}")),
    Refuses("reference", _vector(f"while (n--) {_INSERT}", "vector<int> w(3); vector<int>& v = w;")),
    Refuses("seen by a lambda", _vector(f"auto f = [&] {{ return v.size(); }}; while (n--) {{ {_INSERT} n = f(); }}")),
    Refuses(
        "another function reads it",
        _vector(f"while (n--) {{ {_INSERT} f(); }}", "", "vector<int> v;\nvoid f() { cout << v.size(); }"),
    ),
    Refuses(
        "global in a function that is called again",
        around("f(n); f(n);", "", f"vector<int> v;\nvoid f(int n) {{ while (n--) {_INSERT} cout << v[0]; }}"),
    ),
    Refuses("bool elements", _vector(f"while (n--) {_INSERT}", "vector<bool> v;")),
    Refuses("own type", _vector("while (n--) v.insert(v.begin(), K());", "vector<K> v;", "struct K { K(const K&); };")),
    Refuses("not repeated", _vector(_INSERT)),
    Refuses("never read", around(f"while (n--) {_INSERT}", "vector<int> v;")),
    Refuses("goto", _vector(f"again: while (n--) {_INSERT} if (n > 3) goto again;")),
    Refuses("macro names it", _vector(f"while (n--) {{ {_INSERT} SHOW; }}", head="#define SHOW cout << v.size()")),
    Refuses(
        "own vector",
        _vector(f"while (n--) {_INSERT}", head="template <class T> struct vector { void insert(int*, T); };"),
    ),
    Refuses("a string, which STR2 is for", _vector("while (n--) v.insert(v.begin(), 'x');", "string v;")),
    Refuses("a deque inserts at its front quickly", _vector(f"while (n--) {_INSERT}", "deque<int> v;")),
    Refuses("a set is given a hint", _vector(f"while (n--) {_INSERT}", "set<int> v;")),
    Refuses("comment would be lost", _vector("while (n--) v.insert(v.begin(), /* x */ n);")),
    Refuses("conditional compilation", _vector(f"\n#ifdef A\nv.push_back(1);\n#endif\nwhile (n--) {_INSERT}")),
    Refuses("threads", _vector(f"while (n--) {_INSERT} thread t([&] {{ cout << v[0]; }}); t.join();")),
    Refuses("broken text", _vector(f"while (n--) {_INSERT} v[; }}")),
    Refuses(
        "elements tell when they are moved",
        """
#include <bits/stdc++.h>
using namespace std;
struct N { int i; ~N() { cout << i; } };
int main() { vector<N> v; for (int i = 1; i < 9; i++) v.insert(v.begin(), N{i}); cout << v[0].i; }
""",
    ),
    Refuses(
        "elements have their own swap",
        """
#include <bits/stdc++.h>
using namespace std;
struct K { int i; }; void swap(K& a, K& b) { cout << "swap"; int t = a.i; a.i = b.i; b.i = t; }
int main() { vector<K> v; for (int i = 1; i < 9; i++) v.insert(v.begin(), K{i}); cout << v[0].i; }
""",
    ),
    Refuses(
        "a list of elements by name",
        """
#include <bits/stdc++.h>
using namespace std;
int main() { vector<int> v; auto two = {1, 2}; for (int i = 1; i < 9; i++) v.insert(v.begin(), two); cout << v[0]; }
""",
    ),
    Refuses(
        "a macro has the name of the function",
        """
#include <bits/stdc++.h>
using namespace std;
#define reverse(x) x
int main() { vector<int> v; for (int i = 1; i < 9; i++) v.insert(v.begin(), i); cout << v[0]; }
""",
    ),
)

CASES = (RuleCases("DS8", _APPLIES, _REFUSES),)
