"""What a program's inputs are: how large, how clean, and what is said where they fall short."""

from collections.abc import Callable
from pathlib import Path

from reading_programs import text_of

from perfcoder_lsp.build import Builder, compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.suggestion import InputSource
from perfcoder_lsp.verify import Prepared, prepare_inputs

Prepare = Callable[[str, str], Prepared]


def test_sizes_stop_where_fixed_arrays_end(prepare: Prepare) -> None:
    """One more number would be written past the end, which the plain build survives and the sanitized one does not."""
    inputs = prepare("fixed_array.c", text_of("fixed_array.c")).inputs
    assert max(int(case.stdin.split()[0]) for case in (*inputs.cases, inputs.timing)) <= 1000
    assert int(inputs.timing.stdin.split()[0]) > 100


def test_many_numbers_are_invented_quickly(prepare: Prepare) -> None:
    """What std::cin only looks at, before it says that it wants a number, must cost no more for larger sizes."""
    assert len(prepare("sum_cin.cpp", text_of("sum_cin.cpp")).inputs.timing.stdin.split()) > 30_000


def test_sizes_stop_where_hidden_arrays_end(prepare: Prepare) -> None:
    """The capacity is not visible in any declaration: only the sanitizers tell where to stop."""
    text = """
#include <cstdio>
#include <cstdlib>
int main() {
    int n;
    scanf("%d", &n);
    int *a = (int *)malloc(4 * 3000), best = 0;
    for (int i = 0; i < n; i++) scanf("%d", &a[i]);
    for (int i = 0; i < n; i++) if (a[i] > best) best = a[i];
    printf("%d\\n", best);
}
"""
    inputs = prepare("hidden.cpp", text).inputs
    assert max(int(case.stdin.split()[0]) for case in (*inputs.cases, inputs.timing)) <= 3000


def test_inputs_that_show_uninitialised_values_are_dropped(prepare: Prepare) -> None:
    """`best` has no value where no number is negative; the program is only defined on inputs with a negative number."""
    text = """
#include <cstdio>
int main() {
    int n, x, best;
    scanf("%d", &n);
    for (int i = 0; i < n; i++) { scanf("%d", &x); if (x < 0) best = x; }
    printf("%d\\n", best);
}
"""
    inputs = prepare("uninitialised.cpp", text).inputs
    assert inputs.cases
    assert all(b"-" in case.stdin for case in inputs.cases)


def test_the_same_inputs_come_again(prepare: Prepare) -> None:
    first, second = (prepare("commands.cpp", text_of("commands.cpp")).inputs for _ in range(2))
    assert [case.stdin for case in first.cases] == [case.stdin for case in second.cases]


def test_a_program_without_input_has_one_case(prepare: Prepare) -> None:
    text = """
#include <cstdio>
int main() {
    unsigned sum = 0;
    for (int i = 0; i < 60000000; i++) sum += i ^ (sum >> 3);
    printf("%u\\n", sum);
}
"""
    prepared = prepare("no_input.cpp", text)
    assert [case.stdin for case in prepared.inputs.cases] == [b""]
    assert not prepared.reads_input
    assert not prepared.inputs.startup
    assert "no input" in prepared.inputs.note


def test_a_program_that_only_starts_up_says_so(prepare: Prepare) -> None:
    text = '#include <cstdio>\nint main() { int a, b; scanf("%d %d", &a, &b); printf("%d\\n", a % 1000 + b % 1000); }\n'
    inputs = prepare("two_numbers.cpp", text).inputs
    assert inputs.startup
    assert "start-up" in inputs.note


def test_text_that_cannot_be_instrumented_is_still_read(prepare: Prepare) -> None:
    """`>>` of a user's own stream class takes no manipulators: the untouched text is linked with the generator."""
    text = """
#include <cstdio>
struct Reader {
    Reader &operator>>(int &x) {
        int c = getchar();
        while (c != EOF && (c < '0' || c > '9')) c = getchar();
        for (x = 0; c >= '0' && c <= '9'; c = getchar()) x = x * 10 + c - '0';
        return *this;
    }
    template <class T> Reader &operator>>(T) = delete;
} in;
int main() {
    int a, b;
    in >> a >> b;
    printf("%d\\n", a % 100 * 2 + b % 10);
}
"""
    assert prepare("deleted.cpp", text).inputs.outcomes >= 8


def test_tests_need_a_larger_input_to_time(
    builder: Builder, sandbox: Sandbox, settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "tests"
    folder.mkdir()
    for number, (given, wanted) in enumerate((("2 3 4", "7\n"), ("1 5", "5  \n\n"), ("3 1 1 1", "4\n"))):
        (folder / f"{number}.in").write_text(given)
        (folder / f"{number}.out").write_text(wanted)
    source = Source.of(tmp_path / "sum_scanf.c", text_of("sum_scanf.c").encode())
    command = compile_command(source, settings.build)
    inputs = prepare_inputs(source, command, builder, sandbox, settings, folder).inputs
    assert inputs.source == InputSource.TESTS
    assert [case.name for case in inputs.cases] == ["0", "1", "2"]
    assert "fails 1 of the tests (first: 2)" in inputs.note
    assert len(inputs.timing.stdin) > 10_000
    assert not inputs.startup
