"""Table for NUM12 (rewrite/rules/algorithm/trial_division.py)."""

from rule_cases import Applies, Refuses, RuleCases

_HEAD = "#include <iostream>\nusing namespace std;\n"


def _main(body: str, above: str = "") -> str:
    lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").split("\n"))
    return f"{_HEAD}{above}int main() {{\n{lines}\n}}\n"


_SEARCHES = """
bool prime(int n) {
    if (n < 2) return false;
    for (int i = 2; LIMIT_1; i++) {
        if (n % i == 0) return false;
    }
    return true;
}
long long smallest(long long n) {
    for (long long i = 2; LIMIT_2; ++i)
        if (!(n % i)) {
            cerr << i;
            return i;
        }
    return n;
}
bool composite(unsigned n) {
    bool found = false;
    int i;
    for (i = 2; LIMIT_3; i += 1) if (n % i == 0) { found = true; break; }
    for (i = 0; i < 3; i++) found = found || i > 5;
    return found;
}
bool odd(int n) {
    int bad = 0;
    for (int i = 2; LIMIT_4; i++)
        if (0 == n % i) bad = 1;
    return bad;
}
"""


def _limits(*limits: str) -> str:
    text = _SEARCHES
    for number, limit in enumerate(limits, 1):
        text = text.replace(f"LIMIT_{number}", limit)
    return text


_PRINT_ALL = (
    "for (int n = -9; n < 300; n++) cout << prime(n) << smallest(n) << composite(n < 0 ? 1 : n) << odd(n) << ' ';\n"
    "cout << smallest(1000003LL * 3) << prime(999983);"
)

_AFTERWARDS = """
int last(int n) {
    int i;
    for (i = 2; LIMIT_1; i++)
        if (n % i == 0)
            break;REST_1
    return i;
}
int half(int n) {
    int i = 0;
    for (i = 2; LIMIT_2; i++) {
        if (n % i == 0) break;
    }REST_2
    if (i > n / 2) return -i;
    return i;
}
"""


def _afterwards(first: str, second: str, rests: tuple[str, str] = ("", "")) -> str:
    text = _AFTERWARDS.replace("LIMIT_1", first).replace("LIMIT_2", second)
    for number, rest in enumerate(rests, 1):
        text = text.replace(f"REST_{number}", f"\n    {rest}" if rest else "")
    return text


_TALLIES = """
int count(int n) {
    int c = 0;
    for (int i = 1; LIMIT_1; i++)
        if (n % i == 0) THEN_1
    return c;
}
long long sum(int n) {
    long long s = 0, k = 0;
    for (int i = 1; LIMIT_2; i++) {
        if (n % i == 0) {THEN_2
        }
    }
    return s * 100 + k;
}
unsigned inner(unsigned n) {
    unsigned c = 7;
    for (unsigned i = 2; LIMIT_3; i++)
        if (n % i == 0)
            THEN_3
    return c;
}
"""


def _tallies(limits: tuple[str, ...], actions: tuple[str, ...]) -> str:
    text = _TALLIES
    for number, (limit, action) in enumerate(zip(limits, actions, strict=True), 1):
        text = text.replace(f"LIMIT_{number}", limit).replace(f"THEN_{number}", action)
    return text


