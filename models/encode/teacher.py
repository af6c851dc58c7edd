"""What trees expect of the sites of programs that they did not learn from: softer answers than what was measured once.

Whether a site pays depends on more than can be told of it, so that two sites of which the same is told differ. A
network that learns single outcomes by heart learns that difference as well; expectations are without it (distillation,
Hinton et al. 2015; cross-fitting, so that trees never tell what they were told).
"""

import math
from collections.abc import Mapping, Sequence
from functools import partial
from random import Random

from models.encode.draws import Belief, Teacher
from models.evaluate.boosted import BoostedTrees
from models.records import Labelled
from perfcoder_lsp.plan.reading.prompt import GAINS
from perfcoder_lsp.plan.reading.sites import Site

_FOLDS = 6
_RARELY = 0.01
"""Nothing is expected to pay, or not to, more surely than this."""


def teachers(labels: Sequence[Labelled], seed: int = 0) -> Mapping[str, Teacher]:
    """By program: what is expected of its sites by trees that learned from the other families' programs. Raises
    UsageError where there are too few programs to learn from."""
    families = sorted({each.program.family for each in labels})
    Random(seed).shuffle(families)
    fold = {family: number % _FOLDS for number, family in enumerate(families)}
    found: dict[str, Teacher] = {}
    for number in range(_FOLDS):
        others = [each for each in labels if fold[each.program.family] != number]
        mine = [each for each in labels if fold[each.program.family] == number]
        counted, uncounted = BoostedTrees(others, seed), BoostedTrees([each.uncounted for each in others], seed)
        found |= {each.program.key: partial(_beliefs, counted, uncounted, each) for each in mine}
    return found


def _beliefs(
    trees: BoostedTrees, without: BoostedTrees, labelled: Labelled, sites: Sequence[Site], *, counted: bool
) -> list[Belief]:
    """Who has to say without counts what pays has learned without any."""
    known = trees.expected(labelled, sites) if counted else without.expected(labelled.uncounted, sites)
    return [_belief(chance, gain) for chance, gain in known]


def _belief(chance: float, expected: float) -> Belief:
    """`expected` is the gain whether or not it pays, as a geometric mean."""
    held = min(1 - _RARELY, max(_RARELY, chance))
    return Belief(held, math.exp(max(math.log(expected) / held, math.log(GAINS[1]))))
