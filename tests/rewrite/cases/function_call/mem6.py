"""Table for MEM6 (rewrite/rules/function_call/by_reference.py)."""

from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "vector and string that are only read; the prototype changes too",
        """
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>
using namespace std;
int total(vector<int> v, int k);
bool isPalindrome(string s) {
    int n = s.size();
    for (int i = 0; i < n / 2; i++)
        if (s[i] != s[n - 1 - i]) return false;
    return true;
}
int main() {
    int n;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    string w;
    cin >> w;
    cout << total(a, 2) << ' ' << isPalindrome(w) << isPalindrome("abba") << isPalindrome(w.substr(1)) << endl;
}
int total(vector<int> v, int k) {
    int sum = 0;
    for (int i = 0; i < (int)v.size(); i++) sum += v[i] * k;
    return sum + v.back() + *max_element(v.begin(), v.end());
}
""",
        """
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>
using namespace std;
int total(const vector<int>& v, int k);
bool isPalindrome(const string& s) {
    int n = s.size();
    for (int i = 0; i < n / 2; i++)
        if (s[i] != s[n - 1 - i]) return false;
    return true;
}
int main() {
    int n;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    string w;
    cin >> w;
    cout << total(a, 2) << ' ' << isPalindrome(w) << isPalindrome("abba") << isPalindrome(w.substr(1)) << endl;
}
int total(const vector<int>& v, int k) {
    int sum = 0;
    for (int i = 0; i < (int)v.size(); i++) sum += v[i] * k;
    return sum + v.back() + *max_element(v.begin(), v.end());
}
""",
        stdin="3 4 1 2 level",
    ),
    Applies(
        "recursion with a vector, a global counter and a matrix by const value",
        """
#include <cstdio>
#include <vector>
typedef std::vector<std::vector<int>> Graph;
int visited;
int depth(const Graph g, int v) {
    int best = 0;
    visited++;
    for (int u : g[v]) {
        int d = depth(g, u);
        if (d > best) best = d;
    }
    return best + 1;
}
int main() {
    Graph g(5);
    g[0] = {1, 2};
    g[2] = {3};
    g[3].push_back(4);
    printf("%d", depth(g, 0));
    printf(" %d\\n", visited);
}
""",
        """
#include <cstdio>
#include <vector>
typedef std::vector<std::vector<int>> Graph;
int visited;
int depth(const Graph& g, int v) {
    int best = 0;
    visited++;
    for (int u : g[v]) {
        int d = depth(g, u);
        if (d > best) best = d;
    }
    return best + 1;
}
int main() {
    Graph g(5);
    g[0] = {1, 2};
    g[2] = {3};
    g[3].push_back(4);
    printf("%d", depth(g, 0));
    printf(" %d\\n", visited);
}
""",
    ),
    Applies(
        "a copy inside is no change of the parameter; two parameters in one go",
        """
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>
int median(std::vector<int> v, std::string label) {
    std::vector<int> sorted = v;
    std::sort(sorted.begin(), sorted.end());
    printf("%s ", label.c_str());
    return sorted[sorted.size() / 2] + v[0];
}
int main() {
    std::vector<int> a = {5, 1, 4};
    printf("%d\\n", median(a, "m"));
    printf("%d\\n", a[0]);
}
""",
        """
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>
int median(const std::vector<int>& v, const std::string& label) {
    std::vector<int> sorted = v;
    std::sort(sorted.begin(), sorted.end());
    printf("%s ", label.c_str());
    return sorted[sorted.size() / 2] + v[0];
}
int main() {
    std::vector<int> a = {5, 1, 4};
    printf("%d\\n", median(a, "m"));
    printf("%d\\n", a[0]);
}
""",
    ),
)


def _callee(function: str, call: str = "f(g)", head: str = "") -> str:
    return f"""
#include <bits/stdc++.h>
using namespace std;
vector<int> g = {{1, 2, 3}};
{head}
{function}
int main() {{
    cout << {call};
}}
"""


