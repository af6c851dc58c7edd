"""Table for CC1 (rewrite/rules/compiler/pragmas.py)."""

from rule_cases import Applies, Refuses, RuleCases

_NEST = """
#include <cstdio>
int a[300][300];
int main() {
    int n;
    scanf("%d", &n);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            a[i][j] = i * j;
    long long sum = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            sum += a[j][i];
    printf("%lld\\n", sum);
}
"""
_PRAGMA = '#pragma GCC optimize("O3,unroll-loops")\n'


def _changed(old: str, new: str) -> str:
    """The nest with one thing changed."""
    assert old in _NEST
    return _NEST.replace(old, new)


_CC1_APPLIES = (
    Applies(
        "after the last include",
        _NEST,
        _changed("#include <cstdio>\n", "#include <cstdio>\n" + _PRAGMA),
        stdin="200",
    ),
    Applies(
        "C, at the start of a file without includes",
        """
int printf(const char *format, ...);
int a[50];
int main(void) {
    int i, j;
    for (i = 0; i < 50; i++)
        for (j = 0; j < 50; j++)
            a[j] += i;
    printf("%d", a[7]);
    return 0;
}
""",
        "\n"
        + _PRAGMA
        + """int printf(const char *format, ...);
int a[50];
int main(void) {
    int i, j;
    for (i = 0; i < 50; i++)
        for (j = 0; j < 50; j++)
            a[j] += i;
    printf("%d", a[7]);
    return 0;
}
""",
        suffix=".c",
        flags=("-std=c99",),
    ),
)

_CC1_REFUSES = (
    Refuses("optimization is chosen already", _changed("int a", '#pragma GCC optimize("Os")\nint a')),
    Refuses("a target is chosen already", _changed("int a", '#pragma GCC target("avx2")\nint a')),
    Refuses("a function chooses by attribute", _changed("int main", '__attribute__((optimize("O1"))) int main')),
    Refuses("a function may not be inlined", _changed("int main", "__attribute__((noinline)) int main")),
    Refuses("assembly", _changed("long long sum", 'asm volatile("" ::: "memory");\n    long long sum')),
    Refuses("longjmp", _changed("int main() {", "jmp_buf place;\nint main() {\n    setjmp(place);")),
    Refuses(
        "a loop that calls a function",
        """
int a[300];
int next(int x);
int main() {
    for (int i = 0; i < 300; i++)
        a[i] = next(i);
}
""",
    ),
    Refuses(
        "a loop that reads by a stream",
        """
#include <iostream>
int a[300];
int main() {
    for (int i = 0; i < 300; i++)
        std::cin >> a[i];
}
""",
    ),
    Refuses(
        "a nest that only reads",
        """
#include <cstdio>
int a[300][300];
int main() {
    for (int i = 0; i < 300; i++)
        for (int j = 0; j < 300; j++)
            scanf("%d", &a[i][j]);
}
""",
    ),
    Refuses(
        "a nest without arrays",
        """
int main() {
    int sum = 0;
    for (int i = 0; i < 300; i++)
        for (int j = 0; j < 300; j++)
            sum += i ^ j;
    return sum & 1;
}
""",
    ),
)

CASES = (RuleCases("CC1", _CC1_APPLIES, _CC1_REFUSES),)
