"""Traced programs: which of their statements inputs reach, and what they compare the inputs' numbers with.

The sanitized build of the original carries the trace (`tracing/trace.c`), so it costs no run of its own.
"""

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from perfcoder_lsp.build import Build, Builder, BuildFailure, CompileCommand, Job, Variant
from perfcoder_lsp.cpp.facts.unused import unused_functions
from perfcoder_lsp.cpp.functions import Function, functions
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.text import with_joined_insertions
from perfcoder_lsp.verify.marks import MOST_MARKS, NO_MARKS, Marks, mark_functions

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


@dataclass(frozen=True)
class Traced(Source):
    """A program with marks in its text."""

    marks: Marks = NO_MARKS


def traced(source: Source, is_known: Callable[[str], bool] = lambda _: False, *, careful: bool = False) -> Traced:
    """The program with a mark before each statement of its functions, but those that are never called, and those of
    which the lines are known. `careful`: nor those that may not compile with marks, since the compiler may run them, or
    the grammar does not understand them."""
    unused = unused_functions(source)
    chosen = (
        each
        for each in functions(source)
        if each not in unused and not is_known(_lines(source, each)) and not (careful and _is_delicate(source, each))
    )
    marks, edits = mark_functions(source, chosen)
    return Traced(source.path, source.edited(with_joined_insertions(edits)).text, source.language, marks=marks)


def _is_delicate(source: Source, function: Function) -> bool:
    head = source.text[function.range.start : function.body_range.start]
    return function.body.has_error or re.search(rb"\bconst(?:expr|eval)\b", head) is not None


def _lines(source: Source, function: Function) -> str:
    """All of the lines on which the function stands."""
    start = source.text.rfind(b"\n", 0, function.range.start) + 1
    end = source.text.find(b"\n", function.range.end)
    return source.text[start : end if end >= 0 else None].decode(errors="replace")


def marks_in(reached: int) -> frozenset[int]:
    """The numbers of the marks that were reached, from a byte each."""
    seen = re.finditer(rb"[^\0]", reached.to_bytes(MOST_MARKS, "little"))
    return frozenset(match.start() for match in seen)


def build_traced(
    builder: Builder, source: Source, command: CompileCommand, is_known: Callable[[str], bool] = lambda _: False
) -> tuple[Build, Traced] | BuildFailure:
    """The sanitized build with the trace, and the program with its marks: all that compile."""
    account = build_account(builder, command)
    if isinstance(account, BuildFailure):
        return account
    built: Build | BuildFailure | None = None
    for careful in (False, True):
        program = traced(source, is_known, careful=careful)
        built = builder.build_job(traced_job(program, command, account.binary))
        if isinstance(built, Build):
            return built, program
    assert isinstance(built, BuildFailure)
    return built


def build_account(builder: Builder, command: CompileCommand) -> Build | BuildFailure:
    """What keeps the trace, to be linked with."""
    return builder.build_job(untraced_job(_FOLDER / "trace.c", command))


def traced_job(program: Traced, command: CompileCommand, account: Path) -> Job:
    """The sanitized build with the trace, of which the `account` is kept."""
    return Job(
        program,
        command,
        Variant.SANITIZED,
        extra_flags=(TRACED,),
        extra_inputs=(account,),
        forced_includes=(_FOLDER / "trace.h",),
    )


def comparisons_job(command: CompileCommand) -> Job:
    """What keeps the comparisons of a program that asks for them itself."""
    return untraced_job(_FOLDER / "comparisons.c", command)


def untraced_job(path: Path, command: CompileCommand) -> Job:
    """What keeps the account, as an object file: it must not be traced itself."""
    sister = command.model_copy(update={"flags": ("-O2", "-fPIC")})
    return Job(Source.read(path), sister, Variant.TIMING, extra_flags=("-c",))
