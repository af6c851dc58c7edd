"""Which programs to keep so that the categories are balanced.

What pays is skewed: input and output, loops and containers often, caches and threads rarely. A program's rarity is the
mean of 1 / f(category) over the categories that pay in it, f being the share of programs in which they do; the
categories take turns, and each takes the rarest program that is left to it (arXiv 2512.14018, section 2.3). That
nothing pays is a category like others here: a planner has to learn that as well.
"""

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence

from models.records import Labelled
from perfcoder_lsp.strategy import Category

Paying = Category | None
"""None: nothing pays."""


def paying(labelled: Labelled) -> frozenset[Paying]:
    """The categories that pay in a program."""
    return frozenset(each.strategy.category for each in labelled.sites if each.outcome == "faster") or frozenset({None})


def shares(programs: Sequence[Labelled]) -> Mapping[Paying, float]:
    """The share of the programs in which each category pays, the largest first; some pay in none."""
    counts = Counter(each for program in programs for each in paying(program))
    known = [*Category, None]
    return {each: counts[each] / max(1, len(programs)) for each in sorted(known, key=lambda one: -counts[one])}


def rarity(labelled: Labelled, frequency: Mapping[Paying, float]) -> float:
    """S, the mean of 1 / f over the categories that pay."""
    own = paying(labelled)
    return sum(1 / frequency[each] for each in own) / len(own)


def balanced(programs: Sequence[Labelled]) -> Iterator[Labelled]:
    """All of the programs, in the order in which the categories take them: the first ones are the most balanced."""
    frequency = shares(programs)
    ranked = sorted(programs, key=lambda each: (-rarity(each, frequency), each.program.key))
    left = {each: deque(one for one in ranked if each in paying(one)) for each in reversed(list(frequency))}
    taken: set[str] = set()
    while any(left.values()):
        for queue in left.values():
            while queue and queue[0].program.key in taken:
                queue.popleft()
            if queue:
                taken.add(queue[0].program.key)
                yield queue.popleft()
