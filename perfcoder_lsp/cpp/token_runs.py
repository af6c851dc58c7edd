"""Looking around in a run of tokens: neighbours, qualified names, calls and their arguments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfcoder_lsp.cpp.tokens import Run, Token

_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")
_ENDS = frozenset([";", ",", "?", ":", "&&", "||", "=", "+=", "-=", "==", "!=", ")", "]", "}"])


@dataclass(frozen=True)
class Name:
    """An occurrence of a name that is no member: `at` is its index in the run, `start` the byte offset at which it
    begins with its `std::` or `::`."""

    run: Run
    at: int
    start: int

    @property
    def text(self) -> str:
        return self.run[self.at].text

    @property
    def end(self) -> int:
        return self.run[self.at].end

    @property
    def first(self) -> int:
        """Index of the first token, that of the qualifier where there is one."""
        at = self.at
        while at > 0 and self.run[at - 1].start >= self.start:
            at -= 1
        return at

    @property
    def before(self) -> str:
        """The text of the token before the name and its qualifier; empty at the beginning of the run."""
        return text_at(self.run, self.first - 1)

    @property
    def after(self) -> str:
        return text_at(self.run, self.at + 1)


@dataclass(frozen=True)
class Arguments:
    """The arguments of a call: index ranges into the run, without the commas, and the index of `)`."""

    ranges: tuple[tuple[int, int], ...]
    close: int


def text_at(run: Sequence[Token], at: int) -> str:
    return run[at].text if 0 <= at < len(run) else ""


def names_in(run: Run, wanted: frozenset[str]) -> Iterator[Name]:
    """The occurrences of the wanted names: plain, or qualified by `std::` or `::`; no members, no other namespaces."""
    found = (name_at(run, at) for at in run.positions_of(wanted))
    return (each for each in found if each is not None)


def name_at(run: Run, at: int) -> Name | None:
    """The name at an index; None for a member, a name of another namespace, and what is no name."""
    before = text_at(run, at - 1)
    if run[at].kind != "name" or before in (".", "->"):
        return None
    if before != "::":
        return Name(run, at, run[at].start)
    scope = run[at - 2] if at >= 2 else None
    if scope is None or scope.kind != "name" or scope.text in _NO_SCOPES:
        return Name(run, at, run[at - 1].start)
    if scope.text != "std":
        return None
    return Name(run, at, run[at - 3].start if text_at(run, at - 3) == "::" else scope.start)


_NO_SCOPES = frozenset({"return", "else", "do", "case", "throw"})


def arguments_of(run: Sequence[Token], at: int) -> Arguments | None:
    """The arguments of the call whose name stands at the index; None where no complete `(…)` follows."""
    if text_at(run, at + 1) != "(":
        return None
    ranges: list[tuple[int, int]] = []
    depth, begin = 0, at + 2
    for index in range(at + 1, len(run)):
        text = run[index].text
        if text in _OPEN:
            depth += 1
        elif text in _CLOSE:
            depth -= 1
            if depth == 0:
                if index > begin or ranges:
                    ranges.append((begin, index))
                return Arguments(tuple(ranges), index)
        elif text == "," and depth == 1:
            ranges.append((begin, index))
            begin = index + 1
    return None


def opening_of(run: Sequence[Token], close: int) -> int:
    """Index of the bracket that the closing one at the index belongs to, or -1."""
    depth = 0
    for at in range(close, -1, -1):
        text = run[at].text
        depth += (text in _CLOSE) - (text in _OPEN)
        if depth == 0:
            return at
    return -1


def operands_after(run: Sequence[Token], at: int, operator: str) -> Iterator[tuple[int, int]]:
    """Index ranges of the operands of a chain `name << a << b`, whose first operator stands at the index."""
    while text_at(run, at) == operator:
        begin = at = at + 1
        depth = 0
        while at < len(run):
            text = run[at].text
            if depth == 0 and (text == operator or text in _ENDS):
                break
            depth += (text in _OPEN) - (text in _CLOSE)
            at += 1
        yield begin, at