_APPLIES = (
    Applies(
        "the loop leaves at the first divisor, or sets a constant",
        _main(_PRINT_ALL, _limits("i < n", "i <= n / 2", "n > i", "i <= n - 1")),
        _main(_PRINT_ALL, _limits("i <= n / i", "i <= n / i", "i <= n / i", "i <= n / i")),
    ),
    Applies(
        "the counter is read afterwards",
        _main(
            "for (int n = -9; n < 200; n++) cout << last(n) << ' ' << half(n) << ' ';", _afterwards("i < n", "i <= n/2")
        ),
        _main(
            "for (int n = -9; n < 200; n++) cout << last(n) << ' ' << half(n) << ' ';",
            _afterwards(
                "i <= n / i",
                "i <= n / i",
                ("if (i < n && i > n / i) i = n;", "if (i <= n/2 && i > n / i) i = n/2 + 1;"),
            ),
        ),
    ),
    Applies(
        "divisors are counted and summed",
        _main(
            "for (int n = -9; n < 300; n++) cout << count(n) << ' ' << sum(n) << ' ' << inner(n < 0 ? 0 : n) << ' ';",
            _tallies(
                ("i <= (n)", "i < n", "i < n"),
                ("c++;", "\n            s += i;\n            k = k + 1;", "++c;"),
            ),
        ),
        _main(
            "for (int n = -9; n < 300; n++) cout << count(n) << ' ' << sum(n) << ' ' << inner(n < 0 ? 0 : n) << ' ';",
            _tallies(
                ("i <= n / i", "i < n && i <= n / i", "i <= n / i"),
                (
                    "{ c++; if (i != n / i) c++; }",
                    "\n            s += i;\n            k = k + 1;\n"
                    "            if (i != 1 && i != n / i) { s += n / i; k = k + 1; }",
                    "{ ++c; if (i != n / i) ++c; }",
                ),
            ),
        ),
    ),
    Applies(
        "plain C, CRLF",
        "#include <stdio.h>\r\nint main(void) {\r\n\tint k = 1, n = 9409;\r\n"
        '\tfor (int i = 2; i < n; i++)\r\n\t\tif (n % i == 0)\r\n\t\t\tk = 0;\r\n\tprintf("%d", k);\r\n}\r\n',
        "#include <stdio.h>\r\nint main(void) {\r\n\tint k = 1, n = 9409;\r\n"
        '\tfor (int i = 2; i <= n / i; i++)\r\n\t\tif (n % i == 0)\r\n\t\t\tk = 0;\r\n\tprintf("%d", k);\r\n}\r\n',
        suffix=".c",
    ),
)

_READ = "int n, c = 0, i;\ncin >> n;\n"


def _refused(loop: str, after: str = "cout << c;", before: str = _READ, above: str = "") -> str:
    return _main(f"{before}{loop}\n{after}", above)


