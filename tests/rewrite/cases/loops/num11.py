"""Table for NUM11 (rewrite/rules/loops/square_root.py)."""

from rule_cases import Applies, Refuses, RuleCases


def _main(body: str, *, above: str = "", headers: str = "") -> str:
    """A program with the usual headers around the lines of `main`."""
    lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").split("\n"))
    top = f"#include <cmath>\n#include <iostream>\n{headers}using namespace std;\n"
    return f"{top}{above}int main() {{\n{lines}\n}}\n"


_COUNT = "int n, k = 0;\ncin >> n;\n"
_APPLIES = (
    Applies(
        "trial division",
        _main(
            "for (int x = -3; x < 200; x++) if (prime(x)) cout << x << ' ';\ncout << prime(2147483647);",
            above="bool prime(int n) {\n    if (n < 2) return false;\n    for (int i = 2; i <= sqrt(n); i++)\n"
            "        if (n % i == 0) return false;\n    return true;\n}\n",
        ),
        _main(
            "for (int x = -3; x < 200; x++) if (prime(x)) cout << x << ' ';\ncout << prime(2147483647);",
            above="bool prime(int n) {\n    if (n < 2) return false;\n    for (int i = 2; (long long)i * i <= n; i++)\n"
            "        if (n % i == 0) return false;\n    return true;\n}\n",
        ),
    ),
    Applies(
        "the loop divides n: the root would change",
        _main(
            _COUNT + "for (int i = 2; i <= sqrt(n); i++)\n    while (n % i == 0) {\n        n /= i;\n        k += i;\n"
            "    }\ncout << n << ' ' << k;"
        ),
        _main(
            _COUNT + "for (int i = 2; (long long)i * i <= n; i++)\n    while (n % i == 0) {\n        n /= i;\n"
            "        k += i;\n    }\n"
            "cout << n << ' ' << k;"
        ),
        stdin="360360",
    ),
    Applies(
        "a while loop, the counter on the right, `<`",
        _main(_COUNT + "int i = 1;\nwhile (sqrt((double)n) > i) {\n    k += i;\n    i += 2;\n}\ncout << k;"),
        _main(_COUNT + "int i = 1;\nwhile (n > (long long)i * i) {\n    k += i;\n    i += 2;\n}\ncout << k;"),
        stdin="625",
    ),
    Applies(
        "a negative number has no root",
        _main(_COUNT + "for (int i = 0; i <= sqrt(n); i++) k++;\ncout << k;"),
        _main(_COUNT + "for (int i = 0; (long long)i * i <= n; i++) k++;\ncout << k;"),
        stdin="-9",
    ),
    Applies(
        "cut to an integer, with another condition; an expression; a 64-bit counter",
        _main(
            _COUNT + "bool more = true;\nfor (int i = 2; i <= (int)sqrt(n) && more; ++i) more = ++k < 5;\n"
            "for (long long i = 1; i <= floor(sqrt(n / 2 + 1)); i += 3) k++;\ncout << k;"
        ),
        _main(
            _COUNT + "bool more = true;\nfor (int i = 2; (long long)i * i <= n && more; ++i) more = ++k < 5;\n"
            "for (long long i = 1; i * i <= n / 2 + 1; i += 3) k++;\ncout << k;"
        ),
        stdin="1000",
    ),
    Applies(
        "64 bits: the root is computed before the loop",
        _main(
            "long long n, k = 0;\ncin >> n;\nfor (long long i = 1; i <= sqrt(n); i++) {\n"
            "    if (n % i == 0) k++;\n}\ncout << k;"
        ),
        _main(
            "long long n, k = 0;\ncin >> n;\nconst double sqrt_n = sqrt(n);\n"
            "for (long long i = 1; i <= sqrt_n; i++) {\n"
            "    if (n % i == 0) k++;\n}\ncout << k;"
        ),
        stdin="10000000019",
    ),
    Applies(
        "the name of the root is taken",
        _main(
            "double x = 50.5, sqrt_x = 1;\nint k = 0;\nfor (int i = -5; i < sqrt(x); i++) k++;\ncout << k << sqrt_x;"
        ),
        _main(
            "double x = 50.5, sqrt_x = 1;\nint k = 0;\nconst double sqrt_x_2 = sqrt(x);\n"
            "for (int i = -5; i < sqrt_x_2; i++) k++;\n"
            "cout << k << sqrt_x;"
        ),
    ),
    Applies(
        "plain C, CRLF",
        "#include <math.h>\r\n#include <stdio.h>\r\nint main(void) {\r\n\tint k = 0, n = 99;\r\n"
        '\tfor (int i = 1; i <= sqrt(n); i++) k += i;\r\n\tprintf("%d", k);\r\n}\r\n',
        "#include <math.h>\r\n#include <stdio.h>\r\nint main(void) {\r\n\tint k = 0, n = 99;\r\n"
        '\tfor (int i = 1; (long long)i * i <= n; i++) k += i;\r\n\tprintf("%d", k);\r\n}\r\n',
        suffix=".c",
    ),
)

