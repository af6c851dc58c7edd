"""Table for AL4 (rewrite/rules/algorithm/hand_written_sorts.py)."""

from rule_cases import Applies, Refuses, RuleCases


def _program(body: str, *, headers: str = "", above: str = "") -> str:
    lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").split("\n"))
    return f"#include <iostream>\n#include <vector>\n{headers}using namespace std;\n{above}int main() {{\n{lines}\n}}\n"


_FILL = "int n;\ncin >> n;\nvector<int> v(n);\nfor (int& x : v) cin >> x;\n"
_SHOW = "\nfor (int x : v) cout << x << ' ';"
_BUBBLE = """
for (int i = 0; i < n - 1; ++i)
    for (int j = 0; j < n - 1 - i; ++j)
        if (v[j + 1] < v[j]) swap(v[j], v[j + 1]);
"""
_STDIN = "40 " + " ".join(str(i * 37 % 41 - 20) for i in range(40))

_LOCAL_SHAPES = (
    (
        """
for (int i = 0; i < v.size(); i++) {
    for (size_t j = i + 1; j < v.size(); j++) {
        if (v[i] < v[j]) {
            auto t = v[i];
            v[i] = v[j];
            v[j] = t;
        }
    }
}
""",
        "sort(v.begin(), v.end(), greater<int>());",
    ),
    (
        """
for (int i = 0; i < (int)v.size() - 1; i++) {
    bool swapped = false;
    for (int j = 0; j < (int)v.size() - i - 1; j++) {
        if (v[j] > v[j + 1]) {
            swap(v[j], v[j + 1]);
            swapped = true;
        }
    }
    if (!swapped) break;
}
""",
        "sort(v.begin(), v.end());",
    ),
)
_NUMBERS = "string s;\ncin >> s;\nint a[100], i, j, t, key, m;\nfor (i = 0; i < n; i++) a[i] = v[i] * 7 % 13;\n"
_OUTER_SHAPES = (
    (
        """
for (i = 0; i < n; i++) {
    m = i;
    for (j = i + 1; j < n; j++) if (a[j] < a[m]) m = j;
    if (m != i) {
        t = a[i]; a[i] = a[m]; a[m] = t;
    }
}
""",
        "if (n > 1) sort(a, a + n);",
    ),
    (
        """
for (i = 1; i < n - 3; i++) {
    key = a[i];
    j = i - 1;
    while (j >= 0 && key > a[j]) {
        a[j + 1] = a[j];
        j = j - 1;
    }
    a[j + 1] = key;
}
""",
        "if ((n - 3) > 1) sort(a, a + (n - 3), greater<int>());",
    ),
    (
        """
for (i = 1; i < s.size(); i++)
    for (j = i; j > 0 && s[j - 1] > s[j]; j--)
        swap(s[j - 1], s[j]);
""",
        "sort(s.begin(), s.end());",
    ),
    (
        """
for (i = 1; i <= n - 1; i++)
    for (j = i + 1; j <= n - 1; j++)
        if (a[i] > a[j]) swap(a[i], a[j]);
""",
        "if ((n - 1) > 1) sort(a + 1, a + (n - 1) + 1);",
    ),
)
_SHOW_ALL = "for (i = 0; i < n; i++) cout << a[i] << ' ';\ncout << s;"


def _between(shapes: tuple[tuple[str, str], ...], side: int, show: str) -> str:
    return "".join(f"{each[side].strip()}\n{show}\nv[3] = -99;\n" for each in shapes)


