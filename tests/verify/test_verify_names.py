"""What the text says is true of one variable: scopes, copies, counters, labels; and reads behind early exits."""

from collections.abc import Callable
from pathlib import Path

import pytest

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.verify import Prepared
from perfcoder_lsp.verify.exits import without_early_exits
from perfcoder_lsp.verify.instrument import instrument
from perfcoder_lsp.verify.normal import normal_form
from perfcoder_lsp.verify.roles import Table
from perfcoder_lsp.verify.sites import Role

Prepare = Callable[[str, str], Prepared]


def source(text: str) -> Source:
    return Source.of(Path("p.cpp"), text.encode())


def table(text: str) -> Table:
    return instrument(source(text)).table


def roles(text: str) -> list[Role]:
    return [site.role for site in table(text).sites]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("int f(int n) { return n; } int n;", "int f(int n_2) { return n_2; } int n;"),
        (
            "void f() { for (int i = 0; i < 9; i++) g(i); for (int i = 0; i < 8; i++) h(i); }",
            "void f() { for (int i = 0; i < 9; i++) g(i); for (int i_2 = 0; i_2 < 8; i_2++) h(i_2); }",
        ),
        (
            "void f() { int n = 3; vector<int> v(n); } void g() { int n = 4; vector<int> w(n); }",
            "void f() { int n = 3; vector<int> v(n); } void g() { int n_2 = 4; vector<int> w(n_2); }",
        ),
        (
            "void f() { int n_2, x; { int x = n_2; } }",
            "void f() { int n_2, x; { int x_2 = n_2; } }",
        ),
        ("void f() { int n; } void g() { int n; }", "void f() { int n; } void g() { int n_2; }"),
        ("int n_2; void f(int n) {} void g(int n) { n++; }", "int n_2; void f(int n) {} void g(int n_3) { n_3++; }"),
        (
            "struct P { int x; }; int f(P p, int x) { return p.x; }",
            "struct P { int x; }; int f(P p, int x_2) { return p.x; }",
        ),
        ("#define show(e) log(#e, n)\nint f(int n) { return show(n); } int g(int n) { return n; }",) * 2,
        ("int main() { return a.at(i + 1).size(); }", "int main() { return a[i + 1].size(); }"),
        ("int main() { return a.at(b.at(i)).at(j) + p->at(k); }", "int main() { return a[b[i]][j] + p->at(k); }"),
    ],
)
def test_one_name_means_one_variable(before: str, after: str) -> None:
    assert normal_form(source(before)).text.decode() == after


def test_what_a_helper_does_with_its_own_variable_says_nothing() -> None:
    text = """
        int a[100];
        long long power(long long x, long long n) { long long y = 1; for (; n > 0; n /= 2) y *= x; return y; }
        int sign(int a) { return a < 0 ? -1 : 1; }
        int main() { int n, x; cin >> n >> x; vector<int> values(n); for (int& a : values) cin >> a; cout << x; }
        """
    assert roles(text) == [Role.SIZE, Role.VALUE, Role.VALUE]
    assert not instrument(source(text)).signed


@pytest.mark.parametrize(
    ("loop", "role"),
    [
        ("for (int i = 2; ; i++) if (prime(i) && ++found == n) break;", Role.SIZE),
        ("for (int i = 2; ; i++) { if (prime(i)) n--; if (n <= 0) break; }", Role.SIZE),
        ("for (int p : primes) { found++; if (n <= found) return 0; }", Role.SIZE),
        ("int i = 0; while (i < n) { cout << i; i++; }", Role.SIZE),
        ("for (int i = 2; ; i++) if (i * i > limit) break;", Role.VALUE),
        ("int sum = 0; while (sum < n) { sum += 7; }", Role.VALUE),
        ("for (int i = 0; i < 9; i++) { low++; if (a[low] > n) break; }", Role.VALUE),
    ],
)
def test_what_ends_a_counting_loop_is_a_size(loop: str, role: Role) -> None:
    assert roles(f"int main() {{ int n, found = 0, low = 0; cin >> n; {loop} }}") == [role]


def test_indices_are_known_behind_the_functions_that_use_them() -> None:
    text = """
        int up[1005];
        struct Groups {
            int find(int v) { return up[v] == v ? v : find(up[v]); }
            void join(int v, int w) { up[find(v)] = find(w); }
        } groups;
        void start(int count) { for (int i = 0; i <= count - 1; i++) up[i] = i; }
        int main() {
            int n, m;
            cin >> n >> m;
            start(n);
            for (int i = 0; i < m; i++) { int v, w; cin >> v >> w; groups.join(v, w); }
        }
        """
    found = table(text)
    assert [site.role for site in found.sites] == [Role.SIZE, Role.EDGES, Role.PAIR_FIRST, Role.PAIR_SECOND]
    assert [site.terminator for site in found.sites[2:]] == [1, 1]
    assert {site.bound for site in found.sites[2:]} == {found.sites[0].variable}
    assert not found.uncertain
    shifted = table(text.replace("join(v, w)", "join(v - 1, w - 1)"))
    assert [site.terminator for site in shifted.sites[2:]] == [0, 0]


@pytest.mark.parametrize("test", ["m == n - 1", "n - 1 == m", "n == m + 1", "1 + m != n"])
def test_edges_that_are_compared_with_those_of_a_tree_mostly_close_no_circle(test: str) -> None:
    text = """
        int up[99], n, m, a, b;
        int main() {
            cin >> n >> m;
            for (int i = 0; i < n; i++) up[i] = i;
            while (m--) { cin >> a >> b; up[a] = up[b]; }
            if (TEST) x();
        }
        """
    assert [table(text.replace("TEST", one)).sites[1].terminator for one in (test, "m == n")] == [2, 0]


