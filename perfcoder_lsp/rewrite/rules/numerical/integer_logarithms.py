"""Rule of "Numerical Computation Optimization": NUM19."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, call_around, calls_of, read_call
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.intervals import Range
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.functions import understood_function
from perfcoder_lsp.cpp.includes import in_conditional, macro_names
from perfcoder_lsp.cpp.nodes import nodes_inside, parent_of, text_of
from perfcoder_lsp.cpp.scopes import declarations_named
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.rewrite.conversions import converted_to, integer_in, is_accumulated
from perfcoder_lsp.rewrite.layout import start_of_item
from perfcoder_lsp.rewrite.mathematics import factor, is_repeatable, math_calls, reads_errno
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_call
from perfcoder_lsp.rewrite.statements import headers_come_before, included
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit, with_joined_insertions

_WORD = Range(0, (1 << 32) - 1)
_WORDS = frozenset({"static", "unsigned", "long", "x", "return"})  # of the inserted function
_NAME = "{decimal_digits}"  # stands for the name of the function below
_HELPER = """\
// How many decimal digits a number has.
{head}static unsigned long {name}(unsigned x) {{
    return 1ul + (x >= 10) + (x >= 100) + (x >= 1000) + (x >= 10000) + (x >= 100000) + (x >= 1000000) +
           (x >= 10000000) + (x >= 100000000) + (x >= 1000000000);
}}