_LONG = "long long n, k = 0;\ncin >> n;\n"
_REFUSES = (
    Refuses(
        "the loop changes a 64-bit n",
        _main(_LONG + "for (long long i = 2; i <= sqrt(n); i++) while (n % i == 0) n /= i;\ncout << n;"),
    ),
    Refuses(
        "a function changes the global n",
        _main(
            "cin >> n;\nfor (long long i = 2; i <= sqrt(n); i++) shrink();\ncout << n;",
            above="long long n;\nvoid shrink() { n /= 2; }\n",
        ),
    ),
    Refuses(
        "a reference changes n",
        _main(_LONG + "long long& m = n;\nfor (long long i = 2; i <= sqrt(n); i++) m /= 2;\ncout << k;"),
    ),
    Refuses(
        "the counter may be negative, and n changes",
        _main(_COUNT + "for (int i = -9; i <= sqrt(n); i++) n--;\ncout << n;"),
    ),
    Refuses(
        "the counter starts anywhere, and n changes",
        _main(_COUNT + "for (int i = n / 2 - 5; i <= sqrt(n); i++) n--;\ncout << n;"),
    ),
    Refuses(
        "the counter is read in the loop, and n changes",
        _main(_COUNT + "for (int i = 0; i <= sqrt(n); i++) { cin >> i; n--; }\ncout << n;"),
    ),
    Refuses(
        "the counter is a parameter, and n changes",
        _main(
            "cout << f(-3, 99);", above="int f(int i, int n) {\n    for (; i <= sqrt(n); i++) n--;\n    return i;\n}\n"
        ),
    ),
    Refuses(
        "cut to an integer and compared by <, and n changes",
        _main(_COUNT + "for (int i = 0; i < (int)sqrt(n); i++) n--;\ncout << n;"),
    ),
    Refuses(
        "part of a larger expression, and n changes",
        _main(_COUNT + "for (int i = 0; i <= sqrt(n) + 1; i++) n--;\ncout << n;"),
    ),
    Refuses("a float root", _main(_COUNT + "for (int i = 0; i <= sqrt((float)n); i++) n--;\ncout << n;")),
    Refuses("sqrtf", _main(_COUNT + "for (int i = 0; i <= sqrtf(n); i++) k++;\ncout << k;")),
    Refuses(
        "a condition that is not the loop's",
        _main(_LONG + "for (long long i = 0; i < 99; i++) if (i <= sqrt(n)) k++;\ncout << k;"),
    ),
    Refuses(
        "an alternative by ||, and n changes",
        _main(_COUNT + "for (int i = 0; k == 0 || i <= sqrt(n); i++) { n--; k = 1; }\ncout << n;"),
    ),
    Refuses(
        "another function of that name",
        _main(_COUNT + "for (int i = 0; i <= sqrt(n); i++) k++;\ncout << k;", above="int sqrt(int x) { return x; }\n"),
    ),
    Refuses(
        "a macro of that name",
        _main(_COUNT + "for (int i = 0; i <= sqrt(n); i++) k++;\ncout << k;", above="#define sqrt(x) (x)\n"),
    ),
    Refuses(
        "a header of the project may overload it",
        _main(_COUNT + "for (int i = 0; i <= sqrt(n); i++) k++;", headers='#include "big.h"\n'),
    ),
    Refuses(
        "a class of the file",
        _main(
            "B n;\nint k = 0;\nfor (int i = 0; i <= sqrt(n); i++) k++;\ncout << k;",
            above="struct B { operator double() const { return 9; } };\n",
        ),
    ),
    Refuses(
        "errno is read",
        _main(_COUNT + "for (int i = 0; i <= sqrt(n); i++) k++;\ncout << errno;", headers="#include <cerrno>\n"),
    ),
    Refuses(
        "a volatile counter and n", _main("volatile int n = 9;\nfor (volatile int i = 0; i <= sqrt(n); i++) cout << i;")
    ),
    Refuses(
        "the loop is the body of another without braces",
        _main(_LONG + "for (int q = 0; q < 3; q++)\n    for (long long i = 0; i <= sqrt(n); i++) k++;\ncout << k;"),
    ),
    Refuses(
        "a jump would pass over the new variable",
        _main(_LONG + "again:\nfor (long long i = 0; i <= sqrt(n); i++) k++;\nif (k < 99) goto again;\ncout << k;"),
    ),
    Refuses(
        "the argument is declared in the loop's header",
        _main(_LONG + "for (long long m = n, i = 0; i <= sqrt(m); i++) k++;\ncout << k;"),
    ),
    Refuses(
        "the argument has a side effect", _main(_LONG + "for (long long i = 0; i <= sqrt(n++); i++) k++;\ncout << k;")
    ),
    Refuses(
        "template: the type is open",
        (
            "#include <cmath>\ntemplate <class T> bool prime(T n) {\n"
            "    for (T i = 2; i <= sqrt(n); i++) if (n % i == 0) return false;\n    return true;\n}\n"
        ),
    ),
    Refuses(
        "an unsigned counter that is added to in the loop, and n changes",
        _main(_COUNT + "unsigned i = 0;\nwhile (i <= sqrt(n)) { i += 7; n--; }\ncout << n;"),
    ),
    Refuses(
        "a #pragma speaks of the loop",
        _main(_LONG + "#pragma GCC unroll 4\nfor (long long i = 0; i <= sqrt(n); i++) k++;\ncout << k;"),
    ),
    Refuses(
        "an unsigned counter, and n may be negative and changes",
        _main(_COUNT + "for (unsigned long i = 2; i <= sqrt(n); i++) n--;\ncout << n;"),
    ),
    Refuses("not understood", _main(_COUNT + "for (int i = 0; i <= sqrt(n); i++) k++;\ncout << (k;")),
)

CASES = (RuleCases("NUM11", _APPLIES, _REFUSES),)
