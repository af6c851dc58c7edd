"""Edits of text: the smallest that lead from one text to another, of nodes, new includes, and where lines are."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from difflib import SequenceMatcher

from tree_sitter import Node

from perfcoder_lsp.cpp.includes import has_include, in_conditional, includes
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.text import TextEdit, line_starts

_MAX_DIFF_LINES = 4000  # beyond that the changed middle is replaced as one piece: a diff would take too long
_BEFORE_CODE = frozenset(
    {"comment", "using_declaration", ";", "preproc_include", "preproc_def", "preproc_function_def", "preproc_call"}
    | {"preproc_if", "preproc_ifdef"}
)


def minimal_edits(before: bytes, after: bytes) -> tuple[TextEdit, ...]:
    """Edits that turn one text into the other: lines first, then the changed bytes of changed lines.

    No edit starts or ends inside a UTF-8 sequence or between CR and LF. Raises UnicodeDecodeError for text that is not
    UTF-8.
    """
    old, new = _lines(before), _lines(after)
    head = _common_prefix(old, new)
    tail = _common_prefix(old[head:][::-1], new[head:][::-1])
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    at = sum(map(len, old[:head]))
    edits: list[TextEdit] = []
    for old_part, new_part in _changes(old_middle, new_middle):
        if old_part != new_part:
            edits.append(_trimmed(at, b"".join(old_part), b"".join(new_part)))
        at += sum(map(len, old_part))
    return tuple(edits)


def _lines(text: bytes) -> list[bytes]:
    starts = line_starts(text)
    return [text[start:end] for start, end in zip(starts, (*starts[1:], len(text)), strict=True)]


def _common_prefix(first: list[bytes], second: list[bytes]) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def _changes(old: list[bytes], new: list[bytes]) -> Iterator[tuple[list[bytes], list[bytes]]]:
    """Consecutive pieces of both texts, equal ones too. Lines that are replaced by as many others go one by one."""
    if len(old) + len(new) > _MAX_DIFF_LINES:
        yield old, new
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "replace" and i2 - i1 == j2 - j1:
            yield from (([one], [other]) for one, other in zip(old[i1:i2], new[j1:j2], strict=True))
        else:
            yield old[i1:i2], new[j1:j2]


def _trimmed(at: int, old: bytes, new: bytes) -> TextEdit:
    """One replacement without the bytes that both texts begin and end with."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    while start and not (_is_boundary(old, start) and _is_boundary(new, start)):
        start -= 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    while end and not (_is_boundary(old, len(old) - end) and _is_boundary(new, len(new) - end)):
        end -= 1
    return TextEdit.replace(at + start, at + len(old) - end, new[start : len(new) - end].decode())


def _is_boundary(text: bytes, offset: int) -> bool:
    """Whether text can be cut here: not inside a UTF-8 sequence, not between CR and LF."""
    if not 0 < offset < len(text):
        return True
    return text[offset] & 0xC0 != 0x80 and not (text[offset - 1] == 13 and text[offset] == 10)


def replaced(node: Node, text: str) -> TextEdit:
    """The edit that puts a text in place of a node."""
    return TextEdit.replace(node.start_byte, node.end_byte, text)


_GUARD = re.compile(rb"^[ \t]*#[ \t]*pragma[ \t]+once[^\n]*\n", re.MULTILINE)


def insert_include(source: Source, name: str) -> TextEdit | None:
    """The edit that adds `#include <vector>` (`name` with its brackets) on a line of its own, after the last include
    that is not under an #if and stands before all code; None where the header, or <bits/stdc++.h>, is included there
    already."""
    first = _first_code(source)
    found = [each for each in includes(source) if not in_conditional(source, each.node.start_byte)]
    unconditional = [each for each in found if each.node.start_byte < first]
    if has_include(source, name) and any(each.name in (name, "<bits/stdc++.h>") for each in unconditional):
        return None
    line = f"#include {name}"
    if not unconditional:
        guard = _GUARD.search(source.text)
        return TextEdit.insert(guard.end() if guard else _start(source), line + source.newline)
    last = unconditional[-1].node
    # the grammar counts the line's end to the directive
    end = source.text.find(b"\n", last.start_byte)
    if end < 0:
        return TextEdit.insert(len(source.text), source.newline + line)
    return TextEdit.insert(end + 1, line + source.newline)


def _first_code(source: Source) -> int:
    """Where the first thing in the file starts that may need a header."""
    code = (each.start_byte for each in source.root.children if each.type not in _BEFORE_CODE)
    return next((each for each in code), len(source.text))


def _start(source: Source) -> int:
    return 3 if source.text.startswith(b"\xef\xbb\xbf") else 0


def line_of(source: Source, offset: int) -> int:
    """The 1-based number of the line that a byte offset lies on."""
    return bisect_right(source.line_starts, offset)


def indentation(source: Source, offset: int) -> str:
    """The spaces and tabs with which the line at the offset begins."""
    start = source.line_starts[line_of(source, offset) - 1]
    match = re.compile(rb"[ \t]*").match(source.text, start)
    return match.group().decode() if match else ""


def starts_line(source: Source, offset: int) -> bool:
    """Whether only spaces and tabs stand before the offset on its line."""
    start = source.line_starts[line_of(source, offset) - 1]
    return not source.text[start:offset].strip(b" \t")
