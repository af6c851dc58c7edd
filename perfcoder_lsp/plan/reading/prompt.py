"""What the embedded planner is asked and answers, as token numbers: the program, then one site after another.

    <plan> … <s0> R:IO4 for ( … <answer> sites:9 ran:6
    <Input/Output Throughput Optimization> <s0> R:IO4 usual:7 in:main streams:synced … share:3 … uses_top:0 <gain 4>
    … <end>

An answer is a round for every site, in their order: category, site and what is known of it are given, the expected gain
is chosen. Had it the best site first, then whatever follows one that does not pay could not pay either, and
probabilities would say so. What a run told comes after the program, so that a model that has read a program once need
not read it again when counts are there.
"""

import hashlib
import math
from bisect import bisect, bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.model.messages import Rounds
from perfcoder_lsp.plan.reading.canonical import Word, canonical, nothing
from perfcoder_lsp.plan.reading.facts import MOST, Facts
from perfcoder_lsp.plan.reading.places import STREAM_KINDS, is_whole
from perfcoder_lsp.plan.reading.sites import MOST_SITES, Site
from perfcoder_lsp.plan.reading.words import UNKNOWN, WORDS
from perfcoder_lsp.statement_counts import StatementCounts
from perfcoder_lsp.strategy import Category

GAINS = (1.0, 1.05, 1.2, 1.5, 2.0, 4.0, 10.0)
"""Expected gains are told as the largest of these that they reach; the first is none at all."""
_MARKS = ("<pad>", "<end>", "<plan>", "<answer>", "<cut>")
_COUNTED = ("share", "function", "top", "uses", "uses_top")
_FACTS = (
    *(f"usual:{thirds}" for thirds in range(16)),
    *(f"in:{each}" for each in ("file", "main", "once", "repeated", "recursive")),
    *(f"streams:{kind}" for kind in STREAM_KINDS),
    *(f"{name}:{count}" for name in ("around", "inside", "open") for count in range(5)),
    *(f"trips:{power}" for power in range(13)),
    *(f"behind:{power}" for power in range(9)),
    *(f"words:{power}" for power in range(12)),
    *(f"{name}:{halvings}" for name in _COUNTED for halvings in ("?", *range(13))),
    *(f"ran:{power}" for power in ("?", *range(13))),
    *(f"sites:{count}" for count in range(13)),
)
# Rules by id, in the order in which they came; only ever append. One that is not here is told by its category alone.
_RULES = (
    "AL1 AL2 AL3 AL4 AL5 AL6 AL7 AL8 AL9 AL10 AL11 BR2 BR3 CC1 CC2 CC3 CC4 DL1 DL2 DS1 DS2 DS3 DS4 DS5 DS6 DS7 DS8 "
    "DS9 DS10 DS11 DS12 DS13 DS14 DS15 FN1 FN2 FN3 FN4 IL1 IO1 IO2 IO4 IO6 IO7 LB1 LIB1 LP1 LP2 LP3 LP4 LP5 LP7 "
    "LP8 LP9 LP10 LP11 LP12 LP13 LT1 MEM1 MEM2 MEM3 MEM4 MEM5 MEM6 MEM7 MEM8 MEM9 MEM10 MEM15 MEM16 MT1 MT2 MT3 "
    "NUM2 NUM3 NUM4 NUM5 NUM6 NUM8 NUM9 NUM11 NUM12 NUM13 NUM14 NUM15 NUM16 NUM17 NUM18 NUM19 STR1 STR2 STR3 STR4 "
    "STR5 STR7 STR8"
)
_SITES = tuple(f"<s{number}>" for number in range(MOST_SITES))
_CATEGORIES = tuple(f"<{category}>" for category in Category)
_EXPECTED = tuple(f"<gain {number}>" for number in range(len(GAINS)))
ROUND = 18
"""Tokens of a round: category, site, rule, fourteen facts, gain."""
_FRAME = 5
"""Tokens of a prompt beside the program's."""
_DEGREES = [each for each in (*_EXPECTED, *_FACTS) if each.rstrip(">")[-1].isdigit()]
ORDERED = tuple(tuple(kind) for _, kind in groupby(_DEGREES, key=lambda word: word.rstrip(">0123456789")))
"""Tokens of a kind that mean more and more."""
CONTROL = (*_MARKS, *_SITES, *_CATEGORIES, *_EXPECTED)
"""The tokens that no program contains: the first ones of the vocabulary."""
VOCABULARY = (*CONTROL, *_FACTS, *(f"R:{each}" for each in _RULES.split()), *WORDS)
"""The token of each number."""


@dataclass(frozen=True)
class Prompt:
    """A question: token numbers, the sites they speak of, and how many words of the program were left out for want of
    room."""

    tokens: tuple[int, ...]
    sites: tuple[Site, ...]
    left_out: int

    @property
    def rounds(self) -> Rounds:
        """What is asked: the gain of each site."""
        return rounds_of(map(_question, self.sites))


@dataclass(frozen=True)
class Expectation:
    """One round of an answer: the site, and the gain that is expected of it (1: none)."""

    site: Site
    gain: float


def rounds_of(questions: Iterable[tuple[int, ...]]) -> Rounds:
    """The answers to these questions."""
    numbers = _numbers()
    return Rounds(questions=tuple(questions), choices=tuple(numbers[each] for each in _EXPECTED), end=numbers["<end>"])


