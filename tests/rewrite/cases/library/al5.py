"""Table for AL5 (rewrite/rules/library/typed_sort.py)."""

from rule_cases import Applies, Refuses, RuleCases

_APPLIES = (
    Applies(
        "differences, comparisons, conditions; arrays, pointers, both orders",
        """
#include <cstdio>
#include <cstdlib>
using namespace std;
int up(const void* a, const void* b) { return *(int*)a - *(const int*)b; }
int down(const void* p, const void* q) {
    const int* a = (const int*)p;
    const int* b = static_cast<const int*>(q);
    if (*a < *b) return 1;
    else if (*a > *b) return -1;
    return 0;  // equal
}
static int wide(const void* a, const void* b) {
    long long x = *(const long long*)a, y = *(const long long*)b;
    return (x > y) - (x < y);
}
int letters(const void* a, const void* b) {
    int d = *(const char*)a - *(const char*)b;
    return d;
}
int chosen(const void* a, const void* b) {
    auto x = *(unsigned*)a; auto y = *(unsigned*)b;
    return x == y ? 0 : x > y ? 1 : -1;
}
int numbers[] = {5, 3, 9, -4, 5, 0};
void show(const int* a, int n) { for (int i = 0; i < n; i++) printf("%d ", a[i]); }
void upto(int* a, size_t n) { qsort(a, n, sizeof *a, &up); }
int main() {
    int n = 6;
    long long big[4] = {1LL << 40, -(1LL << 50), 7, 7};
    char text[] = "sorted";
    unsigned u[] = {4000000000u, 1, 2};
    qsort(numbers + 1, n - 1, sizeof(int), down);
    show(numbers, n);
    upto(numbers, 3);
    show(numbers, n);
    std::qsort(big, 4, sizeof(big[0]), wide);
    qsort(text, 6, 1, letters);
    if (n) qsort(u, 3, sizeof(unsigned), chosen);
    printf("%lld %lld %s %u %u", big[0], big[3], text, u[0], u[2]);
}
""",
        """
#include <cstdio>
#include <cstdlib>
#include <algorithm>
#include <functional>
using namespace std;
int up(const void* a, const void* b) { return *(int*)a - *(const int*)b; }
int down(const void* p, const void* q) {
    const int* a = (const int*)p;
    const int* b = static_cast<const int*>(q);
    if (*a < *b) return 1;
    else if (*a > *b) return -1;
    return 0;  // equal
}
static int wide(const void* a, const void* b) {
    long long x = *(const long long*)a, y = *(const long long*)b;
    return (x > y) - (x < y);
}
int letters(const void* a, const void* b) {
    int d = *(const char*)a - *(const char*)b;
    return d;
}
int chosen(const void* a, const void* b) {
    auto x = *(unsigned*)a; auto y = *(unsigned*)b;
    return x == y ? 0 : x > y ? 1 : -1;
}
int numbers[] = {5, 3, 9, -4, 5, 0};
void show(const int* a, int n) { for (int i = 0; i < n; i++) printf("%d ", a[i]); }
void upto(int* a, size_t n) { sort(a, a + n); }
int main() {
    int n = 6;
    long long big[4] = {1LL << 40, -(1LL << 50), 7, 7};
    char text[] = "sorted";
    unsigned u[] = {4000000000u, 1, 2};
    sort(numbers + 1, numbers + 1 + (n - 1), greater<int>());
    show(numbers, n);
    upto(numbers, 3);
    show(numbers, n);
    sort(big, big + 4);
    sort(text, text + 6);
    if (n) sort(u, u + 3);
    printf("%lld %lld %s %u %u", big[0], big[3], text, u[0], u[2]);
}
""",
    ),
)

_DIFFERENCE = "return *(int*)a - *(int*)b;"


def _sort(
    comparator: str = _DIFFERENCE,
    call: str = "qsort(v, n, sizeof(int), cmp);",
    data: str = "int v[9] = {3, 1, 2};",
    above: str = "",
    parameters: str = "const void* a, const void* b",
) -> str:
    return (
        "#include <cstdlib>\n#include <cstdio>\nusing namespace std;\n"
        f"{above}int cmp({parameters}) {{ {comparator} }}\n"
        f'int main() {{\n    int n = 3;\n    {data}\n    {call}\n    printf("%d", (int)v[0]);\n}}\n'
    )