_REFUSES = (
    Refuses(
        "4 has no divisor below its half", _refused("for (int i = 2; i < n / 2; i++) if (n % i == 0) { c = 1; break; }")
    ),
    Refuses("n itself is found", _refused("for (int i = 2; i <= n; i++) if (n % i == 0) { c = i; break; }")),
    Refuses("n itself is counted", _refused("for (int i = 2; i <= n; i++) if (n % i == 0) c++;")),
    Refuses("1 is found", _refused("for (int i = 1; i < n; i++) if (n % i == 0) { c = i; break; }")),
    Refuses("beyond n", _refused("for (int i = 2; i <= n + 1; i++) if (n % i == 0) { c = i; break; }")),
    Refuses("the bound is no part of n", _refused("for (int i = 2; i < c; i++) if (n % i == 0) { c = i; break; }")),
    Refuses("starts elsewhere", _refused("for (int i = 3; i < n; i++) if (n % i == 0) { c = i; break; }")),
    Refuses("odd numbers only", _refused("for (int i = 3; i < n; i += 2) if (n % i == 0) { c = i; break; }")),
    Refuses("downwards", _refused("for (int i = n - 1; i > 1; i--) if (n % i == 0) { c = i; break; }")),
    Refuses("the last divisor is kept", _refused("for (int i = 2; i < n; i++) if (n % i == 0) c = i;")),
    Refuses("divisors are printed in order", _refused("for (int i = 1; i <= n; i++) if (n % i == 0) cout << i;")),
    Refuses("the passes are counted", _refused("for (int i = 2; i < n; i++) { c++; if (n % i == 0) break; }")),
    Refuses(
        "what does not divide is counted", _refused("for (int i = 2; i < n; i++) if (n % i == 0) break; else c++;")
    ),
    Refuses("another remainder", _refused("for (int i = 2; i < n; i++) if (n % i == 1) { c = 1; break; }")),
    Refuses("another dividend", _refused("for (int i = 2; i < n; i++) if (c % i == 0) { c = 1; break; }")),
    Refuses("multiples of n", _refused("for (int i = 2; i < n; i++) if (i % n == 0) { c = 1; break; }")),
    Refuses("n is divided", _refused("for (int i = 2; i <= n / 2; i++) if (n % i == 0) n /= i;")),
    Refuses("n is cleared", _refused("for (int i = 2; i < n; i++) if (n % i == 0) n = 1;")),
    Refuses(
        "goes on after some",
        _refused("for (int i = 2; i < n; i++) if (n % i == 0) { if (i < 9) continue; c = i; break; }"),
    ),
    Refuses("leaves only sometimes", _refused("for (int i = 2; i < n; i++) if (n % i == 0) { if (i > 9) break; }")),
    Refuses("floating-point sum", _refused("double s = 0;\nfor (int i = 1; i <= n; i++) if (n % i == 0) s += i;")),
    Refuses("a sum of squares", _refused("for (int i = 1; i <= n; i++) if (n % i == 0) c += i * i;")),
    Refuses("multiplied", _refused("for (int i = 1; i <= n; i++) if (n % i == 0) c *= i;")),
    Refuses("subtracted", _refused("for (int i = 1; i <= n; i++) if (n % i == 0) c -= i;")),
    Refuses(
        "a reference to n is summed into", _refused("int& s = n;\nfor (int i = 1; i <= n; i++) if (n % i == 0) s += i;")
    ),
    Refuses(
        "the counter is read after counting",
        _refused("for (i = 1; i <= n; i++) if (n % i == 0) c++;", "cout << c << i;"),
    ),
    Refuses(
        "the counter is read in the loop around, after counting",
        _refused("i = 0;\nwhile (i < 50) {\n    n++;\n    for (i = 1; i <= n; i++) if (n % i == 0) c++;\n}"),
    ),
    Refuses(
        "the counter is changed where the loop leaves, and read afterwards",
        _refused("for (i = 2; i < n; i++) if (n % i == 0) { i = 0; break; }", "cout << i;"),
    ),
    Refuses(
        "n is changed where the loop leaves, and the counter is read afterwards",
        _refused("for (i = 2; i < n; i++) if (n % i == 0) { n = 3; break; }", "cout << i;"),
    ),
    Refuses(
        "an unsigned counter meets a negative n",
        _refused("for (unsigned i = 2; i < n; i++) if (n % i == 0) { c = 1; break; }"),
    ),
    Refuses("a short counter wraps round", _refused("for (short i = 2; i < n; i++) if (n % i == 0) { c = 1; break; }")),
    Refuses(
        "an unsigned n of 0 wraps round",
        _refused(
            "for (unsigned i = 2; i <= u - 1; i++) if (u % i == 0) { c = 1; break; }",
            before="unsigned u = 0;\nint c = 0;\n",
        ),
    ),
    Refuses("volatile", _refused("volatile int v = 9;\nfor (int i = 2; i < v; i++) if (v % i == 0) { c = 1; break; }")),
    Refuses(
        "a macro", _refused("for (int i = 2; i < N; i++) if (N % i == 0) { c = 1; break; }", above="#define N rand()\n")
    ),
    Refuses(
        "a class with operators",
        _refused(
            "B b;\nfor (int i = 2; i < b; i++) if (b % i == 0) { c = 1; break; }",
            above="struct B { bool operator>(int) const; int operator%(int) const; operator int() const; };\n",
        ),
    ),
    Refuses(
        "a template",
        f"{_HEAD}template <class T> bool f(T n) {{\n"
        "    for (T i = 2; i < n; i++) if (n % i == 0) return false;\n    return true;\n}\n",
    ),
    Refuses(
        "threads share the passes",
        _refused("#pragma omp parallel for\n    for (int i = 2; i < n; i++) if (n % i == 0) c = 1;"),
    ),
    Refuses(
        "a comment would be lost", _refused("for (int i = 1; i <= n; i++) if (n % i == 0) { c++; /* one more */ }")
    ),
    Refuses("already up to the root", _refused("for (int i = 2; i * i <= n; i++) if (n % i == 0) { c = 1; break; }")),
    Refuses("not understood", _refused("for (int i = 2; i < n; i++) if (n % i == 0) { c = 1; break; }", "cout << (c;")),
)

CASES = (RuleCases("NUM12", _APPLIES, _REFUSES),)
