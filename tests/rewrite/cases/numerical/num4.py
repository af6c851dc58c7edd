"""Table for NUM4 (rewrite/rules/numerical/modular_power.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = "#include <iostream>\nusing namespace std;\nconst long long MOD = 1000000007;\n"


def _function(body: str, *, head: str = "long long f(long long b, int e, long long m)") -> str:
    lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").split("\n"))
    return f"{_TOP}{head} {{\n{lines}\n}}\n"


_RUN = (
    "int main() {\n    for (long long b : {-7LL, 0LL, 2LL, 123456789LL})\n"
    "        for (int e : {-3, 0, 1, 2, 17, 100}) cout << f(b, e, 998244353) << ' ';\n}\n"
)
_APPLIES = (
    Applies(
        "a constant modulus, a base of 64 bits",
        _function("long long r = 1;\nfor (int i = 0; i < e; i++) {\n    r = r * b % MOD;\n}\nreturn r;") + _RUN,
        _function(
            "long long r = 1;\nlong long power = b % MOD;\n"
            "for (unsigned long long rest = e > 0 ? e : 0; rest > 0; rest /= 2) {\n"
            "    if (rest % 2 == 1) r = r * power % MOD;\n    power = power * power % MOD;\n}\nreturn r;"
        )
        + _RUN,
    ),
    Applies(
        "any modulus of 64 bits; two steps; remainders of the factors",
        _function("long long r = 1;\nfor (int i = 1; i <= e; ++i) r = ((r % m) * (b % m)) % m;\nreturn r;")
        + _RUN.replace(
            "int main",
            "long long g(long long x, int e, long long m) {\n    long long r = 3;\n"
            "    for (int i = e; i > 0; i--) r *= x, r %= m;\n    return r;\n}\nint main",
        ).replace("cout <<", "cout << g(b, e, 1000000009) <<"),
        _function(
            "long long r = 1;\nlong long power = b % m;\n"
            "for (unsigned long long rest = e > 0 ? e : 0; rest > 0; rest /= 2) {\n"
            "    if (rest % 2 == 1) r = r * power % m;\n    power = power * power % m;\n}\nreturn r;"
        )
        + _RUN.replace(
            "int main",
            "long long g(long long x, int e, long long m) {\n    long long r = 3;\n"
            "    __int128 power_2 = x;\n"
            "    for (unsigned long long rest_2 = e > 0 ? e : 0; rest_2 > 0; rest_2 /= 2) {\n"
            "        if (rest_2 % 2 == 1) r = r * power_2 % m;\n        power_2 = power_2 * power_2 % m;\n    }\n"
            "    return r;\n}\nint main",
        ).replace("cout <<", "cout << g(b, e, 1000000009) <<"),
    ),
    Applies(
        "plain C with ints, a modulus that may be 0 where nothing is multiplied",
        "#include <stdio.h>\nint f(int b, int e, int m) {\n\tint r = 1;\n"
        "\tfor (int i = 0; i < e; i++)\n\t\tr = (long long)r * b % m;\n\treturn r;\n}\n"
        'int main(void) { printf("%d %d %d", f(2, 0, 0), f(-46341, 31, 2147483647), f(3, 1000, 1000)); }\n',
        "#include <stdio.h>\nint f(int b, int e, int m) {\n\tint r = 1;\n\tlong long power = b;\n"
        "\tfor (unsigned long long rest = e > 0 ? e : 0; rest > 0; rest /= 2) {\n"
        "\t\tif (rest % 2 == 1) r = r * power % m;\n\t\tpower = power * power % m;\n\t}\n\treturn r;\n}\n"
        'int main(void) { printf("%d %d %d", f(2, 0, 0), f(-46341, 31, 2147483647), f(3, 1000, 1000)); }\n',
        suffix=".c",
    ),
)


def _loop(text: str, *, head: str = "long long f(long long b, int e, long long m)", r: str = "long long r = 1;") -> str:
    return _function(f"{r}\n{text}\nreturn r;", head=head)


_REFUSES = (
    Refuses(
        "an unsigned counter and a bound that may be negative",
        _loop("for (unsigned i = 0; i < e; i++) r = r * b % MOD;"),
    ),
    Refuses("a factorial: the factor changes", _loop("for (int i = 1; i <= e; i++) r = r * i % MOD;")),
    Refuses("no remainder is taken", _loop("for (int i = 0; i < e; i++) r = r * b;")),
    Refuses("the remainder is of the factor alone", _loop("for (int i = 0; i < e; i++) r = r * (b % m);")),
    Refuses("a sum", _loop("for (int i = 0; i < e; i++) r = (r + b) % MOD;")),
    Refuses("a third factor", _loop("for (int i = 0; i < e; i++) r = r * b * m % MOD;")),
    Refuses("a square of itself", _loop("for (int i = 0; i < e; i++) r = r * r % MOD;")),
    Refuses("more is added", _loop("for (int i = 0; i < e; i++) r = (r * b + 1) % MOD;")),
    Refuses("a step of 2", _loop("for (int i = 0; i < e; i += 2) r = r * b % MOD;")),
    Refuses("the end moves", _loop("for (int i = 0; i < e; i++) { r = r * b % MOD; e--; }")),
    Refuses("the base moves", _loop("for (int i = 0; i < e; i++) r = r * b++ % MOD;")),
    Refuses("the base depends on the result", _loop("for (int i = 0; i < e; i++) r = r * (r + 1) % MOD;")),
    Refuses("the end is the result", _loop("for (int i = 0; i < r; i++) r = r * b % MOD;")),
    Refuses("an early end", _loop("for (int i = 0; i < e; i++) { r = r * b % MOD; if (r == 1) break; }")),
    Refuses("it prints", _loop("for (int i = 0; i < e; i++) { r = r * b % MOD; cout << r; }")),
    Refuses("a call", _loop("for (int i = 0; i < e; i++) r = r * rand() % MOD;")),
    Refuses("the counter outlives the loop", _loop("int i;\nfor (i = 0; i < e; i++) r = r * b % MOD;\nr += i;")),
    Refuses("few passes", _loop("for (int i = 0; i < 9; i++) r = r * b % MOD;")),
    Refuses(
        "an unsigned product wraps",
        _loop(
            "for (int i = 0; i < e; i++) r = r * b % m;",
            head="unsigned f(unsigned b, int e, unsigned m)",
            r="unsigned r = 1;",
        ),
    ),
    Refuses(
        "a negative base and an unsigned modulus",
        _loop("for (int i = 0; i < e; i++) r = r * b % m;", head="long long f(int b, int e, unsigned long m)"),
    ),
    Refuses(
        "the product is cut before the remainder",
        _loop("for (int i = 0; i < e; i++) { r *= b; r %= m; }", r="int r = 1;"),
    ),
    Refuses("the product is cut by a cast", _loop("for (int i = 0; i < e; i++) r = (int)(r * b) % m;")),
    Refuses("the result is cut by a cast", _loop("for (int i = 0; i < e; i++) r = (short)r * b % m;")),
    Refuses("the remainder may not fit", _loop("for (int i = 0; i < e; i++) r = r * b % m;", r="int r = 1;")),
    Refuses(
        "floating point",
        _loop("for (int i = 0; i < e; i++) r = r * b;", head="double f(double b, int e)", r="double r = 1;"),
    ),
    Refuses("two remainders", _loop("for (int i = 0; i < e; i++) r = r * b % m % MOD;")),
    Refuses("a division that might be by zero", _loop("for (int i = 0; i < e; i++) r = r * (b / m) % MOD;")),
    Refuses(
        "a comment would be lost",
        _loop("for (int i = 0; i < e; i++) r = r * b % MOD;  // slow\n").replace(";  // slow", " /* slow */;"),
    ),
    Refuses("no braces around", _loop("if (e > 3)\n    for (int i = 0; i < e; i++) r = r * b % MOD;")),
    Refuses("volatile", _loop("for (int i = 0; i < e; i++) r = r * b % MOD;", r="volatile long long r = 1;")),
    Refuses(
        "a jump over the new variable",
        _loop("again:\nfor (int i = 0; i < e; i++) r = r * b % MOD;\nif (r < 9) goto again;"),
    ),
    Refuses(
        "a modulus that a reference changes", _loop("long long& q = r;\nfor (int i = 0; i < e; i++) r = r * b % q;")
    ),
    Refuses(
        "a template's type",
        "template <class T> T f(T b, int e, T m) {\n    T r = 1;\n    for (int i = 0; i < e; i++) r = r * b % m;\n"
        "    return r;\n}\n",
    ),
    Refuses(
        "a class with its own product",
        "struct N { int v; };\nN operator*(N, N);\nN operator%(N, int);\n"
        + _loop("for (int i = 0; i < e; i++) r = r * b % 7;", head="N f(N b, int e)", r="N r;").removeprefix(_TOP),
    ),
    Refuses(
        "squaring already", _loop("while (e > 0) {\n    if (e & 1) r = r * b % m;\n    b = b * b % m;\n    e >>= 1;\n}")
    ),
)

CASES = (RuleCases("NUM4", _APPLIES, _REFUSES),)
