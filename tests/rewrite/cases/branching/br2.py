"""Table for BR2 (rewrite/rules/branching/branchless_filter.py)."""

from functools import partial

from programs import program
from rule_cases import Applies, Refuses, RuleCases

_program = partial(program, headers="#include <vector>\n")
_DATA = """int n = 1000, limit = 40;
vector<int> a(n), kept;
vector<double> w(n, 0.5);
for (int i = 0; i < n; i++) { a[i] = i * 7919 % 101 - 50; w[i] += i % 3; }
"""
_PRINT = "for (size_t i = 0; i < kept.size(); i++) cout << kept[i] << ' ';\ncout << kept.size();\n"
_SHAPES = """vector<long long> kept2(3, 9);
for (int x : a)
    if (x > limit) kept.push_back(x);
for (int i = 0; i < n; i++) {
    if (a[i] & 1) {
        kept.push_back(a[i]);
    }
}
for (int i = 1; i <= n - 1; ++i) {
    const int y = a[i] * 2; // doubled
    if (y >= 4 && w[i] < 2) kept.emplace_back(y);
}
for (int i = 0; i < limit - 100; i++) { if (a[i] > 2) kept2.push_back(a[i]); }
for (size_t i = 0; i < a.size(); i++) { if (w[i] == 0.5 || a[i] == 2) kept2.push_back(i); }
for (long long x : kept2) cout << x << ' ';
"""
_SHAPES_AFTER = """vector<long long> kept2(3, 9);
size_t kept_size = kept.size();
kept.resize(kept_size + a.size());
for (int x : a) {
    kept[kept_size] = x;
    kept_size += x > limit;
}
kept.resize(kept_size);
size_t kept_size_2 = kept.size();
if (n > 0) kept.resize(kept_size_2 + n);
for (int i = 0; i < n; i++) {
    kept[kept_size_2] = a[i];
    kept_size_2 += (a[i] & 1) != 0;
}
kept.resize(kept_size_2);
size_t kept_size_3 = kept.size();
if ((n - 1) > 0) kept.resize(kept_size_3 + (n - 1));
for (int i = 1; i <= n - 1; ++i) {
    const int y = a[i] * 2; // doubled
    kept[kept_size_3] = y;
    kept_size_3 += y >= 4 && w[i] < 2;
}
kept.resize(kept_size_3);
size_t kept2_size = kept2.size();
if ((limit - 100) > 0) kept2.resize(kept2_size + (limit - 100));
for (int i = 0; i < limit - 100; i++) { kept2[kept2_size] = a[i]; kept2_size += a[i] > 2; }
kept2.resize(kept2_size);
size_t kept2_size_2 = kept2.size();
kept2.resize(kept2_size_2 + a.size());
for (size_t i = 0; i < a.size(); i++) { kept2[kept2_size_2] = i; kept2_size_2 += w[i] == 0.5 || a[i] == 2; }
kept2.resize(kept2_size_2);
for (long long x : kept2) cout << x << ' ';
"""
_ABOVE = """std::vector<double> above(const std::vector<double>& values, double least) {
    std::vector<double> result;
    for (auto value : values) {
        if (least < value) result.push_back(value);
    }
    return result;
}

"""
_ABOVE_AFTER = """std::vector<double> above(const std::vector<double>& values, double least) {
    std::vector<double> result;
    std::size_t result_size = result.size();
    result.resize(result_size + values.size());
    for (auto value : values) {
        result[result_size] = value;
        result_size += least < value;
    }
    result.resize(result_size);
    if (result.size() < result.capacity() / 2) result.shrink_to_fit();
    return result;
}

"""


def _std(above: str) -> str:
    """A program that does not open namespace std."""
    body = "std::vector<double> v(1000);\nfor (int i = 0; i < 1000; i++) v[i] = i * 37 % 100;\n"
    text = program(
        body + "for (double x : above(v, 50)) std::cout << x << ' ';", above=above, headers="#include <vector>\n"
    )
    return text.replace("using namespace std;\n", "")


_LOOP = "for (int i = 0; i < n; i++) {\n    if (a[i] > limit) kept.push_back(a[i]);\n}\n"


def _loop(loop: str = _LOOP, data: str = _DATA, end: str = _PRINT, above: str = "") -> str:
    return _program(data + loop + end, above=above)


def _step(step: str, **others: str) -> str:
    return _loop(f"for (int i = 0; i < n; i++) {{\n    {step}\n}}\n", **others)


