"""Table for NUM8 (rewrite/rules/numerical/reciprocal.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = "#include <iostream>\n#include <vector>\nusing namespace std;\n"


def _main(*lines: str, above: str = "") -> str:
    return f"{_TOP}{above}int main() {{\n" + "".join(f"    {each}\n" for each in lines) + "}\n"


_START = "vector<double> a(9, 2.5);\n    double s = 0, t = 0;\n    for (double x : a) t += x;"
_APPLIES = (
    Applies(
        "elements are divided by their sum, in two places",
        _main(
            _START,
            "for (int k = 0; k < 2; k++) {",
            "    for (int i = 0; i < 9; i++) {",
            "        a[i] /= t;",
            "        s += (a[i] + 1) / t;",
            "    }",
            "}",
            "cout << (float)s << ' ' << t / 2;",
        ),
        _main(
            _START,
            "const double inverse_t = 1 / t;",
            "for (int k = 0; k < 2; k++) {",
            "    for (int i = 0; i < 9; i++) {",
            "        a[i] *= inverse_t;",
            "        s += (a[i] + 1) * inverse_t;",
            "    }",
            "}",
            "cout << (float)s << ' ' << t / 2;",
        ),
    ),
    Applies(
        "the inner loop's own divisor; floats",
        _main(
            "float f[4] = {1, 2, 3, 4};",
            "for (int k = 0; k < 3; k++) {",
            "    float d = k + 1.0f;",
            "    for (int i = 0; i < 4; i++) f[i] = f[i] / d;",
            "}",
            "cout << (int)(f[2] * 100);",
        ),
        _main(
            "float f[4] = {1, 2, 3, 4};",
            "for (int k = 0; k < 3; k++) {",
            "    float d = k + 1.0f;",
            "    const float inverse_d = 1 / d;",
            "    for (int i = 0; i < 4; i++) f[i] = f[i] * inverse_d;",
            "}",
            "cout << (int)(f[2] * 100);",
        ),
    ),
)


def _loop(line: str, *, start: str = "", above: str = "") -> str:
    return _main(_START + start, f"for (int i = 0; i < 9; i++) {{ {line} }}", "cout << s << t;", above=above)


_REFUSES = (
    Refuses("no loop", _main(_START, "s = a[0] / t;", "cout << s;")),
    Refuses("the divisor changes", _loop("a[i] /= t; t += 1;")),
    Refuses("the divisor is an element", _loop("a[i] /= a[0];")),
    Refuses("a function changes it", _loop("a[i] /= g; h();", above="double g = 1;\nvoid h() { g *= 2; }\n")),
    Refuses("a reference changes it", _loop("a[i] /= t; r *= 2;", start="\n    double& r = t;")),
    Refuses("declared in the loop", _loop("double d = i + 1; a[i] /= d;")),
    Refuses("a literal", _loop("a[i] /= 3.0;")),
    Refuses("a constant", _loop("a[i] /= d;", start="\n    const double d = 3;")),
    Refuses("integers", _loop("s += k / n;", start="\n    int k = 7, n = 2;")),
    Refuses("an integer divisor", _loop("a[i] /= n;", start="\n    int n = 2;")),
    Refuses("a float by a double", _loop("f = f / t;", start="\n    float f = 2;")),
    Refuses("a remainder", _loop("s += k % n;", start="\n    int k = 7, n = 2;")),
    Refuses("the divisor is divided", _loop("s += t / a[i];")),
    Refuses("volatile", _loop("a[i] /= d;", start="\n    volatile double d = 3;")),
    Refuses("a class", _loop("n = n / m;", start="\n    N n, m;", above="struct N { N operator/(N); };\n")),
    Refuses(
        "no block around the loop",
        _main(_START, "if (t > 0)", "    for (int i = 0; i < 9; i++) a[i] /= t;", "cout << s;"),
    ),
    Refuses(
        "a jump over the new variable",
        _main(_START, "again:", "for (int i = 0; i < 9; i++) a[i] /= t;", "if (s++ < 3) goto again;"),
    ),
    Refuses("a macro takes part", _loop("a[i] /= t;", above="#define double float\n#define t t\n")),
)

CASES = (RuleCases("NUM8", _APPLIES, _REFUSES),)
