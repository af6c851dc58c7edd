"""Table for FN2 (rewrite/rules/function_call/local_functions.py)."""

from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "recursive, declared first, without parameters, not recursive",
        """
#include <bits/stdc++.h>
using namespace std;
typedef long long ll;
int main() {
    int n = 10, left = 3;
    vector<vector<int>> g(n);
    for (int i = 1; i < n; ++i) g[(i - 1) / 2].push_back(i);
    vector<int> depth(n);
    function<void(int, int)> dfs = [&](int u, int d) {
        depth[u] = d;
        for_each(g[u].begin(), g[u].end(), [&](int v) { dfs(v, d + 1); });
    };
    dfs(0, 0);
    function<ll(ll)> f;
    f = [&](ll x) { return x < 2 ? x : f(x - 1) + f(x - 2); };
    std::function<bool()> down = [&]() -> bool { return --left < 0 || down(); };
    std::function<int(const vector<int>&, int)> total = [n](const vector<int>& v, int k) {
        return accumulate(v.begin(), v.end(), k) + n;
    };
    auto twice = [&](int k) { return total(depth, k) + total(depth, k); };
    cout << f(f(5)) << down() << total(depth, 1) << twice(2) << endl;
}
""",
        """
#include <bits/stdc++.h>
using namespace std;
typedef long long ll;
int main() {
    int n = 10, left = 3;
    vector<vector<int>> g(n);
    for (int i = 1; i < n; ++i) g[(i - 1) / 2].push_back(i);
    vector<int> depth(n);
    auto dfs = [&](auto&& self, int u, int d) -> void {
        depth[u] = d;
        for_each(g[u].begin(), g[u].end(), [&](int v) { self(self, v, d + 1); });
    };
    dfs(dfs, 0, 0);
    auto f = [&](auto&& self, ll x) -> ll { return x < 2 ? x : self(self, x - 1) + self(self, x - 2); };
    auto down = [&](auto&& self) -> bool { return --left < 0 || self(self); };
    auto total = [n](const vector<int>& v, int k) -> int {
        return accumulate(v.begin(), v.end(), k) + n;
    };
    auto twice = [&](int k) { return total(depth, k) + total(depth, k); };
    cout << f(f, f(f, 5)) << down(down) << total(depth, 1) << twice(2) << endl;
}
""",
    ),
    Applies(
        "in a member function, with a name taken",
        """
#include <functional>
#include <iostream>
#include <string>
struct Counter {
    int self = 2;
    int count(int n) {
        std::function<int(int, std::string)> go = [&](int k, std::string s) {
            if (k == 0) return static_cast<int>(s.size()) + self;
            return go(k - 1, s + "x");
        };
        return go(n, "");
    }
};
int main() {
    std::cout << Counter().count(7) << std::endl;
}
""",
        """
#include <functional>
#include <iostream>
#include <string>
struct Counter {
    int self = 2;
    int count(int n) {
        auto go = [&](auto&& self_2, int k, std::string s) -> int {
            if (k == 0) return static_cast<int>(s.size()) + self;
            return self_2(self_2, k - 1, s + "x");
        };
        return go(go, n, "");
    }
};
int main() {
    std::cout << Counter().count(7) << std::endl;
}
""",
    ),
)


def _refuses(name: str, body: str, before: str = "") -> Refuses:
    return Refuses(
        name, f"#include <bits/stdc++.h>\nusing namespace std;\n{before}\nint main() {{ int n = 5; {body} }}\n"
    )


_F = "function<int(int)> f = [&](int k) { return k ? f(k - 1) : 0; };"
_REFUSES = (
    _refuses("assigned later", f"{_F} f = [](int k) {{ return k; }}; f(1);"),
    _refuses("assigned after something else", "function<int(int)> f; n++; f = [&](int k) { return k; }; f(1);"),
    _refuses("never given a value", "function<int(int)> f; f(1);"),
    _refuses("given a function", "function<int(int)> f = abs; f(1);"),
    _refuses("passed on", f"{_F} g(f);", "void g(function<int(int)> h) { h(1); }"),
    _refuses("stored", f"{_F} vector<function<int(int)>> all; all.push_back(f);"),
    _refuses("tested", f"{_F} if (f) f(1);"),
    _refuses("copied", f"{_F} auto h = f; h(1);"),
    _refuses(
        "returned", "auto make = [] { function<int(int)> f = [](int k) { return k; }; f(2); return f; }; make()(1);"
    ),
    _refuses("captured by name", "function<int(int)> f = [&f](int k) { return k ? f(k - 1) : 0; }; f(1);"),
    _refuses("called in a lambda that copies", f"{_F} auto h = [=] {{ return f(1); }}; h();"),
    _refuses("captured by copy in another lambda", f"{_F} auto h = [f] {{ return f(1); }}; h();"),
    _refuses("arguments are converted", "function<int(int)> f = [&](long long k) { return int(k); }; f(1);"),
    _refuses(
        "a copy is converted to a reference", 'function<int(string)> f = [](const string& s) { return 1; }; f("a");'
    ),
    _refuses("the result is converted", "function<long long(int)> f = [&](int k) -> int { return k; }; f(1);"),
    _refuses("the result is dropped", "function<void(int)> f = [&](int k) { return k; }; f(1);"),
    _refuses("generic", "function<int(int)> f = [&](auto k) { return k; }; f(1);"),
    _refuses("mutable", "function<int(int)> f = [n](int k) mutable { return n += k; }; f(1); f(2);"),
    _refuses("static", "static function<int(int)> f = [](int k) { return k; }; f(1);"),
    _refuses("a reference", "const function<int(int)>& f = [](int k) { return k; }; f(1);"),
    _refuses("global", "f(1);", "function<int(int)> f = [](int k) { return k; };"),
    _refuses("a parameter", "g([](int k) { return k; });", "int g(function<int(int)> f) { return f(1); }"),
    _refuses("a member", "A a; a.f = [](int k) { return k; }; a.f(1);", "struct A { function<int(int)> f; };"),
    _refuses("in a macro", f"{_F} CALL(1);", "#define CALL(x) f(x)"),
    _refuses(
        "copying an argument prints",
        "function<int(S)> f = [](S s) { return 1; }; f(S());",
        'struct S { S() {} S(const S&) { puts("copy"); } };',
    ),
    _refuses(
        "a template member of what it returns",
        "function<R(int)> f = [&](int k) -> R { return R{k ? f(k - 1).get<1>() : 0}; }; f(2);",
        "struct R { int a; template <int N> int get() { return a + N; } };",
    ),
    _refuses(
        "a type of what it returns",
        "function<V(int)> f = [&](int k) -> V { if (!k) return {1}; auto v = f(k - 1);"
        " decltype(v)::iterator it = v.begin(); v.push_back(*it); return v; }; f(2);",
        "typedef vector<int> V;",
    ),
    _refuses("several declared", "function<int(int)> f = [](int k) { return k; }, h; f(1);"),
    _refuses("never called", "function<int(int)> f = [](int k) { return k; };"),
    Refuses(
        "another function template",
        "template <class T> struct function { template <class F> function(F); int operator()(int); };\n"
        "int main() { function<int(int)> f = [](int k) { return k; }; f(1); }",
    ),
)

CASES = (RuleCases("FN2", _APPLIES, _REFUSES),)
