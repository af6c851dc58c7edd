"""Table for NUM13 (rewrite/rules/algorithm/sieve.py)."""

from rule_cases import Applies, Refuses, RuleCases

_HEAD = "#include <cmath>\n#include <iostream>\n#include <vector>\nusing namespace std;\n"
_PRIME = """bool prime(int n) {
    if (n <= 1) return false;
    for (int i = 2; i <= sqrt(n); i++)
        if (n % i == 0) return false;
    return true;
}
"""
_PLAIN = """bool plain(int n) {
    for (int i = 2; i * i <= n; i++) if (n % i == 0) return false;
    return n != 1;
}
"""
_LATE = """int late(long long k) {
    if (k < 2) return 0;
    if (k == 2) return 1;
    if (k % 2 == 0) return 0;
    for (long long d = 3; d * d <= k; d += 2) {
        if (k % d == 0) {
            return 0;
        }
    }
    return 1;
}
"""
_FLAG = """bool flagged(int x) {
    if (x < 2) return false;
    bool is = true;
    for (int i = 2; i <= x / 2; i++) {
        if (x % i == 0) { is = false; break; }
    }
    return is;
}
"""
_WHEEL = """bool wheel(int n) {
    if (n <= 1) return false;
    if (n <= 3) return true;
    if (n % 2 == 0 || n % 3 == 0) return false;
    for (int i = 5; i * i <= n; i += 6)
        if (n % i == 0 || n % (i + 2) == 0) return false;
    return true;
}
"""


def _main(body: str, above: str = _PRIME) -> str:
    lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").split("\n"))
    return f"{_HEAD}{above}int main() {{\n{lines}\n}}\n"


_COUNTED = """
int n, c = 0;
cin >> n;
SIEVE_1for (int i = 0; i <= n; i++)
    if (ASK_1) c += i;
for (int t = 0; t < 2; t++) {
    SIEVE_2for (int j = 1; j < n / 2; ++j) {
        c++;
        if (ASK_2 && j % 4 == 1) { if (j == 5) continue; c += j; }
    }
}
SIEVE_3for (int k = 2; k < 50; k++) {
    if (ASK_3) continue;
    cout << k << ' ';
}
SIEVE_4for (int k = 2; k <= 60; k++) c += ASK_4;
cout << c;
"""


def _sieve(limit: str, number: str, margin: str = "") -> str:
    lines = (
        f"const long long last{number} = {limit};",
        f"vector<bool> composite{number}(last{number} < 2 ? 2 : last{number} + 1);",
        f"composite{number}[0] = composite{number}[1] = true;",
        f"for (long long prime_{int(number[1:] or 1) + 1} = 2; PRIME * PRIME <= last{number}; PRIME++)",
        f"    if (!composite{number}[PRIME])",
        f"        for (long long multiple{number} = PRIME * PRIME; multiple{number} <= last{number}; "
        f"multiple{number} += PRIME) composite{number}[multiple{number}] = true;",
        "",
    )
    return f"\n{margin}".join(lines).replace("PRIME", f"prime_{int(number[1:] or 1) + 1}")


def _filled(sieves: tuple[str, ...], asks: tuple[str, ...]) -> str:
    text = _COUNTED
    for number, (sieve, ask) in enumerate(zip(sieves, asks, strict=True), 1):
        text = text.replace(f"SIEVE_{number}", sieve).replace(f"ASK_{number}", ask)
    return text


