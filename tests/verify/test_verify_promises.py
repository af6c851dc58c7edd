"""Inputs keep what a problem's statement would promise, where the program's text hints at it."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.verify import Prepared
from perfcoder_lsp.verify.instrument import Instrumented, instrument
from perfcoder_lsp.verify.sites import Role, Stop

Prepare = Callable[[str, str], Prepared]


def program(text: str) -> Instrumented:
    return instrument(Source.of(Path("p.cpp"), text.encode()))


def numbers(prepared: Prepared) -> list[list[int]]:
    return [[int(token) for token in case.stdin.split()] for case in prepared.inputs.cases]


COMPONENTS = """
#include <iostream>
#include <vector>
using namespace std;
int leader[1005];
int find(int v) { return leader[v] == v ? v : leader[v] = find(leader[v]); }
int main() {
    int n, m;
    cin >> n >> m;
    for (int i = 1; i <= n; i++) leader[i] = i;
    int joined = 0;
    for (int i = 0; i < m; i++) {
        int a, b;
        cin >> a >> b;
        if (find(a) != find(b)) { leader[find(a)] = find(b); joined++; }
    }
    cout << n - joined << ' ' << m << endl;
}
"""


def test_graphs_are_simple_and_often_trees(prepare: Prepare) -> None:
    simple = forests = connected = 0
    graphs = numbers(prepare("components.cpp", COMPONENTS))
    for vertices, count, *ends in graphs:
        edges = {frozenset(pair) for pair in zip(ends[::2], ends[1::2], strict=True)}
        assert len(ends) == 2 * count
        assert all(0 < end <= vertices for end in ends)
        simple += len(edges) == count and all(len(edge) == 2 for edge in edges)
        components = _components(vertices, edges)
        forests += components == vertices - count
        connected += components == 1
    assert simple >= 0.8 * len(graphs)
    assert forests >= 0.2 * len(graphs)
    assert connected >= 0.2 * len(graphs)


def _components(vertices: int, edges: set[frozenset[int]]) -> int:
    groups = [{vertex} for vertex in range(1, vertices + 1)]
    for edge in edges:
        touched = [group for group in groups if group & edge]
        groups = [group for group in groups if not group & edge] + [set().union(*touched)]
    return len(groups)


def test_points_of_a_table_are_no_edges() -> None:
    """Two indices with different bounds: neither is held below the other."""
    found = program(
        """
        int grid[50][70], h, w, k, y, x;
        int main() {
            cin >> h >> w >> k;
            while (k--) { cin >> y >> x; grid[y][x] = 1; }
            for (int i = 0; i < h; i++) for (int j = 0; j < w; j++) cout << grid[i][j];
        }
        """
    ).table.sites
    assert [site.role for site in found] == [*[Role.SIZE] * 3, *[Role.INDEX_FROM_ZERO] * 2]
    assert found[3].bound != found[4].bound


def test_indices_count_as_the_loops_through_their_arrays() -> None:
    text = """
        int leader[100], n, m, a, b;
        int main() {
            cin >> n >> m;
            for (int i = 1; i <= n; i++) leader[i] = i;
            for (int i = 0; i < m; i++) { cin >> a; cin >> b; leader[a] = leader[b]; }
        }
        """
    for start, zero in ((text, 0), (text.replace("i = 1; i <= n", "i = 0; i < n"), 1)):
        found = program(start).table
        assert [(site.role, site.terminator) for site in found.sites[2:]] == [
            (Role.PAIR_FIRST, zero),
            (Role.PAIR_SECOND, zero),
        ]
        assert not found.uncertain


@pytest.mark.parametrize(
    ("change", "zero"),
    [("a--, b--;", 0), ("a++; b++;", 1), ("a++, b++;", 1), ("a -= 1; b -= 1;", 0)],
)
def test_indices_that_are_shifted_after_reading(change: str, zero: int) -> None:
    text = "int up[100], n, m, a, b; int main() { cin >> n >> m; while (m--) { cin >> a >> b; CHANGE up[a] = up[b]; } }"
    found = program(text.replace("CHANGE", change)).table
    assert [site.terminator for site in found.sites[2:]] == [zero, zero]
    assert not found.uncertain


def test_indices_that_are_shifted_while_reading() -> None:
    text = """
        int next() {
            int x = 0, c = getchar();
            for (; c >= '0'; c = getchar()) x = x * 10 + c - '0';
            return x;
        }
        int up[100];
        int main() {
            int n = next(), m = next();
            while (m--) { int a = next() + 1, b = next() + 1; up[a] = b; up[b] = a; }
        }
        """
    found = program(text).table
    assert [(site.role, site.terminator) for site in found.sites[2:]] == [(Role.PAIR_FIRST, 1), (Role.PAIR_SECOND, 1)]


def test_indices_count_as_what_is_passed_to_where_they_are_used() -> None:
    text = """
        vector<int> next[100];
        bool seen[100];
        void visit(int v) { seen[v] = true; for (int w : next[v]) if (!seen[w]) visit(w); }
        int main() {
            int n, m, a, b;
            cin >> n >> m;
            while (m--) { cin >> a >> b; next[a].push_back(b); next[b].push_back(a); }
            for (int i = 0; i < n; i++) visit(i);
        }
        """
    found = program(text).table
    assert [(site.role, site.terminator) for site in found.sites[2:]] == [(Role.PAIR_FIRST, 1), (Role.PAIR_SECOND, 1)]
    assert not found.uncertain


def test_edges_close_no_circle_where_vertices_less_edges_are_counted(prepare: Prepare) -> None:
    text = COMPONENTS.replace("cout << n - joined", "if (m > n) return 1; cout << n - m << ' ' << n - joined")
    for vertices, count, *ends in numbers(prepare("forest.cpp", text)):
        edges = {frozenset(pair) for pair in zip(ends[::2], ends[1::2], strict=True)}
        assert _components(vertices, edges) == vertices - count


def test_copies_of_elements_tell_what_the_elements_are() -> None:
    found = program(
        """
        struct Query { int from, to; } queries[100];
        int sum[200], n, q;
        int main() {
            cin >> n >> q;
            for (int i = 1; i <= n; i++) { cin >> sum[i]; sum[i] += sum[i - 1]; }
            for (int i = 0; i < q; i++) cin >> queries[i].from >> queries[i].to;
            for (int i = 0; i < q; i++) { int l = queries[i].from, r = queries[i].to; cout << sum[r] - sum[l - 1]; }
        }
        """
    ).table.sites
    assert [site.role for site in found][1:] == [Role.EDGES, Role.VALUE, Role.PAIR_FIRST, Role.PAIR_SECOND]


def test_what_the_program_writes_itself_is_no_input() -> None:
    text = """
        int board[9], n, x;
        int main() {
            for (int i = 0; i < 9; i++) cin >> board[i];
            cin >> n;
            while (n--) { cin >> x; for (int i = 0; i < 9; i++) if (board[i] == x) board[i] = -1; }
            for (int i = 0; i < 9; i++) if (board[i] == -1) cout << i;
        }
        """
    assert program(text).table.sites[0].choices == ()
    assert program(text.replace("board[i] = -1", "cout << x")).table.sites[0].choices == ("-1",)


def test_negative_numbers_are_for_programs_that_look_at_signs(prepare: Prepare) -> None:
    text = """
        #include <cstdio>
        int main() {
            int n, x;
            long long sum = 0;
            scanf("%d", &n);
            for (int i = 0; i < n; i++) { scanf("%d", &x); sum += x > 50 ? 2 * x : x; }
            printf("%lld\\n", sum);
        }
        """
    plain = numbers(prepare("plain.cpp", text))
    signed = numbers(prepare("signed.cpp", text.replace("x > 50", "x < 0")))
    assert 0 < sum(min(case) < 0 for case in plain) <= 0.05 * len(plain)
    assert sum(min(case) < 0 for case in signed) >= 0.15 * len(signed)


def test_programs_that_refuse_most_orders_are_timed_on_the_others(prepare: Prepare) -> None:
    """Each number may be at most one more than the one before; else the program ends at once."""
    text = """
        #include <cstdio>
        int main() {
            int n, x, before = -1, best = 0;
            scanf("%d", &n);
            for (int i = 0; i < n; i++) {
                scanf("%d", &x);
                if (x > before + 1) { puts("impossible"); return 0; }
                if (x > best) best = x;
                before = x;
            }
            printf("%d\\n", best);
        }
        """
    assert len(prepare("steps.cpp", text).inputs.timing.stdin.split()) > 10_000


def test_words_may_be_read_from_the_second_letter_of_their_array(prepare: Prepare) -> None:
    text = """
        #include <cstdio>
        #include <cstring>
        char s[5005];
        int main() {
            scanf("%s", s + 1);
            int same = 0, n = strlen(s + 1);
            for (int i = 1; i <= n; i++) same += s[i] == s[n + 1 - i];
            printf("%d %d\\n", n, same);
        }
        """
    longest = len(prepare("second.cpp", text).inputs.timing.stdin.split()[0])
    assert 1000 < longest <= 5003


def test_ends_of_intervals_come_in_order(prepare: Prepare) -> None:
    text = """
        #include <iostream>
        int main() {
            int n, l, r;
            long long seats = 0;
            std::cin >> n;
            for (int i = 0; i < n; i++) { std::cin >> l >> r; seats += r - l + 1; }
            std::cout << seats << std::endl;
        }
        """
    for count, *ends in numbers(prepare("intervals.cpp", text)):
        assert len(ends) == 2 * count
        assert all(low <= high for low, high in zip(ends[::2], ends[1::2], strict=True) if low >= 0)


def test_ends_of_a_loop_are_a_range() -> None:
    text = "bool seen[100]; int n, a, b; int main() { cin >> n; while (n--) { cin >> a >> b; LOOP seen[j] = true; } }"
    found = program(text.replace("LOOP", "for (int j = a; j <= b; j++)")).table.sites
    assert [site.role for site in found] == [Role.SIZE, Role.RANGE_FIRST, Role.RANGE_LAST]


SEATS = """
#include <iostream>
bool taken[1001];
int main() {
    int n, first, last, seats = 0;
    std::cin >> n;
    while (n--) { std::cin >> first >> last; for (int i = first; i <= last; i++) taken[i] = true; }
    for (int i = 1; i <= 1000; i++) seats += taken[i];
    std::cout << seats;
}
"""


def test_ranges_often_share_nothing(prepare: Prepare) -> None:
    apart = together = 0
    for _, *ends in numbers(prepare("seats.cpp", SEATS)):
        ranges = sorted(zip(ends[::2], ends[1::2], strict=True))
        shared = [one[1] >= next_one[0] for one, next_one in itertools.pairwise(ranges)]
        apart += bool(shared) and not any(shared)
        together += any(shared)
    assert apart >= 15
    assert together >= 15


def test_words_are_often_like_earlier_ones(prepare: Prepare) -> None:
    text = """
        #include <iostream>
        #include <string>
        int main() {
            std::string text, part;
            std::cin >> text >> part;
            if (text == part) std::cout << "same";
            else std::cout << (text.find(part) == std::string::npos ? "no" : "inside");
        }
        """
    assert prepare("words.cpp", text).inputs.outcomes == 3


def test_a_loop_that_answers_each_round_reads_data_sets() -> None:
    silent = program("int main() { string s; int n = 0; while (cin >> s) n++; cout << n; }").table.sites[0]
    answering = program("int main() { string s; while (cin >> s) cout << s.size(); }").table.sites[0]
    refusing = program("int main() { int x; while (cin >> x) if (x < 0) { cout << x; return 0; } }").table.sites[0]
    assert silent.stop == Stop.END_BY_SIZE
    assert answering.stop == Stop.END_BY_CASES
    assert refusing.stop == Stop.END_BY_SIZE


def test_the_search_narrows_where_all_inputs_have_one_answer(prepare: Prepare) -> None:
    """Both parts have to be found in the text, one after the other: hardly ever so among words of one length."""
    text = """
        #include <iostream>
        #include <string>
        int main() {
            std::string text, first, second;
            std::cin >> text >> first >> second;
            std::size_t at = text.find(first);
            bool both = at != std::string::npos && text.find(second, at + first.size()) != std::string::npos;
            std::cout << (both ? "both" : "not both");
        }
        """
    assert prepare("parts.cpp", text).inputs.outcomes == 2
