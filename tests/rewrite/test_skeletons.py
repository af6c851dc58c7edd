"""Text put together from parts, and the formats that decide which parts are needed."""

from pathlib import Path

import pytest

from perfcoder_lsp.cpp.functions import functions
from perfcoder_lsp.cpp.source import Language, Source
from perfcoder_lsp.cpp.tokens import tokenized
from perfcoder_lsp.rewrite.io.formats import literal, print_parts, scan_format
from perfcoder_lsp.rewrite.skeleton import compose, is_inserted


def test_parts_come_with_what_they_need_in_the_files_order() -> None:
    text, names = compose(["stdio.c"], ["puts", "getchar"], "c")
    assert {"output", "text", "putchar", "puts", "input", "getchar"} <= names
    places = [text.index(f"fast_{name}(") for name in ("flush", "putchar", "text", "puts", "peek", "getchar")]
    assert places == sorted(places)
    assert "//" not in text
    assert "scanf" not in text


def test_lines_depend_on_what_else_is_there() -> None:
    assert "fast_flush();" in compose(["stdio.c"], ["getchar", "putchar"], "c")[0].partition("fast_refill")[2]
    assert "fast_flush" not in compose(["stdio.c"], ["getchar"], "c")[0]


@pytest.mark.parametrize("language", ["c", "c++"])
def test_functions_of_skeletons_are_known_again(language: Language) -> None:
    wanted = ["scan", "scan_d", "scan_end", "puts", "getchar", "print_d", "print_s"]
    text, _ = compose(["stdio.c"], wanted, language)
    source = Source.of(Path(f"a.{'c' if language == 'c' else 'cpp'}"), text.encode())
    lines = text.splitlines()
    known = [lines[each.node.start_point.row : each.node.end_point.row + 1] for each in functions(source)]
    assert len(known) > 5
    for each in known:
        assert is_inserted("\n".join(each))
        assert not is_inserted("\n".join([*each[:-1], "x++;", each[-1]]))
        assert len(each) < 4 or not is_inserted("\n".join([each[0], *each[2:]]))
    assert not is_inserted("int main() {}")


def test_comments_follow_the_language() -> None:
    wanted = ["scan", "scan_d", "scan_end"]
    assert "/* Reads a sign and digits" in compose(["stdio.c"], wanted, "c")[0]
    assert "// Reads a sign and digits" in compose(["stdio.c"], wanted, "c++")[0]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("plain %% text\\n", ""),
        ("%d %s", "print_d print_s"),
        ("%lld%lu%c", "print_c print_l"),
        ("%5d", None),
        ("%.2f", None),
        ("%i", None),
        ("%*d", None),
        ("100%", None),
        ("%ls", None),
    ],
)
def test_printf_formats(text: str, parts: str | None) -> None:
    expected = None if parts is None else frozenset({"print", "print_end", *parts.split()})
    assert print_parts(text) == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("%d %d", "scan_d"),
        ("%lld,%lf%c", "scan_c scan_ld scan_lf"),
        (" x ", ""),
        ("%5s", "scan_full"),
        ("%*d", "scan_full"),
        ("%[^\\n]", "scan_full"),
        ("%[]a-z]%hhd", "scan_full"),
    ],
)
def test_scanf_formats(text: str, parts: str) -> None:
    assert scan_format(text).parts == frozenset({"scan", *parts.split()})
    assert not scan_format(text).problem


@pytest.mark.parametrize("text", ["%i", "%x", "%p", "%n", "%ms", "%Lf", "%I64d", "%zu", "%%", "%ls", "%", "%[", "%e"])
def test_scanf_formats_that_are_refused(text: str) -> None:
    assert scan_format(text).problem


@pytest.mark.parametrize(
    ("text", "value"),
    [('"a" "b\\n"', "ab\\n"), ("x", None), ('"a" PRId64', None), ('L"a"', None), ("", None), ('R"(a)"', None)],
)
def test_literals(text: str, value: str | None) -> None:
    tokens = tokenized(Source.of(Path("a.cpp"), f"; {text}".encode())).tokens[1:]
    assert literal(tokens) == value