_APPLIES = (
    Applies(
        "a vector, whole or by its length",
        _program(f"{_FILL}{_BUBBLE.strip()}{_SHOW}\n{_between(_LOCAL_SHAPES, 0, _SHOW.strip())}"),
        _program(
            f"{_FILL}if (n > 1) sort(v.begin(), v.begin() + n);{_SHOW}\n{_between(_LOCAL_SHAPES, 1, _SHOW.strip())}"
        ).replace("#include <vector>\n", "#include <vector>\n#include <algorithm>\n#include <functional>\n"),
        stdin=_STDIN,
    ),
    Applies(
        "arrays, strings, counters from outside",
        _program(f"{_FILL}{_NUMBERS}{_between(_OUTER_SHAPES, 0, _SHOW_ALL)}"),
        _program(f"{_FILL}{_NUMBERS}{_between(_OUTER_SHAPES, 1, _SHOW_ALL)}").replace(
            "#include <vector>\n", "#include <vector>\n#include <algorithm>\n#include <functional>\n"
        ),
        stdin=f"{_STDIN} zebra",
    ),
    Applies(
        "parameters, std:: written out, already included",
        """
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>
void order(long long* a, int n) {
    for (int i = n - 1; i > 0; i--)
        for (int j = 0; j < i; j++)
            if (a[j] > a[j + 1]) std::swap(a[j], a[j + 1]);
}
void order(std::vector<std::string>& w, unsigned n) {
    for (unsigned i = 0; i < n; i++)
        for (unsigned j = i + 1; j < n; j++)
            if (w[i] <= w[j]) std::swap(w[i], w[j]);
}
int main() {
    long long a[] = {5, -3, 7, 1};
    std::vector<std::string> w = {"pear", "fig", "plum"};
    order(a, 4);
    order(w, 3);
    for (long long x : a) printf("%lld ", x);
    for (auto& x : w) printf("%s ", x.c_str());
}
""",
        """
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>
#include <functional>
void order(long long* a, int n) {
    if (n > 1) std::sort(a, a + n);
}
void order(std::vector<std::string>& w, unsigned n) {
    std::sort(w.begin(), w.begin() + n, std::greater<std::string>());
}
int main() {
    long long a[] = {5, -3, 7, 1};
    std::vector<std::string> w = {"pear", "fig", "plum"};
    order(a, 4);
    order(w, 3);
    for (long long x : a) printf("%lld ", x);
    for (auto& x : w) printf("%s ", x.c_str());
}
""",
    ),
)


def _refused(loops: str, before: str = _FILL, after: str = _SHOW, above: str = "") -> str:
    return _program(f"{before}{loops.strip()}{after}", above=above)


def _if(test: str, action: str = "swap(v[j], v[j + 1]);", outer: str = "int i = 0; i < n; i++", inner: str = "") -> str:
    return f"for ({outer})\n    for ({inner or 'int j = 0; j < n - i - 1; j++'})\n        if ({test}) {action}"