_APPLIES = (
    Applies(
        "four ways to test for primes",
        _main(_filled(("",) * 4, ("prime(i)", "late(j)", "!flagged(k)", "wheel(k)")), _PRIME + _LATE + _FLAG + _WHEEL),
        _main(
            _filled(
                (
                    _sieve("n", ""),
                    _sieve("(n / 2) - 1LL", "_2", "    "),
                    _sieve("50 - 1LL", "_3"),
                    _sieve("60", "_4"),
                ),
                ("!composite[i]", "!composite_2[j]", "composite_3[k]", "!composite_4[k]"),
            ),
            _PRIME + _LATE + _FLAG + _WHEEL,
        ),
        stdin="200",
    ),
    Applies(
        "right from 1 on only",
        _main("int c = 0;\nfor (int i = 1; i <= 40; i++) if (plain(i)) c += i;\ncout << c;", _PLAIN),
        _main(
            f"int c = 0;\n{_sieve('40', '').replace('prime_2', 'prime')}"
            "for (int i = 1; i <= 40; i++) if (!composite[i]) c += i;\ncout << c;",
            _PLAIN,
        ),
    ),
    Applies(
        "nothing to ask",
        _main(_filled(("",) * 4, ("prime(i)", "prime(j)", "!prime(k)", "prime(k)"))),
        _main(
            _filled(
                (
                    _sieve("n", ""),
                    _sieve("(n / 2) - 1LL", "_2", "    "),
                    _sieve("50 - 1LL", "_3"),
                    _sieve("60", "_4"),
                ),
                ("!composite[i]", "!composite_2[j]", "composite_3[k]", "!composite_4[k]"),
            )
        ),
        stdin="-7",
    ),
)


def _refused(loop: str, above: str = _PRIME, before: str = "int n, c = 0;\ncin >> n;\n") -> str:
    return _main(f"{before}{loop}\ncout << c;", above)


