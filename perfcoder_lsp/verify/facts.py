"""What the text says about each variable that may be read: loop bounds, subscripts, comparisons, types.

Variables go by their names, which are told apart before (`normal`); a wrong guess only costs an input that the original
program then rejects.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from dataclasses import field as default

from tree_sitter import Node


@dataclass(frozen=True)
class Loop:
    """The variables that a counted loop steps, and those that bound it.

    `base` is 0 for `i = 0; i < n`, 1 for `i = 1; i <= n`: what is stepped through is counted from there.
    `times` is 3 for `i < 3 * n`.
    """

    stepped: frozenset[str]
    bounds: frozenset[str]
    base: int | None = None
    times: int = 1


@dataclass
class Facts:
    """Collected while walking; names of variables are the keys."""

    numbers: dict[str, int]  # named constants
    counts: set[str] = default(default_factory=set[str])  # `while (t--)`
    bounds: set[str] = default(default_factory=set[str])  # of counted loops, and extents
    reading_bounds: dict[str, list[Node]] = default(default_factory=lambda: defaultdict(list))  # loops that read
    exponents: set[str] = default(default_factory=set[str])
    edges: set[int] = default(default_factory=set[int])  # ids of loops that run n - 1 times
    loops: dict[int, Loop] = default(default_factory=dict[int, Loop])  # by the id of the loop's node
    stepped: set[str] = default(default_factory=set[str])  # by any loop
    stepped_through: dict[tuple[str, int], Counter[str]] = default(default_factory=lambda: defaultdict(Counter))
    starts: dict[str, str] = default(default_factory=dict[str, str])  # first value of a loop -> its bound
    indices: dict[str, Counter[tuple[str, int]]] = default(default_factory=lambda: defaultdict(Counter))
    from_one: set[str] = default(default_factory=set[str])  # read, then made smaller by one
    from_zero: set[str] = default(default_factory=set[str])  # read, then made larger by one
    bases: dict[tuple[str, int], Counter[int]] = default(default_factory=lambda: defaultdict(Counter))
    parameter_bases: dict[str, Counter[int]] = default(default_factory=lambda: defaultdict(Counter))
    differences: set[tuple[str, str]] = default(default_factory=set[tuple[str, str]])  # a - b
    one_less: set[tuple[str, str]] = default(default_factory=set[tuple[str, str]])  # (a, b) for b == a - 1
    times: dict[tuple[str, int], int] = default(default_factory=dict[tuple[str, int], int])  # i < 3 * n
    extents: dict[tuple[str, int], Counter[str]] = default(default_factory=lambda: defaultdict(Counter))
    capacity: dict[tuple[str, int], int] = default(default_factory=dict[tuple[str, int], int])  # constant extents
    inclusive: set[str] = default(default_factory=set[str])  # bounds that the loop reaches: i <= n
    choices: dict[str, set[str]] = default(default_factory=lambda: defaultdict(set))
    characters: set[str] = default(default_factory=set[str])  # that anything is compared with
    assigned: dict[str, set[int]] = default(default_factory=lambda: defaultdict(set))  # by the program itself
    signed: set[str] = default(default_factory=set[str])  # told apart by their sign
    negative: dict[str, set[int]] = default(default_factory=lambda: defaultdict(set))  # that it is compared with
    constants: set[int] = default(default_factory=set[int])
    types: dict[str, str] = default(default_factory=dict[str, str])
    maps: set[str] = default(default_factory=set[str])  # subscripted by anything
    aliases: set[tuple[str, str]] = default(default_factory=set[tuple[str, str]])
