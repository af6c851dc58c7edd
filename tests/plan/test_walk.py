"""The way through an answer allows what means something, and ends."""

from perfcoder_lsp.plan.model.messages import Rounds
from perfcoder_lsp.plan.model.walk import Walk

ROUNDS = Rounds(sets=((1, 2), (10, 11), (20, 21)), pairs=((1, 10), (1, 11), (2, 10)), end=0)


def test_each_pair_comes_once_and_then_the_end() -> None:
    walk = Walk(ROUNDS)
    seen: list[list[int]] = []
    for token in (1, 11, 20, 2, 10, 21, 1, 10, 20, 0):
        seen.append(walk.allowed())
        assert not walk.ended
        assert walk.closes == (token >= 20)
        walk.take(token)
    assert seen == [[1, 2], [10, 11], [20, 21], [1, 2], [10], [20, 21], [1], [10], [20, 21], [0]]
    assert walk.ended


def test_without_pairs_there_is_nothing_but_the_end() -> None:
    assert Walk(ROUNDS.model_copy(update={"pairs": ()})).allowed() == [0]
