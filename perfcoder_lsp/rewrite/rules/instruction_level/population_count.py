"""Rule of "Instruction-Level Execution Optimization": NUM16."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.liveness import is_dead_after
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.facts.trips import is_invariant, literal
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.loops import Loop, loops
from perfcoder_lsp.cpp.nodes import has_error, text_of
from perfcoder_lsp.cpp.operands import operands
from perfcoder_lsp.cpp.patterns import match, match_any
from perfcoder_lsp.cpp.scopes import declarations_named, resolve, variable_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import is_replaceable, steps_of
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.rewrite.layout import in_place_of
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category

_ONES = frozenset({"1", "1u", "1U", "1L", "1UL", "1ul", "1LL", "1ll", "1ULL", "1ull"})
# in parentheses: `x & y;` would be read as a declaration
_LOWEST = ("($x & $one)", "($one & $x)", "($x % 2)")
_CLEARING = ("$x &= $x - 1;", "$x = ($x - 1) & $x;")
_SHIFTED = ("($x >> $i & $one)", "($one & $x >> $i)")
_MASKED = ("($x & $one << $i)", "($one << $i & $x)")


@dataclass(frozen=True)
class _Count:
    """A loop that adds to `count` the number of set bits of `number`, an expression. `consumed`: the variable that is 0
    afterwards; `guard`: only where this holds."""

    loop: Loop
    count: Declaration
    number: str
    kind: Type
    consumed: Declaration | None = None
    guard: str = ""


@rule(id="NUM16", category=Category.INSTRUCTION_LEVEL, summary="Count bits without a loop", gain=2.5)
def population_count(source: Source) -> Iterator[Finding]:
    """
    What it does: replaces a loop that counts the set bits of x one by one (`c += x & 1; x >>= 1`, `x &= x - 1; c++`, or
    `if (x >> i & 1) c++` for all i) by `c += __builtin_popcount(x)`.

    Why: the loop has a pass, and often a mispredicted branch, for each bit; the builtin takes a few instructions, or
    one where the processor has it.

    When not: the loop does anything else; x may be negative where its bits are shifted out by division; the bits that
    are looked at are not certainly all bits of x; x or the counter is a reference, a class, volatile, or narrow.

    Source: catalogue NUM16, measured 3.1x. clang-tidy modernize-use-std-bit; abseil fast/9.
    """
    for loop in loops(source):
        found = _emptied(source, loop) or _probed(source, loop)
        if found is not None and is_replaceable(source, loop.node) and _is_plain(source, found):
            yield _counted(source, found)


def _is_plain(source: Source, found: _Count) -> bool:
    function = function_of(source, found.loop.node)
    if function is None or has_error(function.node) or declarations_named(source, "__builtin_popcount"):
        return False
    kind = variable_type(source, found.count)
    return kind.is_integral and kind.name != "bool" and _is_own(source, found.count)


def _is_own(source: Source, variable: Declaration) -> bool:
    """Whether nothing else is behind the variable's name, so that a change to another variable does not change it."""
    known = variable.is_variable and not variable.type.reference and not variable.is_volatile
    return known and variable.name not in macro_words(source)


def _emptied(source: Source, loop: Loop) -> _Count | None:
    """`while (x) { count a bit; take it out }`."""
    if loop.kind not in ("while", "for") or loop.condition is None:
        return None
    update = loop.node.child_by_field_name("update")
    steps = [*steps_of(loop.body), *([update] if update is not None else [])]
    tested = _tested(loop.condition)
    number = resolve(source, tested[0]) if tested is not None else None
    if tested is None or number is None or len(steps) != 2 or not _is_own(source, number):
        return None
    name, kind = tested[0], variable_type(source, number)
    start = _start(source, loop, number)
    if start is None:
        return None
    known = value_range(source, name)
    if not kind.is_integral or kind.name in ("bool", "char") or known is None:
        return None
    positive = known.low >= 0
    count = _kernighan(source, name, steps) if positive or (kind.size or 0) >= 4 else None
    if count is None and not (kind.is_signed and not positive and tested[1] == "!=" and _divides(steps[1])):
        count = _shifted_out(source, name, steps)
    if count is None or count is number:
        return None
    guard = f"{text_of(start)} > 0" if tested[1] == ">" and not positive else ""
    return _Count(loop, count, text_of(start), kind, number, guard)


def _start(source: Source, loop: Loop, number: Declaration) -> Node | None:
    """What holds the number before the loop: itself, or the variable that `for (int t = x; …)` copies it from."""
    header = loop.node.child_by_field_name("initializer")
    if header is None:
        return number.name_node
    if number.initializer is None or number.node != header or len(number.initializer.arguments) != 1:
        return None
    first = number.initializer.arguments[0]
    alike = type_of(source, first).decayed == variable_type(source, number).decayed
    return first if first.type == "identifier" and number.is_sole and alike else None


def _tested(condition: Node) -> tuple[Node, str] | None:
    """`x`, `x != 0` (told as `!=`) or `x > 0` (`>`)."""
    for pattern, symbol in (("$x", "!="), ("$x != 0", "!="), ("$x > 0", ">")):
        found = match(pattern, condition)
        if found is not None and found["$x"].type == "identifier":
            return found["$x"], symbol
    return None


def _kernighan(source: Source, name: Node, steps: list[Node]) -> Declaration | None:
    """`x &= x - 1; count++`, in either order."""
    for clearing, counting in (steps, reversed(steps)):
        if match_any(_CLEARING, clearing, {"$x": name}) is not None:
            return _incremented(source, counting)
    return None


def _shifted_out(source: Source, name: Node, steps: list[Node]) -> Declaration | None:
    """`count += x & 1; x >>= 1`, or the same in other words."""
    if match_any(("$x >>= 1;", "$x /= 2;"), steps[1], {"$x": name}) is None:
        return None
    return _counting(source, steps[0], lambda bit: _is_lowest(bit, name))


