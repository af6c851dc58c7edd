"""Table for LP4 (rewrite/rules/algorithm/prefix_sums.py)."""

from rule_cases import Applies, Refuses, RuleCases


def _main(body: str, *, above: str = "", headers: str = "#include <vector>\n") -> str:
    lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").split("\n"))
    return f"#include <iostream>\n{headers}using namespace std;\n{above}int main() {{\n{lines}\n}}\n"


_READ = "int n, q;\ncin >> n >> q;\nvector<int> a(n);\nfor (int i = 0; i < n; i++) cin >> a[i];\n"
_STDIN = "6 4 5 -2 7 2000000000 2000000000 -9  0 5 2 3 4 2 1 1"
_LOOPS = """
while (q--) {
    int l, r;
    cin >> l >> r;
    long long s = 1;
    unsigned t = 3;
    LOOP_1
    LOOP_2
    cout << s << ' ' << t << ' ';
}
for (int k = 0; k + 3 <= n; k++) {
    int m = 0, i;
    LOOP_3
    for (i = 0; i < 2; i++) m += 1;
    cout << m << ' ';
}
"""


def _loops(*loops: str) -> str:
    text = _LOOPS
    for number, loop in enumerate(loops, 1):
        text = text.replace(f"LOOP_{number}", loop)
    return text


_SLOW = _loops(
    "for (int i = l; i <= r; i++) s += a[i];",
    "for (int i = l - 0; i < r; ++i) {\n        t = t + a[i];\n    }",
    "for (i = k; i < min(k + 3, 4); i++)\n        m += a[i] % 1;",
)
_BUILT = (
    "vector<long long> a_sums(a.size() + 1);\n"
    "for (size_t at = 0; at < a.size(); at++) a_sums[at + 1] = a_sums[at] + a[at];\n"
)
_FAST = _loops(
    "if (l <= r) s += a_sums[r + 1] - a_sums[l];",
    "if (l - 0 < r) t += a_sums[r] - a_sums[l - 0];",
    "for (i = k; i < min(k + 3, 4); i++)\n        m += a[i] % 1;",
)

_APPLIES = (
    Applies(
        "sums of ranges of a vector, several in one loop",
        _main(f"{_READ}{_SLOW.strip()}"),
        _main(f"{_READ}{_BUILT}{_FAST.strip()}"),
        stdin=_STDIN,
    ),
    Applies(
        "a global array of long numbers, whose sums may wrap; windows; an else that must stay with its if",
        _main(
            "int n;\ncin >> n;\nfor (int i = 0; i < n; i++) cin >> a[i];\n"
            "for (int k = 0; k + 3 <= n; k++) {\n    long long s = 0;\n    int j;\n"
            "    if (k % 3) for (j = k; j < k + 3; j++) s += a[j];\n    else s = -1;\n    cout << s << ' ';\n}",
            above="const int N = 1005;\nlong long a[N + 5];\n",
            headers="",
        ),
        _main(
            "int n;\ncin >> n;\nfor (int i = 0; i < n; i++) cin >> a[i];\n"
            "vector<unsigned long long> a_sums(N + 5 + 1);\n"
            "for (size_t at = 0; at < N + 5; at++) a_sums[at + 1] = a_sums[at] + a[at];\n"
            "for (int k = 0; k + 3 <= n; k++) {\n    long long s = 0;\n    int j;\n"
            "    if (k % 3) { if (k < k + 3) s += a_sums[k + 3] - a_sums[k]; }\n    else s = -1;\n"
            "    cout << s << ' ';\n}",
            above="const int N = 1005;\nlong long a[N + 5];\n",
            headers="#include <vector>\n",
        ),
        stdin="6 9000000000000000000 -5 200000000000000000 9000000000000000000 -9000000000000000000 -7",
    ),
    Applies(
        "a vector that lives in a function",
        """
#include <cstdio>
#include <vector>
int best(int n, int width) {
    std::vector<short> v(n, 3);
    v[n / 2] = -7;
    int found = -100;
    for (int i = 0; i <= n - width; i++) {
        int sum = 0;
        for (int j = i; j <= i + width - 1; j++) {
            sum += v[j];
        }
        if (sum > found) found = sum;
    }
    return found;
}
int main() { for (int k = 1; k < 9; k++) printf("%d ", best(9, k)); }
""",
        """
#include <cstdio>
#include <vector>
int best(int n, int width) {
    std::vector<short> v(n, 3);
    v[n / 2] = -7;
    int found = -100;
    std::vector<long long> v_sums(v.size() + 1);
    for (std::size_t at = 0; at < v.size(); at++) v_sums[at + 1] = v_sums[at] + v[at];
    for (int i = 0; i <= n - width; i++) {
        int sum = 0;
        if (i <= i + width - 1) sum += v_sums[i + width - 1 + 1] - v_sums[i];
        if (sum > found) found = sum;
    }
    return found;
}
int main() { for (int k = 1; k < 9; k++) printf("%d ", best(9, k)); }
""",
    ),
)


