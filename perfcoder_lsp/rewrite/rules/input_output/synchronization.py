"""Rules of "Input/Output Throughput Optimization" that keep the standard streams: IO1 and IO2."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls_in
from perfcoder_lsp.cpp.declarations import Kind
from perfcoder_lsp.cpp.edits import indentation
from perfcoder_lsp.cpp.facts.io_facts import IoFacts, Manipulator, io_facts
from perfcoder_lsp.cpp.functions import Function, find_function, functions
from perfcoder_lsp.cpp.scopes import declarations
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.token_runs import names_in
from perfcoder_lsp.rewrite.io.explanation import counts
from perfcoder_lsp.rewrite.io.refusals import ends_width_unused, live_runs, program_refusals
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_SYNC = "std::ios::sync_with_stdio(false);"
_UNTIE = "std::cin.tie(nullptr);"
_SHARING = frozenset(
    {"vscanf", "wscanf", "vwscanf", "getwchar", "scanf_s", "gets_s", "vprintf", "wprintf", "vwprintf", "putwchar"}
    | {"printf_s", "wcin", "wcout"}
)
"""What else reads and prints by stdio, or shares the file descriptors with cin and cout."""


@rule(
    id="IO1",
    category=Category.INPUT_OUTPUT,
    summary="Let iostream buffer: no synchronisation with stdio, no flush before each read",
    gain=4.0,
)
def unsynchronised_streams(source: Source) -> Iterator[Finding]:
    """
    What it does: makes `std::ios::sync_with_stdio(false);` and, where the program reads, `std::cin.tie(nullptr);` the
    first statements of main.

    Why: synchronised with stdio, cin and cout keep no buffer of their own: every character is a call into the C
    library, and cin flushes cout before each read.

    When not: the program uses stdio on the same streams (their order would change), calls sync_with_stdio or tie
    already, reads or prints before main starts, has threads, children or files of its own, or may end without running
    exit handlers.

    Source: catalogue IO1, measured 4.1x (reading), 10.1x (printing). libstdc++ manual, "Performance".
    """
    facts = io_facts(source)
    main = find_function(source, "main")
    if (
        main is None
        or main.body.type != "compound_statement"
        or not facts.streams
        or facts.stdio
        or facts.unclaimed
        or facts.syncs
    ):
        return
    if program_refusals(source) or _starts_early(source, facts):
        return
    if any(True for run in live_runs(source) for _ in names_in(run, _SHARING)):
        return
    reads = facts.uses_stream("input")
    lines = [_SYNC, _UNTIE] if reads else [_SYNC]
    used = [counts(source, facts, each) for each in ("input", "output") if facts.uses_stream(each)]
    streams = " and ".join(name for name in ("cin", "cout") if any(use.name.text == name for use in facts.streams))
    notes = ["Don't mix stdio (printf, scanf) with these streams afterwards."]
    if reads:
        notes.append("A prompt is no longer flushed before the program waits for input.")
    yield Finding(
        title="Stop synchronising iostream with stdio",
        explanation=f"{streams} (in main and what it calls: {', '.join(used)}) pass every character through stdio, "
        "although the program uses nothing else of it.",
        edits=(_first_statements(source, main, lines),),
        range=node_range(main.body),
        notes=tuple(notes),
    )


@rule(id="IO2", category=Category.INPUT_OUTPUT, summary="Write '\\n' instead of flushing with endl", gain=3.0)
def newline_without_flush(source: Source) -> Iterator[Finding]:
    """
    What it does: writes `'\\n'` instead of `endl` to cout, and drops `<< flush` in programs that read no input.

    Why: endl flushes: a system call for each line.

    When not: cerr and other streams; a program that flushes on purpose (flush, fflush) and reads, which may be talking
    to someone; stdio and unsynchronised iostream in turns, whose order the flushes decide; `setw` before endl, which
    ignores it; threads, children, or an end without exit handlers, which would lose or double what is buffered.

    Source: catalogue IO2, measured 24x (to a file). clang-tidy performance-avoid-endl.
    """
    facts = io_facts(source)
    ends = [each for each in facts.manipulators if each.effect == "endl"]
    flushes = [each for each in facts.manipulators if each.effect == "flush"]
    if not (ends or flushes) or program_refusals(source) or _is_deliberate(facts, flushes):
        return
    if any(each.effect == "setw" and ends_width_unused(each.name) for each in facts.manipulators):
        return
    edits = [TextEdit.replace(each.name.start, each.end, "'\\n'") for each in ends]
    edits += [_without_operator(each) for each in flushes]
    count = len(edits)
    yield Finding(
        title=f"Print without flushing ({count} place{'s' * (count != 1)})",
        explanation=f"cout is flushed in {count} place{'s' * (count != 1)} ({counts(source, facts, 'output')} in all), "
        "each time by a system call that nobody waits for.",
        edits=tuple(edits),
        notes=("Output appears when the buffer is full and at exit: a crash loses what is in it.",),
    )


def _is_deliberate(facts: IoFacts, flushes: list[Manipulator]) -> bool:
    """Whether flushes may be part of a conversation, or decide the order of two libraries' output."""
    reads = facts.uses_stream("input") or facts.uses_stdio("input") or bool(facts.unclaimed)
    calls = any(call.function == "fflush" for call in facts.stdio)
    members = any(use.member == "flush" for use in facts.streams)
    if reads and (flushes or calls or members):
        return True
    return facts.is_unsynced and facts.uses_stdio("output")


def _without_operator(flush: Manipulator) -> TextEdit:
    """`<< flush` and the blanks before it, dropped."""
    run, first = flush.name.run, flush.name.first
    return TextEdit.replace(run[first - 2].end, flush.end, "")


def _starts_early(source: Source, facts: IoFacts) -> bool:
    """Whether the streams may be used before main: in a constructor, or by a function that initialises a global."""
    for use in facts.streams:
        if use.using is None and _runs_early(source, use.name.start) and not _in_macro(source, use.name.start):
            return True
    globals_ = [each for each in declarations(source) if each.kind is Kind.GLOBAL]
    early = [each.initializer.node for each in globals_ if each.initializer is not None]
    if any(not each.type.is_value for each in globals_):
        early += [each.body for each in functions(source) if each.kind == "constructor"]
    names = {function.name for function in functions(source)}
    return any(call.name in names for node in early for call in calls_in(source, node))


def _runs_early(source: Source, offset: int) -> bool:
    """Whether the code at a place may run to initialise a global: it stands in a constructor, or in no function but
    lambdas."""
    around = [each for each in functions(source) if each.node.start_byte <= offset < each.node.end_byte]
    return all(each.kind in ("lambda", "constructor") for each in around)


def _in_macro(source: Source, offset: int) -> bool:
    node: Node | None = source.root.descendant_for_byte_range(offset, offset)
    while node is not None and node.type not in ("preproc_def", "preproc_function_def"):
        node = node.parent
    return node is not None


def _first_statements(source: Source, main: Function, lines: list[str]) -> TextEdit:
    """The lines inserted after main's opening brace, in the way the body is laid out."""
    after = main.body.start_byte + 1
    first = next((node for node in main.body.named_children if node.type != "comment"), None)
    if first is None or b"\n" not in source.text[after : first.start_byte]:
        return TextEdit.insert(after, "".join(f" {line}" for line in lines))
    indent = indentation(source, first.start_byte)
    return TextEdit.insert(after, "".join(f"{source.newline}{indent}{line}" for line in lines))
