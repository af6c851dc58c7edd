"""Table for LP13 (rewrite/rules/instruction_level/unroll_and_jam.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = (
    "#include <iostream>\nusing namespace std;\nconst int N = 60;\ndouble a[N][N], x[N], y[N];\nfloat z[N * N];\n"
    "int n = 47, m = 51, g[N][N];\n"
)
_FILL = (
    "    for (int i = 0; i < N; i++) {\n        x[i] = i * 0.7 - 3;\n"
    "        for (int j = 0; j < N; j++) a[i][j] = z[i * N + j] = i * 0.3 - j;\n    }\n"
)


def _main(body: str, above: str = "") -> str:
    lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").split("\n"))
    print_ = "    for (int i = 0; i < N; i++) cout << y[i] << ' ';\n"
    return f"{_TOP}{above}int main() {{\n    cout.precision(17);\n{_FILL}{lines}\n{print_}}}\n"


_START = "double s = x[i] * 2;  // start"
_SUM = (
    "for (int i = 0; i < n; i++) {\n    double s = x[i] * 2;  // start\n    for (int k = 0; k < m; k++) {\n"
    "        s += a[i][k] * x[k];\n    }\n    double t = s + i;\n    y[i] = t;\n}"
)
_SUM_AFTER = (
    "const int i_end = n - n % 4;\nfor (int i = 0; i < i_end; i += 4) {\n"
    "    double s = x[i] * 2;\n    double s1 = x[i + 1] * 2;\n    double s2 = x[i + 2] * 2;\n"
    "    double s3 = x[i + 3] * 2;\n    for (int k = 0; k < m; k++) {\n"
    "        s += a[i][k] * x[k];\n        s1 += a[i + 1][k] * x[k];\n        s2 += a[i + 2][k] * x[k];\n"
    "        s3 += a[i + 3][k] * x[k];\n    }\n"
    "    double t = s + i;\n    double t1 = s1 + (i + 1);\n    double t2 = s2 + (i + 2);\n"
    "    double t3 = s3 + (i + 3);\n"
    "    y[i] = t;\n    y[i + 1] = t1;\n    y[i + 2] = t2;\n    y[i + 3] = t3;\n}\n"
) + _SUM.replace("int i = 0", "int i = i_end")
_PERFECT = (
    "for (size_t r = 0; r < (n > 3 ? n : 3); r++)\n    for (int k = m; k > 0; k--)\n"
    "        y[r] = y[r] + z[r * N + k] * x[k];"
)
_PERFECT_AFTER = (
    "const unsigned long r_end = (n > 3 ? n : 3) - (n > 3 ? n : 3) % 4;\n"
    "for (unsigned long r = 0; r < r_end; r += 4) {\n    for (int k = m; k > 0; k--) {\n"
    "        y[r] = y[r] + z[r * N + k] * x[k];\n        y[r + 1] = y[r + 1] + z[(r + 1) * N + k] * x[k];\n"
    "        y[r + 2] = y[r + 2] + z[(r + 2) * N + k] * x[k];\n"
    "        y[r + 3] = y[r + 3] + z[(r + 3) * N + k] * x[k];\n    }\n}\n"
) + _PERFECT.replace("r = 0", "r = r_end")
_APPLIES = (
    Applies("a local sum, with a start, an end and rows left over", _main(_SUM), _main(_SUM_AFTER)),
    Applies("two loops only; an expression bounds; backwards inside", _main(_PERFECT), _main(_PERFECT_AFTER)),
)


def _refused(name: str, body: str, above: str = "") -> Refuses:
    return Refuses(name, _main(body, above))


_REFUSES = (
    _refused("a row needs the sum of the row before", _SUM.replace("x[i] * 2", "i ? y[i - 1] : 0")),
    _refused("a triangular solver", _SUM.replace("* x[k]", "* y[k]").replace("k < m", "k < n")),
    _refused("the inner bound depends on the row", _SUM.replace("k < m", "k < i")),
    _refused("the sum goes on from row to row", "double s = 0;\n" + _SUM.replace(_START, "s += 1;")),
    _refused("one element for all", _SUM.replace("y[i] = t", "y[0] = t")),
    _refused("an integer sum", _SUM.replace("double s", "int s").replace("a[i][k] * x[k]", "g[i][k]")),
    _refused("the inner loop writes its own elements", _SUM.replace("s += a[i][k] * x[k]", "a[i][k] = x[k] + a[i][k]")),
    _refused("from 1", _SUM.replace("i = 0", "i = 1")),
    _refused("by two", _SUM.replace("i++", "i += 2")),
    _refused("including the bound", _SUM.replace("i < n", "i <= n")),
    _refused("few rows", _SUM.replace("i < n", "i < 16")),
    _refused("output", _SUM.replace("y[i] = t", "cout << t")),
    _refused("an if in the inner loop", _SUM.replace("s += a", "if (k != i) s += a")),
    _refused("two sums", _SUM.replace("x[k];", "x[k];\n        y[i] += 1;")),
    _refused("a comment in a statement", _SUM.replace("a[i][k] * x", "a[i][k]  // row\n        * x")),
    _refused("an early end", _SUM.replace("y[i] = t", "if (t > 5) break")),
    _refused("the bound changes", _SUM.replace("y[i] = t", "n = 40")),
    _refused("without a block", "for (int q = 0; q < 2; q++)\n    " + _SUM.replace("\n", "\n    ")),
    _refused("a directive", "#pragma GCC unroll 2\n" + _SUM),
    _refused("threads", _SUM, "#include <thread>\nstd::thread t;\n"),
    Refuses(
        "the sums may lie in the matrix",
        f"void f(double *y, const double (&a)[60][60], const double *x, int n, int m) {{\n{_SUM}\n}}\n",
    ),
)

CASES = (RuleCases("LP13", _APPLIES, _REFUSES),)