_REFUSES = (
    Refuses(
        "swaps are counted", _refused(_if("v[j] > v[j + 1]", "{ swap(v[j], v[j + 1]); k++; }"), f"int k = 0;\n{_FILL}")
    ),
    Refuses(
        "passes are counted",
        _refused(
            "for (int i = 0; i < n; i++) { k++; for (int j = 0; j < n - 1; j++) if (v[j] > v[j + 1]) swap(v[j], "
            "v[j + 1]); }",
            f"int k = 0;\n{_FILL}",
        ),
    ),
    Refuses(
        "another array moves along",
        _refused(
            _if("v[j] > v[j + 1]", "{ swap(v[j], v[j + 1]); swap(w[j], w[j + 1]); }"), f"{_FILL}vector<int> w(v);\n"
        ),
    ),
    Refuses("another array is compared", _refused(_if("w[j] > w[j + 1]"), f"{_FILL}vector<int> w(v);\n")),
    Refuses(
        "too few passes",
        _refused(_if("v[j] > v[j + 1]", outer="int i = 1; i < n - 1; i++", inner="int j = 0; j < n - 1; j++")),
    ),
    Refuses("one end is left out", _refused(_if("v[j] > v[j + 1]", inner="int j = 0; j < n - i - 2; j++"))),
    Refuses("the first is left out", _refused(_if("v[j] > v[j + 1]", inner="int j = 1; j < n - i - 1; j++"))),
    Refuses("every second", _refused(_if("v[j] > v[j + 1]", inner="int j = 0; j < n - 1; j += 2"))),
    Refuses(
        "k passes only",
        _refused(
            _if("v[j] > v[j + 1]", outer="int i = 0; i < k; i++", inner="int j = 0; j < n - 1; j++"),
            f"int k = 2;\n{_FILL}",
        ),
    ),
    Refuses("elements that are not neighbours", _refused(_if("v[j] > v[j + 2]", "swap(v[j], v[j + 2]);"))),
    Refuses("one order is tested, another one swapped", _refused(_if("v[j] > v[j + 1]", "swap(v[i], v[j]);"))),
    Refuses("ordered by another key", _refused(_if("v[j] % 10 > v[j + 1] % 10"))),
    Refuses("two conditions", _refused(_if("v[j] > v[j + 1] && v[j] > 0"))),
    Refuses("with an else", _refused(_if("v[j] > v[j + 1]", "swap(v[j], v[j + 1]);\n        else break;"))),
    Refuses(
        "exchange sort can't stop at a pass without swaps",
        _refused(
            "for (int i = 0; i < n; i++) { bool f = false; for (int j = i + 1; j < n; j++) if (v[i] > v[j]) { "
            "swap(v[i], v[j]); f = true; } if (!f) break; }"
        ),
    ),
    Refuses(
        "floating point", _refused(_if("d[j] > d[j + 1]", "swap(d[j], d[j + 1]);"), f"{_FILL}vector<double> d(n);\n")
    ),
    Refuses(
        "a class",
        _refused(
            _if("d[j] > d[j + 1]", "swap(d[j], d[j + 1]);"),
            f"{_FILL}vector<D> d(n);\n",
            above="struct D { int k, id; bool operator>(D o) const { return k > o.k; } };\n",
        ),
    ),
    Refuses(
        "members are compared",
        _refused(
            _if("d[j].k > d[j + 1].k", "swap(d[j], d[j + 1]);"),
            f"{_FILL}vector<D> d(n);\n",
            above="struct D { int k, id; };\n",
        ),
    ),
    Refuses("bits", _refused(_if("d[j] > d[j + 1]", "swap(d[j], d[j + 1]);"), f"{_FILL}vector<bool> d(n);\n")),
    Refuses(
        "the temporary is too short",
        _refused(
            _if("d[j] > d[j + 1]", "{ int t = d[j]; d[j] = d[j + 1]; d[j + 1] = t; }"),
            f"{_FILL}vector<long long> d(n);\n",
        ),
    ),
    Refuses(
        "the temporary refers to the element",
        _refused(_if("v[j] > v[j + 1]", "{ int& t = v[j]; v[j] = v[j + 1]; v[j + 1] = t; }")),
    ),
    Refuses(
        "the temporary is read afterwards",
        _refused(
            _if("v[j] > v[j + 1]", "{ t = v[j]; v[j] = v[j + 1]; v[j + 1] = t; }"),
            f"int t = 0;\n{_FILL}",
            "\ncout << t;",
        ),
    ),
    Refuses(
        "the temporary is global",
        _refused(_if("v[j] > v[j + 1]", "{ t = v[j]; v[j] = v[j + 1]; v[j + 1] = t; }"), above="int t;\n"),
    ),
    Refuses(
        "a counter is read afterwards",
        _refused(_if("v[j] > v[j + 1]", outer="i = 0; i < n; i++"), f"int i;\n{_FILL}", "\ncout << i;"),
    ),
    Refuses(
        "a counter is read in the next pass of a loop around",
        _refused(
            f"while (n > i) {{\n{_if('v[j] > v[j + 1]', outer='i = 0; i < n - 1; i++')}\n}}", f"int i = 0;\n{_FILL}"
        ),
    ),
    Refuses(
        "the file's own swap",
        _refused(_if("v[j] > v[j + 1]"), above="void swap(int& a, int& b) { cout << a; int c = a; a = b; b = c; }\n"),
    ),
    Refuses("swap by pointers", _refused(_if("v[j] > v[j + 1]", "swap(&v[j], &v[j + 1]);"))),
    Refuses(
        "the bound is one of the elements",
        _refused(
            _if(
                "a[j] > a[j + 1]",
                "swap(a[j], a[j + 1]);",
                "int i = 0; i < a[0]; i++",
                "int j = 0; j < a[0] - i - 1; j++",
            ),
            "int a[40] = {3, 2, 1};\n",
            "\ncout << a[0];",
        ),
    ),
    Refuses(
        "a pointer may lead to the bound",
        _program(
            "f(&n, 1);\ncout << n;",
            above=(
                "int n = 50;\nvoid f(int* a, int) {\n    for (int i = 0; i < n; i++)\n        for (int j = 0; j < n "
                "- i - 1; j++)\n            if (a[j] > a[j + 1]) swap(a[j], a[j + 1]);\n}\n"
            ),
        ),
    ),
    Refuses(
        "the bound is a reference",
        _program(
            "int n = 9;\nint a[40];\nf(a, n);\ncout << n;",
            above=(
                "void f(int* a, int& n) {\n    for (int i = 0; i < n; i++)\n        for (int j = 0; j < n - i - 1; "
                "j++)\n            if (a[j] > a[j + 1]) swap(a[j], a[j + 1]);\n}\n"
            ),
        ),
    ),
    Refuses(
        "the bound has an effect",
        _refused(
            _if("v[j] > v[j + 1]", outer="int i = 0; i < f(); i++", inner="int j = 0; j < f() - i - 1; j++"),
            above="int f() { return getchar(); }\n",
        ),
    ),
    Refuses(
        "few elements",
        _refused(
            _if("a[j] > a[j + 1]", "swap(a[j], a[j + 1]);", "int i = 0; i < 3; i++", "int j = 0; j < 3 - i - 1; j++"),
            "int a[3];\nfor (int& x : a) cin >> x;\n",
            "\ncout << a[1];",
        ),
    ),
    Refuses(
        "a row of a matrix",
        _refused(_if("m[0][j] > m[0][j + 1]", "swap(m[0][j], m[0][j + 1]);"), f"{_FILL}vector<vector<int>> m(1, v);\n"),
    ),
    Refuses(
        "a map", _refused(_if("m[j] > m[j + 1]", "swap(m[j], m[j + 1]);"), f"#include <map>\n{_FILL}map<int, int> m;\n")
    ),
    Refuses("volatile", _refused(_if("a[j] > a[j + 1]", "swap(a[j], a[j + 1]);"), f"{_FILL}volatile int a[99];\n")),
    Refuses("a comment would be lost", _refused(_if("v[j] > v[j + 1]", "/* in order */ swap(v[j], v[j + 1]);"))),
    Refuses("between if and else", _refused(f"if (n > 2)\n{_if('v[j] > v[j + 1]')}\nelse n = 0;")),
    Refuses(
        "insertion that keeps the first in place",
        _refused(
            "for (int i = 1; i < n; i++) { int key = v[i], j = i - 1; while (j > 0 && v[j] > key) { v[j + 1] = "
            "v[j]; j--; } v[j + 1] = key; }"
        ),
    ),
    Refuses(
        "insertion of another element",
        _refused(
            "for (int i = 1; i < n; i++) { int key = v[i]; int j = i - 1; while (j >= 0 && v[j] > key) { v[j + "
            "1] = v[j]; j--; } v[j + 1] = i; }"
        ),
    ),
    Refuses(
        "selection of the wrong one",
        _refused(
            "for (int i = 0; i < n; i++) { int m = 0; for (int j = i + 1; j < n; j++) if (v[j] < v[m]) m = j; "
            "swap(v[i], v[m]); }"
        ),
    ),
    Refuses(
        "C has no std::sort",
        "#include <stdio.h>\nvoid f(int* a, int n) {\n    for (int i = 0; i < n; i++)\n        for (int j = "
        "0; j < n - i - 1; j++)\n            if (a[j] > a[j + 1]) { int t = a[j]; a[j] = a[j + 1]; a[j + 1] "
        "= t; }\n}\n",
        ".c",
    ),
    Refuses(
        "a template",
        "#include <utility>\ntemplate <class T> void f(T* a, int n) {\n    for (int i = 0; i < n; i++)\n     "
        "   for (int j = 0; j < n - i - 1; j++)\n            if (a[j] > a[j + 1]) std::swap(a[j], a[j + "
        "1]);\n}\n",
    ),
    Refuses("a pragma speaks of the loop", _refused(f"#pragma GCC ivdep\n{_if('v[j] > v[j + 1]')}")),
    Refuses(
        "constexpr",
        _program(
            "cout << smallest(40);",
            above="constexpr int smallest(int n) {\n    int v[40] = {2, 1};\n"
            f"    {_if('v[j] > v[j + 1]', '{ int t = v[j]; v[j] = v[j + 1]; v[j + 1] = t; }')}\n    return v[0];\n}}\n",
        ),
    ),
    Refuses("not understood", _refused(_if("v[j] > v[j + 1]"), after="\ncout << (n;")),
)

CASES = (RuleCases("AL4", _APPLIES, _REFUSES),)
