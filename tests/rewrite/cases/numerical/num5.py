"""Table for NUM5 (rewrite/rules/numerical/constant_divisors.py)."""

from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "modulus",
        """
#include <cstdio>
int MOD = 1000000007;
static long long base = (long long)1e3 + 13;
long long power(long long b, int e) {
    long long r = 1;
    while (e--) r = r * b % MOD;
    return r;
}
int main() {
    int e;
    scanf("%d", &e);
    printf("%lld %lld\\n", power(3, e), power(5, e) / (base));
}
""",
        """
#include <cstdio>
const int MOD = 1000000007;
const static long long base = (long long)1e3 + 13;
long long power(long long b, int e) {
    long long r = 1;
    while (e--) r = r * b % MOD;
    return r;
}
int main() {
    int e;
    scanf("%d", &e);
    printf("%lld %lld\\n", power(3, e), power(5, e) / (base));
}
""",
        stdin="1000",
    ),
    Applies(
        "C program",
        """
#include <stdio.h>
long p = 998244353L;
int main(void) {
    long h = 1;
    int c;
    while ((c = getchar()) != EOF) h = (h * 131 + c) % p;
    printf("%ld\\n", h);
    return 0;
}
""",
        """
#include <stdio.h>
const long p = 998244353L;
int main(void) {
    long h = 1;
    int c;
    while ((c = getchar()) != EOF) h = (h * 131 + c) % p;
    printf("%ld\\n", h);
    return 0;
}
""",
        stdin="some text",
        suffix=".c",
    ),
)


def _modulus(use: str, declared: str = "int M = 1009;", head: str = "") -> str:
    return (
        f"#include <cstdio>\n{head}\n{declared}\nint main() {{\n    int x = 5000;\n    {use}\n    return x % M;\n}}\n"
    )


_REFUSES = (
    Refuses("another file may change it", "int M = 1009;\nint f(int x) { return x % M; }\n"),
    Refuses("a member refers to it", _modulus("S s; s.r = 7;", "int M = 1009;\nstruct S { int& r; S() : r(M) {} };")),
    Refuses("a parameter's default", _modulus("set();", "int M = 1009;\nvoid set(int& r = M) { r = 7; }")),
    Refuses("assigned", _modulus("M = 7;")),
    Refuses("incremented", _modulus("M++;")),
    Refuses("read from input", _modulus('scanf("%d", &M);')),
    Refuses("address kept", _modulus("int* p = &M; *p = 7;")),
    Refuses("bound to a reference", _modulus("int& r = M; r = 7;")),
    Refuses("passed by reference", _modulus("f(M);", head="void f(int& r) { r = 7; }")),
    Refuses("passed to an unknown function by reference", _modulus("f(M);", head="void f(int& r);")),
    Refuses("extern", _modulus("", "extern int M;")),
    Refuses("extern elsewhere", _modulus("", head="extern int M;")),
    Refuses("volatile", _modulus("", "volatile int M = 1009;")),
    Refuses("constant already", _modulus("", "const int M = 1009;")),
    Refuses("no initial value", _modulus("", "int M;")),
    Refuses("initial value is computed", _modulus("", "int M = f();", "int f() { return 9; }")),
    Refuses("declared with another", _modulus("k = 3;", "int M = 1009, k = 2;")),
    Refuses("a macro may change it", _modulus("SET(7);", head="#define SET(v) M = v")),
    Refuses("type asked for", _modulus("decltype(M) y = 3; y++;")),
    Refuses("other files may change it", _modulus("", head='#include "shared.h"')),
    Refuses("local", "int main() { int M = 1009; return 5000 % M; }"),
    Refuses("divides nothing", "int M = 1009;\nint main() { return M; }"),
    Refuses(
        "referred to by a template", _modulus("rest<M>(x);", head="template <int& D> int rest(int x) { return x % D; }")
    ),
    Refuses(
        "changed by an operator", _modulus("In in; in + M;", head="struct In {};\nvoid operator+(In&, int& n) { n++; }")
    ),
    Refuses(
        "changed by a comma", _modulus("In in; in, M;", head="struct In {};\nvoid operator,(In&, int& n) { n++; }")
    ),
    Refuses(
        "changed as an index", _modulus("In in; in[M];", head="struct In { int operator[](int& n) { return n++; } };")
    ),
    Refuses(
        "changed by an assignment of a class",
        _modulus("In in; in += M;", head="struct In { void operator+=(int& n) { n++; } };"),
    ),
    Refuses("changed by an assembler", _modulus('asm("incl M(%rip)");')),
    Refuses("made by a macro", _modulus("", "T M = 1009;", "#define T int")),
)


CASES = (RuleCases("NUM5", _APPLIES, _REFUSES),)
