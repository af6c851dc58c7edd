"""Table for NUM3 (rewrite/rules/numerical/integer_powers.py)."""

from rule_cases import Applies, Refuses, RuleCases


def _main(body: str, *, above: str = "", headers: str = "") -> str:
    """A program with the usual headers around the lines of `main`."""
    lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").split("\n"))
    top = f"#include <cmath>\n#include <iostream>\n#include <string>\n{headers}using namespace std;\n"
    return f"{top}{above}int main() {{\n{lines}\n}}\n"


_APPLIES = (
    Applies(
        "cubes of digits are added up",
        _main("""
int n, sum = 0;
cin >> n;
for (int t = n; t > 0; t /= 10) {
    int d = t % 10;
    sum += pow(d, 3);
}
cout << sum << endl;
"""),
        _main("""
int n, sum = 0;
cin >> n;
for (int t = n; t > 0; t /= 10) {
    int d = t % 10;
    sum += d * d * d;
}
cout << sum << endl;
"""),
        stdin="153",
    ),
    Applies(
        "casts of all kinds, a return and a declaration",
        _main(
            "long long total = square('7' - '0');\nfor (int i = -50; i <= 50; ++i) {\n    int a = pow(i, 4);\n"
            "    total += (int)pow(i, 3) + int(pow(i + 1, 2)) + static_cast<long long>(pow(i, 5)) + a;\n}\n"
            "cout << total;",
            above="int square(short x) { return std::pow(x, 2); }\n",
        ),
        _main(
            "long long total = square('7' - '0');\nfor (int i = -50; i <= 50; ++i) {\n    int a = i * i * i * i;\n"
            "    total += (int)(i * i * i) + int((i + 1) * (i + 1)) + "
            "static_cast<long long>(i * i * i * i * i) + a;\n}\ncout << total;",
            above="int square(short x) { return x * x; }\n",
        ),
    ),
    Applies(
        "a comparison of any int: the product has 64 bits",
        _main("""
int n, roots = 0;
cin >> n;
for (int i = 0; pow(i, 2) <= n; i++) roots++;
unsigned limit = 70000;
for (int i = 0; limit > pow(i, 2); i++) roots++;
cout << roots << endl;
"""),
        _main("""
int n, roots = 0;
cin >> n;
for (int i = 0; (long long)i * i <= n; i++) roots++;
unsigned limit = 70000;
for (int i = 0; limit > (long long)i * i; i++) roots++;
cout << roots << endl;
"""),
        stdin="2147483647",
    ),
    Applies(
        "powers of two",
        _main("""
long long sum = 0;
int n;
cin >> n;
for (int k = 0; k < 60; k++) {
    long long bit = pow(2, k);
    if (k <= 20) sum += bit;
    if (n > pow(2, k)) sum++;
}
cout << sum << endl;
"""),
        _main("""
long long sum = 0;
int n;
cin >> n;
for (int k = 0; k < 60; k++) {
    long long bit = 1LL << k;
    if (k <= 20) sum += bit;
    if (n > (1LL << k)) sum++;
}
cout << sum << endl;
"""),
        stdin="77",
    ),
    Applies(
        "characters of a string",
        _main(
            'string s = "31415";\nint sum = 0;\n'
            "for (size_t i = 0; i < s.size(); i++) sum += pow(s[i] - '0', 2);\ncout << sum;"
        ),
        _main(
            'string s = "31415";\nint sum = 0;\nfor (size_t i = 0; i < s.size(); i++) '
            "sum += (s[i] - '0') * (s[i] - '0');\ncout << sum;"
        ),
    ),
    Applies(
        "plain C",
        "#include <math.h>\n#include <stdio.h>\nint main(void) {\n    long s = 0;\n"
        '    for (int i = 0; i < 1000; i++) s = s + (long)pow(i, 3);\n    printf("%ld", s);\n}\n',
        "#include <math.h>\n#include <stdio.h>\nint main(void) {\n    long s = 0;\n"
        '    for (int i = 0; i < 1000; i++) s = s + (long)(i * i * i);\n    printf("%ld", s);\n}\n',
        suffix=".c",
    ),
)

_READ = "int n;\ncin >> n;\n"

