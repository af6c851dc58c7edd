"""Table for LT1 (rewrite/rules/lifetime/lambda_captures.py)."""

from functools import partial

from programs import program
from rule_cases import Applies, Refuses, RuleCases

_HEADERS = (
    "#include <algorithm>\n#include <functional>\n#include <map>\n#include <queue>\n#include <set>\n#include <vector>\n"
)
_program = partial(program, headers=_HEADERS)

_BEFORE = """
#include <algorithm>
#include <iostream>
#include <map>
#include <numeric>
#include <queue>
#include <set>
#include <string>
#include <vector>
using namespace std;
int ranked(const vector<int>& score, vector<string> names, int n) {
    vector<int> order(n);
    iota(order.begin(), order.end(), 0);
    sort(order.begin(), order.end(), [score](int a, int b) { return score[a] > score[b]; });
    std::stable_sort(order.begin(), order.end(), [=](int a, int b) -> bool {
        return names[a] < names[b] || (names[a] == names[b] && score[a] < n);
    });
    auto by_name = [&n, names](int a, int b) { return names[a % n] > names[b % n]; };
    sort(order.begin(), order.begin() + n / 2, by_name);
    priority_queue<int, vector<int>, decltype(by_name)> queue(by_name);
    for (int i = 0; i < n; i++) queue.push(i);
    int sum = by_name(0, 1);
    while (!queue.empty()) {
        sum = sum * 3 + queue.top();
        queue.pop();
    }
    for (int i = 0; i < n; i++) {
        vector<int> seen(order.begin(), order.begin() + i);
        seen.push_back(i);
        auto e = order.end();
        sum += count_if(order.begin(), e, [seen](int x) { return count(seen.begin(), seen.end(), x) > 0; });
    }
    return sum + order[0];
}
int first(vector<int> seen, int i) {
    return [=] { return seen[0] + i; }();
}
int main() {
    cout << ranked({3, 1, 4, 1, 5}, {"d", "a", "c", "b", "a"}, 5) << first({4}, 3) << endl;
}
"""


def _after() -> str:
    text = _BEFORE
    changes = {
        "[score]": "[&score]",
        "[=](int a": "[=, &names, &score](int a",
        "[&n, names]": "[&n, &names]",
        "[seen]": "[&seen]",
        "[=] {": "[=, &seen] {",
    }
    for before, after in changes.items():
        text = text.replace(before, after)
    return text


_APPLIES = (Applies("sorting, searching, a queue, a call at once", _BEFORE, _after()),)


def _function(body: str, above: str = "", head: str = "int f(vector<int> v, vector<int> o, int n) {") -> str:
    lines = body.replace("\n", "\n    ")
    return _program("cout << f({1, 2}, {0, 1}, 2);", above=f"{above}{head}\n    {lines}\n}}\n")


