"""Table for NUM15 (rewrite/rules/numerical/closed_sum.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = "#include <iostream>\nusing namespace std;\n"
_MAIN = (
    "int main() {\n    for (int n : {-3, -1, 0, 1, 2, 3, 10, 999, 46340})\n        cout << CALLS << '\\n';\n"
    "    cout << f(1000000, 7);\n}\n"
)


def _function(head: str, *lines: str) -> str:
    return f"{head} {{\n" + "".join(f"    {each}\n" for each in lines) + "}\n"


_CALLS = "f(n, 5) << ' ' << g(n) << ' ' << h(n < 0 ? 0 : n) << ' ' << k(n) << ' ' << m(n)"


def _program(*functions: str) -> str:
    return _TOP + "".join(functions) + _MAIN.replace("CALLS", _CALLS)


_APPLIES = (
    Applies(
        "sums of numbers and squares",
        _program(
            _function(
                "long long f(int n, long long s)", "for (int i = 1; i <= n; i++) {", "    s += i;", "}", "return s;"
            ),
            _function(
                "unsigned g(int n)", "unsigned s = 1;", "for (int i = n - 1; i >= 0; --i) s = s + i;", "return s;"
            ),
            _function("int h(unsigned n)", "int s = 0;", "for (unsigned i = 0; i < n; i++) s += i;", "return s;"),
            _function(
                "long long k(long long n)",
                "long long s = 0;",
                "for (long long i = 1; i <= n; i++) s += i;",
                "for (int i = 1; i < n; i++) s += 1LL * i * i;",
                "return s;",
            ),
            _function(
                "int m(int n)",
                "int s = 0;",
                "if (n > 0 && n < 1000)",
                "    for (int i = 1; i <= n; i++) s += i * i;",
                "else s--;",
                "return s;",
            ),
        ),
        _program(
            _function("long long f(int n, long long s)", "if (n > 0) s += (long long)n * (n + 1) / 2;", "return s;"),
            _function(
                "unsigned g(int n)",
                "unsigned s = 1;",
                "if ((n - 1) > 0) s += (long long)(n - 1) * ((n - 1) + 1) / 2;",
                "return s;",
            ),
            _function("int h(unsigned n)", "int s = 0;", "s += (unsigned long long)n * (n - 1) / 2;", "return s;"),
            _function(
                "long long k(long long n)",
                "long long s = 0;",
                "if (n > 0) s += (long long)n * (n + 1) / 2;",
                "if (n > 0) s += (__int128)n * (n - 1) * (2LL * n - 1) / 6;",
                "return s;",
            ),
            _function(
                "int m(int n)",
                "int s = 0;",
                "if (n > 0 && n < 1000)",
                "    {",
                "        if (n > 0) s += (__int128)n * (n + 1) * (2LL * n + 1) / 6;",
                "    }",
                "else s--;",
                "return s;",
            ),
        ),
    ),
    Applies(
        "plain C, a number",
        "#include <stdio.h>\nint main(void) {\n\tint s = 0;\n"
        '\tfor (int i = 0; i < 5000; i++)\n\t\ts += i;\n\tprintf("%d", s);\n}\n',
        "#include <stdio.h>\nint main(void) {\n\tint s = 0;\n"
        '\ts += (long long)5000 * (5000 - 1) / 2;\n\tprintf("%d", s);\n}\n',
        suffix=".c",
    ),
)


def _loop(*lines: str, head: str = "long long f(int n, int k)", top: str = _TOP) -> str:
    return top + _function(head, "long long s = 0;", *lines, "return s;")


_REFUSES = (
    Refuses("an unsigned counter and a bound that may be negative", _loop("for (unsigned i = 1; i <= n; i++) s += i;")),
    Refuses("a product", _loop("for (int i = 1; i <= n; i++) s *= i;")),
    Refuses("a difference", _loop("for (int i = 1; i <= n; i++) s -= i;")),
    Refuses("another number is added", _loop("for (int i = 1; i <= n; i++) s += k;")),
    Refuses("a product with another number", _loop("for (int i = 1; i <= n; i++) s += i * k;")),
    Refuses("cubes", _loop("for (int i = 1; i <= n; i++) s += i * i * i;")),
    Refuses("quotients", _loop("for (int i = 1; i <= n; i++) s += i / 2;")),
    Refuses("some of them", _loop("for (int i = 1; i <= n; i++) if (i % 3 == 1) s += i;")),
    Refuses("a step of 2", _loop("for (int i = 1; i <= n; i += 2) s += i;")),
    Refuses("from 2 on", _loop("for (int i = 2; i <= n; i++) s += i;")),
    Refuses("from anywhere", _loop("for (int i = k; i <= n; i++) s += i;")),
    Refuses("until it differs", _loop("for (int i = 1; i != n; i++) s += i;")),
    Refuses("more is done", _loop("for (int i = 1; i <= n; i++) { s += i; k++; }")),
    Refuses("it prints", _loop("for (int i = 1; i <= n; i++) { s += i; cout << s; }")),
    Refuses("it may end early", _loop("for (int i = 1; i <= n; i++) { s += i; if (s > k) break; }")),
    Refuses("the counter changes", _loop("for (int i = 1; i <= n; i++) s += i++;")),
    Refuses("the end changes", _loop("for (int i = 1; i <= n; i++, n--) s += i;")),
    Refuses("the end is the sum", _loop("for (int i = 1; i <= s; i++) s += i;")),
    Refuses("the counter is used afterwards", _loop("int i;", "for (i = 1; i <= n; i++) s += i;", "s += i;")),
    Refuses("floating-point sums", _loop("double t = 0;", "for (int i = 1; i <= n; i++) t += i;")),
    Refuses("a floating-point end", _loop("for (int i = 1; i <= n / 2.0; i++) s += i;")),
    Refuses("a narrow counter", _loop("for (unsigned char i = 1; i < n; i++) s += i;")),
    Refuses("a narrow sum", _loop("short t = 0;", "for (int i = 1; i < n; i++) t += i;")),
    Refuses("unsigned squares wrap", _loop("for (unsigned i = 1; i < n; i++) s += i * i;", head="long f(unsigned n)")),
    Refuses("a reference may be the end", _loop("long long& t = s;", "for (int i = 1; i <= s; i++) t += i;")),
    Refuses("volatile", _loop("volatile int t = 0;", "for (int i = 1; i <= n; i++) t += i;")),
    Refuses("elements of an array", _loop("int t[9] = {};", "for (int i = 1; i <= n; i++) t[k] += i;")),
    Refuses("elements are added", _loop("int t[9] = {};", "for (int i = 1; i <= n; i++) s += t[i];")),
    Refuses("few", _loop("for (int i = 1; i <= 5; i++) s += i;")),
    Refuses(
        "a class", _loop("N t;", "for (int i = 1; i <= n; i++) t += i;", top="struct N { void operator+=(int); };\n")
    ),
    Refuses(
        "a comment would be lost",
        _loop("for (int i = 1; i <= n; i++)", "    s += i;  // Gauss\n", "s += 0;").replace(
            "s += i;  //", "/* all */ s += i;  //"
        ),
    ),
    Refuses("a macro takes part", _loop("for (int i = 1; i <= n; i++) s += i;", top="#define s t\n")),
)

CASES = (RuleCases("NUM15", _APPLIES, _REFUSES),)
