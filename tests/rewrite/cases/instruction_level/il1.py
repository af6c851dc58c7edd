"""Table for IL1 (rewrite/rules/instruction_level/accumulators.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = "#include <iostream>\n#include <vector>\nusing namespace std;\n"
_RUN = (
    "int main() {\n    vector<double> a, b;\n    for (int n = 0; n < 20; n++) {\n        cout << f(a, b, n) << ' ';\n"
    "        a.push_back(n * 0.5);\n        b.push_back(n + 0.25);\n    }\n}\n"
)
_HEAD = "double f(const vector<double>& a, const vector<double>& b, int n) {\n"
_APPLIES = (
    Applies(
        "a dot product, numbers of the counter",
        _TOP
        + _HEAD
        + "    double s = 1;\n    for (int i = 0; i < n; i++) {\n        s += a[i] * b[n - 1 - i];\n    }\n"
        "    float t = 0;\n    for (long i = 0; i <= n; ++i) t += 2 * i;\n    return s - t;\n}\n" + _RUN,
        _TOP + _HEAD + "    double s = 1;\n    double s_1 = 0, s_2 = 0, s_3 = 0;\n    int i_4 = 0;\n"
        "    for (; n - i_4 >= 4; i_4 += 4) {\n        s += a[i_4] * b[n - 1 - i_4];\n"
        "        s_1 += a[i_4 + 1] * b[n - 1 - (i_4 + 1)];\n        s_2 += a[i_4 + 2] * b[n - 1 - (i_4 + 2)];\n"
        "        s_3 += a[i_4 + 3] * b[n - 1 - (i_4 + 3)];\n    }\n"
        "    for (int i = i_4; i < n; i++) {\n        s += a[i] * b[n - 1 - i];\n    }\n    s += s_1 + s_2 + s_3;\n"
        "    float t = 0;\n    float t_1 = 0, t_2 = 0, t_3 = 0;\n    long i_4_2 = 0;\n"
        "    for (; n - i_4_2 >= 3; i_4_2 += 4) {\n        t += 2 * i_4_2;\n        t_1 += 2 * (i_4_2 + 1);\n"
        "        t_2 += 2 * (i_4_2 + 2);\n        t_3 += 2 * (i_4_2 + 3);\n    }\n"
        "    for (long i = i_4_2; i <= n; ++i) t += 2 * i;\n    t += t_1 + t_2 + t_3;\n    return s - t;\n}\n" + _RUN,
    ),
)


def _loop(text: str, *, start: str = "double s = 0;", above: str = "") -> str:
    return f"{_TOP}{above}double f(double* a, int n, int k) {{\n    {start}\n    {text}\n    return s;\n}}\n"


_REFUSES = (
    Refuses("integers: compilers do it", _loop("for (int i = 0; i < n; i++) s += i;", start="int s = 0;")),
    Refuses("a product", _loop("for (int i = 0; i < n; i++) s *= a[i];")),
    Refuses("a maximum", _loop("for (int i = 0; i < n; i++) if (a[i] > s) s = a[i];")),
    Refuses("some of them", _loop("for (int i = 0; i < n; i++) if (a[i] > 0) s += a[i];")),
    Refuses("a recurrence", _loop("for (int i = 0; i < n; i++) s = s * 0.5 + a[i];")),
    Refuses("the term depends on the sum", _loop("for (int i = 0; i < n; i++) s += a[i] * s;")),
    Refuses("always the same number", _loop("for (int i = 0; i < n; i++) s += a[0];")),
    Refuses("a call", _loop("for (int i = 0; i < n; i++) s += rand();")),
    Refuses("a side effect", _loop("for (int i = 0; i < n; i++) s += a[k++ + i];")),
    Refuses("more is done", _loop("for (int i = 0; i < n; i++) { s += a[i]; k++; }")),
    Refuses("it may end early", _loop("for (int i = 0; i < n; i++) { s += a[i]; if (s > k) break; }")),
    Refuses("from 1 on", _loop("for (int i = 1; i < n; i++) s += a[i];")),
    Refuses("downwards", _loop("for (int i = n - 1; i >= 0; i--) s += a[i];")),
    Refuses("in steps", _loop("for (int i = 0; i < n; i += 2) s += a[i];")),
    Refuses("until it differs", _loop("for (int i = 0; i != n; i++) s += a[i];")),
    Refuses("up to an unsigned number", _loop("unsigned m = 3;\n    for (int i = 0; i <= m; i++) s += a[i];")),
    Refuses("few", _loop("for (int i = 0; i < 8; i++) s += a[i];")),
    Refuses("the end is the sum", _loop("for (int i = 0; i < s; i++) s += a[i];")),
    Refuses("the counter is used afterwards", _loop("int i;\n    for (i = 0; i < n; i++) s += a[i];\n    s += i;")),
    Refuses("a reference", _loop("for (int i = 0; i < n; i++) s += a[i];", start="double& s = a[k];")),
    Refuses("a global", _loop("for (int i = 0; i < n; i++) s += a[i];", start="", above="double s;\n")),
    Refuses(
        "a pointer may lead to the sum", _loop("for (int i = 0; i < n; i++) s += p[i];", start="double s = 0, *p = &s;")
    ),
    Refuses("volatile", _loop("for (int i = 0; i < n; i++) s += a[i];", start="volatile double s = 0;")),
    Refuses(
        "a class",
        _loop(
            "for (int i = 0; i < n; i++) s += a[i];",
            start="N s;",
            above="struct N { void operator+=(double); operator double(); };\n",
        ),
    ),
    Refuses(
        "an element of an array", _loop("for (int i = 0; i < n; i++) t[k] += a[i];", start="double s = 0, t[9] = {};")
    ),
    Refuses(
        "several threads",
        _loop(
            "for (int i = 0; i < n; i++) s += a[i];",
            start="double s = 0;\n    #pragma omp parallel for reduction(+ : s)",
        ),
    ),
    Refuses("no block around the loop", _loop("if (n > 3)\n        for (int i = 0; i < n; i++) s += a[i];")),
    Refuses("a comment would stand apart", _loop("for (int i = 0; i < n; i++) s += /* all */ a[i];")),
    Refuses(
        "a jump over the new variables",
        _loop("again:\n    for (int i = 0; i < n; i++) s += a[i];\n    if (s < 9) goto again;"),
    ),
)

CASES = (RuleCases("IL1", _APPLIES, _REFUSES),)
