"""Includes after the streams are gone: without <iostream> a program starts faster, since nothing sets up the standard
streams, and one that uses nothing else of libstdc++ is not even linked with it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from perfcoder_lsp.cpp.includes import in_conditional, macro_names
from perfcoder_lsp.cpp.scopes import declarations
from perfcoder_lsp.cpp.source import Language, Source
from perfcoder_lsp.cpp.tokens import Directive, tokenized
from perfcoder_lsp.rewrite.io.block import OWN_DECLARATION, Block
from perfcoder_lsp.rewrite.io.standard_names import COMMON_WORDS, CPP20_HEADERS, HEADERS_OF, is_known
from perfcoder_lsp.text import ByteRange, TextEdit

EVERYTHING = "bits/stdc++.h"
_STREAM_HEADERS = frozenset({"iostream", "istream", "ostream", "iomanip", "ios", EVERYTHING})
# What <iostream> brings along in libstdc++ and programs rely on.
_BROUGHT_ALONG = frozenset(
    {"string", "algorithm", "utility", "cstdlib", "cctype", "cstdio", "cstring", "climits", "cstdint", "cstddef", "new"}
    | {
        "exception",
        "stdexcept",
        "functional",
        "iterator",
        "initializer_list",
        "type_traits",
        "memory",
        "cmath",
        "ctime",
    }
    | {"limits", "tuple", "string_view", "typeinfo", "cfloat", "system_error", "array", "vector", "charconv", "bit"}
)
_C_NAMES = {
    f"{name}.h": f"c{name}"
    for name in ("stdio", "stdlib", "string", "math", "ctype", "limits", "stdarg", "stddef", "time")
}
_INCLUDE_LINE = re.compile(r"#include <[\w./+]+>")
_NEEDED_BY = (
    (r"\b(?:mem\w+|strlen)\(|\bNULL\b", "cstring"),
    (r"\bva_list\b", "cstdarg"),
    (r"\bv?snprintf\(|\bsscanf\(", "cstdio"),
    (r"\b(?:malloc|realloc|strto\w+)\b", "cstdlib"),
    (r"\bnumeric_limits\b", "limits"),
    (r"\bstd::string\b", "string"),
    (r"\bstd::string_view\b", "string_view"),
)


@dataclass(frozen=True)
class Includes:
    """Edits of the include lines; `dropped` names the headers that went; `is_certain` is false where a standard name
    is used whose header is not known here."""

    edits: tuple[TextEdit, ...]
    dropped: tuple[str, ...] = ()
    is_certain: bool = True


def _needed(text: str, language: Language) -> tuple[str, ...]:
    found = [header for pattern, header in _NEEDED_BY if re.search(pattern, text)]
    found.append("cstddef" if OWN_DECLARATION.search(text) else "unistd.h")
    if language == "c":
        plain = {name: header for header, name in _C_NAMES.items()}
        found = [plain.get(header, header) for header in found]
    return tuple(found)


def keep_includes(source: Source, block: Block) -> Includes:
    """Add the headers that the block needs and that are missing, and leave the rest."""
    missing = _missing(_needed(block.text, source.language), _present(source))
    return Includes(_line_edits(source, frozenset(), missing, block.position))


def lean_includes(source: Source, block: Block, replaced: Iterable[TextEdit]) -> Includes:
    """Drop the headers that only declare streams where nothing of them is left after the edits `replaced`; add those
    that the block needs and those that the dropped ones brought along."""
    left = _names_left(source, tuple(edit.range for edit in replaced))
    present = _present(source)
    headers = {header for name in left.names for header in HEADERS_OF.get(name, ())}
    if "iostream" in headers:
        return keep_includes(source, block)
    dropped = (_STREAM_HEADERS & present) - ({"iomanip"} & headers)
    if EVERYTHING not in dropped:
        own = {each.name for each in declarations(source)} | macro_names(source)
        headers = {header for name in left.names - own for header in HEADERS_OF.get(name, ())} & _BROUGHT_ALONG
    wanted = set(_needed(block.text, source.language))
    if dropped:
        wanted |= headers - _STREAM_HEADERS - CPP20_HEADERS
    edits = _line_edits(source, dropped, _missing(wanted, present - dropped), block.position)
    return Includes(edits, tuple(sorted(dropped)), left.is_certain)


def with_headers_for(edits: tuple[TextEdit, ...], others: Iterable[TextEdit]) -> tuple[TextEdit, ...]:
    """The edits of a rewrite that is to be joined with other edits: where it replaced an include line by the headers
    that the program needs, those that the other edits' text needs are added. All other edits are as before."""
    texts = [edit.new_text for edit in others]
    words = {word for text in texts for word in re.findall(r"[A-Za-z_]\w*", text)}
    brought = {name for text in texts for name in re.findall(r"#include <([\w./+]+)>", text)}
    if "unordered_" in words and not brought & {"unordered_map", "unordered_set"}:  # put before the `map` that is there
        words |= {"unordered_map", "unordered_set"}
    headers = {header for word in words for header in HEADERS_OF.get(word, ())}
    headers -= {*_STREAM_HEADERS, *CPP20_HEADERS, *brought}
    return tuple(_completed(edit, headers) for edit in edits)


