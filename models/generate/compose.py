"""Whole programs from fragments: what they are given, how often they are called, and how results are printed."""

import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import indent

from models.generate.calls import Call, call
from models.generate.catalog import Fragment, all_fragments
from models.generate.draws import Draws
from models.generate.piece import Piece, argument_name, literal_words, rendered
from models.generate.reading import Datum, Wanted, datum
from models.generate.streams import Streams
from models.generate.style import styled
from models.records import Program

_LEAST_MS, _MOST_MS = 8, 40  # asked for; what is fast in a draw takes less
_WHOLE = 0.2  # share of the programs that are one fragment with its own main
_HOW_MANY = ((1, 2, 3, 4), (30, 40, 20, 10))
_SMALL = (1, 4, 17)  # sizes of the inputs that only results are compared on

_Written = Callable[[int | None], str]


@dataclass(frozen=True)
class _Part:
    """A fragment in a program; `fills`: the variable that it takes is filled before it is called, or else it was so
    for an earlier one. `size` is that of the variable in the input for timing."""

    piece: Piece
    datum: Datum
    fills: bool
    size: int
    call: Call

    def written_datum(self, small: int | None) -> str:
        return self.datum.written(self._within(small))

    def written_call(self, small: int | None) -> str:
        return self.call.written(self._within(small))

    def _within(self, small: int | None) -> int:
        """There may be no room for more than `size`."""
        return self.size if small is None else min(small, self.size)


def fragments(seed: int, among: Sequence[Fragment] | None = None) -> tuple[Fragment, ...]:
    """The fragments of the program of a seed, by name; from all of them, or from `among`."""
    among = all_fragments() if among is None else among
    chance = random.Random(f"fragments {seed}")
    whole = [each for each in among if each.takes == "whole"]
    others = [each for each in among if each.takes != "whole"]
    if whole and (not others or chance.random() < _WHOLE):
        return (chance.choice(whole),)
    count = min(chance.choices(*_HOW_MANY)[0], len(others))
    return tuple(sorted(chance.sample(others, count), key=lambda each: each.name))


def program(seed: int, among: Sequence[Fragment] | None = None) -> Program:
    """The program of a seed, the same as long as the fragments are. Raises UsageError for a wrong template."""
    chance = random.Random(f"time {seed}")
    milliseconds = _LEAST_MS * (_MOST_MS / _LEAST_MS) ** chance.random()
    return composed(fragments(seed, among), f"program {seed}", milliseconds)


def composed(chosen: Sequence[Fragment], seed: str, milliseconds: float) -> Program:
    """A program of just these fragments, or of one that is whole, that is to run for about so long. Raises UsageError
    for a wrong template."""
    draws = Draws.of(seed, set[str]().union(*map(literal_words, chosen)))
    make = _whole if chosen[0].takes == "whole" else _joined
    source, written, largest = make(chosen, milliseconds, draws)
    source = styled(source, draws)
    return Program(
        key=hashlib.sha256(source.encode()).hexdigest()[:16],
        family="+".join(each.name for each in chosen),
        origin="generated",
        source=source,
        timed=written(None),
        checked=tuple(dict.fromkeys(written(each) for each in _SMALL if each < largest)),
    )


def _whole(chosen: Sequence[Fragment], milliseconds: float, draws: Draws) -> tuple[str, _Written, int]:
    size = chosen[0].size_for(milliseconds)
    streams = Streams.drawn(draws)
    piece = rendered(chosen[0], draws, streams, argument="")
    own_input = piece.own_input or (lambda n: f"{n}\n")
    source = "\n".join([*piece.includes, "", *streams.helpers, "", piece.code, ""])
    return source, lambda small: own_input(size if small is None else small).strip() + "\n", size


def _joined(chosen: Sequence[Fragment], milliseconds: float, draws: Draws) -> tuple[str, _Written, int]:
    streams = Streams.drawn(draws)
    parts = _parts(chosen, milliseconds, draws, streams)
    apart = draws.maybe()

    def written(small: int | None) -> str:
        return "".join(each(small) for each in _inputs(parts, apart))

    return _text(parts, apart, draws, streams), written, max(each.size for each in parts)


def _parts(chosen: Sequence[Fragment], milliseconds: float, draws: Draws, streams: Streams) -> list[_Part]:
    """The fragments in a drawn order; of those that take the same some share it; one or two take most of the time."""
    order = draws.random.sample(list(chosen), len(chosen))
    weights = [draws.random.random() ** 3 + 0.01 for _ in order]
    shared: dict[str, str] = {}
    groups: list[tuple[str, list[tuple[Piece, Call]]]] = []
    for fragment, weight in zip(order, weights, strict=True):
        share = max(0.02, milliseconds * weight / sum(weights))
        variable = shared.get(fragment.takes) if draws.maybe(0.6) else None
        if variable is None or "macro input" in fragment.text:
            variable = argument_name(draws, fragment.takes)
            groups.append((variable, []))
            if "macro input" not in fragment.text:
                shared[fragment.takes] = variable
        argument = variable if draws.maybe(0.3) else argument_name(draws, fragment.takes)
        piece = rendered(fragment, draws, streams, argument)
        made = call(piece, variable, share, draws, streams, matters=weight == max(weights))
        next(members for name, members in groups if name == variable).append((piece, made))
    return [part for i, group in enumerate(groups) for part in _of_group(*group, i + 1 == len(groups), draws, streams)]


def _of_group(
    variable: str, members: list[tuple[Piece, Call]], last: bool, draws: Draws, streams: Streams
) -> list[_Part]:
    """What shares a variable: as much of it as the one allows that grows dearest."""
    first = members[0][0]
    size = min(made.size for _, made in members)
    last = last and not any(made.reads for _, made in members)
    filled = datum(Wanted(first.fragment.takes, variable, size, last, first.own_input), draws, streams)
    return [_Part(piece, filled, i == 0, size, made) for i, (piece, made) in enumerate(members)]


def _text(parts: list[_Part], apart: bool, draws: Draws, streams: Streams) -> str:
    """The program: what main needs, main, and in it what is read and called; `apart`: all is read first."""
    filled = [each for each in parts if each.fills]
    lines = list(streams.opening)
    lines += [f"std::ostringstream {streams.sink};"] if streams.sink else []
    lines += [each.datum.statements for each in filled] if apart else []
    for each in parts:
        lines += [each.datum.statements] if each.fills and not apart else []
        lines.append(each.call.statements)
    lines += [f"std::cout << {streams.sink}.str();"] if streams.sink else []
    lines += ["return 0;"] if draws.maybe(0.7) else []
    main = f"int main() {{\n{indent(chr(10).join(lines), ' ' * 4)}\n}}"
    above = [*(each.datum.globals for each in filled), *streams.helpers, *(each.call.definitions for each in parts)]
    includes = [each for part in parts for each in part.piece.includes]
    return "\n".join(includes) + "\n\n" + "\n\n".join([*filter(None, above), main]) + "\n"


def _inputs(parts: list[_Part], apart: bool) -> Iterator[_Written]:
    """What the program reads, in its order."""
    if apart:
        yield from (each.written_datum for each in parts if each.fills)
    for each in parts:
        if each.fills and not apart:
            yield each.written_datum
        yield each.written_call
