"""Large, deep and damaged files: the model ends, with work that grows no faster than the text."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest
from cpp_text import source_of
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcoder_lsp.cpp.facts.recursion import may_recurse
from perfcoder_lsp.cpp.facts.trips import trip_count
from perfcoder_lsp.cpp.functions import functions
from perfcoder_lsp.cpp.loops import loops
from perfcoder_lsp.cpp.scopes import variables
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.uses import uses

FUNCTION = """
int solve{i}(int n, std::vector<int>& v) {{
    int total = 0;
    std::vector<int> kept;
    for (int i = 0; i < n; i++) {{
        if (v[i] % 2 == 0) {{
            total += v[i] * i;
        }} else {{
            kept.push_back(total - i);
        }}
    }}
    for (int x : kept) total += solve{before}(x, v);
    return total + limit;
}}
"""


def program(count: int) -> str:
    return "#include <vector>\nint limit = 3;\n" + "".join(
        FUNCTION.format(i=i, before=max(i - 1, 0)) for i in range(count)
    )


def model(source: Source) -> tuple[int, int, int]:
    """Everything that the model can tell of a file: functions, uses, counted loops."""
    used = sum(len(uses(source, each)) for each in variables(source))
    counted = sum(trip_count(source, each) is not None for each in loops(source))
    return len(functions(source)), used, counted


def steps(work: Callable[[], object]) -> int:
    """Python calls and generator steps made by the work: a measure that no load on the machine changes."""
    count = 0

    def profile(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_twenty_thousand_lines() -> None:
    text = program(1430)
    assert text.count("\n") > 20_000
    found, used, counted = model(source_of(text))
    assert (found, counted) == (1430, 2 * 1430)
    assert used > 20_000


def test_work_grows_with_the_text_and_no_faster() -> None:
    small = steps(lambda: model(source_of(program(100))))
    large = steps(lambda: model(source_of(program(400))))
    assert large < 4.4 * small


def test_loops_with_one_bound_do_not_look_at_one_another() -> None:
    def work(count: int) -> None:
        loop = "for (int i = 0; i < n; i++) total += i;\n"
        source = source_of("int f(int n) {\nint total = 0;\n" + loop * count + "return total;\n}\n")
        assert all(trip_count(source, each) for each in loops(source))

    assert steps(lambda: work(400)) < 4.8 * steps(lambda: work(100))


def test_functions_do_not_look_at_all_that_run_unnamed() -> None:
    def work(count: int) -> None:
        source = source_of(
            "".join(f"struct S{i} {{ S{i}() {{}} int f{i}() {{ return {i}; }} }};\n" for i in range(count))
        )
        assert not any(may_recurse(source, each) for each in functions(source))

    assert steps(lambda: work(400)) < 4.4 * steps(lambda: work(100))


@pytest.mark.parametrize(
    "text",
    [
        "int x = " + "(" * 3000 + "1" + ")" * 3000 + ";\n",
        "int y, x = " + " + ".join(["y"] * 3000) + ";\n",
        "void f() " + "{" * 2000 + "int x; x = 1;" + "}" * 2000 + "\n",
        "void f(int x) { " + "if (x) " * 2000 + "x++; }\n",
        "int x" + "[2]" * 1000 + ";\n",
        "vector<" * 1000 + "int" + ">" * 1000 + " x;\n",
        "int f(" + "(" * 3000,
        "{" * 3000,
        "#define a a a\n" * 500 + "a x;\n",
        "struct S { " * 800 + "int x; " + "};" * 800 + "\n",
        "int " + "*" * 3000 + "x;\n",
    ],
)
def test_deep_and_odd_text(text: str) -> None:
    model(source_of(text))


SAMPLE = program(2).encode()


@given(st.integers(0, len(SAMPLE)), st.integers(0, 30), st.text(alphabet="(){}<>;,=&*#\n\"'ax1 ", max_size=8))
@settings(max_examples=150, deadline=None)
def test_damaged_text(at: int, removed: int, typed: str) -> None:
    damaged = SAMPLE[:at] + typed.encode() + SAMPLE[at + removed :]
    model(source_of(damaged.decode()))


DATA = Path(os.environ.get("PERFCODER_DATA", Path(__file__).parents[3] / "shared" / "data"))


@pytest.mark.skipif(not DATA.is_dir(), reason="no real programs here: set PERFCODER_DATA to their folder")
def test_real_programs() -> None:
    lines = (DATA / "codescope" / "programs.jsonl").read_text().splitlines()
    programs = [json.loads(line)["slow"] for line in lines]
    assert programs
    for text in programs:
        found, used, _ = model(source_of(text))
        assert found
        assert used