def _completed(edit: TextEdit, headers: Iterable[str]) -> TextEdit:
    lines = edit.new_text.splitlines()
    if edit.range.start == edit.range.end or not lines or not all(_INCLUDE_LINE.fullmatch(line) for line in lines):
        return edit
    newline = "\r\n" if "\r\n" in edit.new_text else "\n"
    missing = sorted({f"#include <{header}>" for header in headers} - set(lines))
    return TextEdit(range=edit.range, new_text=newline.join([*missing, *lines]))


@dataclass(frozen=True)
class _Left:
    names: frozenset[str]
    is_certain: bool


def _names_left(source: Source, replaced: tuple[ByteRange, ...]) -> _Left:
    """Names in the text that stays and that may be the library's. Names of manipulators that are good names for
    variables, such as left, count only where they are shifted or qualified."""
    starts = frozenset(offset for each in replaced for offset in range(each.start, each.end))
    names: set[str] = set()
    is_certain = True
    for run in tokenized(source).runs:
        for at, token in enumerate(run):
            before = run[at - 1].text if at else ""
            if before in ("=", ":", "(", ",", "return") and token.text == "{":
                names.add("initializer_list")
            if token.kind != "name" or token.start in starts or before in (".", "->"):
                continue
            is_qualified = before == "::" and at >= 2 and run[at - 2].text == "std"
            if is_qualified and not is_known(token.text):
                is_certain = False
            if is_qualified or before in ("<<", ">>") or token.text not in COMMON_WORDS:
                names.add(token.text)
    return _Left(frozenset(names), is_certain)


def _present(source: Source) -> frozenset[str]:
    return frozenset(_name(line) for line in _lines(source) if not in_conditional(source, line.start))


def _missing(wanted: Iterable[str], present: frozenset[str]) -> list[str]:
    has = {_C_NAMES.get(name, name) for name in present}
    if EVERYTHING in present:
        wanted = set(wanted) & {"unistd.h"}
    missing = (name for name in wanted if _C_NAMES.get(name, name) not in has)
    return sorted(missing, key=lambda name: (name.endswith(".h"), name))


def _lines(source: Source) -> list[Directive]:
    return [each for each in tokenized(source).directives if each.kind == "include"]


def _name(directive: Directive) -> str:
    return directive.text.strip('<>" \t')


def _line_edits(source: Source, dropped: frozenset[str], missing: list[str], before: int) -> tuple[TextEdit, ...]:
    """Put the missing headers in place of a dropped one that stands before the offset, else after the first include."""
    new = source.newline.join(f"#include <{name}>" for name in missing)
    lines = [line for line in _lines(source) if not in_conditional(source, line.start)]
    edits: list[TextEdit] = []
    for line in lines:
        if _name(line) not in dropped:
            continue
        if new and line.start < before:
            edits.append(TextEdit.replace(line.start, line.end, new))
            new = ""
        else:
            end = source.text.find(b"\n", line.end)
            edits.append(TextEdit.replace(line.start, len(source.text) if end < 0 else end + 1, ""))
    if new and lines:
        edits.append(TextEdit.insert(lines[0].end, f"{source.newline}{new}"))
    elif new:
        edits.append(TextEdit.insert(0, f"{new}{source.newline}"))
    return tuple(edits)