_REFUSES = (
    Refuses("a copy has less capacity", _callee("int f(vector<int> v) { return v.capacity(); }")),
    Refuses(
        "the callee clears the global that is passed", _callee("int f(vector<int> v) { g.clear(); return v.size(); }")
    ),
    Refuses(
        "the callee's callee writes the global that is passed",
        _callee("void h() { g[0] = 9; }\nint f(vector<int> v) { h(); return v[0]; }"),
    ),
    Refuses(
        "the callee calls what can't be seen", _callee("int f(vector<int> v) { h(); return v[0]; }", head="void h();")
    ),
    Refuses(
        "another parameter refers to the same object",
        _callee("int f(vector<int> v, vector<int>& w) { w[0] = 9; return v[0]; }", "f(g, g)"),
    ),
    Refuses(
        "another parameter refers to an element",
        _callee("int f(vector<int> v, int& r) { r = 9; return v[0]; }", "f(g, g[0])"),
    ),
    Refuses(
        "written through a pointer", _callee("int f(vector<int> v, int* p) { *p = 9; return v[0]; }", "f(g, &g[0])")
    ),
    Refuses("parameter is modified", _callee("int f(vector<int> v) { v.push_back(1); return v.size(); }")),
    Refuses("parameter is sorted", _callee("int f(vector<int> v) { sort(v.begin(), v.end()); return v[0]; }")),
    Refuses("element is assigned", _callee("int f(vector<int> v) { v[0] = 4; return v[0]; }")),
    Refuses("element is incremented", _callee("int f(vector<int> v) { return ++v[0]; }")),
    Refuses(
        "handed on by reference",
        _callee("int h(vector<int>& w) { return w.size(); }\nint f(vector<int> v) { return h(v); }"),
    ),
    Refuses(
        "range-for by reference",
        _callee("int f(vector<int> v) { int s = 0; for (auto& x : v) s += x *= 2; return s; }"),
    ),
    Refuses("moved from", _callee("vector<int> f(vector<int> v) { return move(v); }", "f(g).size()")),
    Refuses("returned", _callee("vector<int> f(vector<int> v) { return v; }", "f(g).size()")),
    Refuses("address taken", _callee("int f(vector<int> v) { auto* p = &v; p->clear(); return v.size(); }")),
    Refuses(
        "captured by a lambda",
        _callee("int f(vector<int> v) { auto h = [=]() { return v[0]; }; return h(); }"),
    ),
    Refuses("map subscript inserts", _callee("int f(map<int, int> m) { return m[3]; }", "f({})")),
    Refuses(
        "the function's address is used",
        _callee("int f(vector<int> v) { return v[0]; }", "call(f)", "int call(int (*)(vector<int>));"),
    ),
    Refuses("overloaded", _callee("int f(vector<int> v) { return v[0]; }\nint f(string s) { return s[0]; }")),
    Refuses(
        "virtual",
        _callee("struct A { virtual int f(vector<int> v) { return v[0]; } };", "A().f(g)"),
    ),
    Refuses("template", _callee("template <class T> int f(vector<T> v) { return v[0]; }")),
    Refuses("the argument is moved in", _callee("int f(vector<int> v) { return v[0]; }", "f(move(g)) + g.size()")),
    Refuses(
        "another argument changes the vector",
        _callee("int f(vector<int> v, int k) { return v[0] + k; }", "f(g, g[0]++)"),
    ),
    Refuses(
        "another argument's call changes the vector",
        _callee("int p() { g.pop_back(); return 1; }\nint f(vector<int> v, int k) { return v[0] + k; }", "f(g, p())"),
    ),
    Refuses("volatile", _callee("int f(volatile string s) { return 1; }", 'f("a")')),
    Refuses(
        "cheap types", _callee("int f(pair<int, int> p, int x, char c) { return p.first + x + c; }", "f({1, 2}, 3, 4)")
    ),
    Refuses("type of the program", _callee("struct T { int a[99]; };\nint f(T t) { return t.a[0]; }", "f(T())")),
    Refuses("coroutine", _callee("task f(vector<int> v) { co_await next(); co_return v[0]; }", "f(g)")),
    Refuses("runs on a thread", _callee("void f(vector<int> v) { cout << v[0]; }", "1; thread t(f, g); t.join()")),
    Refuses("a local hides it and is changed", _callee("int f(vector<int> v) { v = {}; return v.size(); }")),
    Refuses(
        "an unseen prototype's text differs",
        _callee("int f(vector<int> v) { return v[0]; }", head="int f(std::vector<int, std::allocator<int>> v);"),
    ),
    Refuses("made by a macro", "#define F int f(vector<int> v)\n" + _callee("F { return v[0]; }")),
    Refuses(
        "the object that holds the argument is changed",
        """
#include <vector>
struct S {
    std::vector<int> v;
    int go();
};
S s;
int f(std::vector<int> v) { s.v.clear(); return v.size(); }
int S::go() { return f(v); }
int main() { return s.go(); }
""",
    ),
    Refuses(
        "the vector of vectors that holds the argument grows",
        _callee("vector<vector<int>> t(1);\nint f(vector<int> v) { t.push_back(v); return v[0]; }", "f(t[0])"),
    ),
    Refuses(
        "one of several calls passes what is changed",
        _callee("int f(vector<int> v, int d) { if (!d) return v[0]; g = {7}; return f(g, d - 1); }", "f({1}, 2)"),
    ),
    Refuses(
        "called object may be anything",
        _callee("int f(vector<int> v, function<void()> h) { h(); return v[0]; }", "f(g, [] { g.clear(); })"),
    ),
    Refuses("global pointer", _callee("vector<int>* p = &g;\nint f(vector<int> v) { p->clear(); return v.size(); }")),
    Refuses("global reference", _callee("vector<int>& r = g;\nint f(vector<int> v) { r.clear(); return v.size(); }")),
    Refuses(
        "iterator parameter",
        _callee("int f(vector<int> v, vector<int>::iterator it) { *it = 9; return v[0]; }", "f(g, g.begin())"),
    ),
    *(
        Refuses(
            f"{name}, a global, leads to what the caller passes",
            _callee(f"{declared}\nint f(vector<int> v) {{ {change} return v[0]; }}", f"({bound}, f(g))"),
        )
        for name, declared, change, bound in (
            ("an iterator", "vector<int>::iterator it;", "*it = 5;", "it = g.begin()"),
            ("an iterator that is stepped", "vector<int>::iterator it;", "*it++ = 5;", "it = g.begin()"),
            ("an iterator handed to fill", "vector<int>::iterator it;", "fill(it, it + 1, 5);", "it = g.begin()"),
            ("an iterator read into", "vector<int>::iterator it;", "cin >> *it;", "it = g.begin()"),
            ("a pointer in a vector", "vector<int*> p;", "*p[0] = 5;", "p.push_back(&g[0])"),
            ("a pointer in an array", "int* p[2];", "*p[0] = 5;", "p[0] = &g[0]"),
            ("a pointer to a pointer", "int* q; int** p = &q;", "**p = 5;", "q = &g[0]"),
            ("an iterator in a pair", "pair<vector<int>::iterator, int> p;", "*p.first = 5;", "p.first = g.begin()"),
            ("an iterator in a class", "struct S { vector<int>::iterator i; } s;", "*s.i = 5;", "s.i = g.begin()"),
        )
    ),
    Refuses(
        "a conversion of the program changes the global",
        _callee(
            "struct T { operator int() { g.clear(); return 1; } } t;\n"
            "int f(vector<int> v) { int x = t; return v.size() + x; }"
        ),
    ),
    Refuses(
        "another thread changes the global",
        _callee(
            "atomic<int> step;\nint f(vector<int> v) { step = 1; while (step != 2) {} return v[0]; }",
            head="thread other([] { while (step != 1) {} g[0] = 9; step = 2; });",
        ),
    ),
    Refuses("const is cast away", _callee("int f(vector<int> v) { const_cast<vector<int>&>(v)[0] = 4; return v[0]; }")),
    Refuses("default argument", _callee("int f(vector<int> v = g) { return v[0]; }", "f()")),
    Refuses(
        "macro that renames the global",
        _callee("#define all g\nint f(vector<int> v) { all.clear(); return v.size(); }"),
    ),
    Refuses(
        "macro that does something",
        _callee("#define RESET g.clear()\nint f(vector<int> v) { RESET; return v.size(); }"),
    ),
    Refuses(
        "method of a global object changes it",
        _callee(
            "struct T { vector<int> v; void zap() { v.clear(); } } t;\n"
            "int f(vector<int> v) { t.zap(); return v.size(); }",
            "f(t.v)",
        ),
    ),
    Refuses(
        "operator of the program changes it",
        _callee(
            "struct T { int k; };\nT operator+(T a, T b) { g.clear(); return a; }\n"
            "int f(vector<int> v) { T a{1}; a = a + a; return v.size(); }"
        ),
    ),
    Refuses(
        "destructor of a local changes it",
        _callee("struct T { ~T() { g.clear(); } };\nint f(vector<int> v) { { T t; } return v.size(); }"),
    ),
    Refuses(
        "type is asked for", _callee("int f(vector<int> v) { decltype(v) w; w.push_back(1); return w[0] + v[0]; }")
    ),
    Refuses(
        "overloads with as many parameters",
        _callee("int f(vector<int> v) { return v[0]; }\nint f(int k) { return k; }"),
    ),
    Refuses(
        "bits, of which a copy is a proxy",
        _callee("int f(vector<bool> v) { auto x = v[0]; x = false; return v[0]; }", "f(b)", "vector<bool> b = {1};"),
    ),
    Refuses(
        "a pair of references to it",
        _callee("int f(vector<int> v) { pair<vector<int>&, int> p{v, 1}; p.first[0] = 9; return v[0]; }"),
    ),
    Refuses("an alias of a reference", _callee("int f(R v) { return v[0]; }", head="using R = const vector<int>&;")),
    Refuses(
        "changed through a template that stands for a reference",
        _callee(
            "int f(vector<int> v, R<vector<int>> w) { w[0]++; return v[0]; }",
            "f(g, g)",
            "template <class T> using R = T&;",
        ),
    ),
    Refuses("never called here", _callee("int f(vector<int> v) { return v[0]; }", "1")),
    Refuses("broken text", _callee("int f(vector<int> v) { return v[0; } }")),
)


CASES = (RuleCases("MEM6", _APPLIES, _REFUSES),)
