"""What comments and settings leave alone: `// perfcoder: ignore[…]`, and rules for some files only."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from perfcoder_lsp.cpp.calls import calls_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.selection import find_rewrites, ignore_completions, ignore_problems, select_rules
from perfcoder_lsp.settings import RulesSettings
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit
from perfcoder_lsp.verify.functions import annotations


@rule(id="IO1", category=Category.LOOP, summary="Calls", gain=2.0)
def calls(source: Source) -> Iterator[Finding]:
    """Finds each call of slow."""
    for call in calls_of(source, "slow"):
        edit = TextEdit.replace(call.node.start_byte, call.node.end_byte, f"fast{source.slice(call.node)[4:]}")
        yield Finding("call", "Because.", (edit,), node_range(call.node))


@rule(id="IO2", category=Category.INPUT_OUTPUT, summary="All calls at once", gain=2.0)
def all_calls(source: Source) -> Iterator[Finding]:
    """Finds all calls of slow together."""
    found = tuple(TextEdit.insert(call.node.end_byte, ")") for call in calls_of(source, "slow"))
    if found:
        yield Finding("calls", "Because.", found)


def source_of(text: str) -> Source:
    return Source.of(Path("a.cpp"), text.encode())


def kept(text: str, settings: RulesSettings | None = None) -> str:
    """The arguments of the calls that are still found one by one, and `*` where all of them are found together."""
    source = source_of(text)
    found = find_rewrites((calls, all_calls), source, settings or RulesSettings())
    return "".join(
        "*" if each.strategies[0].range is None else source.slice(each.strategies[0].range)[5] for each in found
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("void f() {\n slow(1); // about this\n slow(2);\n}", "12*"),
        ("void f() {\n slow(1); // perfcoder: ignore\n slow(2);\n}", "2"),
        ("void f() {\n slow(1); // perfcoder: ignore[IO1] it is quick\n slow(2);\n}", "2*"),
        ("void f() {\n slow(1); /* perfcoder: ignore[IO2] */\n slow(2);\n}", "12"),
        ("void f() {\n /* perfcoder: ignore [io1] */ slow(1);\n slow(2);\n}", "2*"),
        ("void f() {\n slow(1);\n\n // perfcoder: ignore[IO1]\n\n // and more\n slow(2);\n slow(3);\n}", "13*"),
        ("void f() {\n // perfcoder: ignore[IO1]\n g(slow(1),\n  slow(2));\n slow(3);\n}", "3*"),
        ("void f() {\n // perfcoder: ignore[IO1]\n while (slow(1))\n  slow(2);\n}", "2*"),
        ("// perfcoder: ignore[IO1]\nvoid f() {\n slow(1);\n slow(2);\n}\nvoid g() { slow(3); }", "3*"),
        ("// perfcoder: ignore[IO1]\ntemplate <class T>\nvoid f() {\n slow(1);\n}\nvoid g() { slow(3); }", "3*"),
        ("/**\n * What it does.\n * perfcoder: ignore[IO1]\n */\nvoid f() {\n slow(1);\n}\n", "*"),
        ("// perfcoder: ignore[IO1]\n#include <x>\nvoid f() {\n slow(1);\n}\n", "*"),
        ("#include <x>\n// perfcoder: ignore[IO1]\n#include <y>\nvoid f() {\n slow(1);\n}\n", "1*"),
        ("void f() {\n slow(1); // perfcoder: ignore[IO3, IO1,IO2]\n}", ""),
        ("void f() {\n slow(1); // perfcoder: ignore[IO]\n}", ""),
        ("void f() {\n slow(1); // perfcoder: ignore[loop]\n}", "*"),
        ("void f() {\n slow(1); // perfcoder: ignore[Loop Efficiency Techniques]\n}", "*"),
        ("void f() {\n slow(1); // perfcoder: ignore[IO1\n}", "1*"),
        ("void f() {\n slow(1); // perfcoder: ignore[]\n}", "1*"),
        ("void f() {\n slow(1); // perfcoder: ignored\n}", "1*"),
        ("void f() {\n slow(1); // see perfcoder: ignore\n}", "1*"),
        ('void f() {\n slow(1); g("// perfcoder: ignore");\n}', "1*"),
        ("void f() {\r\n // perfcoder: ignore[IO1]\r\n slow(1);\r\n slow(2);\r\n}\r\n", "2*"),
    ],
)
def test_comments_leave_out_what_they_say_and_nothing_else(text: str, left: str) -> None:
    assert kept(text) == left


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("ignore[IO999]", "no rule or category is called IO999"),
        ("ignore[IO1, speed]", "no rule or category is called speed"),
        ("ignore[IO1", "has no end"),
        ("ignore[ ]", "names no rule"),
    ],
)
def test_what_can_not_be_followed_is_told_where_it_is(comment: str, message: str) -> None:
    source = source_of(f"// perfcoder: {comment}\nint f(int n) {{ return n; }}")
    (problem,) = ignore_problems(source)
    assert message in problem.message
    assert source.slice(problem.range).strip() in comment
    assert not annotations.problems(source)


def test_a_followed_comment_is_no_annotation() -> None:
    source = source_of(
        "int x; // perfcoder: ignore\n// perfcoder: ignore[IO1, input_output] why\nint f(int n) { return n; }"
    )
    assert not ignore_problems(source)
    assert not annotations.problems(source)


def completed(line: str) -> dict[str, str]:
    text = f"{line}\nint f(int n) {{ return n; }}"
    return {each.label: each.insert for each in ignore_completions(source_of(text), len(line))}


def test_rules_are_completed_in_the_list_and_nowhere_else() -> None:
    assert {"IO1", "IO2"} <= set(completed("// perfcoder: ignore["))
    assert "IO2" in completed("// perfcoder: ignore[IO1, I")
    assert completed("// perfcoder: ") == completed("// perfcoder: ign") == {"ignore[…]": "ignore["}
    for line in ("// perfcoder: ignore[IO1] ", "// perfcoder: n, i", "// ignore[", "int x;"):
        assert not completed(line)


@pytest.mark.parametrize(
    ("pattern", "leaves_out"),
    [
        ("*.cpp", True),
        ("a.cpp", True),
        ("a.*", True),
        ("?.cpp", True),
        ("b.cpp", False),
        ("*", True),
        ("{folder}", True),
        ("{folder}/**", True),
        ("{folder}/*.cpp", True),
        ("{parent}/*/a.cpp", True),
        ("{parent}/*.cpp", False),
        ("{parent}/**/*.cpp", True),
        ("/*.cpp", False),
    ],
)
def test_settings_leave_out_rules_in_files(
    pattern: str, leaves_out: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "deep [x]"
    folder.mkdir()
    monkeypatch.chdir(folder)
    pattern = pattern.format(folder=str(folder).replace("[", "[[]"), parent=tmp_path)
    settings = RulesSettings(per_file_ignores={pattern: ("IO1",)})
    assert kept("void f() { slow(1); }", settings) == ("*" if leaves_out else "1*")


def test_unknown_names_for_files_are_told() -> None:
    with pytest.raises(UsageError, match="unknown rule or category 'IO9'"):
        select_rules((calls,), RulesSettings(per_file_ignores={"*.h": ("IO9",)}))
