"""Tables for LP1 and LP2 (rewrite/rules/locality/interchange.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = "#include <iostream>\n#include <vector>\nusing namespace std;\n"
_GLOBALS = "const int N = 40;\ndouble a[N][N], b[N][N], c[N][N], x[N];\nint g[N][N];\nint n = 37, m = 33;\n"
_PRINT = "    for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) cout << c[i][j] << a[i][j] << g[i][j] << ' ';\n"
_FILL = (
    "    for (int i = 0; i < N; i++)\n        for (int j = 0; j < N; j++) {\n            a[i][j] = i * 0.3 + j;\n"
    "            b[i][j] = i - j * 0.7;\n            g[i][j] = i ^ j;\n        }\n"
)


def _main(body: str, above: str = "") -> str:
    """A program over global matrices whose `main` fills them, runs the lines and prints."""
    lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").split("\n"))
    return f"{_TOP}{_GLOBALS}{above}int main() {{\n{_FILL}{lines}\n{_PRINT}}}\n"


def _refused(name: str, body: str, above: str = "") -> Refuses:
    return Refuses(name, _main(body, above))


_PRODUCT = (
    "for (int i = 0; i < n; i++)\n    for (int j = 0; j < m; j++)\n        for (int k = 0; k < n; k++)\n            "
)
_PRODUCT_AFTER = (
    "for (int i = 0; i < n; i++)\n    for (int k = 0; k < n; k++)\n        for (int j = 0; j < m; j++)\n            "
)
_FLAT = (
    "static void multiply(const vector<long long>& p, const vector<long long>& q, vector<long long>& r, int w) {{\n"
    "    for (int row = 0; row < w; ++row) {{\n        for (int {0} = 0; {0} < w; ++{0}) {{  // columns\n"
    "            for (int {1} = 0; {1} < w; ++{1}) {{\n"
    "                r[row * w + col] = (r[row * w + col] + p[row * w + k] * q[k * w + col]) % 1000007;\n"
    "            }}\n        }}\n    }}\n}}\n"
)
_FLAT_MAIN = (
    "int main() {\n    int w = 35;\n    vector<long long> p(w * w), q(w * w), r(w * w);\n"
    "    for (int i = 0; i < w * w; i++) {\n        p[i] = i * 7 % 31;\n        q[i] = i * 5 % 37;\n    }\n"
    "    multiply(p, q, r, w);\n    for (long long each : r) cout << each << ' ';\n}\n"
)
_SUMMED = (
    "for (int i = 0; i < n; i++)  // rows\n    for (int j = 0; j < m; j++) {\n        double sum = 0;\n"
    "        for (int k = 0; k < n; k++) {\n            if (k != i) sum += a[i][k] * b[k][j];  // both\n        }\n"
    "        c[i][j] = sum;\n    }"
)
_SUMMED_AFTER = (
    "for (int i = 0; i < n; i++) {  // rows\n    for (int j = 0; j < m; j++)\n        c[i][j] = 0;\n"
    "    for (int k = 0; k < n; k++)\n        for (int j = 0; j < m; j++) {\n"
    "            if (k != i) c[i][j] += a[i][k] * b[k][j];  // both\n        }\n}"
)
_LP1 = (
    Applies(
        "summed in a local variable; the braces of the outer loop are new",
        _main(_SUMMED),
        _main(_SUMMED_AFTER),
    ),
    Applies(
        "static arrays of doubles",
        _main(_PRODUCT + "c[i][j] += a[i][k] * b[k][j];"),
        _main(_PRODUCT_AFTER + "c[i][j] += a[i][k] * b[k][j];"),
    ),
    Applies(
        "flat vectors behind references that every call passes different vectors for",
        _TOP + _FLAT.format("col", "k") + _FLAT_MAIN,
        _TOP + _FLAT.format("k", "col") + _FLAT_MAIN,
    ),
    Applies(
        "plain C, allocated pointers, a macro for the size",
        "#include <stdio.h>\n#include <stdlib.h>\n#define N 50\nint main(void) {\n"
        "    double *a = malloc(N * N * sizeof *a), *b = malloc(N * N * sizeof *b);\n"
        "    double *c = calloc(N * N, sizeof(double));\n"
        "    for (int i = 0; i < N * N; i++) {\n        a[i] = i % 7;\n        b[i] = i % 5;\n    }\n"
        "    for (int i = 0; i < N; i++)\n        for (int j = 0; j < N; j++)\n"
        "            for (int k = 0; k < N; k++)\n"
        "                c[i * N + j] += a[i * N + k] * b[k * N + j];\n"
        '    for (int i = 0; i < N * N; i += 9) printf("%g ", c[i]);\n}\n',
        "#include <stdio.h>\n#include <stdlib.h>\n#define N 50\nint main(void) {\n"
        "    double *a = malloc(N * N * sizeof *a), *b = malloc(N * N * sizeof *b);\n"
        "    double *c = calloc(N * N, sizeof(double));\n"
        "    for (int i = 0; i < N * N; i++) {\n        a[i] = i % 7;\n        b[i] = i % 5;\n    }\n"
        "    for (int i = 0; i < N; i++)\n        for (int k = 0; k < N; k++)\n"
        "            for (int j = 0; j < N; j++)\n"
        "                c[i * N + j] += a[i * N + k] * b[k * N + j];\n"
        '    for (int i = 0; i < N * N; i += 9) printf("%g ", c[i]);\n}\n',
        suffix=".c",
    ),
)

_LP1_REFUSES = (
    _refused("the product is written over its factor", _PRODUCT + "a[i][j] += a[i][k] * b[k][j];"),
    _refused(
        "the inner bound depends on the middle counter", _PRODUCT.replace("k < n", "k < j") + "c[i][j] += b[k][j];"
    ),
    _refused("a bound is changed by the nest", _PRODUCT + "n -= c[i][j] > 1e9;"),
    _refused("a call", _PRODUCT + "c[i][j] += f(b[k][j]);", "double f(double v) { return v; }\n"),
    _refused("output", _PRODUCT + "cout << (c[i][j] += b[k][j]);"),
    _refused("an early exit", _PRODUCT + "{ if (b[k][j] < 0) break; c[i][j] += b[k][j]; }"),
    _refused("the scalar keeps the last pass", _PRODUCT + "{ x[0] = b[k][j]; c[i][j] += x[0]; }"),
    _refused("already along rows", _PRODUCT_AFTER + "c[i][j] += a[i][k] * b[k][j];"),
    _refused("summed in a float", _SUMMED.replace("double sum", "float sum")),
    _refused("summed and scaled", _SUMMED.replace("= sum", "= 2 * sum")),
    _refused("summed and added", _SUMMED.replace("= sum", "+= sum")),
    _refused("the sum is stored in a factor", _SUMMED.replace("c[i][j] = sum", "b[i][j] = sum")),
    _refused("the sum is stored in one element", _SUMMED.replace("c[i][j] = sum", "c[i][n] = sum")),
    _refused("the inner loop runs over a triangle", _SUMMED.replace("k < n", "k < j")),
    _refused("a comment would be lost", _SUMMED.replace("double sum = 0;", "double sum = 0;  // so far")),
    _refused("another statement uses the sum", _SUMMED.replace("= sum;", "= sum;\n        x[j] = sum;")),
    _refused("a declaration in the innermost loop", _SUMMED.replace("if (k", "int j = 3; if (k")),
    _refused("few passes", _PRODUCT.replace("< n", "< 3").replace("< m", "< 3") + "c[i][j] += a[i][k] * b[k][j];"),
    _refused("OpenMP chose the loop", "#pragma omp parallel for\n" + _PRODUCT + "c[i][j] += a[i][k] * b[k][j];"),
    Refuses(
        "pointers that may overlap",
        "void mul(const double *a, const double *b, double *c, int n) {\n    for (int i = 0; i < n; i++)\n"
        "        for (int j = 0; j < n; j++)\n            for (int k = 0; k < n; k++)\n"
        "                c[i * n + j] += a[i * n + k] * b[k * n + j];\n}\n",
    ),
    Refuses(
        "a call passes one matrix twice",
        _TOP + _FLAT.format("col", "k") + _FLAT_MAIN.replace("multiply(p, q, r, w)", "multiply(p, r, r, w)"),
    ),
    Refuses(
        "rows of pointers may be the same row",
        "int n;\ndouble **a, **b, **c;\nvoid mul() {\n" + _PRODUCT + "c[i][j] += a[i][k] * b[k][j];\n}\n",
    ),
    Refuses(
        "a class of numbers may do anything",
        "struct Mod { int v; Mod operator*(Mod); Mod& operator+=(Mod); };\nMod a[99][99], b[99][99], c[99][99];\n"
        "int n, m;\nvoid mul() {\n" + _PRODUCT + "c[i][j] += a[i][k] * b[k][j];\n}\n",
    ),
    Refuses(
        "a template's types are open",
        "template <class T> void mul(T (&a)[9][9], T (&b)[9][9], T (&c)[9][9], int n, int m) {\n"
        + _PRODUCT
        + "c[i][j] += a[i][k] * b[k][j];\n}\n",
    ),
)

_COLUMNS = "for (int j = 0; j < m; j++)\n    for (int i = 1; i < n; i++)\n        "
_ROWS = "for (int i = 1; i < n; i++)\n    for (int j = 0; j < m; j++)\n        "
_COLUMN_BLOCK = "for (int j = m - 1; j >= 0; --j) {\n    for (int i = 1; i < n; i++) {\n"
_ROW_BLOCK = "for (int i = 1; i < n; i++) {\n    for (int j = m - 1; j >= 0; --j) {\n"
_STENCIL = (
    "        // from above\n        double t = 0.5 * a[i - 1][j];\n"
    "        if (t > 3 && i != j) a[i][j] = a[i][j] + t;\n"
    "        else c[i][j] -= t;\n    }\n}"
)
_LP2 = (
    Applies(
        "a stencil that depends on the row above; an exact sum; a comment stays",
        _main(
            "long long total = 0;\n" + _COLUMNS + "total += g[i][j];\n" + _COLUMN_BLOCK + _STENCIL + "\ncout << total;"
        ),
        _main("long long total = 0;\n" + _ROWS + "total += g[i][j];\n" + _ROW_BLOCK + _STENCIL + "\ncout << total;"),
    ),
    Applies(
        "vectors of vectors, size_t",
        _TOP + "int main() {\n    vector<vector<int>> v(40, vector<int>(50, 3));\n"
        "    for (size_t j = 0; j < v[0].size(); j++)\n        for (size_t i = 0; i < v.size(); i++)\n"
        "            v[i][j] = v[i][j] * (int)j + i;\n"
        "    for (auto& row : v) for (int each : row) cout << each << ' ';\n}\n",
        _TOP + "int main() {\n    vector<vector<int>> v(40, vector<int>(50, 3));\n"
        "    for (size_t i = 0; i < v.size(); i++)\n        for (size_t j = 0; j < v[0].size(); j++)\n"
        "            v[i][j] = v[i][j] * (int)j + i;\n"
        "    for (auto& row : v) for (int each : row) cout << each << ' ';\n}\n",
    ),
)
_LP2_REFUSES = (
    _refused("a dependence that would turn round", _COLUMNS + "a[i][j] = a[i - 1][j + 1];"),
    _refused("a floating-point sum", "double s = 0;\n" + _COLUMNS + "s += a[i][j];\ncout << s;"),
    _refused("a signed sum of products", "long long s = 0;\n" + _COLUMNS + "s += g[i][j] * g[i][j];\ncout << s;"),
    _refused("an int sum", "int s = 0;\n" + _COLUMNS + "s += g[i][j];\ncout << s;"),
    _refused("the last value is kept", "double s = 0;\n" + _COLUMNS + "s = a[i][j];\ncout << s;"),
    _refused("the sum is read on the way", "long long s = 0;\n" + _COLUMNS + "{ s += g[i][j]; a[i][j] = s; }"),
    _refused("the start is an element that changes", _COLUMNS.replace("j = 0", "j = g[5][0]") + "g[i][j] = 9;"),
    _refused("transposed in place", _COLUMNS + "a[i][j] = a[j][i];"),
    _refused("both orders jump", _COLUMNS + "a[i][j] = b[j][i];"),
    _refused("rows already", _ROWS + "a[i][j] = 1;"),
    _refused("a triangle", _COLUMNS.replace("i = 1", "i = j") + "a[i][j] = 1;"),
    _refused("a while loop", "int j = 0;\nwhile (j < m) {\n    for (int i = 0; i < n; i++) a[i][j] = 1;\n    j++;\n}"),
    _refused(
        "the counter lives on",
        "int i, j;\nfor (j = 0; j < m; j++)\n    for (i = 0; i < n; i++) a[i][j] = 1;\ncout << i;",
    ),
    _refused("reading input", _COLUMNS + "cin >> a[i][j];"),
    _refused(
        "another statement in the outer loop",
        "for (int j = 0; j < m; j++) {\n    x[j] = 0;\n    for (int i = 0; i < n; i++) a[i][j] = 1;\n}",
    ),
    _refused("a counter changed inside", _COLUMNS + "{ a[i][j] = 1; i++; }"),
    _refused("volatile", _COLUMNS + "v[i][j] = 1;", "volatile int v[40][40];\n"),
    _refused("a macro", _COLUMNS + "SET(i, j);", "#define SET(i, j) (a[i][j] = n++)\n"),
    _refused(
        "a conditional directive inside",
        "for (int j = 0; j < m; j++)\n    for (int i = 0; i < n; i++) {\n#ifdef X\n        n++;\n#endif\n"
        "        a[i][j] = 1;\n    }",
    ),
    _refused("an index from an array", _COLUMNS + "a[g[i][j]][g[j][i]] = b[i][j];"),
    _refused("threads", _COLUMNS + "a[i][j] = 1;", "#include <thread>\nstd::thread t;\n"),
    _refused(
        "a reference to an element that bounds the loop",
        _COLUMNS.replace("i < n", "i < w") + "g[i][j] = 9;",
        "int& w = g[3][3];\n",
    ),
)

CASES = (RuleCases("LP1", _LP1, _LP1_REFUSES), RuleCases("LP2", _LP2, _LP2_REFUSES))
