"""Table for MT1 (rewrite/rules/concurrency/parallel_loops.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = (
    "#include <iostream>\n#include <vector>\n#include <omp.h>\nusing namespace std;\nconst int N = 60;\n"
    "double a[N][N], b[N][N], x[N], y[N];\nint g[N][N], n = 47, m = 51;\n"
)
_PRINT = "    for (int i = 0; i < N; i++) cout << y[i] << ' ' << a[i][3] << ' ';\n"


def _main(body: str, above: str = "") -> str:
    lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").split("\n"))
    return f"{_TOP}{above}int main() {{\n{lines}\n{_PRINT}}}\n"


_LOOP = (
    "for (int i = 0; i < n; i++) {\n    double s = i;\n    for (int k = 0; k < m; k++) {\n"
    "        a[i][k] = s * 0.5 + b[k][i];\n        s += a[i][k];\n    }\n    y[i] = s;\n}"
)
_SUMS = (
    "unsigned pairs = 0;\nlong long total = 3;\n{}for (int i = 0; i < n; i++)\n    for (int k = 0; k < m; k++) {{\n"
    "        pairs += i ^ k;\n        if (k > i) total += g[i][k];\n    }}\ncout << pairs << total;"
)
_APPLIES = (
    Applies(
        "rows of a matrix, each with a sum of its own",
        _main(_LOOP, "#define USED\n"),
        _main("#pragma omp parallel for\n" + _LOOP, "#define USED\n"),
        flags=("-std=c++17", "-fopenmp"),
    ),
    Applies(
        "integer sums over all passes",
        _main(_SUMS.format("")),
        _main(_SUMS.format("#pragma omp parallel for reduction(+:pairs, total)\n")),
        flags=("-std=c++17", "-fopenmp"),
    ),
)


def _refused(name: str, body: str, above: str = "") -> Refuses:
    return Refuses(name, _main(body, above))


_REFUSES = (
    _refused(
        "rows that may be the same",
        "vector<double*> rows(N, x);\nfor (int i = 0; i < n; i++)\n"
        "    for (int k = 0; k < m; k++)\n        rows[i][k] = rows[i][k] * 0.5 + i;",
    ),
    _refused("a floating-point bound", "double end = n;\n" + _LOOP.replace("i < n", "i < end")),
    Refuses("a file without OpenMP", _main(_LOOP).replace("#include <omp.h>\n", "")),
    Refuses("all standard headers", _main(_LOOP).replace("<omp.h>", "<bits/stdc++.h>")),
    _refused("has its line already", "#pragma omp parallel for\n" + _LOOP),
    _refused("in a parallel block", "#pragma omp parallel\n{\n    " + _LOOP.replace("\n", "\n    ") + "\n}"),
    _refused("other threads", _LOOP, "#include <thread>\nvoid go() { std::thread t([] {}); }\n"),
    _refused("a floating-point sum over all passes", "double s = 0;\n" + _LOOP.replace("double s = i;", "s += 1;")),
    _refused("a signed sum that might overflow", "int all = 0;\n" + _LOOP.replace("y[i] = s", "all += g[i][i]")),
    _refused("a pass reads what the pass before wrote", _LOOP.replace("b[k][i]", "a[i ? i - 1 : 0][k]")),
    _refused("a recurrence", _LOOP.replace("b[k][i]", "y[i + 1]")),
    _refused("all passes write the same element", _LOOP.replace("y[i] = s", "y[0] = s")),
    _refused("the last value is kept", "double last = 0;\n" + _LOOP.replace("y[i] = s", "last = s")),
    _refused("an index from an array", _LOOP.replace("y[i] = s", "y[g[i][0]] = s")),
    _refused("bits of a vector<bool>", "vector<bool> seen(N);\n" + _LOOP.replace("y[i] = s", "seen[i] = s > 2")),
    _refused("output", _LOOP.replace("y[i] = s", "cout << s")),
    _refused(
        "a call", _LOOP.replace("y[i] = s", "y[i] = f(s)"), "double f(double v) { static double t; return t += v; }\n"
    ),
    _refused("an early end", _LOOP.replace("y[i] = s", "if (s > 99) break")),
    _refused("single statements only", "for (int i = 0; i < n; i++) {\n    y[i] = i;\n}"),
    Refuses(
        "pointers that may overlap",
        "#include <omp.h>\nvoid f(double *y, double *b, int n, int m) {\n    for (int i = 0; i < n; i++) {\n"
        "        for (int k = 0; k < m; k++) y[i] += b[k];\n    }\n}\n",
    ),
)

CASES = (RuleCases("MT1", _APPLIES, _REFUSES),)