_APPLIES = (
    Applies("shapes", _loop(_SHAPES), _loop(_SHAPES_AFTER)),
    Applies("returned", _std(_ABOVE), _std(_ABOVE_AFTER)),
)
_REFUSES = (
    Refuses(
        "the index may be wrong",
        _step("if (i > 0 && a[i - 1] > 2) kept.push_back(a[i - 1]);"),
    ),
    Refuses("the value divides", _step("if (a[i]) kept.push_back(100 / a[i]);")),
    Refuses("the value may overflow", _step("if (a[i] < 99) kept.push_back(a[i] * a[i]);")),
    Refuses("a number with fractions is cut", _step("if (w[i] > 1) kept.push_back(w[i]);")),
    Refuses("the value comes from elsewhere", _step("if (i > 3) kept.push_back(other);", above="int other;\n")),
    Refuses("the value is not there yet", _step("int y; if (a[i] > 3 && (y = 2)) kept.push_back(y);")),
    Refuses(
        "a call",
        _step("if (f(a[i])) kept.push_back(a[i]);", above="bool f(int x) { return x; }\n"),
    ),
    Refuses("the condition changes a variable", _step("if (a[i] > limit++) kept.push_back(a[i]);")),
    Refuses("the condition asks for the size", _step("if (a[i] > (int)kept.size()) kept.push_back(a[i]);")),
    Refuses("there is an else", _step("if (a[i] > 2) kept.push_back(a[i]); else limit--;")),
    Refuses("two values at a time", _step("if (a[i] > 2) { kept.push_back(a[i]); kept.push_back(1); }")),
    Refuses("something else happens", _step("limit++; if (a[i] > 2) kept.push_back(a[i]);")),
    Refuses("the loop may end early", _step("if (a[i] == 7) break; if (a[i] > 2) kept.push_back(a[i]);")),
    Refuses("the bound changes", _step("int y = n--; if (a[i] > 2) kept.push_back(y);")),
    Refuses("no bound for the room", _step("if (i % 3 == 0) kept.push_back(i);")),
    Refuses(
        "bits, and room for long numbers",
        _loop(
            "for (size_t i = 0; i < b.size(); i++) {\n    if (b[i]) kept.push_back(i);\n}\n",
            data=_DATA + "vector<bool> b(n);\n",
        ),
    ),
    Refuses(
        "letters, and room for long numbers",
        _loop(
            "for (size_t i = 0; i < b.size(); i++) {\n    if (b[i] == 'x') kept.push_back(i);\n}\n",
            data=_DATA + "string b(n, 'x');\n",
        ),
    ),
    Refuses("the capacity is asked for", _loop(end="cout << kept.capacity();")),
    Refuses("few passes", _loop("for (int i = 0; i < 9; i++) if (a[i] > 2) kept.push_back(a[i]);\n")),
    Refuses("the vector is filtered into itself", _step("if (a[i] > 2) a.push_back(a[i]);")),
    Refuses(
        "a pointer into it",
        _loop(data=_DATA + "kept.reserve(9); kept.push_back(1); int* p = &kept[0];\n"),
    ),
    Refuses("an iterator", _loop(data=_DATA + "kept.reserve(9); auto it = kept.begin();\n")),
    Refuses("a reference leads to the vector", _loop(data=_DATA + "auto& r = kept;\n", end="cout << r.size();")),
    Refuses(
        "a lambda",
        _loop(data=_DATA + "auto f = [&] { return kept.size(); };\n", end="cout << f();"),
    ),
    Refuses("a global vector", _loop(data=_DATA.replace(", kept", ""), above="vector<int> kept;\n")),
    Refuses(
        "a parameter",
        _program("", above="void f(vector<int>& a, vector<int>& kept, int n, int limit) {\n" + _LOOP + "}\n"),
    ),
    Refuses("no numbers", _loop(data=_DATA.replace("vector<int>", "vector<string>"))),
    Refuses("bits", _loop(data=_DATA.replace(", kept", "") + "vector<bool> kept;\n")),
    Refuses(
        "another one",
        _loop(above="template <class T> struct vector { void push_back(T); T& operator[](int); };\n"),
    ),
    Refuses("a comment would be lost", _step("if (a[i] > 2) { /* large */ kept.push_back(a[i]); }")),
    Refuses(
        "a macro",
        _step("if (LARGE(a[i])) kept.push_back(a[i]);", above="#define LARGE(x) (n++, x > 2)\n"),
    ),
    Refuses("a label is jumped to", _loop("again:\n" + _LOOP)),
    Refuses("a volatile bound", _loop(data=_DATA.replace("int n", "volatile int n"))),
    Refuses("the loop is no block's statement", _loop("if (n > 3)\n" + _LOOP)),
    Refuses("an initializer in the if", _step("if (int y = a[i]; y > 2) kept.push_back(y);")),
)
CASES = (RuleCases("BR2", _APPLIES, _REFUSES),)