_REFUSES = (
    Refuses("the square of any int may not fit", _main(_READ + "int r = pow(n, 2);\ncout << r;")),
    Refuses(
        "a double holds the square of a large int only rounded", _main(_READ + "long long r = pow(n, 2);\ncout << r;")
    ),
    Refuses("the cube of any int overflows 63 bits", _main(_READ + "for (int i = 0; pow(i, 3) <= n; i++) cout << i;")),
    Refuses(
        "a small range to a power that does not fit",
        _main("for (int i = 0; i < 2000; i++) { int r = pow(i, 3); cout << r; }"),
    ),
    Refuses(
        "compared with a 64-bit integer, which a double may round",
        _main("long long n;\ncin >> n;\nfor (int i = 0; pow(i, 2) <= n; i++) cout << i;"),
    ),
    Refuses(
        "compared with a floating-point number",
        _main("double x = 9.5;\nfor (int i = 0; pow(i, 2) <= x; i++) cout << i;"),
    ),
    Refuses(
        "the result stays floating point", _main("for (int i = 0; i < 9; i++) { double r = pow(i, 3); cout << r; }")
    ),
    Refuses("printed as a floating-point number", _main("for (int i = 0; i < 999; i++) cout << pow(i, 3) << ' ';")),
    Refuses("part of a floating-point sum", _main("for (int i = 0; i < 9; i++) { int r = pow(i, 2) / 2; cout << r; }")),
    Refuses("a floating-point base", _main("double x = 1.5;\nint r = pow(x, 3);\ncout << r;")),
    Refuses("a negative exponent", _main("for (int i = 1; i < 9; i++) { int r = pow(i, -1); cout << r; }")),
    Refuses("an exponent that may be negative", _main(_READ + "int k = n % 9;\nint r = pow(2, k);\ncout << r;")),
    Refuses(
        "a shift that may be too far",
        _main(_READ + "for (int k = 0; k < n; k++) { long long r = pow(2, k); cout << r; }"),
    ),
    Refuses("an exponent that is not a number", _main(_READ + "int d = n % 10;\nint r = pow(d, n);\ncout << r;")),
    Refuses("an unsigned target", _main("for (int i = -5; i < 9; i++) { unsigned r = pow(i, 3); cout << r; }")),
    Refuses("a short target", _main("for (int i = 0; i < 9; i++) { short r = pow(i, 3); cout << r; }")),
    Refuses(
        "a negative cube compared with an unsigned number",
        _main("unsigned n = 7;\nfor (int i = -5; i < 9; i++) cout << (pow(i, 3) < n);"),
    ),
    Refuses(
        "added to a 64-bit sum, which a double may round",
        _main("long long s = 0;\nfor (int i = 0; i < 9; i++) s += pow(i, 3);\ncout << s;"),
    ),
    Refuses(
        "another function of that name",
        _main(
            "for (int i = 0; i < 9; i++) { int r = pow(i, 3); cout << r; }",
            above="int pow(int a, int b) { return a + b; }\n",
        ),
    ),
    Refuses(
        "a macro of that name",
        _main("for (int i = 0; i < 9; i++) { int r = pow(i, 3); cout << r; }", above="#define pow(a, b) ((a) + (b))\n"),
    ),
    Refuses(
        "a method of that name",
        _main(
            "M m;\nfor (int i = 0; i < 9; i++) { int r = m.pow(i, 3); cout << r; }",
            above="struct M { int pow(int a, int b) { return a - b; } };\n",
        ),
    ),
    Refuses(
        "a header of the project may overload it",
        _main("for (int i = 0; i < 9; i++) { int r = pow(i, 3); cout << r; }", headers='#include "big.h"\n'),
    ),
    Refuses(
        "the base has a side effect", _main("int i = 0, r = 0;\nwhile (i < 9) { r = pow(i++ % 5, 3); }\ncout << r;")
    ),
    Refuses(
        "the base calls a function",
        _main(
            "int r = 0;\nfor (int i = 0; i < 9; i++) r = pow(next(i) % 5, 3);\ncout << r;",
            above="int calls;\nint next(int i) { return ++calls + i; }\n",
        ),
    ),
    Refuses("a volatile base", _main("volatile char c = 3;\nint r = pow(c, 3);\ncout << r;")),
    Refuses(
        "the digit is also read from elsewhere",
        _main(_READ + "int d = n % 10;\ncin >> d;\nint r = pow(d, 3);\ncout << r;"),
    ),
    Refuses(
        "the digit is changed through a reference",
        _main(_READ + "int d = n % 10;\nint& e = d;\ne = n;\nint r = pow(d, 3);\ncout << r;"),
    ),
    Refuses(
        "the digit is changed in a lambda",
        _main(_READ + "int d = n % 10;\nauto f = [&] { d = n; };\nf();\nint r = pow(d, 3);\ncout << r;"),
    ),
    Refuses(
        "the counter is changed in the body",
        _main(_READ + "for (int i = 0; i < 9; i++) { i *= n; int r = pow(i, 3); cout << r; }"),
    ),
    Refuses(
        "a counter in another type by macro",
        _main(_READ + "int r = pow(n % 1000000, 3);\ncout << r;", above="#define int long long\n").replace(
            "int main", "signed main"
        ),
    ),
    Refuses(
        "template: the type is open",
        ("#include <cmath>\ntemplate <class T> int cube(T x) { return pow(x, 3); }\nint main() { return cube(2); }\n"),
    ),
    Refuses("not understood", _main("for (int i = 0; i < 9; i++) { int r = pow(i, 3); cout << r;\n")),
    Refuses(
        "a conversion by braces, which must not narrow",
        _main("for (int i = 0; i < 9; i++) { long long r = {(long long)i}; float f = pow(i, 3); cout << r << f; }"),
    ),
)


CASES = (RuleCases("NUM3", _APPLIES, _REFUSES),)
