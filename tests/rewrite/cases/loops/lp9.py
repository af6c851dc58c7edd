"""Table for LP9 (rewrite/rules/loops/fusion.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = (
    "#include <iostream>\nusing namespace std;\nconst int N = 50;\ndouble a[N], b[N], c[N], m[N][N];\nint n = 45, k;\n"
)
_PRINT = "    for (int i = 0; i < N; i++) cout << a[i] << ' ' << b[i] << ' ' << c[i] << ' ' << m[i][3] << ' ';\n"


def _main(body: str, above: str = "") -> str:
    lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").split("\n"))
    return f"{_TOP}{above}int main() {{\n{lines}\n{_PRINT}}}\n"


_HEAD = "for (int i = 1; i < n; i++)"
_APPLIES = (
    Applies(
        "blocks, single statements, three in a row; what the pass before computed",
        _main(
            f"{_HEAD} {{\n    a[i] = i * 0.5;  // start\n}}\n{_HEAD} {{\n    double t = a[i] + a[i - 1];\n"
            "    b[i] = t;\n}\n"
            f"{_HEAD}\n    if (b[i] > 3)\n        c[i] = b[i];\n    else\n        c[i] = -b[i];\n"
            f"cout << c[7];\n{_HEAD} a[i] += b[i];\n{_HEAD} b[i] -= a[i];"
        ),
        _main(
            f"{_HEAD} {{\n    a[i] = i * 0.5;  // start\n    double t = a[i] + a[i - 1];\n    b[i] = t;\n"
            "    if (b[i] > 3)\n        c[i] = b[i];\n    else\n        c[i] = -b[i];\n}\n"
            f"cout << c[7];\n{_HEAD} {{\n    a[i] += b[i];\n    b[i] -= a[i];\n}}"
        ),
    ),
    Applies(
        "nests: the outer loops, then the inner ones",
        _main(
            "for (int i = n - 1; i >= 0; i--) {\n    for (int j = 0; j < n; j++) {\n"
            "        m[i][j] = i - j * 0.5;\n    }\n}\n"
            "for (int i = n - 1; i >= 0; i--)\n{\n    for (int j = 0; j < n; j++) {\n"
            "        m[i][j] *= b[j] + 2;\n    }\n}"
        ),
        _main(
            "for (int i = n - 1; i >= 0; i--) {\n    for (int j = 0; j < n; j++) {\n        m[i][j] = i - j * 0.5;\n"
            "        m[i][j] *= b[j] + 2;\n    }\n}"
        ),
    ),
)


def _refused(name: str, first: str, second: str, *, above: str = "", between: str = "") -> Refuses:
    return Refuses(name, _main(f"{_HEAD} {{\n    {first}\n}}\n{between}{_HEAD} {{\n    {second}\n}}", above))


_REFUSES = (
    _refused("the second needs a later element", "a[i] = b[i];", "c[i] = a[i + 1];"),
    _refused("the second overwrites what the first still reads", "a[i] = b[i - 1];", "b[i + 1] = a[i];"),
    _refused("the second needs another place", "a[i] = b[i];", "c[i] = a[n - i];"),
    _refused("a sum that the second uses", "k += i; a[i] = 1;", "a[i] *= k;"),
    _refused("nothing in common", "a[i] = 1;", "b[i] = c[i];"),
    _refused("a name of the first body", "double k = b[i]; a[i] = k;", "c[i] = a[i] + k;"),
    _refused("a name that both declare", "double t = b[i]; a[i] = t;", "double t = a[i]; c[i] = t;"),
    _refused("a statement in between", "a[i] = b[i];", "c[i] = a[i];", between="a[3] = 2;\n"),
    _refused("a comment in between", "a[i] = b[i];", "c[i] = a[i];", between="// now c\n"),
    _refused("a directive in between", "a[i] = b[i];", "c[i] = a[i];", between="#pragma GCC ivdep\n"),
    _refused("the first changes the second's bound", "a[i] = b[i]; n -= a[i] > 5;", "c[i] = a[i];"),
    _refused("the second changes the first's bound", "a[i] = b[i];", "c[i] = a[i]; n--;"),
    _refused("output in both", "a[i] = b[i]; cout << a[i];", "c[i] = a[i]; cout << c[i];"),
    _refused(
        "a call that may read the array", "a[i] = b[i];", "c[i] = f(i);", above="double f(int i) { return a[N - i]; }\n"
    ),
    _refused("an early end", "a[i] = b[i]; if (b[i] > 9) break;", "c[i] = a[i];"),
    _refused("an index from an array", "a[i] = b[i];", "c[i] = a[(int)b[i]];"),
    Refuses("another range", _main(f"{_HEAD} a[i] = b[i];\nfor (int i = 0; i < n; i++) c[i] = a[i];")),
    Refuses("another step", _main(f"{_HEAD} a[i] = b[i];\nfor (int i = 1; i < n; i += 2) c[i] = a[i];")),
    Refuses(
        "the counter lives on", _main("int i;\nfor (i = 1; i < n; i++) a[i] = 1;\nfor (i = 1; i < n; i++) c[i] = a[i];")
    ),
    Refuses(
        "pointers that may overlap",
        f"void f(double *a, double *b, double *c, int n) {{\n    {_HEAD} a[i] = b[i];\n    {_HEAD} c[i] = a[i];\n}}\n",
    ),
    Refuses(
        "the bound may be one of the elements",
        f"void f(int *a, int *c, const int& n) {{\n    {_HEAD} a[i] = 7;\n    {_HEAD} c[i] = a[i];\n}}\n",
    ),
    Refuses("a label between", _main(f"{_HEAD} a[i] = b[i];\nagain:\n{_HEAD} c[i] = a[i];\nif (++k < 3) goto again;")),
    Refuses("without a block around", _main(f"if (k == 0)\n    {_HEAD} a[i] = b[i];\n{_HEAD} c[i] = a[i];")),
)

CASES = (RuleCases("LP9", _APPLIES, _REFUSES),)
