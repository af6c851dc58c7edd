"""Table for DS10 (rewrite/rules/data_structure/flag_vectors.py)."""

from functools import partial

from programs import program
from rule_cases import Applies, Refuses, RuleCases

_program = partial(program, headers="#include <algorithm>\n#include <vector>\n")
_BITS = """int n = 50, total = 0;
vector<bool> used(n, false);
std::vector<bool> odd;
vector<bool> even(n + 1); // all
odd.reserve(n);
for (int i = 0; i < n; i++) { odd.push_back(i % 2 == 1); odd[i] = !odd[i]; even[i] = !odd[i]; }
for (int i = 0; i * i < n; i++) {
    if (used[i] || !odd[i]) continue;
    for (int j = i; j < n; j += i + 1) used[j] = true;
    total += used[i] + 2 * (int)odd.size();
}
even.assign(n, true);
even.resize(odd.size() + n * 2, 0);
fill(odd.begin(), odd.end(), 1);
int twice = even[3];
bool first = even[0];
for (bool b : even) total = total * 3 + b;
even[2] = even[1] == odd[1];
even[4] = even[2];
total += count(even.begin(), even.end(), true) * (used[5] == 0);
cout << total << twice << first << even.empty() << (even[2] ? "yes" : "no");
"""
_FLAGS = """const int many = 10000000;
vector<char> seen(many + 1);
int sum = 0;
for (int i = 0; i < 10; i++) {
    seen[i * 7 % 10] = i > 3;
    if (seen[i]) sum++;
}
cout << sum;
"""
_ABOVE = "vector<char> done(20000000, 0);\nbool isDone(int i) {\n    return done[i];\n}\n"


def _use(use: str, kind: str = "char", above: str = "", start: str = "(9000000)") -> str:
    """A program with one vector of flags that is used in one way more."""
    body = f"int n = 9, k = 3;\nvector<{kind}> v{start};\nv[k] = 1;\nif (v[2]) k++;\n{use}\ncout << k;"
    return _program(body, above=above)


_APPLIES = (
    Applies("bits as bytes", _program(_BITS), _program(_BITS.replace("<bool>", "<char>"))),
    Applies(
        "bytes as bits",
        _program(_FLAGS + "done[3] = 1;\ncout << isDone(3) << isDone(4);", above=_ABOVE),
        _program(
            _FLAGS.replace("<char>", "<bool>") + "done[3] = 1;\ncout << isDone(3) << isDone(4);",
            above=_ABOVE.replace("<char>", "<bool>"),
        ),
    ),
)
_REFUSES = (
    Refuses("many bits", _use("", kind="bool")),
    Refuses("a constant number of many bits", _use("", kind="bool", start="(m)", above="const int m = 1000000000;\n")),
    Refuses("room for many bits", _use("v.reserve(w);", kind="bool", start="(n)", above="long long w = 9e9;\n")),
    Refuses("few bytes", _use("", start="(n)")),
    Refuses("an element is printed", _use("cout << v[k];")),
    Refuses("an element is read from input", _use("cin >> v[k];")),
    Refuses("a number is stored", _use("v[k] = 2;")),
    Refuses("a number of unknown size is stored", _use("v[k] = k;")),
    Refuses("a letter is stored", _use("v[k] = 'x';")),
    Refuses("an element is increased", _use("v[k]++;")),
    Refuses("an element is added to", _use("v[k] |= 1;")),
    Refuses("other numbers at first", _use("", start="(9000000, 7)")),
    Refuses("a list", _use("", start="{1, 0, 1, 1}")),
    Refuses("a copy", _use("vector<char> w = v;")),
    Refuses("elements from elsewhere", _use("", start="(w.begin(), w.end())", above="string w;\n")),
    Refuses("a reference", _use("char& c = v[k]; c = 5;")),
    Refuses("a proxy", _use("auto c = v[k]; v[k] = 0; k += c;", kind="bool", start="(n)")),
    Refuses("a reference to the proxy", _use("auto&& c = v[k]; c = false;", kind="bool", start="(n)")),
    Refuses("a loop with proxies", _use("for (auto c : v) c = false;", kind="bool", start="(n)")),
    Refuses("a loop with references", _use("for (auto&& c : v) c = false;", kind="bool", start="(n)")),
    Refuses("a loop with characters", _use("for (auto c : v) cout << c;")),
    Refuses("a loop over the characters", _use("for (char c : v) cout << c;")),
    Refuses("flip", _use("v.flip();", kind="bool", start="(n)")),
    Refuses("flip of one", _use("v[k].flip();", kind="bool", start="(n)")),
    Refuses("data", _use("char* p = v.data(); k += p[0];")),
    Refuses("an address", _use("char* p = &v[0]; k += p[0];")),
    Refuses("an iterator", _use("auto it = v.begin(); k += *it;")),
    Refuses("sorted", _use("sort(v.begin(), v.end());")),
    Refuses("swapped", _use("swap(v[1], v[2]);")),
    Refuses("passed", _use("f(v);", above="void f(vector<char>& v) { v[0] = 9; }\n")),
    Refuses("an element is passed", _use("k += f(v[k]);", above="int f(char) { return 1; }\nint f(bool);\n")),
    Refuses("an overloaded text", _use('string s = "a"; s += v[k];')),
    Refuses("one of two values", _use("cout << (k ? v[k] : 'x');")),
    Refuses("an assignment is printed", _use("cout << (v[k] = 1);")),
    Refuses("a size is taken", _use("k += sizeof(v[0]);")),
    Refuses("two vectors in one line", _use("").replace("> v(9000000)", "> v(9000000), w(n)")),
    Refuses("a parameter", _program("", above="bool f(vector<bool> v) { return v[0]; }\n")),
    Refuses("a member", _program("", above="struct S { vector<bool> v; bool f() { return v[0]; } };\n")),
    Refuses("rows", _use("", kind="vector<char>").replace("v[k] = 1", "v[k][0] = 1").replace("v[2]", "v[2][0]")),
    Refuses("threads", _use("thread t([&] { v[0] = 1; }); v[1] = 1; t.join();", above="#include <thread>\n")),
    Refuses("other files see it", "#include <vector>\nstd::vector<bool> v(9);\nbool f(int i) { return v[i]; }\n"),
    Refuses("a macro", _use("SET(v[k]);", above="#define SET(x) (x = 5)\n")),
    Refuses("another vector", _use("", above="template <class T> struct vector { T& operator[](int); };\n")),
    Refuses("an alias of its own", _use("using Flags = vector<char>; Flags& r = v; r[0] = 7;")),
    Refuses("something checks the type", _use("decltype(v)::value_type c = 5; k += c;")),
)
CASES = (RuleCases("DS10", _APPLIES, _REFUSES),)
