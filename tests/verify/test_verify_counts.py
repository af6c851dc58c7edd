"""How often statements ran, in a build that counts them."""

from pathlib import Path

import pytest

from perfcoder_lsp.build import Build, Builder, Job, compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.statement_counts import StatementCounts
from perfcoder_lsp.text import ByteRange
from perfcoder_lsp.verify import prepare_inputs
from perfcoder_lsp.verify.counts import build_counted, read_counts
from perfcoder_lsp.verify.trace import traced

PROGRAM = """#include <cstdio>
static int half(int x) {
    if (x % 2)
        return 0;
    return x / 2;
}
int main() {
    int n = 0;
    if (scanf("%d", &n) != 1 || n < 1 || n > 2000)
        return 0;
    long long sum = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < 10; j++)
            sum += half(i + j);
    printf("%lld\\n", sum + n);
}
"""
SUMS = """#include <cstdio>
int main() {
    int n;
    if (scanf("%d", &n) != 1)
        return 1;
    long long sum = 0;
    for (int i = 0; i < n; i++) {
        int x;
        if (scanf("%d", &x) == 1)
            sum += x % 7;
    }
    printf("%lld\\n", sum);
}
"""
COUNTS = {3: 1000, 4: 500, 5: 500, 8: 1, 9: 1, 10: 0, 11: 1, 12: 1, 13: 100, 14: 1000, 15: 1}
"""Of a run on 100."""


ONE_LINERS = """#include <cstdio>
int main() {
    int n; if (scanf("%d", &n) != 1) return 1;
    long long sum = 0; for (int i = 0; i < n; i++) { if (i % 4 == 0) sum += i; else sum -= 1; }
    for (int i = 0; i < n; i++) printf("%d\\n", i); printf("%lld\\n", sum);
}
"""
ONE_BY_ONE = {
    "int n;": 1,
    "if (scanf": 1,
    "return 1": 0,
    "long long": 1,
    "for (int i = 0; i < n; i++) {": 1,
    "if (i %": 100,
    "sum += i": 25,
    "sum -= 1": 75,
    "for (int i = 0; i < n; i++) p": 1,
    'printf("%d': 100,
    'printf("%lld': 1,
}
"""Of a run on 100."""


def by_line(counts: StatementCounts, program: str) -> dict[int, int]:
    """Of programs with a statement a line."""
    return {program.count("\n", 0, start) + 1: count for start, count in counts.by_start}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    path = tmp_path_factory.mktemp("counts") / "program.cpp"
    path.write_text(PROGRAM)
    return Source.read(path)


def counted(source: Source, builder: Builder, sandbox: Sandbox, settings: Settings) -> StatementCounts:
    """Of a run on 100."""
    marked = traced(source)
    built = build_counted(builder, marked, Job(source, compile_command(source, settings.build)))
    assert isinstance(built, Build)
    with sandbox.session({"counted": built.binary}) as session:
        run = session.run("counted", b"100\n", side=True)
    counts = read_counts(marked, run.side)
    assert counts is not None
    return counts


def test_each_statement_is_counted(source: Source, builder: Builder, sandbox: Sandbox, settings: Settings) -> None:
    assert by_line(counted(source, builder, sandbox, settings), PROGRAM) == COUNTS


def test_a_run_that_left_nothing_tells_nothing(source: Source) -> None:
    assert read_counts(traced(source), None) is None
    assert read_counts(traced(source), b"short") is None


def test_counts_are_of_the_input_that_is_timed(
    tmp_path: Path, builder: Builder, sandbox: Sandbox, settings: Settings
) -> None:
    source = Source.of(tmp_path / "sums.cpp", SUMS.encode())
    command = compile_command(source, settings.build)
    prepared = prepare_inputs(source, command, builder, sandbox, settings, counting=True)
    assert prepared.counts is not None
    size = int(prepared.inputs.timing.stdin.split()[0])
    assert size > 1
    assert by_line(prepared.counts, SUMS)[9] == size
    assert prepare_inputs(source, command, builder, sandbox, settings).counts is None


def test_statements_on_one_line_are_counted_one_by_one(
    tmp_path: Path, builder: Builder, sandbox: Sandbox, settings: Settings
) -> None:
    source = Source.of(tmp_path / "one.cpp", ONE_LINERS.encode())
    counts = counted(source, builder, sandbox, settings)
    assert dict(counts.by_start) == {ONE_LINERS.index(text): count for text, count in ONE_BY_ONE.items()}


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ([(10, 11)], (1000,)),
        ([(10, 30)], (1000, 500)),
        ([(0, 99)], (1000, 500, 500, 1)),
        ([(12, 15)], (1000,)),  # the statement goes on
        ([(0, 9)], ()),
        ([(50, 60)], (1,)),
        ([(12, 15), (18, 19), (40, 41)], (1000, 1)),  # each once
        ([], ()),
    ],
)
def test_places_have_the_counts_of_their_statements(places: list[tuple[int, int]], told: tuple[int, ...]) -> None:
    counts = StatementCounts(by_start=((10, 1000), (20, 500), (30, 500), (40, 1)))
    assert (counts.total, counts.most) == (2001, 1000)
    assert counts.of(ByteRange(start=start, end=end) for start, end in places) == told
