"""What an annotation can promise, and the words for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from perfcoder_lsp.verify.functions.roles import Flag, Role

# What is known of a parameter's type: a whole number, a real one, a sequence (of reals), or nothing.
ParameterKind = Literal["number", "real", "sequence", "reals", "other"]


@dataclass(frozen=True)
class Promise:
    """One thing that holds for the parameter called `name`: a role (to the parameter called `other`), a bound of its
    value or of its elements, both included, a parameter that it is not above, flags. Or, of a template parameter, the
    type or number that it stands for."""

    name: str
    role: Role | None = None
    other: str = ""
    low: float | None = None
    high: float | None = None
    below: str = ""
    flags: Flag = Flag.NONE
    stands_for: str = ""


@dataclass(frozen=True)
class Word:
    """A word of the language: what its names must be, what it promises of the first, and an example."""

    kinds: tuple[ParameterKind, ...]
    example: str
    detail: str
    role: Role | None = None
    high: float | None = None
    flags: Flag = Flag.NONE


DEEPEST = 20
"""Up to where a parameter goes that steps down in recursion: each step may double the work."""

WORDS: Mapping[str, Word] = {
    "sorted": Word(("sequence",), "sorted(a)", "ascending", flags=Flag.SORTED),
    "nonempty": Word(("sequence",), "nonempty(s)", "at least one element", flags=Flag.NOT_EMPTY),
    "permutation": Word(("sequence",), "permutation(p)", "each of 0 … length-1 once", flags=Flag.PERMUTATION),
    "distinct": Word(("sequence",), "distinct(a)", "no element twice", flags=Flag.DISTINCT),
    "positive": Word(("other",), "positive(x)", "above zero, or all of its elements", flags=Flag.POSITIVE),
    "square": Word(("sequence",), "square(m)", "as many columns as rows", flags=Flag.SQUARE),
    "graph": Word(("sequence",), "graph(g)", "adjacency lists", flags=Flag.ADJACENCY),
    "indices": Word(("sequence",), "indices(p)", "elements are indices into it", flags=Flag.INDICES),
    "index": Word(("number", "sequence"), "index(i, a)", "an index into a", Role.INDEX_INTO),
    "last": Word(("number", "sequence"), "last(hi, a)", "the last index of a", Role.LAST_OF),
    "end": Word(("other", "other"), "end(e, b)", "the end of the range that b begins", Role.END_OF),
    "size": Word(("number",), "size(n)", "what the time is measured over", Role.SIZE),
    "depth": Word(("number",), "depth(n)", "small: each step more makes the call much longer", high=DEEPEST),
    "zero": Word(("number",), "zero(lo)", "always 0", Role.ZERO),
}
