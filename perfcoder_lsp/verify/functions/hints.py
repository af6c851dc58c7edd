"""What each parameter is to the others: a length, an index, an end, a bound; and the literals that matter.

A hint is a guess. The generator follows it where the types allow; what the guess gets wrong shows as inputs that trap,
and an annotation overrides it.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from perfcoder_lsp.cpp.functions import Function
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.verify.functions.annotations import promises_of
from perfcoder_lsp.verify.functions.evidence import Evidence, evidence_of
from perfcoder_lsp.verify.functions.place import Place
from perfcoder_lsp.verify.functions.roles import Flag, Hints, ParameterHint, Role
from perfcoder_lsp.verify.functions.surroundings import dictionary_of, reached_functions
from perfcoder_lsp.verify.functions.variables import as_parents, variable_hints
from perfcoder_lsp.verify.functions.words import DEEPEST, Promise


def hints_of(source: Source, function: Function, place: Place, *, has_self: bool, packed: int = 0) -> Hints:
    """What is known of the wrapper's parameters: guesses, which annotations above the function override."""
    guessed = guess_hints(source, function, place, has_self=has_self, packed=packed)
    return keep_promises(guessed, promises_of(source, function))


def guess_hints(source: Source, function: Function, place: Place, *, has_self: bool, packed: int = 0) -> Hints:
    """Hints from names, subscripts, loops and guards alone; a parameter pack stands for `packed` parameters."""
    evidence = evidence_of(source, function, place)
    hints = [ParameterHint(each.name) for each in evidence.parameters]
    for number, parameter in enumerate(evidence.parameters):
        if parameter.is_sequence:
            hints[number] = _sequence(evidence, number, hints[number])
        elif parameter.may_count:
            hints[number] = _number(evidence, number, hints[number])
        if evidence.reads_number and parameter.may_be_text:
            hints[number] = hints[number].flagged(Flag.NUMERAL)
    hints = [_pair(evidence, number, hints) for number in range(len(hints))]
    if hints and evidence.parameters[-1].is_pack:
        hints[-1:] = [hints[-1]] * packed
    if has_self:
        hints = [ParameterHint("*this"), *(_moved(each) for each in hints)]
    reached = reached_functions(source, function)
    return Hints(tuple(hints), dictionary_of(source, reached), variable_hints(source, reached))


def keep_promises(hints: Hints, promises: tuple[Promise, ...]) -> Hints:
    """The hints with what was promised in place of what was guessed; roles come first, as bounds depend on them."""
    numbers = {each.name: number for number, each in enumerate(hints.parameters) if each.name}
    found = list(hints.parameters)
    for promise in promises:
        at = numbers[promise.name]
        hint = found[at].flagged(promise.flags)
        found[at] = hint if promise.role is None else hint.to(promise.role, numbers.get(promise.other, 0))
    for promise in promises:
        if promise.below:
            at = numbers[promise.name]
            found[at] = _below(found[at], found[numbers[promise.below]])
    for name, at in numbers.items():
        lows = [each.low for each in promises if each.name == name and each.low is not None]
        highs = [each.high for each in promises if each.name == name and each.high is not None]
        told = any(each.name == name and (each.role or each.below) for each in promises)
        found[at] = _bounded(found[at], lows, highs, told=told)
        if found[at].role is Role.LENGTH_OF and max(lows, default=0) > 0:
            found[found[at].other] = found[found[at].other].flagged(Flag.NOT_EMPTY)
    return replace(hints, parameters=tuple(found))


def _below(hint: ParameterHint, limit: ParameterHint) -> ParameterHint:
    """A parameter that is not above another one: an index where that is a length, 0 where that is an index."""
    if limit.role is Role.LENGTH_OF:
        return hint.to(Role.INDEX_INTO, limit.other)
    return hint.to(Role.ZERO, limit.other) if limit.role in (Role.INDEX_INTO, Role.LAST_OF) else hint


def _bounded(hint: ParameterHint, lows: list[float], highs: list[float], *, told: bool) -> ParameterHint:
    """All bounds together; one that is missing is far away, or follows from the role or the flags. A length that was
    guessed stays one within its bounds, other guesses give way to an upper bound."""
    follows = hint.role in _SPEAKING or Flag.INDICES in hint.flags
    guessed = not told and hint.role is not Role.LENGTH_OF and Flag.INDICES not in hint.flags and bool(highs)
    if not (lows or highs) or (follows and not guessed and not (lows and highs)):
        return hint
    high = min(highs or [max(_FAR, *lows)])
    low = max(lows, default=min(0, high))
    independent = guessed or hint.role in (Role.NONE, Role.SIZE, Role.ZERO)
    return (hint.to(Role.RANGE) if independent else hint).within(min(low, high), high)


_COUNTER = re.compile(r"depth|level|lvl|dep|steps?|layer", re.IGNORECASE)
_FAR = 1_000_000
_OBJECT = -1  # the object itself, while parameters are counted without it


def _moved(hint: ParameterHint) -> ParameterHint:
    """Numbers of parameters one higher, since the object comes first."""
    speaks = hint.role in _SPEAKING
    return replace(hint, other=hint.other + 1) if speaks else hint


