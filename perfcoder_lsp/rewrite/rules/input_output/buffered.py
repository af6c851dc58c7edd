"""The rule IO4 (with IO5 of the catalogue): reading and printing through buffers of the program's own."""

from collections.abc import Iterator

from perfcoder_lsp.cpp.facts.io_facts import IoFacts, io_facts
from perfcoder_lsp.cpp.facts.io_names import IoDirection
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.rewrite.io.block import Block, make_block
from perfcoder_lsp.rewrite.io.changes import Changes
from perfcoder_lsp.rewrite.io.explanation import cost, counts, flushes
from perfcoder_lsp.rewrite.io.headers import Includes, keep_includes, lean_includes
from perfcoder_lsp.rewrite.io.refusals import direction_refusals, program_refusals
from perfcoder_lsp.rewrite.io.stdio_changes import stdio_changes
from perfcoder_lsp.rewrite.io.stream_changes import stream_changes, sync_changes
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_TITLES: dict[tuple[IoDirection, ...], str] = {
    ("input",): "Read through a buffer",
    ("output",): "Print through a buffer",
    ("input", "output"): "Read and print through buffers",
}
_POSIX_NOTE = "Needs POSIX (unistd.h): Linux, macOS, BSD."
_NOTES: dict[tuple[IoDirection, ...], str] = {
    ("input",): "What the program prints is no longer flushed before it waits for input.",
    (
        "output",
    ): "Output appears when the buffer is full and at exit, not before input is waited for; a crash loses it.",
    (
        "input",
        "output",
    ): "Output appears when the buffer is full, before input is waited for, and at exit; a crash loses it.",
}


@rule(
    id="IO4",
    category=Category.INPUT_OUTPUT,
    summary="Read and print through buffers of the program's own",
    gain=34,
)
def buffered_io(source: Source) -> Iterator[Finding]:
    """
    What it does: replaces cin and cout, scanf and printf and their kin by a few functions over two buffers of 64 KB,
    which are inserted into the program. They read and write the same bytes, also where a read fails, overflows or
    meets the end of the input. `std::cin >> n; std::cout << n << std::endl;` becomes
    `fast_in >> n; fast_out << n << '\\n';`. Headers of which nothing is left are dropped.

    Why: iostream that is synchronised with stdio makes a library call per character, and even unsynchronised it passes
    locale facets for every number; scanf and printf lock a stream and interpret a format with all of C's conversions.
    Without <iostream> a program also starts faster: nothing sets up the standard streams, and one that uses nothing
    else of the C++ library is not linked with it.

    When not: a use of the streams that is not understood (a stream handed to other code, an unsupported member
    function, a scanf format that is no literal), code that ends without running exit handlers or shares the file
    descriptors (abort, fork, threads, system, own reads of descriptor 0), iostream and stdio mixed on one stream
    without synchronisation, included files of the program's own. Input and output are judged apart: either may be
    replaced alone.

    Source: catalogue IO4 and IO5, measured 6.6x (reading), 3.3x (printing).
    """
    facts = io_facts(source)
    directions = _directions(source, facts)
    if not directions:
        return
    changes = Changes()
    for direction in directions:
        changes += stdio_changes(source, facts, direction) + stream_changes(source, facts, direction)
    if all(use.direction in directions for use in facts.streams):
        changes += sync_changes(source, facts)
    block = make_block(source, changes)
    if block is None:
        return
    keep = keep_includes(source, block)
    lean = lean_includes(source, block, changes.edits) if source.language == "c++" else keep
    yield _finding(source, directions, changes, block, lean)
    if not lean.is_certain and lean.dropped:
        yield _finding(source, directions, changes, block, keep, "keep-includes")


def _finding(
    source: Source,
    directions: tuple[IoDirection, ...],
    changes: Changes,
    block: Block,
    includes: Includes,
    variant: str = "",
) -> Finding:
    facts = io_facts(source)
    flushed = flushes(facts) if "output" in directions else 0
    used = [f"{counts(source, facts, each)}: {cost(facts, each)}" for each in directions]
    used += [f"{flushed} flush{'es' * (flushed != 1)} of the output, a system call each time"] if flushed else []
    without = f", without <{'>, <'.join(includes.dropped)}>" if includes.dropped else ""
    return Finding(
        title=_TITLES[directions] + without,
        explanation=f"{'; '.join(used)}.",
        edits=(*block.named(changes.edits), *_joined((*includes.edits, block.edit(source)))),
        notes=(_POSIX_NOTE, _NOTES[directions]),
        variant=variant,
    )


def _joined(edits: tuple[TextEdit, ...]) -> Iterator[TextEdit]:
    """The edits, those that insert at one point made one: a file without includes gets includes and block there."""
    texts: dict[tuple[int, int], str] = {}
    for edit in edits:
        where = (edit.range.start, edit.range.end)
        texts[where] = texts.get(where, "") + edit.new_text
    return (TextEdit.replace(start, end, text) for (start, end), text in texts.items())


def _directions(source: Source, facts: IoFacts) -> tuple[IoDirection, ...]:
    """The directions that the program uses and that can be replaced."""
    if program_refusals(source):
        return ()
    wanted: tuple[IoDirection, ...] = ("input", "output")
    return tuple(
        direction
        for direction in wanted
        if (facts.uses_stdio(direction) or facts.uses_stream(direction)) and not direction_refusals(source, direction)
    )
