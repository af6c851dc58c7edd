"""The way through an answer allows what means something, and ends."""

import pytest

from perfcoder_lsp.plan.model.messages import Rounds
from perfcoder_lsp.plan.model.walk import Walk

ROUNDS = Rounds(questions=((1, 10), (2, 11)), choices=(20, 21), end=0)


def test_each_question_is_answered_once_and_then_comes_the_end() -> None:
    walk = Walk(ROUNDS)
    seen: list[tuple[int, ...]] = []
    for token in (1, 10, 20, 2, 11, 21, 0):
        seen.append(walk.allowed())
        assert not walk.ended
        assert walk.closes == (token >= 20)
        assert walk.given == (None if walk.closes else token)
        walk.take(token)
    assert seen == [(1,), (10,), (20, 21), (2,), (11,), (20, 21), (0,)]
    assert walk.ended


def test_without_questions_there_is_nothing_but_the_end() -> None:
    assert Walk(ROUNDS.model_copy(update={"questions": ()})).allowed() == (0,)


def test_what_is_not_allowed_is_not_taken() -> None:
    with pytest.raises(AssertionError):
        Walk(ROUNDS).take(2)