def _refused(inner: str, before: str = _READ, above: str = "", after: str = "cout << s;") -> str:
    return _main(
        f"{before}long long s = 0;\nfor (int k = 0; k < q; k++) {{\n    int l = k, r = k + 2;\n    {inner}\n"
        f"}}\n{after}",
        above=above,
    )


_SUM = "for (int i = l; i <= r; i++) s += a[i];"
_REFUSES = (
    Refuses("the header names the end", _refused("for (int i = l, e = r; i < e; i++) s += a[i];")),
    Refuses(
        "a constant's name means something else in main",
        _refused(_SUM, "int q = 3, N = 7;\ncin >> N;\n", above="const int N = 5;\nint a[N];\n"),
    ),
    Refuses("a length that has changed", _refused(_SUM, "int q = 3, n = 5;\nint a[n] = {};\nn = 9;\n")),
    Refuses("an element changes between the queries", _refused(f"{_SUM} a[k] = 0;")),
    Refuses("an element is read between the queries", _refused(f"{_SUM} cin >> a[k];")),
    Refuses("a function changes an element", _refused(f"{_SUM} f(a);", above="void f(vector<int>& v) { v[0]++; }\n")),
    Refuses("an unknown function gets the vector", _refused(f"{_SUM} f(a);", above="void f(vector<int>&);\n")),
    Refuses("the vector grows", _refused(f"{_SUM} a.push_back(k);")),
    Refuses("a reference changes an element", _refused(f"{_SUM} e = k;", f"{_READ}int& e = a[0];\n")),
    Refuses("the vector is made anew for each query", _refused(f"vector<int> b(a); {_SUM.replace('a[i]', 'b[i]')}")),
    Refuses("no loop around", _main(f"{_READ}int l = 0, r = n - 1;\nlong long s = 0;\n{_SUM}\ncout << s;")),
    Refuses("floating point", _refused(_SUM, _READ.replace("vector<int>", "vector<double>"))),
    Refuses("a floating-point sum", _refused(_SUM.replace("s +=", "d +="), f"{_READ}double d = 0;\n")),
    Refuses("bits", _refused(_SUM, "int n, q;\ncin >> n >> q;\nvector<bool> a(n);\n")),
    Refuses("the sum wraps later than 64 bits", _refused(_SUM.replace("s +=", "w +="), f"{_READ}__int128 w = 0;\n")),
    Refuses("squares", _refused(_SUM.replace("a[i]", "a[i] * a[i]"))),
    Refuses("another index", _refused(_SUM.replace("a[i]", "a[k]"))),
    Refuses("the maximum", _refused("for (int i = l; i <= r; i++) s = max<long long>(s, a[i]);")),
    Refuses("products", _refused(_SUM.replace("+=", "*="))),
    Refuses("differences", _refused(_SUM.replace("+=", "-="))),
    Refuses("every second", _refused(_SUM.replace("i++", "i += 2"))),
    Refuses("downwards", _refused("for (int i = r; i >= l; i--) s += a[i];")),
    Refuses("something else is done", _refused("for (int i = l; i <= r; i++) { s += a[i]; l++; }")),
    Refuses("the sum is the bound", _refused("for (int i = l; i <= s; i++) s += a[i];")),
    Refuses(
        "a bound refers to the sum",
        _refused("for (int i = l; i <= t; i++) s += a[i];", f"{_READ}long long s = 2, &t = s;\n").replace(
            "long long s = 0;\n", ""
        ),
    ),
    Refuses("the sum is a reference", _refused("for (int i = l; i <= r; i++) t += a[i];", f"{_READ}int& t = a[0];\n")),
    Refuses("the sum is an element", _refused("for (int i = l; i <= r; i++) a[0] += a[i];")),
    Refuses("the bound has an effect", _refused("for (int i = l; i <= getchar(); i++) s += a[i];")),
    Refuses("the bound is not an integer", _refused("for (int i = l; i <= r * 0.5; i++) s += a[i];")),
    Refuses("the counter cuts its first value", _refused("for (char i = l; i <= r; i++) s += a[i];")),
    Refuses("the counter is read afterwards", _refused("int i; for (i = l; i <= r; i++) s += a[i]; cout << i;")),
    Refuses(
        "an array that may not be set throughout",
        _refused(_SUM, "int n = 9, q = 3;\nint a[1000];\nfor (int i = 0; i < n; i++) a[i] = i;\n"),
    ),
    Refuses("a pointer: nobody knows the length", _refused(_SUM, "int q = 3;\nint* a = f();\n", "int* f();\n")),
    Refuses("rows of a matrix", _refused(_SUM.replace("a[i]", "m[k][i]"), f"{_READ}vector<vector<int>> m(n, a);\n")),
    Refuses("a map", _refused(_SUM.replace("a[i]", "m[i]"), f"{_READ}map<int, int> m;\n")),
    Refuses(
        "a long global array would be summed for each test case",
        _main(
            "int t, n;\ncin >> t;\nwhile (t--) {\n    cin >> n;\n    for (int i = 0; i < n; i++) cin >> a[i];\n"
            "    long long s = 0;\n    for (int k = 0; k < n; k++)\n        for (int i = k; i < n; i++) s += a[i];\n"
            "    cout << s;\n}",
            above="int a[1000000];\n",
        ),
    ),
    Refuses(
        "a vector of the caller would be summed in each call",
        "#include <vector>\nlong long f(const std::vector<int>& a, int n) {\n    long long s = 0;\n"
        "    for (int k = 0; k < n; k++)\n        for (int i = k; i < n; i++) s += a[i];\n    return s;\n}\n",
    ),
    Refuses(
        "a jump would pass over the declaration", _refused(_SUM, f"{_READ}again:\n", after="if (q++ < 9) goto again;")
    ),
    Refuses("a comment would be lost", _refused("for (int i = l; i <= r; i++) s += a[i] /* here */;")),
    Refuses(
        "C",
        "int f(int q) {\n    static int a[99];\n    int s = 0;\n    for (int k = 0; k < q; k++)\n        for "
        "(int i = k; i < q; i++) s += a[i];\n    return s;\n}\n",
        ".c",
    ),
    Refuses("volatile", _refused(_SUM, "int q = 3;\nstatic volatile int a[99];\n")),
    Refuses(
        "a pragma speaks of the loop",
        _main(
            f"{_READ}long long s = 0;\n#pragma GCC unroll 4\nfor (int k = 0; k < q; k++)\n"
            "    for (int i = k; i < n; i++) s += a[i];\ncout << s;"
        ),
    ),
    Refuses("not understood", _refused(_SUM, after="cout << (s;")),
)

CASES = (RuleCases("LP4", _APPLIES, _REFUSES),)
