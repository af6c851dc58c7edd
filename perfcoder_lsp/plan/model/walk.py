"""Which token may come next in an answer of rounds: the same at run time, in training and in evaluation."""

from perfcoder_lsp.plan.model.messages import Rounds


class Walk:
    """The way through one answer, token by token."""

    def __init__(self, rounds: Rounds) -> None:
        self._choices = rounds.choices
        rest = [[*((each,) for each in question), rounds.choices] for question in rounds.questions]
        self._steps = [*(step for steps in rest for step in steps), (rounds.end,)]
        self._at = 0

    @property
    def ended(self) -> bool:
        return self._at == len(self._steps)

    @property
    def closes(self) -> bool:
        """Whether the next token is the last one of its round."""
        return self.allowed() is self._choices

    def allowed(self) -> tuple[int, ...]:
        """The tokens that may come next; there is one unless something is to be chosen."""
        return self._steps[self._at]

    @property
    def given(self) -> int | None:
        """The token that comes next; None where one is to be chosen."""
        return None if self.closes else self.allowed()[0]

    def take(self, token: int) -> None:
        """Go on by a token that is allowed."""
        assert token in self.allowed()
        self._at += 1
