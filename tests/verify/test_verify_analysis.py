"""What is read from the text alone: macros, read sites, alphabets, extents, numbers."""

from pathlib import Path

import pytest

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.verify import shrunk_arrays
from perfcoder_lsp.verify.instrument import Instrumented, instrument
from perfcoder_lsp.verify.macros import expand_macros
from perfcoder_lsp.verify.numbers import same_within
from perfcoder_lsp.verify.sites import Level, Role, Site, Stop


def source(text: str, name: str = "p.cpp") -> Source:
    return Source.of(Path(name), text.encode())


def sites(text: str, name: str = "p.cpp") -> list[Site]:
    return list(program(text, name).table.sites)


def program(text: str, name: str = "p.cpp") -> Instrumented:
    return instrument(source(text, name))


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("#define N 10\nint a[N];", "int a[ 10 ];"),
        ("#define rep(i,n) for(int i=0;i<(n);++i)\nrep(j, f(a, b)) x();", "for(int j=0;j<( f(a, b));++j)  x();"),
        ("#define A B\n#define B 3\nint x = A;", "int x =   3  ;"),
        ("#define int long long\nint x;", "long long  x;"),
        ("#define in(...) cin >> __VA_ARGS__\nin(a);", "cin >> a ;"),
        ("#define in2(a, b) cin >> a >> b\nin2(x, y[i]);", "cin >> x >>  y[i] ;"),
        ("#define f(x) x\nint f = 1;", "int f = 1;"),
        ("#define self self + 1\nint y = self;", "int y = self;"),
        ("#define rep(i,n) for(int i=0,i##_n=n;i<i ## _n;)\nrep(j, 3)", "for(int j=0,j_n= 3;j<j_n;)"),
        ("#define show(x) cerr << #x\nshow(a);", "show(a);"),
        ("#ifdef A\n#define N 1\n#else\n#define N 2\n#endif\nint a = N;", "int a = N;"),
        ('#define N 10\nchar s[] = "N"; // N', 'char s[] = "N";'),
        ("#define N 10\n#undef N\nint a = N;", "int a = N;"),
    ],
)
def test_own_macros_are_expanded(text: str, expanded: str) -> None:
    assert expand_macros(text).split("\n")[-1].strip() == expanded.strip()


def test_macro_bombs_are_left_alone() -> None:
    bomb = "#define A0 x x x x x x x x\n"
    bomb += "".join(f"#define A{n} A{n - 1} A{n - 1} A{n - 1} A{n - 1} A{n - 1} A{n - 1}\n" for n in range(1, 12))
    text = bomb + "int y = A11;\n"
    assert expand_macros(text) == text


def test_sizes_indices_and_choices() -> None:
    found = sites(
        """
#include <iostream>
using namespace std;
int a[105], n, q;
int main() {
    cin >> n;
    for (int i = 1; i <= n; i++) cin >> a[i];
    cin >> q;
    while (q--) {
        int kind, where, value;
        cin >> kind >> where;
        if (kind == 1) { cin >> value; a[where] = value; }
        else if (kind == 2) cout << a[where] << endl;
    }
}
"""
    )
    roles = [site.role for site in found]
    assert roles == [Role.SIZE, Role.VALUE, Role.SIZE, Role.CHOICE, Role.INDEX_FROM_ONE, Role.VALUE]
    assert found[0].primary
    assert found[0].limit == 104
    assert found[3].choices == ("1", "2")
    assert found[4].bound == found[0].variable


def test_test_cases_are_counts_of_data_sets() -> None:
    text = "int main() { int t, n, x; cin >> t; while (t--) { cin >> n; while (n--) cin >> x; } }"
    assert [site.role for site in sites(text)] == [Role.CASES, Role.SIZE, Role.VALUE]


def test_trees_and_edges() -> None:
    tree = "for (int i = 0; i < n - 1; i++) { cin >> u >> v; g[u].push_back(v); g[v].push_back(u); }"
    graph = "for (int i = 0; i < m; i++) { cin >> u >> v; g[u].push_back(v); g[v].push_back(u); }"
    head = "vector<int> g[1005]; int main() { int n, m, u, v; cin >> n; "
    assert [site.role for site in sites(head + tree + "}")][1:] == [Role.TREE_PARENT, Role.TREE_CHILD]
    assert [site.role for site in sites(head + "cin >> m; " + graph + "}")][2:] == [Role.PAIR_FIRST, Role.PAIR_SECOND]


@pytest.mark.parametrize(
    ("loop", "stop", "terminator"),
    [
        ("while (cin >> n) s += n;", Stop.END_BY_SIZE, 0),
        ('while (scanf("%d", &n) == 1) s += n;', Stop.END_BY_SIZE, 0),
        ('while (~scanf("%d", &n)) for (i = 0; i < n; i++) cin >> x;', Stop.END_BY_CASES, 0),
        ("while (cin >> n && n != -1) s += n;", Stop.VALUE_BY_SIZE, -1),
        ("while (cin >> n, n) s += n;", Stop.VALUE_BY_SIZE, 0),
        ("while (true) { cin >> n; if (n == 0) break; s += n; }", Stop.VALUE_BY_SIZE, 0),
        ("for (;;) { if (!(cin >> n)) break; s += n; }", Stop.END_BY_SIZE, 0),
        ("do { cin >> n; s += n; } while (n != 0);", Stop.VALUE_BY_SIZE, 0),
        ("cin >> n;", Stop.NEVER, 0),
    ],
)
def test_ends_of_loops(loop: str, stop: Stop, terminator: int) -> None:
    first = sites(f"int main() {{ int n, s = 0, i, x; {loop} cout << s; }}")[0]
    assert (first.stop, first.terminator) == (stop, terminator)