_LOOP = "for (int i = 2; i <= n; i++) if (prime(i)) c++;"
_REFUSES = (
    Refuses("only some are asked for", _refused("for (int i = 2; i <= n; i++) if (n % i == 0 && prime(i)) c++;")),
    Refuses(
        "only some are asked for, by a skip",
        _refused("for (int i = 2; i <= n; i++) { if (n % i) continue; if (prime(i)) c++; }"),
    ),
    Refuses(
        "asked for under a condition", _refused("for (int i = 2; i <= n; i++) if (n % i == 0) { if (prime(i)) c++; }")
    ),
    Refuses("either of two", _refused("for (int i = 2; i <= n; i++) c += i % 2 ? prime(i) : 0;")),
    Refuses("the loop ends early", _refused("for (int i = 2; i <= n; i++) if (prime(i)) { if (++c == 10) break; }")),
    Refuses("the loop returns", _refused("for (int i = 2; i <= n; i++) if (prime(i)) return c;")),
    Refuses("the program may end", _refused("for (int i = 2; i <= n; i++) { if (prime(i)) c++; if (c > 9) exit(0); }")),
    Refuses(
        "an exception ends the loop",
        _refused(
            "vector<int> v(9);\ntry {\nfor (int i = 2; i <= n; i++) if (prime(i)) v.at(c++) = i;\n} catch (...) {}\n"
        ),
    ),
    Refuses("a large start", _refused("for (int i = 1000000000; i <= n; i++) if (prime(i)) c++;")),
    Refuses("an unknown start", _refused("for (int i = n - 5; i <= n; i++) if (prime(i)) c++;")),
    Refuses("a negative start", _refused("for (int i = -5; i <= n; i++) if (prime(i)) c++;")),
    Refuses("downwards", _refused("for (int i = n; i > 1; i--) if (prime(i)) c++;")),
    Refuses("every second", _refused("for (int i = 3; i <= n; i += 2) if (prime(i)) c++;")),
    Refuses("no bound", _refused("for (int i = 2; c < n; i++) if (prime(i)) c++;")),
    Refuses("n changes", _refused("for (int i = 2; i <= n; i++) if (prime(i)) n--;")),
    Refuses("the counter changes", _refused("for (int i = 2; i <= n; i++) if (prime(i)) i++;")),
    Refuses("another number is asked for", _refused("for (int i = 2; i <= n; i++) if (prime(i + 2)) c++;")),
    Refuses("another variable is asked for", _refused("for (int i = 2; i <= n; i++) if (prime(c)) c++;")),
    Refuses("printed: true or 1", _refused("for (int i = 2; i <= n; i++) cout << prime(i);")),
    Refuses("1 counts as prime", _refused(_LOOP, _PRIME.replace("n <= 1", "n < 1"))),
    Refuses(
        "1 is not tested, but asked for",
        _refused(_LOOP.replace("i = 2", "i = 1"), _PRIME.replace("    if (n <= 1) return false;\n", "")),
    ),
    Refuses(
        "0 is not tested, but asked for",
        _refused(_LOOP.replace("i = 2", "i = 0"), _PRIME.replace("n <= 1", "n == 1")),
    ),
    Refuses("2 does not count as prime", _refused(_LOOP, _PRIME.replace("n <= 1", "n <= 2"))),
    Refuses("4 counts as prime", _refused(_LOOP, _PRIME.replace("i <= sqrt(n)", "i < n / 2"))),
    Refuses("squares count as prime", _refused(_LOOP, _PRIME.replace("i <= sqrt(n)", "i * i < n"))),
    Refuses("begins with 3", _refused(_LOOP, _PRIME.replace("i = 2", "i = 3"))),
    Refuses("only odd divisors", _refused(_LOOP, _PRIME.replace("i++", "i += 2"))),
    Refuses(
        "composite means true",
        _refused(_LOOP, _PRIME.replace("true", "7").replace("false", "true").replace("7", "false")),
    ),
    Refuses("another remainder", _refused(_LOOP, _PRIME.replace("== 0", "== 1"))),
    Refuses(
        "counts its calls",
        _refused(
            _LOOP, f"int calls;\n{_PRIME.replace('    if (n <= 1)', '    calls++;' + chr(10) + '    if (n <= 1)')}"
        ),
    ),
    Refuses("a global counter", _refused(_LOOP, f"int i;\n{_PRIME.replace('int i = 2', 'i = 2')}")),
    Refuses(
        "a global flag",
        _refused(_LOOP.replace("prime", "flagged"), f"bool is;\n{_FLAG.replace('bool is = true', 'is = true')}"),
    ),
    Refuses("the parameter is a reference", _refused(_LOOP, _PRIME.replace("int n", "int& n"))),
    Refuses("the file's own root", _refused(_LOOP, f"int sqrt(int x) {{ return x / 3; }}\n{_PRIME}")),
    Refuses("overloaded", _refused(_LOOP, f"{_PRIME}bool prime(double) {{ return false; }}\n")),
    Refuses("only declared", _refused(_LOOP, "bool prime(int n);\n")),
    Refuses("a template", _refused(_LOOP, f"template <class T> {_PRIME.replace('int n', 'T n')}")),
    Refuses("a method", _refused(_LOOP.replace("prime(i)", "s.prime(i)"), f"struct S {{\n{_PRIME}}} s;\n")),
    Refuses(
        "C",
        "#include <stdio.h>\nint prime(int n) {\n    if (n < 2) return 0;\n    for (int i = 2; i * i <= n; "
        "i++) if (n % i == 0) return 0;\n    return 1;\n}\nint main(void) {\n    int c = 0;\n    for (int i "
        "= 2; i <= 99; i++) if (prime(i)) c++;\n    return c;\n}\n",
        ".c",
    ),
    Refuses(
        "an operator tells bool from int",
        _refused(
            "S s;\nfor (int i = 2; i <= n; i++) s = late(i);",
            f"{_LATE}struct S {{ S& operator=(int); S& operator=(bool); }};\n",
        ),
    ),
    Refuses(
        "constexpr",
        f"constexpr {_PLAIN}constexpr int f(int n) {{ int c = 0; {_LOOP.replace('prime', 'plain')} return c; }}\n",
    ),
    Refuses("a pragma speaks of the loop", _refused(f"#pragma GCC unroll 4\n{_LOOP}")),
    Refuses("not understood", _refused(f"{_LOOP}\ncout << (c;")),
)

CASES = (RuleCases("NUM13", _APPLIES, _REFUSES),)
