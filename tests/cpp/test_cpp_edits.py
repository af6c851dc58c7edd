"""Minimal edits, includes, lines."""

import pytest
from cpp_text import in_main, source_of
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcoder_lsp.cpp.edits import indentation, insert_include, line_of, minimal_edits, starts_line
from perfcoder_lsp.cpp.nodes import enclosing_statement, nodes_of_type
from perfcoder_lsp.text import apply_edits

LINES = st.lists(
    st.sampled_from(["int a;", "größer", "größten", "x\r", "\r", "", "日本", "日米", "e\u0301", "\t}"]), max_size=12
)


@pytest.mark.parametrize(
    ("before", "after", "edits"),
    [
        ("a\nb\nc\n", "a\nb\nc\n", []),
        ("int x = 1;\n", "int x = 2;\n", [(8, 9, "2")]),
        ("a\nb\nc\n", "a\nc\n", [(2, 4, "")]),
        ("a\nc\n", "a\nb\nc\n", [(2, 2, "b\n")]),
        ("x;\ny;\nz;\n", "x1;\ny;\nz1;\n", [(1, 1, "1"), (7, 7, "1")]),
        ("ö", "ü", [(0, 2, "ü")]),
        ("a\r\nb", "a\nb", [(1, 3, "\n")]),
        ("", "a\n", [(0, 0, "a\n")]),
    ],
)
def test_edits_are_small(before: str, after: str, edits: list[tuple[int, int, str]]) -> None:
    found = minimal_edits(before.encode(), after.encode())
    assert [(each.range.start, each.range.end, each.new_text) for each in found] == edits


@given(LINES, LINES)
@settings(max_examples=300)
def test_edits_lead_from_one_text_to_the_other(before: list[str], after: list[str]) -> None:
    old, new = "\n".join(before).encode(), "\n".join(after).encode()
    edits = minimal_edits(old, new)
    assert apply_edits(old, edits) == new
    for each in edits:
        for offset in (each.range.start, each.range.end):
            old[:offset].decode()
            assert old[offset - 1 : offset + 1] != b"\r\n"


@given(st.text(max_size=40), st.text(max_size=40))
def test_edits_of_any_text(before: str, after: str) -> None:
    old, new = before.encode(), after.encode()
    assert apply_edits(old, minimal_edits(old, new)) == new


def test_large_changes_are_one_edit() -> None:
    old = "".join(f"a{i}\n" for i in range(5000)).encode()
    new = "".join(f"b{i}\n" for i in range(5000)).encode()
    assert apply_edits(old, minimal_edits(old, new)) == new


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("#include <cmath>\nint x;\n", "#include <cmath>\n#include <vector>\nint x;\n"),
        ("#include <cmath> // for π\r\nint x;\r\n", "#include <cmath> // for π\r\n#include <vector>\r\nint x;\r\n"),
        ("#include <cmath>", "#include <cmath>\n#include <vector>"),
        ("int x;\n", "#include <vector>\nint x;\n"),
        ("#pragma once\nint x;\n", "#pragma once\n#include <vector>\nint x;\n"),
        (
            "#include <a>\n#ifdef X\n#include <b>\n#endif\n",
            "#include <a>\n#include <vector>\n#ifdef X\n#include <b>\n#endif\n",
        ),
        (
            "#include <a>\n#if 0\n#include <vector>\n#endif\n",
            "#include <a>\n#include <vector>\n#if 0\n#include <vector>\n#endif\n",
        ),
    ],
)
def test_includes_are_added_after_the_last(text: str, after: str) -> None:
    source = source_of(text)
    edit = insert_include(source, "<vector>")
    assert edit is not None
    assert source.edited((edit,)).text.decode() == after


@pytest.mark.parametrize("text", ["#include <vector>\nint x;\n", "#include <bits/stdc++.h>\nint x;\n"])
def test_includes_that_are_there_stay_alone(text: str) -> None:
    assert insert_include(source_of(text), "<vector>") is None


def test_lines() -> None:
    source = source_of("int a;\r\n\tint b; int c;\r\n")
    b, c = source.text.index(b"int b"), source.text.index(b"int c")
    assert [line_of(source, offset) for offset in (0, 7, 8, b, c)] == [1, 1, 2, 2, 2]
    assert indentation(source, c) == "\t"
    assert starts_line(source, b)
    assert not starts_line(source, c)


@pytest.mark.parametrize(
    ("body", "statement"),
    [
        ("int a = f(here);", "int a = f(here);"),
        ("if (x) g(here);", "g(here);"),
        ("if (here) g(1);", "if (here) g(1);"),
        ("for (int i = here; i < 3; i++) g(i);", "for (int i = here; i < 3; i++) g(i);"),
        ("for (int i = 0; i < 3; i++) g(here);", "g(here);"),
        ("while (x) { a(); b(here); }", "b(here);"),
        ("if (x) a(); else b(here);", "b(here);"),
        ("switch (x) { case 1: b(here); }", "b(here);"),
    ],
)
def test_enclosing_statements(body: str, statement: str) -> None:
    source = in_main(body)
    here = next(each for each in nodes_of_type(source, "identifier") if source.slice(each) == "here")
    assert source.slice(enclosing_statement(here)) == statement