def test_readers_speak_for_their_callers() -> None:
    text = """
inline int read() {
    int x = 0, c = getchar();
    while (c < '0') c = getchar();
    for (; c >= '0'; c = getchar()) x = x * 10 + c - '0';
    return x;
}
int main() { int n = read(); for (int i = 0; i < n; i++) a[i] = read(); }
"""
    found = sites(text)
    assert [(site.role, site.level) for site in found] == [(Role.SIZE, Level.NUMBER), (Role.VALUE, Level.NUMBER)]


OVERLOADED = """
template <class T> void read(T &x) {
    int c = getchar();
    while (c < '0' || c > '9') c = getchar();
    for (x = 0; c >= '0' && c <= '9'; c = getchar()) x = x * 10 + c - '0';
}
void read(double &x) { scanf("%lf", &x); }
template <class T, class... More> void read(T &x, More &...more) { read(x); read(more...); }
struct Part { int from, to; void scan() { read(from, to); } } parts[100];
"""


def test_readers_may_have_several_bodies() -> None:
    found = sites(OVERLOADED + "int main() { int n, m; read(n, m); for (int i = 0; i < n; i++) parts[i].scan(); }")
    assert [site.level for site in found] == [Level.NUMBER] * 4
    assert [site.role for site in found][2:] == [Role.SIZE, Role.VALUE]


def test_what_only_calls_readers_reads_values_itself() -> None:
    text = OVERLOADED + "int main() { int n; read(n); for (int i = 0; i < n; i++) parts[i].scan(); }"
    assert "{ (perfcoder_at(0, 2), read(from, to)); }" in program(text).source.text.decode()


def test_scanf_and_c_texts() -> None:
    text = """
int main(void) { int n, i; char s[50]; scanf("%d %s", &n, s); for (i = 0; i < n; i++) putchar(s[i]); return 0; }
"""
    found = sites(text, "p.c")
    assert [site.level for site in found] == [Level.NUMBER, Level.WORD]
    assert found[1].bound == found[0].variable
    assert found[1].limit == 49
    instrumented = program(text, "p.c").source.text.decode()
    assert "(perfcoder_at(0, 2), scanf(" in instrumented
    assert "namespace" not in instrumented


def test_words_use_the_letters_that_are_compared() -> None:
    assert program("int main() { string s; cin >> s; if (s[0] == '(') x(); }").alphabet == "()"
    assert program("int main() { string s; cin >> s; int d = s[0] - '0'; }").alphabet == "0123456789"
    assert program("int main() { string s; cin >> s; }").alphabet.startswith("abc")


VETOED = {
    "literal": ("int a[1000];", "int a[100];"),
    "macro": ("#define N 100005\nint a[N];", "#define N 1005\nint a[N];"),
    "constant": ("const int N = 1e5 + 5; int a[N][3];", "const int N = 1e3 + 5; int a[N][3];"),
    "inner dimension": ("int a[10][1 << 10];", "int a[10][1 << 8];"),
    "bitset": ("std::bitset<100001> seen;", "std::bitset<1001> seen;"),
    "vector": ("int main() { std::vector<int> dp(100001, 0); }", "int main() { std::vector<int> dp(1001, 0); }"),
}
ALLOWED = {
    "larger": ("int a[1000];", "int a[1001];"),
    "same by another name": ("const int N = 1000; int a[N];", "int a[1000];"),
    "replaced by a vector": ("int a[1000];", "std::vector<int> a(n);"),
    "unknown": ("int a[n];", "int a[m];"),
    "other names": ("int a[1000];", "int b[10];"),
}


@pytest.mark.parametrize("name", VETOED)
def test_smaller_arrays_are_refused(name: str) -> None:
    before, after = (source(text) for text in VETOED[name])
    reason = shrunk_arrays(before, after)
    assert reason is not None
    assert "has room for" in reason
    assert shrunk_arrays(after, before) is None


@pytest.mark.parametrize("name", ALLOWED)
def test_other_changes_of_arrays_are_allowed(name: str) -> None:
    before, after = ALLOWED[name]
    assert shrunk_arrays(source(before), source(after)) is None


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        (b"1.0000001\n", b"1.0\n", True),
        (b"1.001\n", b"1.0\n", False),
        (b"3 0.5\n", b"4 0.5\n", False),
        (b"x 0.5\n", b"y 0.5\n", False),
        (b"nan\n", b"1.0\n", False),
        (b"inf\n", b"1e308\n", False),
        (b"1000000.1\n", b"1000000.2\n", True),
        (b"0.5\n0.5\n", b"0.5\n", False),
        (b"0.5 0.5\n", b"0.5\n", False),
        (b"-0.0\n", b"0.0\n", True),
        (b"1.5\n", b"1.5000000001\n", True),
    ],
)
def test_tolerance_is_for_numbers_with_a_fraction(expected: bytes, printed: bytes, same: bool) -> None:
    assert same_within(expected, printed, 1e-6) is same
