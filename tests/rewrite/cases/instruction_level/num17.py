"""Table for NUM17 (rewrite/rules/instruction_level/narrow_division.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = "#include <cstdio>\n#include <vector>\nusing namespace std;\n"


def _main(*lines: str, above: str = "") -> str:
    return f"{_TOP}{above}int main() {{\n" + "".join(f"    {each}\n" for each in lines) + "}\n"


def _nested(*lines: str) -> str:
    return _main(
        "long long s = 0;",
        "for (long long i = 1; i <= 300; i++)",
        "    for (long long j = -7; j < i; j += 2) {",
        *(f"        {each}" for each in lines),
        "    }",
        'printf("%lld", s);',
    )


_APPLIES = (
    Applies(
        "divisors are searched",
        _nested("if (i % j == 0) s += j;", "long long q = (i * 5 + 1) / j;", "s = s + q;"),
        _nested("if ((int)i % (int)j == 0) s += j;", "long long q = (int)(i * 5 + 1) / (int)j;", "s = s + q;"),
    ),
    Applies(
        "sizes, plain C",
        "#include <stdio.h>\nint main(void) {\n\tunsigned long s = 0, k = 0;\n"
        "\tfor (unsigned long n = 1; n < 99; n++)\n"
        "\t\tfor (unsigned long m = 1; m < 50; m++) {\n\t\t\tk = n % m;\n\t\t\ts += k;\n\t\t}\n"
        '\tprintf("%lu", s);\n}\n',
        "#include <stdio.h>\nint main(void) {\n\tunsigned long s = 0, k = 0;\n"
        "\tfor (unsigned long n = 1; n < 99; n++)\n"
        "\t\tfor (unsigned long m = 1; m < 50; m++) {\n\t\t\tk = (int)n % (int)m;\n\t\t\ts += k;\n\t\t}\n"
        '\tprintf("%lu", s);\n}\n',
        suffix=".c",
    ),
)


def _loop(line: str, *, start: str = "long long n = 99, s = 0;", above: str = "", bound: str = "1000") -> str:
    return _main(start, f"for (long long i = 1; i < {bound}; i++) {{ {line} }}", 'printf("%lld", s);', above=above)


_REFUSES = (
    Refuses("one is read", _loop('scanf("%lld", &n); if (n % i == 0) s++;')),
    Refuses(
        "the end is read",
        _main("long long n, s = 0;", 'scanf("%lld", &n);', "for (long long i = 1; i < n; i++) if (7 % i == 0) s++;"),
    ),
    Refuses("a large value", _loop("if (n % i == 0) s++;", start="long long n = 99, s = 0;\n    n = 5000000000;")),
    Refuses("it grows", _loop("if (n % i == 0) s++; n++;")),
    Refuses("32 bits already", _main("int s = 0;", "for (int i = 1; i < 99; i++) if (700 % i == 0) s++;")),
    Refuses("a constant divisor", _loop("if (i % 7 == 0) s++;")),
    Refuses("a divisor with one value", _loop("if (i % n == 0) s++;")),
    Refuses("no loop", _main("long long n = 5;", "n = 5 % n;")),
    Refuses("part of a product", _loop("s = n % i * 3000000000;")),
    Refuses("printed by a format", _loop('printf("%lld", n % i);')),
    Refuses("an argument that chooses an overload", _loop("f(n % i);", above="void f(int);\nvoid f(long long);\n")),
    Refuses("a deduced type", _loop("auto r = n % i; s += sizeof r;")),
    Refuses("compared with a double", _loop("if (n % i < 2.5) s++;")),
    Refuses(
        "a negative unsigned number",
        _main("unsigned long s = 0;", "for (int i = -5; i < 5; i++) for (unsigned long j = 1; j < 9; j++) s = i % j;"),
    ),
    Refuses(
        "a negative number compared with an unsigned one",
        _main(
            "unsigned u = 3;",
            "long long s = 0;",
            "for (long long i = -9; i < 9; i++)",
            "    for (long long j = 1; j < 9; j++) if (i % j < u) s++;",
        ),
    ),
    Refuses("floating point", _main("double s = 0;", "for (double i = 1; i < 9; i++) s = 7 / i;")),
    Refuses(
        "a reference changes it",
        _loop("if (n % i == 0) s++; r = 1LL << 40;", start="long long n = 99, s = 0;\n    long long& r = n;"),
    ),
    Refuses("a global of any value", _loop("if (g % i == 0) s++;", above="long long g;\n")),
    Refuses("a class", _loop("if (N() % i == 0) s++;", above="struct N { long long operator%(long long); };\n")),
)

CASES = (RuleCases("NUM17", _APPLIES, _REFUSES),)
