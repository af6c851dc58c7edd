"""What one run of a generator is told: sizes, values, and the table of sites, as generator/runtime.cpp reads them."""

import itertools
from dataclasses import dataclass, replace
from enum import IntEnum

from perfcoder_lsp.verify.instrument import Instrumented
from perfcoder_lsp.verify.sites import Site


class Values(IntEnum):
    """The range of numbers that mean nothing in particular."""

    UP_TO_SIZE = 0
    UP_TO_100 = 1
    UP_TO_BILLION = 2
    BELOW_SIZE = 3
    BINARY = 4
    SIGNED_SMALL = 5
    DIGIT = 6
    CONSTANTS = 7
    WIDE = 8
    SIGNED_BILLION = 9


class Shape(IntEnum):
    """The order of the numbers read at one site. Steps: each at most one more than the one before."""

    RANDOM = 0
    EQUAL = 1
    ASCENDING = 2
    DESCENDING = 3
    PERMUTATION = 4
    STEPS = 5


class Sizes(IntEnum):
    """Which sizes are as large as asked for; the others are random up to it (or below the first), or all are one."""

    EXACT = 0
    FIRST_EXACT = 1
    RANDOM = 2
    SMALLEST = 3
    BELOW_FIRST = 4


class Pairs(IntEnum):
    """Two indices read together: any, a range or edge in order, an edge that comes once (all vertices are connected
    where there are enough of them), an edge of a forest or a range that shares nothing with others."""

    ANY = 0
    ORDERED = 1
    DISTINCT = 2
    FOREST = 3


@dataclass(frozen=True)
class Parameters:
    """`size` bounds every size read, `cases` is the number of data sets, `from_zero` counts unsure indices from 0,
    `reuse` repeats earlier numbers half of the time (so that what is looked up is found). `given` says by its ordinal
    (from 1) what a number read shall be, where its site may have it."""

    seed: int = 1
    size: int = 8
    cases: int = 1
    values: Values = Values.UP_TO_SIZE
    shape: Shape = Shape.RANDOM
    sizes: Sizes = Sizes.EXACT
    from_zero: bool = False
    pairs: Pairs = Pairs.DISTINCT
    reuse: bool = False
    given: tuple[tuple[int, int], ...] = ()
    cpu_ms: int = 500
    max_bytes: int = 1 << 20

    def with_size(self, size: int) -> "Parameters":
        return replace(self, size=size)


def encode(parameters: Parameters, program: Instrumented) -> bytes:
    """The parameters as the runtime's standard input."""
    table = program.table
    sites = table.counted_from_zero() if parameters.from_zero else table.sites
    lines = [
        f"{parameters.seed} {parameters.size} {parameters.cases} {parameters.cpu_ms} {parameters.max_bytes}",
        f"{parameters.values:d} {parameters.shape:d} {parameters.sizes:d} {program.level:d}",
        f"{parameters.pairs:d} {parameters.reuse:d}",
        f"{program.alphabet.encode().hex()} {len(program.constants)} {' '.join(map(str, program.constants))}",
        f"{len(program.words)} {' '.join(word.encode().hex() for word in program.words)}",
        f"{table.variables} {len(sites)}",
        *(_encode_site(site) for site in sites),
        " ".join(map(str, (len(parameters.given), *itertools.chain.from_iterable(parameters.given)))),
    ]
    return "\n".join(lines).encode() + b"\n"


def _encode_site(site: Site) -> str:
    head = f"{site.role:d} {site.level:d} {site.variable} {site.bound} {site.bits} {site.limit}"
    choices = " ".join(choice.encode().hex() for choice in site.choices if choice)
    line = f"{site.primary:d} {site.new_line:d} {site.row}"
    return f"{head} {line} {site.stop:d} {site.terminator} {len(choices.split())} {choices}"
