"""The whole text that is compiled for one function: the user's file with insertions, the harness's data behind it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from perfcoder_lsp.build import Part, Replacement
from perfcoder_lsp.cpp.functions import Function
from perfcoder_lsp.cpp.includes import macros
from perfcoder_lsp.cpp.readable import respelled
from perfcoder_lsp.cpp.scopes import declarations_named
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.tokens import tokenized
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.text import TextEdit, with_joined_insertions
from perfcoder_lsp.verify.functions.companions import NO_COMPANIONS, Companions
from perfcoder_lsp.verify.functions.hints import hints_of
from perfcoder_lsp.verify.functions.hooks import hooks_of
from perfcoder_lsp.verify.functions.place import place_of
from perfcoder_lsp.verify.functions.program import (
    DRIVER,
    MAIN,
    expected_input,
    has_main,
    telling,
    with_renamed_main,
    without_main,
)
from perfcoder_lsp.verify.functions.roles import Hints, ParameterHint
from perfcoder_lsp.verify.functions.surroundings import full_name, reached_functions, touched_variables
from perfcoder_lsp.verify.functions.target import Target, find_target, types_of
from perfcoder_lsp.verify.functions.templates import Instantiation, instantiations, pack_size
from perfcoder_lsp.verify.functions.wrapper import wrapper_of


@dataclass(frozen=True)
class UnitText(Source):
    """The text of a unit, with what stands in the place of headers while it is compiled and what it is linked with."""

    overlay: tuple[Replacement, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def own(self) -> Replacement:
        """The user's file as it is compiled: the text itself, else what stands in the place of a header."""
        path = self.path.resolve()
        return next((each for each in self.overlay if each.path == path), Replacement(path, self.text))


@dataclass(frozen=True)
class HarnessUnit:
    """A text to compile as C++, whatever the language of the user's file is, under the path of that file.

    Its lines 1 to `user_lines` are those of the user, each with its own number; the harness's are behind. `variants`
    is how many choices of template arguments (and ways to call) there are, `attempt` the one that this is. `globals`
    are the file-scope variables that are generated and observed. `records`: the file's own program is in it, or its
    companions' driver, and tells of the calls that it makes.
    """

    target: Target
    source: UnitText
    hints: Hints
    chosen: Instantiation
    attempt: int
    variants: int
    globals: tuple[str, ...]
    user_lines: int
    companions: Companions
    records: bool

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the wrapper's parameters, `*this` first for members."""
        return tuple(each.name for each in self.hints.parameters)


