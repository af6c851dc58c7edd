"""Rule of "Numerical Computation Optimization": NUM4."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.expressions import promoted, type_of
from perfcoder_lsp.cpp.facts.intervals import type_range
from perfcoder_lsp.cpp.facts.ranges import turns_negative_bound, value_range
from perfcoder_lsp.cpp.facts.trips import Trips, is_invariant, trip_count
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.loops import Loop, loops
from perfcoder_lsp.cpp.nodes import has_error, text_of, unwrapped
from perfcoder_lsp.cpp.operands import flattened, operands
from perfcoder_lsp.cpp.scopes import resolve, type_at
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.statements import is_replaceable, read_update, same_text, steps_of, takes_declarations
from perfcoder_lsp.rewrite.layout import in_place_of
from perfcoder_lsp.rewrite.mathematics import factor
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category

_LONG_MAX = (1 << 63) - 1
_FEW = 16


@dataclass(frozen=True)
class _Power:
    """A loop that only multiplies `result` by `base` modulo `modulus`."""

    loop: Loop
    result: Node
    base: Node
    modulus: Node
    trips: Trips


@rule(id="NUM4", category=Category.NUMERICAL, summary="Raise to a power by squaring", gain=20)
def power_by_squaring(source: Source) -> Iterator[Finding]:
    """
    What it does: turns a loop that runs `r = r * b % m` e times into one that squares b and halves e.

    Why: e multiplications and divisions become at most twice as many as e has bits: O(log e) for O(e).

    When not: the loop does anything else, counts in another way than by 1, or has its counter outside; b, m or e may
    change during the loop; an unsigned product may wrap, or the remainder may not fit the result (then the loop
    computes something else than a power). Products that may exceed 64 bits are computed in 128.

    Source: catalogue NUM4, measured 267x. Competitive-programming folklore.
    """
    for loop in loops(source):
        power = _read(source, loop)
        if power is not None and (kind := _wide_enough(source, power)) is not None:
            yield _squared(source, power, kind)


def _read(source: Source, loop: Loop) -> _Power | None:
    steps = steps_of(loop.body)
    if loop.counter is None or not loop.counter.in_header or len(steps) > 2:
        return None
    parts = _one_step(steps[0]) if len(steps) == 1 else _two_steps(source, steps) if steps else None
    if parts is None or not is_replaceable(source, loop.node) or not takes_declarations(source, loop.node):
        return None
    result, product, modulus = parts
    base = _other_factor(source, product, result, modulus)
    trips = trip_count(source, loop) if base is not None else None
    if base is None or trips is None or not trips.exact or turns_negative_bound(source, loop):
        return None
    if trips.literal is not None and trips.literal <= _FEW:
        return None
    divides = any(text_of(each) in ("/", "%") for each in walk(base))  # it is computed where the loop never runs, too
    if divides or not all(is_invariant(source, each, loop.node) for each in (base, modulus)):
        return None
    return _Power(loop, result, base, modulus, trips) if _is_exact(source, result, base, modulus, product) else None


def _one_step(step: Node) -> tuple[Node, list[Node], Node] | None:
    """`r = r * b % m`: the result, the factors and the modulus."""
    update = read_update(step)
    value = update.amount if update is not None and not update.operator else None
    parts = operands(value, "%") if value is not None else None
    return (update.target, flattened(parts[0], "*"), parts[1]) if update is not None and parts is not None else None


def _two_steps(source: Source, steps: tuple[Node, ...]) -> tuple[Node, list[Node], Node] | None:
    """`r *= b; r %= m;`, the product being kept as it is computed."""
    first, second = read_update(steps[0]), read_update(steps[1])
    if first is None or second is None or not same_text(first.target, second.target):
        return None
    if (first.operator, second.operator) != ("*", "%") or first.amount is None or second.amount is None:
        return None
    target = type_of(source, first.target)
    if promoted(target, type_of(source, first.amount)) != promoted(target) or (target.size or 0) < 4:
        return None
    return first.target, [first.target, *flattened(first.amount, "*")], second.amount


def _other_factor(source: Source, product: list[Node], result: Node, modulus: Node) -> Node | None:
    """What the result is multiplied by; None where the product has more factors than two, ones apart."""
    plain = [_bare(source, each, modulus) for each in product]
    others = [each for each in plain if text_of(each) not in ("1", "1LL", "1ll", "1L", "1ULL", "1ull", "1LLU")]
    own = [each for each in others if same_text(each, result)]
    rest = [each for each in others if not same_text(each, result)]
    return rest[0] if len(own) == len(rest) == 1 else None


def _bare(source: Source, node: Node, modulus: Node) -> Node:
    """A factor without conversions that keep its value, and without a remainder that is taken later anyway."""
    while True:
        node = unwrapped(node)
        inner = node.child_by_field_name("value") if node.type == "cast_expression" else None
        described = node.child_by_field_name("type")
        rest = operands(node, "%")
        if inner is not None and described is not None:
            known, kept = value_range(source, inner), type_range(type_at(source, text_of(described), node))
            if known is None or kept is None or not known.within(kept):
                return node
            node = inner
        elif rest is not None and same_text(rest[1], modulus):
            node = rest[0]
        else:
            return node


def _is_exact(source: Source, result: Node, base: Node, modulus: Node, product: list[Node]) -> bool:
    """Whether the loop computes with whole numbers as mathematics does: nothing wraps around or is cut. (That signed
    products fit is the program's own duty.) For remainders keep the product's sign, negative numbers do no harm."""
    variable, function = resolve(source, result), function_of(source, result)
    if result.type != "identifier" or variable is None or not variable.is_variable or variable.is_volatile:
        return False
    if function is None or has_error(function.node) or variable.name in macro_words(source):
        return False
    kinds = [type_of(source, each) for each in (result, modulus, *product)]
    ranges = [value_range(source, each) for each in (result, base, modulus)]
    whole = type_range(kinds[0])
    if whole is None or kinds[0].name in ("bool", "char") or not all(each.is_integral for each in kinds):
        return False
    r, b, m = ranges
    if r is None or b is None or m is None or max(each.magnitude for each in (r, b, m)) > 1 << 63:
        return False
    unsigned = [promoted(each) for each in kinds if not promoted(each).is_signed]
    if unsigned:
        narrowest = min(each.bits or 0 for each in unsigned)
        fits = r.high * b.high < 1 << narrowest and min(r.low, b.low, m.low) >= 0
        return fits and m.high - 1 <= whole.high
    return max(m.magnitude - 1, 0) <= min(whole.high, -whole.low)


def _wide_enough(source: Source, power: _Power) -> str | None:
    """The declaration of the squared base: 64 bits where all products are proved to fit, else 128."""
    r, b, m = (value_range(source, each) for each in (power.result, power.base, power.modulus))
    if r is None or b is None or m is None:
        return None
    written = text_of(power.base)
    rest = max(m.magnitude - 1, 0)
    if max(r.magnitude, b.magnitude, rest) * max(b.magnitude, rest) <= _LONG_MAX:
        return f"long long {{name}} = {written};"
    if max(r.magnitude, rest) * rest <= _LONG_MAX and (m.low > 0 or m.high < 0):
        return f"long long {{name}} = {factor(power.base)} % {factor(power.modulus)};"
    return f"__int128 {{name}} = {written};"


def _squared(source: Source, power: _Power, declaration: str) -> Finding:
    loop, trips = power.loop.node, power.trips
    result, modulus = text_of(power.result), factor(power.modulus)
    name, rest = unused_name(source, "power"), unused_name(source, "rest")
    count = f"{trips.guard} ? {trips.text} : 0" if trips.guard else trips.text
    line, wide = line_of(source, loop.start_byte), declaration.startswith("__int128")
    lines = (
        declaration.format(name=name),
        f"for (unsigned long long {rest} = {count}; {rest} > 0; {rest} /= 2) {{",
        f"\tif ({rest} % 2 == 1) {result} = {result} * {name} % {modulus};",
        f"\t{name} = {name} * {name} % {modulus};",
        "}",
    )
    return Finding(
        title=f"Raise {text_of(power.base)} to the power by squaring",
        explanation=(
            f"The loop in line {line} multiplies `{result}` by `{text_of(power.base)}` modulo {modulus} in each of its "
            f"{trips.text} passes. Squaring needs two multiplications for each bit of that number: O(log n) for O(n)."
        ),
        edits=(in_place_of(source, loop, *lines),),
        range=node_range(loop),
        notes=("__int128 is an extension of GCC and Clang.",) if wide else (),
    )