def rounds_in(answer: Sequence[int]) -> Iterator[Sequence[int]]:
    """Its rounds, each of a category, a site, facts, and a gain; without an end or a round that was cut short."""
    return (answer[at : at + ROUND] for at in range(0, len(answer) - ROUND + 1, ROUND))


def fingerprint() -> str:
    """Tells whether a model was trained with this vocabulary."""
    return hashlib.sha256("\n".join(VOCABULARY).encode()).hexdigest()[:16]


def prompt(
    source: Source,
    found: Sequence[Site],
    most: int,
    function: str | None = None,
    between: Callable[[], None] = nothing,
    counts: StatementCounts | None = None,
) -> Prompt:
    """The question about a program with these sites, in at most `most` tokens (or, without any program, in `_FRAME`).

    Where that is too few, what stands around the sites is kept. `between` is called every now and then; what it raises
    ends the reading.
    """
    in_place = [each for each in found if not is_whole(source, each.strategy)]
    marked = _marked(canonical(source, function, between), in_place)
    between()
    kept = _trimmed(marked, max(0, most - _FRAME))
    words = ["<plan>", *kept, *(["<cut>"] if len(kept) < len(marked) else []), "<answer>", *_all(found, counts)]
    numbers = _numbers()
    return Prompt(tuple(numbers.get(each, numbers[UNKNOWN]) for each in words), tuple(found), len(marked) - len(kept))


def answer(expected: Sequence[Expectation]) -> tuple[int, ...]:
    """The answer that says so, its end included."""
    numbers = _numbers()
    ordered = sorted(expected, key=lambda each: each.site.number)
    rounds = ((*_question(each.site), numbers[_EXPECTED[_bucket(each.gain)]]) for each in ordered)
    return (*(token for tokens in rounds for token in tokens), numbers["<end>"])


def read_answer(tokens: Sequence[int], found: Sequence[Site]) -> tuple[Expectation, ...]:
    """What an answer says; a last round that was cut short is left out."""
    by_number = {each.number: each for each in found}
    first_site, first_gain = _numbers()[_SITES[0]], _numbers()[_EXPECTED[0]]
    return tuple(
        Expectation(by_number[site - first_site], GAINS[gain - first_gain]) for _, site, *_, gain in rounds_in(tokens)
    )


def _question(site: Site) -> tuple[int, ...]:
    """The tokens of a round up to its gain."""
    numbers = _numbers()
    return tuple(numbers[word] for word in (_category(site), *_mark(site), *_told(site.facts)))


def _mark(site: Site) -> tuple[str, str]:
    """Which site, and what could be done there."""
    rule = f"R:{site.strategy.name}"
    return _SITES[site.number], rule if rule in _numbers() else _category(site)


def _told(facts: Facts) -> tuple[str, ...]:
    return (
        f"usual:{min(15, max(0, round(3 * math.log2(facts.usual))))}",
        f"in:{facts.reached}",
        f"streams:{facts.streams}",
        f"around:{facts.around}",
        f"inside:{facts.inside}",
        f"open:{facts.open_loops}",
        f"trips:{min(MOST['trips'], facts.trips)}",
        f"behind:{facts.behind}",
        f"words:{min(11, facts.words.bit_length())}",
        f"share:{_or_unknown(facts.share)}",
        f"function:{_or_unknown(facts.function_share)}",
        f"top:{_or_unknown(facts.top)}",
        f"uses:{_or_unknown(facts.uses_share)}",
        f"uses_top:{_or_unknown(facts.uses_top)}",
    )


def _or_unknown(number: int | None) -> int | str:
    return "?" if number is None else number


def _all(found: Sequence[Site], counts: StatementCounts | None) -> tuple[str, str]:
    """How many sites are asked about, and the statements that ran, in all, as a power of ten."""
    ran = None if counts is None else min(12, len(str(counts.total)) - 1)
    return f"sites:{min(12, len(found))}", f"ran:{_or_unknown(ran)}"


def _marked(words: Sequence[Word], found: Sequence[Site]) -> list[str]:
    """The program's words, with each site's marks before the first word of its place."""
    before: dict[int, list[str]] = {}
    starts = sorted((word.start, place) for place, word in enumerate(words))
    for site in found:
        where = site.strategy.range
        at = bisect_left(starts, (where.start, 0)) if where is not None else len(starts)
        if at < len(starts):
            before.setdefault(starts[at][1], []).extend(_mark(site))
    return [each for place, word in enumerate(words) for each in (*before.get(place, ()), word.text)]


def _trimmed(words: Sequence[str], room: int) -> list[str]:
    """The words nearest to a site's mark, in their order."""
    if len(words) <= room:
        return list(words)
    marks = [place for place, word in enumerate(words) if word in _SITES] or [0]
    near = sorted(range(len(words)), key=lambda place: _distance(place, marks))
    kept = set(near[:room])
    return [word for place, word in enumerate(words) if place in kept]


def _distance(place: int, marks: Sequence[int]) -> int:
    """To the nearest of the marks, which are in order."""
    at = bisect(marks, place)
    return min(abs(place - each) for each in marks[max(0, at - 1) : at + 1])


def _category(site: Site) -> str:
    return f"<{site.strategy.category}>"


def _bucket(gain: float) -> int:
    return max(number for number, least in enumerate(GAINS) if gain >= least or number == 0)


@cache
def _numbers() -> Mapping[str, int]:
    return {word: number for number, word in enumerate(VOCABULARY)}