_SPEAKING = frozenset({Role.LENGTH_OF, Role.INDEX_INTO, Role.LAST_OF, Role.SAME_LENGTH, Role.END_OF, Role.ZERO})


# -------------------------------------------------------------------------------------------------------------- numbers


def _number(evidence: Evidence, number: int, hint: ParameterHint) -> ParameterHint:
    """The role of a parameter that counts or indexes: by what the body does with it, then by its name."""
    parameter = evidence.parameters[number]
    hint = _guarded(evidence, number, hint)
    if _COUNTER.fullmatch(parameter.name) and parameter.name in evidence.counted_up:
        return hint.to(Role.ZERO)
    by_use = _by_use(evidence, number)
    if by_use is not None:
        return hint.to(*by_use)
    if evidence.sequences:
        return hint.to(*_by_name(evidence, number))
    if evidence.is_member_of_container and parameter.names_index:
        return hint.to(Role.INDEX_INTO, _OBJECT)
    if parameter.name in evidence.recursion and Flag.RANGE not in hint.flags:
        return hint.to(Role.RANGE).within(0, DEEPEST)
    return hint.to(Role.SIZE) if parameter.name in evidence.facts.bounds else hint


def _guarded(evidence: Evidence, number: int, hint: ParameterHint) -> ParameterHint:
    low, high = evidence.asserted.get(evidence.parameters[number].name, (None, None))
    if low is not None and high is not None and low <= high:
        return hint.within(low, high)
    return hint.flagged(Flag.POSITIVE) if low is not None and low > 0 else hint


def _by_use(evidence: Evidence, number: int) -> tuple[Role, int] | None:
    name, facts = evidence.parameters[number].name, evidence.facts
    for position in evidence.sequences:
        array = evidence.parameters[position].name
        steps: Mapping[str, int] = facts.stepped_through.get((array, 1), {})
        deeper: Mapping[str, int] = facts.stepped_through.get((array, 2), {})
        if name in steps or name in deeper:
            inclusive = name in facts.inclusive and not facts.from_one
            return (Role.LAST_OF if inclusive else Role.LENGTH_OF), position
    if name not in facts.bounds and name not in facts.stepped:
        for array, _ in facts.indices.get(name, ()):
            position = evidence.number_of(array)
            if position is not None and position in evidence.sequences:
                return Role.INDEX_INTO, position
            if array in evidence.fields:
                return Role.INDEX_INTO, _OBJECT
        if name in evidence.into_tables:  # which are filled up to the input's size; there is no parameter to name
            return Role.INDEX_INTO, number
        if evidence.sequences and name in facts.indices:  # into something local, most often as long as the input
            return Role.INDEX_INTO, _nearest(evidence, number)
    return None


def _nearest(evidence: Evidence, number: int) -> int:
    """The nearest sequence before a parameter, else the first one behind it."""
    before = [each for each in evidence.sequences if each < number]
    return before[-1] if before else evidence.sequences[0]


def _by_name(evidence: Evidence, number: int) -> tuple[Role, int]:
    """By its name, as far as there is a sequence that it can speak of: the nearest before it, else the first."""
    parameter, counting = evidence.parameters[number], evidence.counting
    near = _nearest(evidence, number)
    low_before = any(evidence.parameters[each].names_low for each in counting if each < number)
    high_there = any(evidence.parameters[each].names_high for each in counting)
    if parameter.names_high and low_before:
        return Role.LAST_OF, near
    if parameter.names_low and high_there:
        return Role.ZERO, near
    if parameter.names_length and parameter.name not in evidence.moduli:
        return Role.LENGTH_OF, near
    if parameter.names_index:
        return Role.INDEX_INTO, near
    return Role.NONE, 0


# ------------------------------------------------------------------------------------------------------------ sequences


def _sequence(evidence: Evidence, number: int, hint: ParameterHint) -> ParameterHint:
    """Promises that a sequence must keep for the function to make sense."""
    parameter, shapes = evidence.parameters[number], evidence.shapes
    flags = {
        Flag.SORTED: parameter.name in shapes.sorted or parameter.names_sorted,
        Flag.NOT_EMPTY: parameter.name in shapes.not_empty,
        Flag.PERMUTATION: parameter.names_permutation,
        Flag.INDICES: parameter.name in shapes.holds_indices,
        Flag.SQUARE: parameter.name in shapes.square,
        Flag.ADJACENCY: parameter.name in shapes.adjacency,
    }
    for flag, holds in flags.items():
        hint = hint.flagged(flag) if holds else hint
    root = shapes.parents.get(parameter.name)
    return hint if root is None else as_parents(hint, root)


def _pair(evidence: Evidence, number: int, hints: list[ParameterHint]) -> ParameterHint:
    """Iterator ends, and sequences that are stepped through together with an earlier one."""
    parameter, hint = evidence.parameters[number], hints[number]
    if not number:
        return hint
    if parameter.ends(evidence.parameters[number - 1]) and hints[number - 1].role is not Role.END_OF:
        return ParameterHint(hint.name, Role.END_OF, number - 1)
    together = evidence.shapes.together.get(parameter.name)
    first = evidence.number_of(together) if together is not None else None
    if first is not None and parameter.is_sequence and first < number:
        return hint.to(Role.SAME_LENGTH, first)
    return hint
