"""Table for LP3 (rewrite/rules/locality/tiling.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = (
    "#include <iostream>\n#include <vector>\nusing namespace std;\nconst int N = 90;\n"
    "double a[N][N], b[N][N], x[N];\nint g[N][N], n = 77, m = 83;\n"
)
_FILL = (
    "    for (int i = 0; i < N; i++)\n        for (int j = 0; j < N; j++) {\n            a[i][j] = i * 0.3 + j;\n"
    "            g[i][j] = i ^ j;\n        }\n"
)
_PRINT = (
    "    for (int i = 0; i < N; i += 7) for (int j = 0; j < N; j++) cout << a[i][j] << b[i][j] << g[i][j] << ' ';\n"
)


def _main(body: str, above: str = "") -> str:
    lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").split("\n"))
    return f"{_TOP}{above}int main() {{\n{_FILL}{lines}\n{_PRINT}}}\n"


_NEST = "for (int i = 1; i < n; i++)\n    for (int j = 0; j < m; ++j)\n        "
_BLOCKS = (
    "for (long long i_block = 1; i_block < n; i_block += 32)\n"
    "    for (long long j_block = 0; j_block < m; j_block += 32)\n"
    "        for (int i = i_block; i < (i_block + 32 < n ? i_block + 32 : n); i++)\n"
    "            for (int j = j_block; j < (j_block + 32 < m ? j_block + 32 : m); j++)\n                "
)
_FLAT = (
    "void turn(const vector<float>& from, vector<float>& to, size_t w, size_t h) {{\n"
    "    for (int round = 0; round < 2; round++)\n{}}}\n"
    "int main() {{\n    size_t w = 70, h = 45;\n    vector<float> from(w * h), to(w * h);\n"
    "    for (size_t i = 0; i < w * h; i++) from[i] = i * 0.5f;\n    turn(from, to, w, h);\n"
    "    for (float each : to) cout << each << ' ';\n}}\n"
)
_FLAT_BEFORE = (
    "        for (size_t r = 0; r < h; r++) {\n            for (size_t c = 0; c < w; c++) {\n"
    "                // turned\n                to[c * h + r] = from[r * w + c];\n            }\n        }\n"
)
_FLAT_AFTER = (
    "        for (unsigned long r_block = 0; r_block < h; r_block += 32)\n"
    "            for (unsigned long c_block = 0; c_block < w; c_block += 32)\n"
    "                for (unsigned long r = r_block; r < (r_block + 32 < h ? r_block + 32 : h); r++) {\n"
    "                    for (unsigned long c = c_block; c < (c_block + 32 < w ? c_block + 32 : w); c++) {\n"
    "                        // turned\n                        to[c * h + r] = from[r * w + c];\n"
    "                    }\n                }\n"
)
_APPLIES = (
    Applies(
        "a matrix is turned; an exact sum over both",
        _main("long long s = 0;\n" + _NEST + "{ b[j][i] = a[i][j]; s += g[j][i]; }\ncout << s;"),
        _main("long long s = 0;\n" + _BLOCKS + "{ b[j][i] = a[i][j]; s += g[j][i]; }\ncout << s;"),
    ),
    Applies(
        "flat vectors, size_t, inside another loop without a block",
        _TOP + _FLAT.format(_FLAT_BEFORE),
        _TOP + _FLAT.format(_FLAT_AFTER),
    ),
)


def _refused(name: str, body: str, above: str = "") -> Refuses:
    return Refuses(name, _main(body, above))


_REFUSES = (
    _refused("turned in place", _NEST + "a[j][i] = a[i][j];"),
    _refused("what the pass before computed, in another order", _NEST + "a[i][j] = a[i - 1][j + 1] + b[j][i];"),
    _refused("a floating-point sum", "double s = 0;\n" + _NEST + "s += a[i][j] * b[j][i];\ncout << s;"),
    _refused("the last value is kept", "double s = 0;\n" + _NEST + "s = a[i][j] * b[j][i];\ncout << s;"),
    _refused("rows only", _NEST + "b[i][j] = a[i][j];"),
    _refused("columns only: the loops change places instead", _NEST + "b[j][i] = a[j][i];"),
    _refused("a triangle", _NEST.replace("j = 0", "j = i") + "b[j][i] = a[i][j];"),
    _refused("a step of two", _NEST.replace("++j", "j += 2") + "b[j][i] = a[i][j];"),
    _refused(
        "backwards", "for (int i = n - 1; i >= 0; i--)\n    for (int j = 0; j < m; ++j)\n        b[j][i] = a[i][j];"
    ),
    _refused("few rows", _NEST.replace("i < n", "i < 9") + "b[j][i] = a[i][j];"),
    _refused("the bound is computed in the nest", _NEST + "{ b[j][i] = a[i][j]; n -= a[i][j] > 1e9; }"),
    _refused("an early end", _NEST + "{ if (a[i][j] < 0) break; b[j][i] = a[i][j]; }"),
    _refused("output", _NEST + "cout << (b[j][i] = a[i][j]);"),
    _refused(
        "a comment would be doubled by no one, but a directive stays",
        "#pragma GCC ivdep\n" + _NEST + "b[j][i] = a[i][j];",
    ),
    _refused(
        "an else would lose its if",
        "if (n > 3)\n    " + _NEST.replace("\n", "\n    ") + "b[j][i] = a[i][j];\nelse\n    n = 3;",
    ),
    _refused("threads", _NEST + "b[j][i] = a[i][j];", "#include <thread>\nstd::thread t;\n"),
    Refuses(
        "matrices that may overlap",
        f"void f(double (&a)[90][90], double (&b)[90][90], int n, int m) {{\n{_NEST}b[j][i] = a[i][j];\n}}\n",
    ),
)

CASES = (RuleCases("LP3", _APPLIES, _REFUSES),)