def _divides(step: Node) -> bool:
    return match("$x /= $by;", step) is not None


def _counting(source: Source, step: Node, is_bit: Callable[[Node], bool]) -> Declaration | None:
    """The variable that a step adds a bit to: `count += bit`, or `if (bit) count++`."""
    added = match_any(("$c += $bit;", "$c = $bit + $c;"), step)
    if added is not None:
        return variable_of(source, added["$c"]) if is_bit(added["$bit"]) else None
    tested = match("if ($test) $then;", step)
    return _incremented(source, tested["$then"]) if tested is not None and _holds(tested["$test"], is_bit) else None


def _incremented(source: Source, step: Node) -> Declaration | None:
    """The variable of `count++`, in whichever words."""
    found = match_any(("$c += 1;", "$c = 1 + $c;"), step)
    return variable_of(source, found["$c"]) if found is not None else None


def _holds(condition: Node, is_bit: Callable[[Node], bool]) -> bool:
    """Whether a condition holds exactly where the bit that it looks at is set: `bit`, `bit != 0`, and `bit == 1` where
    that is the lowest one."""
    different, same = match("$bit != 0", condition), match("$bit == 1", condition)
    if different is not None:
        return is_bit(different["$bit"])
    if same is not None:
        masked = operands(same["$bit"], "&", "%")
        lowest = masked is not None and any(text_of(each) in (*_ONES, "2") for each in masked)
        return lowest and is_bit(same["$bit"])
    return is_bit(condition)


def _is_lowest(node: Node, name: Node) -> bool:
    """`x & 1` or `x % 2`."""
    found = match_any(_LOWEST, node, {"$x": name})
    return found is not None and ("$one" not in found or text_of(found["$one"]) in _ONES)


def _probed(source: Source, loop: Loop) -> _Count | None:
    """`for (int i = 0; i < n; i++) count bit i`."""
    counter, steps = loop.counter, steps_of(loop.body)
    if counter is None or not counter.in_header or abs(counter.step) != 1 or len(steps) != 1:
        return None
    probed: list[tuple[Node, Node | None]] = []

    def is_bit(node: Node) -> bool:
        found = _probe(node, counter.variable)
        probed.extend([found] if found is not None else [])
        return found is not None

    count = _counting(source, steps[0], is_bit)
    if count is None or not probed or count is counter.variable:
        return None
    (number, one), kind = probed[0], type_of(source, probed[0][0])
    if one is not None and steps[0].type != "if_statement":
        return None  # `count += x & (1 << i)` adds more than bits
    if not kind.is_integral or (kind.size or 0) > 8 or not is_invariant(source, number, loop.node):
        return None
    return _all_bits(source, loop, count, number, kind, one)


def _probe(node: Node, counter: Declaration) -> tuple[Node, Node | None] | None:
    """The number of `x >> i & 1` or `x & (1 << i)`, and the 1 of the latter."""
    for patterns, masks in ((_SHIFTED, False), (_MASKED, True)):
        found = match_any(patterns, node, {"$i": counter.name_node})
        if found is not None and text_of(found["$one"]) in _ONES:
            return found["$x"], found["$one"] if masks else None
    return None


def _all_bits(
    source: Source, loop: Loop, count: Declaration, number: Node, kind: Type, one: Node | None
) -> _Count | None:
    """Which bits the loop looks at: as many as it has passes, from the lowest on."""
    counter, size, known = loop.counter, kind.size, value_range(source, number)
    if counter is None or size is None or known is None:
        return None
    low, high = (counter.start, counter.bound) if counter.step > 0 else (counter.bound, counter.start)
    last, text = literal(high), text_of(number)
    if literal(low) != 0 or counter.comparison not in ("<", "<=", ">="):
        return None
    if last is None:
        plain = counter.step > 0 and counter.comparison == "<" and high.type == "identifier" and size == 4
        limit = value_range(source, high) if plain and is_invariant(source, high, loop.node) else None
        if limit is None or (one is not None and type_of(source, one).size != 4):
            return None
        masked = f"{text if number.type == 'identifier' else f'({text})'} & ((1ULL << {text_of(high)}) - 1)"
        return _Count(loop, count, masked, Type("long long"), guard=f"{text_of(high)} > 0" if limit.low < 0 else "")
    width = last + (counter.comparison != "<")
    if width > size * 8 or (one is not None and width > 31 and (type_of(source, one).size or 0) < size):
        return None
    if (width == size * 8 and size >= 4) or (known.low >= 0 and known.high < 1 << width):
        return _Count(loop, count, text, kind)
    return None


def _counted(source: Source, found: _Count) -> Finding:
    loop, count = found.loop.node, found.count.name
    builtin = "__builtin_popcountll" if (found.kind.size or 8) > 4 else "__builtin_popcount"
    lines = [f"{count} += {builtin}({found.number});"]
    if found.consumed is not None and not is_dead_after(source, found.consumed, loop):
        lines.append(f"{found.consumed.name} = 0;")
    if found.guard:
        body = lines if len(lines) == 1 else ["{", *(f"\t{each}" for each in lines), "}"]
        lines = [f"if ({found.guard}) {body[0]}", *body[1:]]
    line = line_of(source, loop.start_byte)
    return Finding(
        title=f"Count the bits with {builtin}",
        explanation=(
            f"The loop in line {line} adds the set bits of `{found.number}` to `{count}` one by one, with a pass and a "
            f"branch for each bit; `{builtin}` counts all of them in a few instructions."
        ),
        edits=(in_place_of(source, loop, *lines),),
        range=node_range(loop),
    )