def harness_unit(
    target: Target,
    hints: Hints | None = None,
    attempt: int = 0,
    chosen: Instantiation | None = None,
    variables: tuple[str, ...] | None = None,
    companions: Companions = NO_COMPANIONS,
    *,
    records: bool = False,
) -> HarnessUnit:
    """The unit for a function without blockers.

    `hints`, `chosen` and `variables` (full names) replace what is found in this text; `attempt` counts from 0 and is
    less than `variants`. `records` asks for the file's own program in it, or the companions' driver; not every unit can
    have one.
    """
    source, function = target.view, target.function
    place = place_of(source, function)
    choices = instantiations(source, function, place)
    ways = 2 if place.foreign else 1
    variants = len(choices) * ways
    chosen = chosen or choices[attempt // ways % len(choices)]
    wrapper = wrapper_of(source, function, place, chosen, plain=attempt % ways == 1)
    packed = pack_size(place, chosen)
    hints = hints or hints_of(source, function, place, has_self=wrapper.has_self, packed=packed)
    reached = reached_functions(source, function)
    variables = tuple(map(full_name, touched_variables(source, reached))) if variables is None else variables
    runs = MAIN if has_main(source) else "" if companions.driver is None else DRIVER
    told = telling(source, function, has_self=wrapper.has_self) if records and runs else None
    program = without_main(source) if told is None else (*with_renamed_main(source), told)
    edits = [*wrapper.edits, *hooks_of(source, function.name, companions.bare), *program]
    if companions.umbrella is None:
        edits += _without_pragma_once(source)
    text = respelled(target.source).edited(with_joined_insertions(edits)).text
    tail = "\n".join(
        (
            *chosen.placeholders,
            *_tail(source, wrapper.tail, hints, variables, companions),
            *_program(reached, wrapper.address, variables, "" if told is None else runs),
            "",
        )
    )
    parts = (*companions.parts, *([companions.driver] if companions.driver is not None and told is not None else []))
    unit = _unit_text(source, text, tail.encode(), replace(companions, parts=parts))
    lines = text.rstrip(b"\n").count(b"\n") + 1
    return HarnessUnit(target, unit, hints, chosen, attempt, variants, variables, lines, companions, told is not None)


def _unit_text(source: Source, text: bytes, tail: bytes, companions: Companions) -> UnitText:
    """The text with the tail behind it or, of a header that can't be alone, what includes it and then the tail."""
    umbrella, overlay = companions.umbrella, companions.overlay
    if umbrella is not None:
        overlay = (*overlay, Replacement(umbrella.header, text))
        text = umbrella.text
    whole = text.rstrip(b"\n") + b"\n" + tail
    return UnitText(source.path, whole, source.language, overlay=overlay, parts=companions.parts)


def recording_unit(unit: HarnessUnit, target: Target | None = None) -> HarnessUnit:
    """The same unit with the program in it that is recorded, where it can have one; for `target` in another text."""
    target = target or unit.target
    return harness_unit(target, unit.hints, unit.attempt, unit.chosen, unit.globals, unit.companions, records=True)


def with_companions(unit: HarnessUnit, companions: Companions) -> HarnessUnit:
    """The same unit with others."""
    return harness_unit(unit.target, unit.hints, unit.attempt, unit.chosen, unit.globals, companions)


def after_unit(before: HarnessUnit, after: Source) -> HarnessUnit:
    """The same function in another version of the file, with the hints, arguments and companions of the one before.

    Variables that the other version no longer has are not among its `globals`: the version before is then to be made
    anew with these. Raises UsageError where the function is gone or ambiguous there.
    """
    target = counterpart(before.target, after)
    variables = tuple(each for each in before.globals if declarations_named(after, each.rpartition("::")[2]))
    return harness_unit(target, before.hints, before.attempt, before.chosen, variables, before.companions)


def counterpart(before: Target, after: Source) -> Target:
    """The same function in another version: of the same qualified name, and with the same parameter types where there
    are overloads. Raises UsageError where it is gone or ambiguous."""
    try:
        return find_target(after, before.name)
    except UsageError:
        return find_target(after, before.name, parameters=types_of(before.function))


# ---------------------------------------------------------------------------------------------------------------- edits


def _without_pragma_once(source: Source) -> Iterable[TextEdit]:
    """Blanks in place of `#pragma once`, of which compilers complain in the file that they were given."""
    for each in tokenized(source).directives:
        if each.kind == "pragma" and each.text == "once":
            yield TextEdit.replace(each.start, each.end, " " * (each.end - each.start))


# ----------------------------------------------------------------------------------------------------------------- tail


def _tail(
    source: Source, lifted: str, hints: Hints, variables: tuple[str, ...], companions: Companions
) -> Iterable[str]:
    """The data that stand behind the user's text."""
    if lifted:
        yield lifted
    yield from (each.stand_in for each in companions.concretes)
    yield from (f"#undef {name}" for name in dict.fromkeys(each.name for each in macros(source)) if name)
    dictionary = hints.dictionary
    yield "namespace perfcoder {"
    told = (*hints.parameters, *map(hints.of_variable, variables))
    parameters = [*map(_parameter, told), "{nullptr, Role::none, 0, 0, -1, 0}"]
    yield f"inline const Parameter target_parameters[] = {{{', '.join(parameters)}}};"
    yield f"inline const std::int64_t target_integers[] = {{{', '.join(map(_integer, (*dictionary.integers, 0)))}}};"
    yield f"inline const double target_reals[] = {{{', '.join(map(repr, (*dictionary.reals, 0.0)))}}};"
    yield f"inline const char* const target_strings[] = {{{', '.join((*dictionary.strings, 'nullptr'))}}};"
    yield from (each.text for each in companions.concretes)
    yield "}"


def _program(reached: tuple[Function, ...], address: str, variables: tuple[str, ...], recorded: str) -> Iterable[str]:
    """What makes a program of all this, and tells what the function reads; `recorded` runs the one that is recorded."""
    listed = ", ".join((f"({address})" if "," in address else address, *variables))
    expected = expected_input(reached)
    if expected:
        yield f"PERFCODER_READS({expected})"
    if recorded == DRIVER:
        yield f"int {DRIVER}();"
    if recorded:
        yield f"PERFCODER_PROGRAM(::{recorded}, {listed})"
    yield f"PERFCODER_HARNESS({listed})"


def _parameter(hint: ParameterHint) -> str:
    name = re.sub(r'[\\"\n]', "", hint.name)
    numbers = f"{hint.other}, {_number(hint.low)}, {_number(hint.high)}, {hint.flags:d}"
    return f'{{"{name}", Role::{hint.role.value}, {numbers}}}'


def _number(value: float) -> str:
    return _integer(int(value)) if value == int(value) else f"{value!r}L"


def _integer(value: int) -> str:
    """An integer as C++ text: the lowest one can't be written down, and wide ones need no suffix in an initialiser."""
    return f"(-{-value - 1}LL - 1)" if value <= -(2**63) else str(value)