def test_a_vector_of_constant_size_has_room_for_no_more() -> None:
    text = "vector<int> a(365); int main() { int n; cin >> n; for (int i = 0; i < n; i++) cin >> a.at(i); }"
    assert [site.limit for site in table(text).sites] == [365, 0]


@pytest.mark.parametrize(
    ("code", "signed"),
    [
        ("if (x == -1) y();", True),
        ("x = -1; if (x == -1) y();", False),
        ("y(abs(x));", True),
        ("y(abs(x - z));", False),
        ("y(ways(x));", False),
        ("y(sign(x));", True),
        ("z = z + x > 0 ? z + x : 0;", True),
        ("z = max(x, z + x);", True),
        ("z += x; if (z < 0) z = 0;", True),
        ("z += x; z -= 2; if (z < 0) z = 0;", False),
        ("if (x > 0 && x + z > 5) y();", False),
    ],
)
def test_signs_are_told_apart_only_of_what_is_read(code: str, signed: bool) -> None:
    helpers = "int ways(int k) { return k < 0 ? 0 : ways(k - 2); } int sign(int k) { return k < 0 ? -1 : 1; } "
    assert instrument(source(f"{helpers} int main() {{ int x, z = 3; cin >> x; {code} }}")).signed is signed


def test_words_are_as_long_as_the_loops_through_them() -> None:
    text = "string s; map<char, int> m; int main() { int n; cin >> n >> s; LOOP t += s[i]; return m['R'] + m['G']; }"
    for loop, times in (("i < 3 * n", 3), ("i < n + n", 2), ("i < n", 1)):
        found = instrument(source(text.replace("LOOP", f"for (int i = 0; {loop}; i++)")))
        assert [site.terminator for site in found.table.sites] == [0, times]
        assert found.alphabet == "GR"


CARD = """
#include <iostream>
int card[9], n, called;
bool marked[9];
int main() {
    for (int i = 0; i < 9; i++) std::cin >> card[i];
    std::cin >> n;
    while (n--) {
        std::cin >> called;
        for (int i = 0; i < 9; i++) if (card[i] == called) marked[i] = true;
    }
    for (bool one : marked) std::cout << one;
}
"""


def test_what_is_only_told_apart_mostly_differs(prepare: Prepare) -> None:
    assert roles(CARD) == [Role.LABEL, Role.SIZE, Role.LABEL]
    assert roles(CARD.replace("== called", "< called")) == [Role.VALUE, Role.SIZE, Role.VALUE]
    assert roles(CARD.replace("marked[i]", "marked[card[i]]")) != roles(CARD)
    cards = [case.stdin.split()[:9] for case in prepare("card.cpp", CARD).inputs.cases]
    different = sum(len(set(card)) == 9 for card in cards)
    assert 0.75 * len(cards) <= different < len(cards)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("if (n < 2) return 0; cin >> x;", "if (n < 2) (void)(0); cin >> x;"),
        ("if (n < 2) return puts(s), 0; cin >> x;", "if (n < 2) (void)(puts(s), 0); cin >> x;"),
        ("if (n < 2) { puts(s); exit(0); } cin >> x;", "if (n < 2) { puts(s); (void)(0); } cin >> x;"),
        ("if (n < 2) return 0; cout << n;",) * 2,
        ("if (!(cin >> n)) return 0; cin >> x;",) * 2,
        ("while (true) { cin >> n; if (n == 0) return 0; cin >> x; }",) * 2,
        ("if (n == 1) { cin >> x; return 0; } cin >> y;",) * 2,
    ],
)
def test_the_generator_reads_on_where_a_program_leaves_early(before: str, after: str) -> None:
    text = "int main() { int n, x, y; cin >> n; BODY }"
    changed = without_early_exits(source(text.replace("BODY", before))).text.decode()
    assert changed == text.replace("BODY", after)


def test_functions_without_a_result_read_on_as_well() -> None:
    text = "void solve() { int n, x; cin >> n; if (n < 2) { puts(s); return; } cin >> x; }"
    assert without_early_exits(source(text)).text.decode() == text.replace("return;", ";")
    other = text.replace("void solve", "bool solve").replace("return;", "return false;")
    assert without_early_exits(source(other)).text.decode() == other


EARLY = """
#include <iostream>
#include <string>
int main() {
    int n;
    std::string word;
    std::cin >> n;
    if (n % 2) return std::cout << "odd " << n, 0;
    std::cin >> word;
    std::cout << word << n;
    while (std::cin >> n) std::cout << n / 3 << "\\n";
}
"""


def test_inputs_are_whole_where_the_program_leaves_early(prepare: Prepare) -> None:
    inputs = [case.stdin.split() for case in prepare("early.cpp", EARLY).inputs.cases]
    assert any(int(first) % 2 for first, *_ in inputs)
    assert all(len(words) > 1 and words[1].isalpha() for words in inputs)


ROUNDS = """
#include <iostream>
#include <string>
int main() {
    std::string word;
    while (std::cin >> word) std::cout << word.size() << word[0] << "\\n";
}
"""


def test_programs_that_read_to_the_end_mostly_get_one_data_set(prepare: Prepare) -> None:
    rounds = [len(case.stdin.split()) for case in prepare("rounds.cpp", ROUNDS).inputs.cases]
    assert 0.75 * len(rounds) <= rounds.count(1) < len(rounds)
