"""Table for NUM14 (rewrite/rules/numerical/greatest_common_divisor.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = "#include <iostream>\nusing namespace std;\n"
_MAIN = (
    "int main() {\n    for (int a : {1, 6, 35, 1000})\n        for (int b : {1, 9, 35, 84, 5000})\n"
    "            cout << CALLS << '\\n';\n}\n"
)


def _function(head: str, *lines: str) -> str:
    return f"{head} {{\n" + "".join(f"    {each}\n" for each in lines) + "}\n"


def _program(calls: str, *functions: str, headers: str = "") -> str:
    top = _TOP.replace("using", f"{headers}using") if headers else _TOP
    return top + "".join(functions) + _MAIN.replace("CALLS", calls)


_APPLIES = (
    Applies(
        "subtracting",
        _program(
            "f(a, b) << ' ' << g(a, b) << ' ' << f(-a, -a)",
            _function(
                "int f(int a, int b)",
                "while (a != b) {",
                "    if (a > b)",
                "        a -= b;",
                "    else",
                "        b -= a;",
                "}",
                "return a;",
            ),
            _function(
                "unsigned long g(unsigned long x, unsigned long y)",
                "while (y != x)",
                "    if (x < y) { y = y - x; } else { x = x - y; }",
                "return x;",
            ),
        ),
        _program(
            "f(a, b) << ' ' << g(a, b) << ' ' << f(-a, -a)",
            _function(
                "int f(int a, int b)",
                "while (a != b) {",
                "    if (a > b)",
                "        a = (a - 1) % b + 1;",
                "    else",
                "        b = (b - 1) % a + 1;",
                "}",
                "return a;",
            ),
            _function(
                "unsigned long g(unsigned long x, unsigned long y)",
                "while (y != x)",
                "    if (x < y) { y = (y - 1) % x + 1; } else { x = (x - 1) % y + 1; }",
                "return x;",
            ),
        ),
    ),
    Applies(
        "trying all numbers",
        _program(
            "f(a, b) << ' ' << f(-a, b) << ' ' << g(a, b) << ' ' << g(a, -b) << h(b)",
            _function(
                "int f(int a, int b)",
                "int g = 7;",
                "for (int i = 1; i <= min(a, b); i++) {",
                "    if (a % i == 0 && b % i == 0) {",
                "        g = i;",
                "    }",
                "}",
                "return g;",
            ),
            _function(
                "int g(int a, int b)",
                "for (int d = a < b ? a : b; d > 0; --d)",
                "    if (!(b % d) and !(a % d)) return d;",
                "return -1;",
            ),
            _function(
                "int h(int k)",
                "int r = 0;",
                "for (int n = 1; n <= 30; n++)",
                "    if (k > 9)",
                "        for (int i = std::min(n, k); i >= 1; i--) {",
                "            if ((n % i == 0) && (k % i == 0)) { r = i; break; }",
                "        }",
                "    else r++;",
                "return r;",
            ),
        ),
        _program(
            "f(a, b) << ' ' << f(-a, b) << ' ' << g(a, b) << ' ' << g(a, -b) << h(b)",
            _function("int f(int a, int b)", "int g = 7;", "if (a > 0 && b > 0) g = gcd(a, b);", "return g;"),
            _function("int g(int a, int b)", "if (a > 0 && b > 0) return gcd(a, b);", "return -1;"),
            _function(
                "int h(int k)",
                "int r = 0;",
                "for (int n = 1; n <= 30; n++)",
                "    if (k > 9)",
                "        {",
                "            if (k > 0) r = gcd(n, k);",
                "        }",
                "    else r++;",
                "return r;",
            ),
            headers="#include <numeric>\n",
        ),
    ),
)


def _loop(*lines: str, head: str = "int f(int a, int b)", top: str = _TOP) -> str:
    return top + _function(head, "int g = 0;", *lines, "return g + a + b;")


def _try(header: str, condition: str = "a % i == 0 && b % i == 0", step: str = "g = i;", **more: str) -> str:
    return _loop(f"for ({header}) {{", f"    if ({condition}) {{ {step} }}", "}", **more)


_UP = "int i = 1; i <= min(a, b); i++"
_DOWN = "int i = min(a, b); i >= 1; i--"
_REFUSES = (
    Refuses(
        "a number of the loop's own",
        _loop("for (int i = min(a, b); i >= 1; i--) if (a % i == 0 && b % i == 0) { int g = i; break; }"),
    ),
    Refuses(
        "a number of the loop's header",
        _loop("for (int i = min(a, b), g = 3; i >= 1; i--) if (a % i == 0 && b % i == 0) { g = i; break; }"),
    ),
    Refuses("Euclid's own", _loop("while (b != 0) { int t = a % b; a = b; b = t; }")),
    Refuses("Euclid, recursive", _TOP + "int g(int a, int b) { return b == 0 ? a : g(b, a % b); }\n"),
    Refuses(
        "remainders already", _loop("while (a != b) { if (a > b) a = (a - 1) % b + 1; else b = (b - 1) % a + 1; }")
    ),
    Refuses("steps are counted", _loop("while (a != b) { if (a > b) a -= b; else b -= a; g++; }")),
    Refuses("steps are counted in a branch", _loop("while (a != b) { if (a > b) { a -= b; g++; } else b -= a; }")),
    Refuses("it stops at zero", _loop("while (a) { if (a > b) a -= b; else b -= a; }")),
    Refuses("only one is reduced", _loop("while (a != b) { if (a > b) a -= b; else b++; }")),
    Refuses("no else", _loop("while (a != b) { if (a > b) a -= b; }")),
    Refuses("the wrong one is reduced", _loop("while (a != b) { if (a < b) a -= b; else b -= a; }")),
    Refuses("another number is subtracted", _loop("while (a != b) { if (a > b) a -= g; else b -= g; }")),
    Refuses(
        "floating point",
        _loop("while (a != b) { if (a > b) a -= b; else b -= a; }", head="double f(double a, double b)"),
    ),
    Refuses(
        "different types", _loop("while (a != b) { if (a > b) a -= b; else b -= a; }", head="int f(int a, unsigned b)")
    ),
    Refuses(
        "a class",
        _loop(
            "while (a != b) { if (a > b) a -= b; else b -= a; }",
            head="int f(N a, N b)",
            top="struct N { N& operator-=(N); bool operator>(N); bool operator!=(N); };\n",
        ),
    ),
    Refuses(
        "volatile",
        _loop("while (a != b) { if (a > b) a -= b; else b -= a; }", head="int f(volatile int a, volatile int b)"),
    ),
    Refuses("all common divisors are printed", _try(_UP, step="cout << i;")),
    Refuses("common divisors are counted", _try(_UP, step="g++;")),
    Refuses("the smallest is taken", _try(_UP, step="g = i; break;")),
    Refuses("the last of them is the smallest", _try(_DOWN, step="g = i;")),
    Refuses("from 2 on", _try("int i = 2; i <= min(a, b); i++")),
    Refuses("the smaller one is left out", _try("int i = 1; i < min(a, b); i++")),
    Refuses("every other number", _try("int i = 1; i <= min(a, b); i += 2")),
    Refuses("up to one of them", _try("int i = 1; i <= a; i++")),
    Refuses("up to the larger", _try("int i = 1; i <= max(a, b); i++")),
    Refuses("up to another", _try("int i = 1; i <= min(a, g); i++")),
    Refuses("either of them", _try(_UP, "a % i == 0 || b % i == 0")),
    Refuses("one of them", _try(_UP, "a % i == 0 && a % i == 0")),
    Refuses("a third condition", _try(_UP, "a % i == 0 && b % i == 0 && i != 3")),
    Refuses("not divided", _try(_UP, "a % i != 0 && b % i != 0")),
    Refuses("a multiple is kept", _try(_UP, step="g = i * 2;")),
    Refuses("a number is divided by what is found", _try(_UP, step="a = i;")),
    Refuses(
        "the counter is used afterwards",
        _loop("int i;", f"for ({_UP[4:]}) if (a % i == 0 && b % i == 0) g = i;", "g += i;"),
    ),
    Refuses("an else", _loop(f"for ({_UP})", "    if (a % i == 0 && b % i == 0) g = i;", "    else g++;")),
    Refuses("another min", _try(_UP, top="int min(int a, int b) { return a + b; }\n")),
    Refuses("a comment would be lost", _try(_UP, step="g = i; /* common */")),
    Refuses("plain C has no std::gcd", _try("int i = a < b ? a : b; i > 0; i--", step="g = i; break;"), suffix=".c"),
)

CASES = (RuleCases("NUM14", _APPLIES, _REFUSES),)
