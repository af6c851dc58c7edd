"""Table for LP12 (rewrite/rules/locality/fission.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = (
    "#include <iostream>\nusing namespace std;\nconst int N = 40;\ndouble a[N][N], mean[N], dev[N], x[N];\n"
    "int n = 37, m = 39;\n"
)
_FILL = "    for (int i = 0; i < N; i++) for (int j = 0; j < N; j++) a[i][j] = i * 0.3 - j * 0.7 * i;\n"
_PRINT = "    for (int j = 0; j < N; j++) cout << mean[j] << ' ' << dev[j] << ' ' << x[j] << ' ';\n"


def _main(body: str, above: str = "") -> str:
    lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").split("\n"))
    return f"{_TOP}{above}int main() {{\n{_FILL}{lines}\n{_PRINT}}}\n"


_MEAN = (
    "for (int j = 0; j < m; j++) {\n    mean[j] = 0;\n    x[j] = 1;\n    for (int i = 0; i < n; i++)\n"
    "        mean[j] += a[i][j];\n    mean[j] /= n;\n}"
)
_MEAN_AFTER = (
    "for (int j = 0; j < m; j++) {\n    mean[j] = 0;\n    x[j] = 1;\n}\nfor (int i = 0; i < n; i++)\n"
    "    for (int j = 0; j < m; j++)\n        mean[j] += a[i][j];\n"
    "for (int j = 0; j < m; j++)\n    mean[j] /= n;"
)
_LOCAL = (
    "for (int j = m - 1; j >= 0; j--) {\n    double sum = mean[j] * 2;\n    for (int i = 0; i < n; ++i) {\n"
    "        // squares\n        sum = sum + (a[i][j] - mean[j]) * (a[i][j] - mean[j]);\n    }\n    dev[j] = sum;\n}"
)
_LOCAL_AFTER = (
    "for (int j = m - 1; j >= 0; j--)\n    dev[j] = mean[j] * 2;\nfor (int i = 0; i < n; ++i)\n"
    "    for (int j = m - 1; j >= 0; j--) {\n        // squares\n"
    "        dev[j] = dev[j] + (a[i][j] - mean[j]) * (a[i][j] - mean[j]);\n    }"
)
_APPLIES = (
    Applies("means of columns", _main(_MEAN), _main(_MEAN_AFTER)),
    Applies("a local sum that starts with something", _main(_LOCAL), _main(_LOCAL_AFTER)),
)


def _refused(name: str, body: str, above: str = "") -> Refuses:
    return Refuses(name, _main(body, above))


_REFUSES = (
    _refused(
        "a pass reads what the pass before computed", _MEAN.replace("mean[j] = 0", "mean[j] = j ? mean[j - 1] : 0")
    ),
    _refused("the inner loop reads a later pass's start", _MEAN.replace("+= a[i][j]", "+= a[i][j] * mean[j + 1]")),
    _refused("the end changes what the next pass reads", _MEAN.replace("mean[j] /= n", "a[0][j + 1] = mean[j]")),
    _refused("the start is an element that changes", _MEAN.replace("int j = 0", "int j = (int)mean[0]")),
    _refused("a scalar goes through the passes", _MEAN.replace("x[j] = 1", "x[0] = j + 1").replace("/= n", "/= x[0]")),
    _refused("the sums go on from column to column", _MEAN.replace("mean[j] += ", "mean[0] += ")),
    _refused("the inner bound depends on the column", _MEAN.replace("i < n", "i < j")),
    _refused("the rows are read already", _MEAN.replace("a[i][j]", "a[j][i]")),
    _refused(
        "a loop more inside", _MEAN.replace("mean[j] += a[i][j]", "for (int k = 0; k < 2; k++) mean[j] += a[i][j]")
    ),
    _refused("a comment between the statements", _MEAN.replace("x[j] = 1;", "// one\n    x[j] = 1;")),
    _refused("output in between", _MEAN.replace("x[j] = 1", "cout << j")),
    _refused("few columns", _MEAN.replace("j < m", "j < 8")),
    _refused("the loop is the body of an if", "if (n > 3)\n    " + _MEAN.replace("\n", "\n    ")),
    _refused("an early end", _MEAN.replace("mean[j] += a[i][j];", "{ if (a[i][j] < 0) break; mean[j] += a[i][j]; }")),
    _refused("the local sum is an int", _LOCAL.replace("double sum", "int sum")),
    _refused("the local sum starts from the target's neighbour", _LOCAL.replace("mean[j] * 2", "dev[j + 1]")),
    _refused("the sum is stored where it is read", _LOCAL.replace("dev[j] = sum", "mean[j] = sum")),
    _refused("threads", _MEAN, "#include <thread>\nvoid spawn() { std::thread t([] {}); }\n"),
    Refuses(
        "the sums may lie in the matrix",
        "void means(double *mean, const double *a, int n, int m) {\n    for (int j = 0; j < m; j++) {\n"
        "        mean[j] = 0;\n        for (int i = 0; i < n; i++)\n            mean[j] += a[i * m + j];\n    }\n}\n",
    ),
    Refuses("OpenMP directive", _main("#pragma omp parallel for\n" + _MEAN)),
)

CASES = (RuleCases("LP12", _APPLIES, _REFUSES),)