_REFUSES = (
    Refuses(
        "floating elements",
        _sort("return *(double*)a > *(double*)b ? 1 : -1;", "qsort(v, n, 8, cmp);", "double v[9] = {};"),
    ),
    Refuses(
        "a difference that is cut",
        _sort("return *(long long*)a - *(long long*)b;", "qsort(v, n, 8, cmp);", "long long v[9] = {};"),
    ),
    Refuses(
        "a difference that wraps",
        _sort("return *(unsigned*)a - *(unsigned*)b;", data="unsigned v[9] = {};", call="qsort(v, n, 4, cmp);"),
    ),
    Refuses(
        "structures may be equal in part",
        _sort(
            "return ((P*)a)->x - ((P*)b)->x;",
            "qsort(p, n, sizeof(P), cmp);",
            "P p[9];\n    int v[1] = {0};",
            "struct P { int x, y; };\n",
        ),
    ),
    Refuses("no order of equal ones", _sort("return *(int*)a < *(int*)b ? -1 : 1;")),
    Refuses("only two results", _sort("return *(int*)a > *(int*)b;")),
    Refuses("always equal", _sort("return 0;")),
    Refuses("by absolute value", _sort("return abs(*(int*)a) - abs(*(int*)b);")),
    Refuses("by the last digit", _sort("return *(int*)a % 10 - *(int*)b % 10;")),
    Refuses("compared with a constant", _sort("if (*(int*)a == 0) return 1;\n    return *(int*)a - *(int*)b;")),
    Refuses("one number alone", _sort("if (*(int*)a) return *(int*)a - *(int*)b;\n    return 0;")),
    Refuses("a sum", _sort("return *(int*)a + *(int*)b;")),
    Refuses("counts its calls", _sort("calls++;\n    return *(int*)a - *(int*)b;", above="int calls = 0;\n")),
    Refuses("prints", _sort('printf("c");\n    return *(int*)a - *(int*)b;')),
    Refuses("a direction that may change", _sort("return sign * (*(int*)a - *(int*)b);", above="int sign = 1;\n")),
    Refuses(
        "a global decides",
        _sort("if (reversed) return *(int*)b - *(int*)a;\n    return *(int*)a - *(int*)b;", above="bool reversed;\n"),
    ),
    Refuses("an index into a table", _sort("return key[*(int*)a] - key[*(int*)b];", above="int key[9];\n")),
    Refuses("a local variable that changes", _sort("int x = *(int*)a;\n    x = -x;\n    return x - *(int*)b;")),
    Refuses("converted on the way", _sort("char x = *(int*)a, y = *(int*)b;\n    return x - y;")),
    Refuses("another type than the elements'", _sort("return *(short*)a - *(short*)b;")),
    Refuses("two types", _sort("return *(int*)a - *(short*)b;")),
    Refuses("twice the same", _sort("return *(int*)a - *(int*)a;")),
    Refuses("a loop", _sort("for (;;) return *(int*)a - *(int*)b;")),
    Refuses("another size", _sort(call="qsort(v, n, 8, cmp);")),
    Refuses("rows", _sort(call="qsort(r, n, sizeof(r[0]), cmp);", data="int r[3][2] = {};\n    int v[1] = {0};")),
    Refuses("one of two arrays", _sort(call="qsort(n > 2 ? v : nullptr, n, sizeof(int), cmp);")),
    Refuses("side effects", _sort(call="qsort(v, n--, sizeof(int), cmp);")),
    Refuses("a function counts", _sort(call="qsort(v, f(), sizeof(int), cmp);", above="int f() { return 3; }\n")),
    Refuses(
        "a comparator that is not shown",
        _sort(call="qsort(v, n, sizeof(int), other);", above="int other(const void*, const void*);\n"),
    ),
    Refuses("a comparator in a variable", _sort(call="auto f = cmp;\n    qsort(v, n, sizeof(int), f);")),
    Refuses("overloaded", _sort(above="int cmp(int a, int b) { return a - b; }\n")),
    Refuses("typed parameters", _sort("return *a - *b;", parameters="const int* a, const int* b")),
    Refuses("another qsort", _sort(above="void qsort(int* v, int n, int, int (*)(const void*, const void*)) {}\n")),
    Refuses("a macro in the comparator", _sort("return VALUE(a) - VALUE(b);", above="#define VALUE(p) *(int*)p\n")),
    Refuses("a comment would be lost", _sort(call="qsort(v, n, /* bytes */ sizeof(int), cmp);")),
    Refuses(
        "C",
        _sort().replace(
            "#include <cstdlib>\n#include <cstdio>\nusing namespace std;", "#include <stdlib.h>\n#include <stdio.h>"
        ),
        suffix=".c",
    ),
    Refuses("not understood", _sort(call="qsort(v, n, sizeof(int), cmp);\n    foo(;")),
)

CASES = (RuleCases("AL5", _APPLIES, _REFUSES),)
