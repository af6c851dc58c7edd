"""Table for NUM16 (rewrite/rules/instruction_level/population_count.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = "#include <iostream>\nusing namespace std;\n"


def _function(head: str, body: str, *, result: str = "c") -> str:
    lines = "\n".join(f"    {line}" for line in body.strip("\n").split("\n"))
    return f"{head} {{\n    int c = 0;\n{lines}\n    return {result};\n}}\n"


_VALUES = (
    "int main() {\n    for (long long x : {0LL, 1LL, -1LL, 5LL, -2147483647LL, 123456789123LL})\n"
    "        cout << CALLS << '\\n';\n}\n"
)


def _program(calls: str, *functions: str) -> str:
    return _TOP + "".join(functions) + _VALUES.replace("CALLS", calls)


_APPLIES = (
    Applies(
        "bits are taken out",
        _program(
            "f(x) << g(x) << h(x) << k(x) << m(x)",
            _function("int f(unsigned x)", "while (x) {\n    c += x & 1;\n    x >>= 1;\n}"),
            _function("int g(long long x)", "while (x != 0) {\n    x &= x - 1;\n    ++c;\n}"),
            _function("int h(int x)", "while (x > 0) {\n    if (x % 2 == 1) c++;\n    x /= 2;\n}"),
            _function("int k(int x)", "for (; x > 0; x = x >> 1)\n    if (x & 1) c = c + 1;", result="c * 10 + x"),
            _function("int m(unsigned long x)", "for (auto t = x; t; t >>= 1) c += 1 & t;", result="c + (int)(x % 3)"),
        ),
        _program(
            "f(x) << g(x) << h(x) << k(x) << m(x)",
            _function("int f(unsigned x)", "c += __builtin_popcount(x);"),
            _function("int g(long long x)", "c += __builtin_popcountll(x);"),
            _function("int h(int x)", "if (x > 0) c += __builtin_popcount(x);"),
            _function(
                "int k(int x)",
                "if (x > 0) {\n    c += __builtin_popcount(x);\n    x = 0;\n}",
                result="c * 10 + x",
            ),
            _function("int m(unsigned long x)", "c += __builtin_popcountll(x);", result="c + (int)(x % 3)"),
        ),
    ),
    Applies(
        "bits are looked at",
        _program(
            "f(x) << g(x) << h(x) << k(x, x % 30) << m(x)",
            _function("int f(int x)", "for (int i = 0; i < 32; i++) c += (x >> i) & 1;"),
            _function(
                "int g(long long x)",
                "for (int i = 63; i >= 0; i--) {\n    if (x & (1LL << i)) {\n        c++;\n    }\n}",
            ),
            _function("int h(unsigned x)", "for (int i = 0; i <= 9; i++)\n    if ((1 << i & (x & 1023)) != 0) c++;"),
            _function("int k(int x, int n)", "for (int j = 0; j < n; ++j)\n    if (x >> j & 1) c++;"),
            _function(
                "int m(int x)",
                "if (x)\n    while (x) x = x & (x - 1), c++;\nif (c)\n"
                "    while (x > 0) c += x & 1, x >>= 1;\nelse c = 9;",
                result="c + x",
            ),
        ),
        _program(
            "f(x) << g(x) << h(x) << k(x, x % 30) << m(x)",
            _function("int f(int x)", "c += __builtin_popcount(x);"),
            _function("int g(long long x)", "c += __builtin_popcountll(x);"),
            _function("int h(unsigned x)", "c += __builtin_popcount(x & 1023);"),
            _function("int k(int x, int n)", "if (n > 0) c += __builtin_popcountll(x & ((1ULL << n) - 1));"),
            _function(
                "int m(int x)",
                "if (x)\n    {\n        c += __builtin_popcount(x);\n        x = 0;\n    }\n"
                "if (c)\n    {\n        if (x > 0) {\n"
                "            c += __builtin_popcount(x);\n            x = 0;\n        }\n    }\n"
                "else c = 9;",
                result="c + x",
            ),
        ),
    ),
    Applies(
        "plain C",
        "#include <stdio.h>\nint main(void) {\n\tint k = 0;\n\tunsigned n = 255255;\n"
        '\twhile (n) {\n\t\tif (n & 1)\n\t\t\tk++;\n\t\tn = n / 2;\n\t}\n\tprintf("%d", k);\n}\n',
        "#include <stdio.h>\nint main(void) {\n\tint k = 0;\n\tunsigned n = 255255;\n"
        '\tk += __builtin_popcount(n);\n\tprintf("%d", k);\n}\n',
        suffix=".c",
    ),
)


def _loop(body: str, head: str = "int f(unsigned x, int n)", *, result: str = "c") -> str:
    return _TOP + _function(head, body, result=result)


_REFUSES = (
    Refuses("the header chooses the bits", _loop("for (int i = 0, n = 4; i < n; i++) if (x >> i & 1) c++;")),
    Refuses("negative numbers have negative remainders", _loop("while (x) { c += x % 2; x /= 2; }", "int f(int x)")),
    Refuses("negative numbers end early", _loop("while (x != 0) { if (x & 1) c++; x = x / 2; }", "int f(int x)")),
    Refuses("zeros are counted", _loop("while (x) { if (x % 2 == 0) c++; x /= 2; }")),
    Refuses("shifted first", _loop("while (x) { x >>= 1; c += x & 1; }")),
    Refuses("by two", _loop("while (x) { c += x & 1; x >>= 2; }")),
    Refuses("decimal digits", _loop("while (x) { c += x & 1; x /= 10; }")),
    Refuses("another bit", _loop("while (x) { c += x & 2; x >>= 1; }")),
    Refuses("another number", _loop("while (x) { c += n & 1; x >>= 1; }")),
    Refuses("weighted", _loop("while (x) { c += (x & 1) * 2; x >>= 1; }")),
    Refuses("counted in twos", _loop("while (x) { if (x & 1) c += 2; x >>= 1; }")),
    Refuses("multiplied", _loop("while (x) { c *= x & 1; x >>= 1; }")),
    Refuses("an else", _loop("while (x) { if (x & 1) c++; else c--; x >>= 1; }")),
    Refuses("more is done", _loop("while (x) { c += x & 1; x >>= 1; n++; }", result="c + n")),
    Refuses("digits are printed", _loop("while (x) { cout << (x & 1); x >>= 1; }")),
    Refuses("it stops at one", _loop("while (x > 1) { c += x & 1; x >>= 1; }")),
    Refuses("it stops otherwise", _loop("while (x && n--) { c += x & 1; x >>= 1; }")),
    Refuses("another number is tested", _loop("while (n) { c += x & 1; x >>= 1; }")),
    Refuses("it runs once at least", _loop("do { c += x & 1; x >>= 1; } while (x);")),
    Refuses("a mask below is cleared", _loop("while (x) { x &= x - 2; c++; }")),
    Refuses("the number is the counter", _loop("while (x) { x += x & 1; x >>= 1; }")),
    Refuses("a narrow signed number", _loop("while (x) { x &= x - 1; c++; }", "int f(short x)")),
    Refuses("char may be signed", _loop("while (x) { x &= x - 1; c++; }", "int f(char x)")),
    Refuses("a reference may be the counter", _loop("int& d = c;\nwhile (x) { d += x & 1; x >>= 1; }")),
    Refuses("volatile", _loop("volatile unsigned y = x;\nwhile (y) { c += y & 1; y >>= 1; }")),
    Refuses("a floating-point count", _loop("double d = 0;\nwhile (x) { d += x & 1; x >>= 1; }", result="d")),
    Refuses("a flag", _loop("bool odd = false;\nwhile (x) { odd += x & 1; x >>= 1; }", result="odd")),
    Refuses("only some bits", _loop("for (int i = 0; i < 20; i++) c += x >> i & 1;")),
    Refuses("not from the lowest", _loop("for (int i = 1; i < 32; i++) c += x >> i & 1;")),
    Refuses("every other bit", _loop("for (int i = 0; i < 32; i += 2) c += x >> i & 1;")),
    Refuses("the values of the bits", _loop("for (int i = 0; i < 32; i++) c += x & (1 << i);")),
    Refuses("a bit compared with 1", _loop("for (int i = 0; i < 32; i++) if ((x & (1 << i)) == 1) c++;")),
    Refuses(
        "the top bit is negative", _loop("for (int i = 0; i < 32; i++) if ((x & (1 << i)) > 0) c++;", "int f(int x)")
    ),
    Refuses("32-bit masks of 64 bits", _loop("for (int i = 0; i < 64; i++) if (x & (1 << i)) c++;", "int f(long x)")),
    Refuses("any number of 64 bits", _loop("for (int i = 0; i < n; i++) if (x >> i & 1) c++;", "int f(long x, int n)")),
    Refuses("sign bits of a short", _loop("for (int i = 0; i < 32; i++) c += x >> i & 1;", "int f(short x)")),
    Refuses("the number changes", _loop("for (int i = 0; i < 32; i++) c += x++ >> i & 1;")),
    Refuses("the end changes", _loop("for (int i = 0; i < n; i++) { if (x >> i & 1) c++; n--; }")),
    Refuses("the end is the count", _loop("for (int i = 0; i < c; i++) if (x >> i & 1) c++;")),
    Refuses("a comment would be lost", _loop("while (x) {\n    c += x & 1;  // lowest\n    x >>= 1;\n}")),
    Refuses("a macro takes part", "#define x y\n" + _loop("while (x) { c += x & 1; x >>= 1; }")),
    Refuses(
        "a class",
        "struct N { N& operator>>=(int); int operator&(int); operator bool(); };\n"
        + _loop("while (x) { c += x & 1; x >>= 1; }", "int f(N x)"),
    ),
)

CASES = (RuleCases("NUM16", _APPLIES, _REFUSES),)