_SORT = "sort(o.begin(), o.end(), "
_LESS = "(int a, int b) { return v[a] < v[b]; }"
_REFUSES = (
    Refuses("captured by reference already", _function(f"{_SORT}[&v]{_LESS});\nreturn o[0];")),
    Refuses("all captured by reference", _function(f"{_SORT}[&]{_LESS});\nreturn o[0];")),
    Refuses("others captured by reference", _function(f"{_SORT}[&, v]{_LESS});\nreturn o[0];")),
    Refuses(
        "bits, which auto refers to",
        _function(
            "return count_if(o.begin(), o.end(), [v](int a) { auto x = v[a]; x = true; return x; });",
            head="int f(vector<bool> v, vector<int> o, int n) {",
        ),
    ),
    Refuses(
        "a reference to an element of what is sorted",
        _function(
            "vector<int>& v = w[0];\nsort(w.begin(), w.end(), [v](vector<int>& a, vector<int>&) { return a < v; });",
            head="int f(vector<vector<int>> w) {",
        ),
    ),
    Refuses("a number", _function(f"{_SORT}[n](int a, int b) {{ return a % n < b % n; }});\nreturn o[0];")),
    Refuses("captured, but not used", _function(f"{_SORT}[v](int a, int b) {{ return a < b; }});\nreturn o[0];")),
    Refuses(
        "the container itself is sorted",
        _function("sort(v.begin(), v.end(), [v](int a, int b) { return v[a] < v[b]; });\nreturn v[0];"),
    ),
    Refuses(
        "sorted through a reference",
        _function(f"vector<int>& w = v;\nsort(w.begin(), w.end(), [v]{_LESS});\nreturn v[0];"),
    ),
    Refuses(
        "sorted through iterators",
        _function(f"auto b = v.begin(), e = v.end();\nsort(b, e, [v]{_LESS});\nreturn v[0];"),
    ),
    Refuses(
        "two parameters may be the same vector",
        _function(f"{_SORT}[v]{_LESS});\nreturn o[0];", head="int f(const vector<int>& v, vector<int>& o, int n) {"),
    ),
    Refuses(
        "two parameters may be the same, moved to its end",
        _function(
            "transform(o.begin(), o.end(), o.begin(), [v](int a) { return v[a]; });\nreturn o[0];",
            head="int f(vector<int>& v, vector<int>& o, int n) {",
        ),
    ),
    Refuses(
        "filled by the algorithm",
        _function("transform(o.begin(), o.end(), back_inserter(v), [v](int a) { return v[a]; });\nreturn v[0];"),
    ),
    Refuses("mutable", _function("return count_if(o.begin(), o.end(), [v](int a) mutable { return v[a]++ > 0; });")),
    Refuses(
        "mutable and read", _function(f"{_SORT}[v](int a, int b) mutable {{ return v[a] < v[b]; }});\nreturn o[0];")
    ),
    Refuses(
        "returned",
        _function("return [v](int a) { return v[a]; };", head="function<int(int)> f(vector<int> v, int n) {"),
    ),
    Refuses("stored", _function("g = [v](int a) { return v[a]; };\nreturn g(0);", above="function<int(int)> g;\n")),
    Refuses(
        "given to a function", _function("return g([v](int a) { return v[a]; });", above="int g(function<int(int)>);\n")
    ),
    Refuses(
        "appended",
        _function("vector<function<int()>> w;\nw.push_back([v] { return v[0]; });\nv.clear();\nreturn w[0]();"),
    ),
    Refuses(
        "the functor that is returned is kept",
        _function("auto g = for_each(o.begin(), o.end(), [v](int a) { cout << v[a]; });\nv.clear();\ng(0);\nreturn 1;"),
    ),
    Refuses("changed before it is called", _function(f"auto c = [v]{_LESS};\nv[0] = 9;\n{_SORT}c);\nreturn o[0];")),
    Refuses("changed after a call", _function(f"auto c = [v]{_LESS};\n{_SORT}c);\nv.push_back(1);\nreturn c(0, 1);")),
    Refuses(
        "changed by a function",
        _function(
            f"auto c = [v]{_LESS};\ng(v);\n{_SORT}c);\nreturn o[0];", above="void g(vector<int>& v) { v[0] = 9; }\n"
        ),
    ),
    Refuses(
        "changed by a function that the lambda calls",
        _function(
            "return count_if(o.begin(), o.end(), [v](int a) { g(); return v[a] > 0; });",
            above="vector<int> w;\nvoid g() { w.push_back(1); }\n",
            head="int f(const vector<int>& v, vector<int> o, int n) {",
        ),
    ),
    Refuses(
        "changed by another lambda",
        _function(f"auto h = [&] {{ v[0]++; }};\nauto c = [v]{_LESS};\nh();\n{_SORT}c);\nreturn o[0];"),
    ),
    Refuses(
        "changed in the next pass",
        _function(f"auto c = [v]{_LESS};\nfor (; n--;) {{\n{_SORT}c);\nv[n]++;\n}}\nreturn o[0];"),
    ),
    Refuses(
        "changed by what gets the result",
        _function(
            f"auto c = [v]{_LESS};\ng(c(0, 1), v);\n{_SORT}c);\nreturn o[0];",
            above="void g(int, vector<int>& v) { v[0] = 9; }\n",
        ),
    ),
    Refuses("copied on", _function(f"auto c = [v]{_LESS};\nauto d = c;\n{_SORT}d);\nreturn o[0];")),
    Refuses(
        "called from a lambda", _function(f"auto c = [v]{_LESS};\nauto d = [=] {{ return c(0, 1); }};\nreturn d();")
    ),
    Refuses("in a static variable", _function(f"static auto c = [v]{_LESS};\n{_SORT}c);\nreturn o[0];")),
    Refuses("called beside something that changes it", _function("return [v] { return v[0]; }() + (v[0] = 5);")),
    Refuses("called with something that changes it", _function("return [v](int a) { return v[0] + a; }(v[0]++);")),
    Refuses("called in a condition", _function("return n++ && [v] { return v[0]; }();")),
    Refuses("holds another lambda", _function("return [v] { return [=] { return v[0]; }; }()();")),
    Refuses(
        "asks for the capacity",
        _function(f"{_SORT}[v](int a, int b) {{ return v.capacity() > a + b; }});\nreturn o[0];"),
    ),
    Refuses("an address is kept", _function("const int* p = 0;\n[&p, v] { p = &v[0]; }();\nreturn p == &v[0];")),
    Refuses("a capture with a value", _function("return [w = v] { return w[0]; }();")),
    Refuses(
        "a reference to a pointer's target",
        _function(
            f"auto& w = *p;\n{_SORT}[w]{_LESS.replace('v', 'w')});\np->clear();\nreturn 1;", above="vector<int>* p;\n"
        ),
    ),
    Refuses(
        "a queue that is returned",
        _function(
            f"auto c = [v]{_LESS};\npriority_queue<int, vector<int>, decltype(c)> q(c);\nq.push(1);\nreturn q;",
            head="auto f(vector<int> v, int n) {",
        ),
    ),
    Refuses(
        "a queue that is captured",
        _function(
            f"auto c = [v]{_LESS};\npriority_queue<int, vector<int>, decltype(c)> q(c);\n"
            "return [=] { return q.top(); };",
            head="function<int()> f(vector<int> v, int n) {",
        ),
    ),
    Refuses(
        "changed by an object that an algorithm calls",
        _function(
            f"auto c = [v]{_LESS};\nint k = count_if(v.begin(), v.end(), Up());\n{_SORT}c);\nreturn k;",
            above="struct Up { bool operator()(int& x) const { return x++ > 1; } };\n",
        ),
    ),
    Refuses(
        "changed by a function object",
        _function(
            f"function<bool(int&)> up = [](int& x) {{ return x++ > 1; }};\nauto c = [v]{_LESS};\n"
            f"int k = count_if(v.begin(), v.end(), up);\n{_SORT}c);\nreturn k;",
        ),
    ),
    Refuses(
        "threads",
        _function(f"{_SORT}[v]{_LESS});\nreturn o[0];", above="void g() { std::thread t([] {}); t.join(); }\n"),
    ),
    Refuses(
        "another function called sort",
        _function(
            f"{_SORT}[v]{_LESS});\nreturn o[0];",
            above="template <class I, class F> void sort(I, I, F f) { keep(f); }\n",
        ),
    ),
    Refuses(
        "the type of an element is named",
        _function(
            "return [v] { return is_const<remove_reference_t<decltype(v[0])>>::value + v[0]; }();",
        ),
    ),
    Refuses("a label", _function(f"again:\n{_SORT}[v]{_LESS});\nif (n--) goto again;\nreturn o[0];")),
    Refuses(
        "a macro uses it",
        _function(f"{_SORT}[v](int a, int b) {{ return LESS; }});\nreturn o[0];", above="#define LESS v[a] < v[b]\n"),
    ),
    Refuses(
        "a class of the file",
        _function(
            f"{_SORT}[w](int a, int b) {{ return w.a < b; }});\nreturn o[0];",
            above="struct W { int a; } w0;\n",
            head="int f(W w, vector<int> o, int n) {",
        ),
    ),
    Refuses("a coroutine", _function("[v]() -> task { co_await 1; cout << v[0]; }();\nreturn 1;")),
    Refuses("not understood", _function(f"{_SORT}[v]{_LESS});\nfoo(;\nreturn o[0];")),
)

CASES = (RuleCases("LT1", _APPLIES, _REFUSES),)