"""


@dataclass(frozen=True)
class _Place:
    """An expression that counts the binary or decimal digits of `number` by floating point or text; `text` has a hole
    for the name of the function that counts decimal ones."""

    node: Node
    number: Node
    text: str


@rule(id="NUM19", category=Category.NUMERICAL, summary="Count an integer's digits without logarithm or text", gain=2.0)
def count_digits(source: Source) -> Iterator[Finding]:
    """
    What it does: replaces `(int)log2(x)` by `31 - __builtin_clz(x)`, and `(int)log10(x)` and `to_string(x).size()` by a
    function that compares x with the powers of ten.

    Why: a logarithm takes tens of cycles, a text some more; the position of the highest bit is one instruction, and the
    nine comparisons with powers of ten don't depend on each other.

    It is the same number for 0 < x < 2^32: below the k-th power of two, log2 is at most log2(2^k - 1) < k - 3.3e-10, of
    ten likewise by 4.3e-10, far more than the last digit of a double that the library may be wrong by; at the powers
    themselves glibc's results are exact (checked for all of them). An x that may be 0 or negative keeps what the
    conversion of its logarithm yields on x86-64: INT_MIN.

    When not: x is no integer, or may have more than 32 bits; the logarithm is not converted to an integer at once (to
    int, where x may be 0 or negative); x would be evaluated several times, and may differ; log2 or to_string may be
    another function than the standard one; errno is read; a macro takes part.

    Source: catalogue NUM19, own measurement: 5.8x (all three, numbers up to 99,999). Hacker's Delight, chapter 11.
    """
    decimal: list[_Place] = []
    for name in () if reads_errno(source) else ("log2", "log10"):
        for call in math_calls(source, name):
            found = _logarithm(source, call) if len(call.arguments) == 1 else None
            if found is not None and name == "log2":
                yield _binary(source, found)
            elif found is not None:
                decimal.append(found)
    decimal += [each for call in calls_of(source, "to_string") if (each := _length(source, call)) is not None]
    if decimal and not macro_names(source) & _WORDS:
        yield _decimal(source, sorted(decimal, key=lambda each: each.node.start_byte))


def _logarithm(source: Source, call: Call) -> _Place | None:
    """`log2(x)`, perhaps in `floor(…)`, that becomes an integer."""
    whole = _floored(source, call)
    number, kind = integer_in(source, call.arguments[0]), converted_to(source, whole)
    if (
        number is None
        or not kind.is_integral
        or (kind.size or 0) < 4
        or kind.reference
        or is_accumulated(source, whole)
    ):
        return None
    values, own = value_range(source, number), type_of(source, number)
    if values is None or values.high > _WORD.high or values.high < 1 or not _is_replaceable(source, whole):
        return None
    if call.name == "log10" and (values.low == values.high or _is_constexpr(source, whole)):
        return None  # no number that is known where the file is compiled, such as the size of an array
    wide = (own.size or 0) > 4
    bits = f"{63 if wide else 31} - __builtin_clz{'ll' if wide else ''}({text_of(number)})"
    text = bits if call.name == "log2" else f"{_NAME}({text_of(number)}) - 1"
    if values.low < 1:
        if wide or kind.name != "int" or not is_repeatable(source, number) or not _has_limits(source, whole):
            return None
        text = f"{factor(number)} > 0 ? {bits if call.name == 'log2' else f'(int)({text})'} : INT_MIN"
    parent = parent_of(source, whole)
    bare = parent is not None and parent.type == "cast_expression"
    return _Place(whole, number, f"({text})" if bare else text)


def _has_limits(source: Source, node: Node) -> bool:
    """Whether INT_MIN can be written there, and means what <climits> says."""
    own = declarations_named(source, "INT_MIN") or "INT_MIN" in macro_names(source)
    return not own and headers_come_before(source, node.start_byte)


def _is_constexpr(source: Source, node: Node) -> bool:
    function = understood_function(source, node)
    head = source.text[function.node.start_byte : function.body.start_byte] if function is not None else b""
    return b"constexpr" in head or b"consteval" in head


def _floored(source: Source, call: Call) -> Node:
    """The `floor(…)` around a call, else the call."""
    outer = call_around(source, call.node)
    floors = outer is not None and any(each.node == outer.node for each in math_calls(source, "floor"))
    return outer.node if outer is not None and floors else call.node


def _length(source: Source, call: Call) -> _Place | None:
    """`to_string(x).size()`"""
    field = parent_of(source, call.node)
    whole = parent_of(source, field) if field is not None and field.type == "field_expression" else None
    method = read_call(whole) if whole is not None else None
    if method is None or method.name not in ("size", "length") or method.arguments or method.object != call.node:
        return None
    if len(call.arguments) != 1 or call.template_arguments or not is_standard_call(source, call):
        return None
    number = integer_in(source, call.arguments[0])
    values = value_range(source, number) if number is not None else None
    if number is None or number.start_byte != call.arguments[0].start_byte or values is None:
        return None
    if not type_of(source, call.arguments[0]).is_integral or not _is_replaceable(source, method.node):
        return None
    x = factor(number)
    if values.within(_WORD):
        return _Place(method.node, number, f"{_NAME}({text_of(number)})")
    if type_of(source, number).size != 4 or not is_repeatable(source, number):
        return None
    return _Place(method.node, number, f"({_NAME}({x} < 0 ? 0u - {x} : {x}) + ({x} < 0))")


def _is_replaceable(source: Source, node: Node) -> bool:
    """Whether an expression can be written anew: no comment or macro is in it, and its function was understood."""
    words = {text_of(each) for each in walk(node)}
    plain = not nodes_inside(source, node, "comment") and not words & macro_names(source)
    return plain and understood_function(source, node) is not None and not in_conditional(source, node.start_byte)


def _binary(source: Source, found: _Place) -> Finding:
    written, x, line = text_of(found.node), text_of(found.number), line_of(source, found.node.start_byte)
    return Finding(
        title=f"Take the highest bit of {x} instead of its logarithm",
        explanation=(
            f"`{written}` in line {line} computes a logarithm in floating point, though only its whole part is wanted: "
            f"that is the place of the highest bit of `{x}`, which is one instruction."
        ),
        edits=(replaced(found.node, found.text), *_limits(source, found)),
        range=node_range(found.node),
    )


def _limits(source: Source, *found: _Place) -> tuple[TextEdit, ...]:
    header = "<limits.h>" if source.language == "c" else "<climits>"
    return included(source, header) if any("INT_MIN" in each.text for each in found) else ()


def _decimal(source: Source, found: list[_Place]) -> Finding:
    first, x, name = found[0].node, text_of(found[0].number), unused_name(source, "decimal_digits")
    head = "" if source.language == "c" else "constexpr "  # a lambda may be evaluated where the file is compiled
    helper = TextEdit.insert(
        start_of_item(source, first), _HELPER.format(name=name, head=head).replace("\n", source.newline)
    )
    lines = ", ".join(dict.fromkeys(str(line_of(source, each.node.start_byte)) for each in found))
    return Finding(
        title=f"Count the digits of {x} by comparing it with powers of ten",
        explanation=(
            f"`{text_of(first)}` (line {lines}) computes a logarithm or makes a text, though only the number of digits "
            f"is wanted: comparing `{x}` with the nine powers of ten tells it."
        ),
        edits=(
            *with_joined_insertions((*_limits(source, *found), helper)),
            *(replaced(each.node, each.text.replace(_NAME, name)) for each in found),
        ),
        range=node_range(first),
    )
