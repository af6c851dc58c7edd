"""Which token may come next in an answer of rounds: the same at run time, in training and in evaluation."""

from perfcoder_lsp.plan.model.messages import Rounds


class Walk:
    """The way through one answer, token by token."""

    def __init__(self, rounds: Rounds) -> None:
        self._rounds = rounds
        self._left = set(rounds.pairs)
        self._first = 0
        self._step = 0
        self.ended = False

    @property
    def closes(self) -> bool:
        """Whether the next token is the last one of its round."""
        return self._place == len(self._rounds.sets) - 1

    @property
    def _place(self) -> int:
        return self._step % len(self._rounds.sets)

    def allowed(self) -> list[int]:
        """The tokens that may come next; the end where no pair is left."""
        if self._place == 0:
            return sorted({first for first, _ in self._left}) or [self._rounds.end]
        if self._place == 1:
            return sorted(second for first, second in self._left if first == self._first)
        return list(self._rounds.sets[self._place])

    def take(self, token: int) -> None:
        """Go on by a token that is allowed."""
        if self._place == 0:
            self._first = token
            self.ended = token == self._rounds.end
        elif self._place == 1:
            self._left.discard((self._first, token))
        self._step += 1
