"""Calls of <cstdio>'s functions on stdin or stdout, renamed to those of the skeleton."""

from perfcoder_lsp.cpp.facts.io_facts import IoFacts, StdioCall
from perfcoder_lsp.cpp.facts.io_names import STDIO, IoDirection
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.token_runs import names_in
from perfcoder_lsp.cpp.tokens import Token, tokenized
from perfcoder_lsp.rewrite.io.changes import Changes
from perfcoder_lsp.rewrite.io.formats import literal, print_parts, scan_format, scan_parts
from perfcoder_lsp.text import TextEdit

_RENAMED = {
    "scanf": "scanf",
    "fscanf": "scanf",
    "getchar": "getchar",
    "getchar_unlocked": "getchar",
    "getc": "getchar",
    "fgetc": "getchar",
    "gets": "gets",
    "fgets": "fgets",
    "feof": "feof",
    "puts": "puts",
    "putchar": "putchar",
    "putchar_unlocked": "putchar",
    "putc": "putchar",
    "fputc": "putchar",
    "fputs": "fputs",
    "fwrite": "fwrite",
    "fflush": "flush",
}


def stdio_changes(source: Source, facts: IoFacts, direction: IoDirection) -> Changes:
    """All calls of the direction, without their FILE arguments, and the macros that stand for one of the functions."""
    calls = [call for call in facts.stdio if call.direction == direction]
    names = {call.name.start: _replacement(call, calls) for call in calls}
    edits: list[TextEdit] = []
    parts: set[str] = set()
    for call in calls:
        name, needed = names[call.name.start]
        parts |= needed
        edits += _without_stream(call)
        if not call.alias:
            edits.append(TextEdit.replace(call.name.start, call.name.end, f"fast_{name}"))
    formats = [scan_format(text) for call in calls if (text := _scan_text(call)) is not None]
    if formats:
        parts |= scan_parts(formats)
    return Changes((*edits, *_object_aliases(source, facts, calls)), frozenset(parts))


def format_of(call: StdioCall) -> tuple[Token, ...]:
    """The tokens of the format of a call of printf, scanf and the like."""
    return call.argument(1 if STDIO[call.function].stream_argument == 0 else 0)


def _scan_text(call: StdioCall) -> str | None:
    return literal(format_of(call)) if call.function in ("scanf", "fscanf") else None


def _replacement(call: StdioCall, calls: list[StdioCall]) -> tuple[str, frozenset[str]]:
    """The name that replaces the call's, without prefix, and the parts of the skeleton that it needs."""
    if call.function not in ("printf", "fprintf"):
        name = _RENAMED[call.function]
        if name == "scanf":
            return name, frozenset()  # its parts depend on all formats together
        return name, frozenset({"output" if name == "flush" else name})
    macro = call.alias or call.forwards
    group = [each for each in calls if each.alias == macro] if macro else [call]
    parts: set[str] = set()
    for each in group:
        text = literal(format_of(each))
        plain = print_parts(text) if text is not None else None
        if plain is None:
            return "printf", frozenset({"printf"})
        parts |= plain | (set[str]() if each.is_statement else {"count"})
    return "print", frozenset(parts)


def _without_stream(call: StdioCall) -> list[TextEdit]:
    """The edit that drops the FILE argument and its comma."""
    position, ranges, run = STDIO[call.function].stream_argument, call.arguments.ranges, call.name.run
    if position is None:
        return []
    begin, end = ranges[position]
    start, stop = run[begin].start, run[end - 1].end
    if len(ranges) > 1:
        if position == 0:
            stop = run[ranges[1][0]].start
        else:
            start = run[ranges[-2][1] - 1].end
    return [TextEdit.replace(start, stop, "")]


def _object_aliases(source: Source, facts: IoFacts, calls: list[StdioCall]) -> list[TextEdit]:
    """Bodies of macros such as `#define PF printf`."""
    edits: list[TextEdit] = []
    for macro in tokenized(source).macros:
        function = facts.aliases.get(macro.name)
        through = [call for call in calls if call.alias == macro.name]
        if function not in STDIO or macro.parameters is not None or not through:
            continue
        name, _ = _replacement(through[0], calls)
        for each in names_in(macro.body, frozenset({function})):
            edits.append(TextEdit.replace(each.start, each.end, f"fast_{name}"))
    return edits
