"""Traced programs: which statements of the original its inputs reach, and what it compares their numbers with.

The sanitized build of the original carries the trace (`tracing/trace.c`), so it costs no run of its own.
"""

import re
import struct
from dataclasses import dataclass, replace
from pathlib import Path

from perfcoder_lsp.build import Build, Builder, BuildFailure, CompileCommand, Job, Variant
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.facts.unused import unused_functions
from perfcoder_lsp.cpp.functions import functions
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.text import ByteRange, Frozen, TextEdit, with_joined_insertions
from perfcoder_lsp.verify.marks import MOST_MARKS, Marks, changed_places, mark_function

_FOLDER = Path(__file__).parent / "tracing"
TRACED = "-fsanitize-coverage=trace-cmp"
"""The flag with which compilers tell what is compared."""
_SITES, _KEPT = 8192, 4  # as in comparisons.c
_PAIR = struct.Struct("<qq")
LESS, EQUAL, GREATER = 1, 2, 4
"""The orders of two sides that a comparison has seen, as bits."""


@dataclass(frozen=True)
class Comparison:
    """Two sides that were not equal, at one place of the program."""

    site: int
    left: int
    right: int


@dataclass(frozen=True)
class Trace:
    """What one run did: the marks that it reached and the orders that its comparisons saw as bytes, one each, and some
    of the pairs that were not equal."""

    reached: bytes
    orders: bytes
    unequal: tuple[Comparison, ...]

    @classmethod
    def of(cls, account: bytes | None) -> "Trace | None":
        """None where the program left no account: it is not traced, or ended before it began."""
        size = MOST_MARKS + _SITES + _SITES * _KEPT * _PAIR.size
        if account is None or len(account) < size:
            return None
        reached, orders = account[:MOST_MARKS], account[MOST_MARKS : MOST_MARKS + _SITES]
        seen = (match.start() for match in re.finditer(rb"[^\0\2]", orders))
        unequal = tuple(each for site in seen for each in _pairs(account, site))
        return cls(reached, orders, unequal)


def _pairs(account: bytes, site: int) -> list[Comparison]:
    start = MOST_MARKS + _SITES + site * _KEPT * _PAIR.size
    pairs = _PAIR.iter_unpack(account[start : start + _KEPT * _PAIR.size])
    return [Comparison(site, left, right) for left, right in pairs if left != right]


class Coverage(Frozen):
    """The statements of a program and those that its inputs reach; `functions` are where each is, and its marks. What
    stands outside of them counts as reached: declarations, what has no marks, what is never called."""

    functions: tuple[tuple[ByteRange, Marks], ...]
    reached: frozenset[int] = frozenset()

    def untried(self, before: Source, after: Source) -> frozenset[int]:
        """The lines of changed places of which nothing was reached; a function's head stands for its first
        statement."""
        missed = [each for each in changed_places(before, after) if self._misses(before, each)]
        return frozenset(
            line
            for each in missed
            for line in range(line_of(before, each.start), line_of(before, max(each.start, each.end - 1)) + 1)
        )

    def _misses(self, before: Source, place: ByteRange) -> bool:
        elsewhere = bytearray(before.text[place.start : place.end])
        found = False
        for where, marks in self.functions:
            begin, end = max(place.start, where.start), min(place.end, where.end)
            if begin > end:
                continue
            if not marks.misses(self.reached, ByteRange(start=begin, end=end)):
                return False
            found = True
            elsewhere[begin - place.start : end - place.start] = b" " * (end - begin)
        return found and not elsewhere.strip()


@dataclass(frozen=True)
class Traced:
    """A program with marks in its text. `functions` as in `Coverage`."""

    source: Source
    functions: tuple[tuple[ByteRange, Marks], ...]

    def coverage(self, reached: int) -> Coverage:
        """From the marks that were reached in any run, a byte each."""
        seen = re.finditer(rb"[^\0]", reached.to_bytes(MOST_MARKS, "little"))
        return Coverage(functions=self.functions, reached=frozenset(match.start() for match in seen))


def traced(source: Source) -> Traced:
    """The program with a mark before each statement of its functions."""
    edits: list[TextEdit] = []
    found: list[tuple[ByteRange, Marks]] = []
    first = 0
    unused = unused_functions(source)
    for function in functions(source):
        if function in unused:
            continue
        marks = mark_function(source, function.node, function.body, first)
        if marks is None or not marks.lines:
            continue
        first += len(marks.lines)
        edits += marks.edits
        found.append((node_range(function.node), replace(marks, edits=())))
    return Traced(source.edited(with_joined_insertions(edits)), tuple(found))


def build_traced(builder: Builder, program: Traced, command: CompileCommand) -> Build | BuildFailure:
    """The sanitized build with the trace."""
    account = builder.build_job(untraced_job(_FOLDER / "trace.c", command))
    if isinstance(account, BuildFailure):
        return account
    job = Job(
        program.source,
        command,
        Variant.SANITIZED,
        extra_flags=(TRACED,),
        extra_inputs=(account.binary,),
        forced_includes=(_FOLDER / "trace.h",),
    )
    return builder.build_job(job)


def comparisons_job(command: CompileCommand) -> Job:
    """What keeps the comparisons of a program that asks for them itself."""
    return untraced_job(_FOLDER / "comparisons.c", command)


def untraced_job(path: Path, command: CompileCommand) -> Job:
    """What keeps the account, as an object file: it must not be traced itself."""
    sister = command.model_copy(update={"flags": ("-O2", "-fPIC")})
    return Job(Source.read(path), sister, Variant.TIMING, extra_flags=("-c",))
