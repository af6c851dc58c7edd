"""The rule STR8: the digits of a number without its text."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_of
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.functions import understood_function
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.nodes import parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.operands import operands
from perfcoder_lsp.cpp.scopes import declaration_of, resolve, variable_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.statements import is_replaceable, read_update, statements_of
from perfcoder_lsp.cpp.uses import uses
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_call, is_standard_string
from perfcoder_lsp.rewrite.statements import without_statements
from perfcoder_lsp.strategy import Category

_NUL = frozenset({"'0'", "48"})


@dataclass(frozen=True)
class _Sum:
    """`for (char c : to_string(n)) target += c - '0';`, the text of n perhaps in a variable declared right before."""

    call: Call
    declaration: Node | None
    loop: Node
    target: Node
    power: int  # how many factors `c - '0'` are added as a product


@rule(id="STR8", category=Category.NUMERICAL, summary="Sum digits without the number's text", gain=1.6)
def digit_sum(source: Source) -> Iterator[Finding]:
    """
    What it does: replaces `string s = to_string(n); for (char c : s) sum += c - '0';` by
    `for (auto rest = n; rest > 0; rest /= 10) sum += rest % 10;`, squares and cubes of the digits likewise.

    Why: the text is built by the same divisions, then copied into a string, which is allocated where it is long, and
    read again.

    When not: n may be negative, or is no integer; the text is used otherwise; the loop does anything but add up the
    digits in an integer; a macro takes part, or a comment would be lost.

    Source: catalogue STR8, measured 2.37x. PIE (miscellaneous).
    """
    for call in calls_of(source, "to_string"):
        if len(call.arguments) != 1 or not is_standard_call(source, call):
            continue
        found = _read(source, call)
        known = value_range(source, call.arguments[0]) if found is not None else None
        if found is None or known is None or known.low < 0 or type_of(source, call.arguments[0]).name == "bool":
            continue
        if all(is_replaceable(source, each) for each in (found.loop, found.declaration) if each is not None):
            yield _finding(source, found)


def _read(source: Source, call: Call) -> _Sum | None:
    parent = parent_of(source, call.node)
    declaration: Node | None = None
    loop = parent
    if parent is not None and parent.type == "init_declarator":
        name = parent.child_by_field_name("declarator")
        text = declaration_of(source, name) if name is not None else None
        declaration = text.node if text is not None and _is_read_once(source, text) else None
        loop = declaration.next_named_sibling if declaration is not None else None
        right = loop.child_by_field_name("right") if loop is not None else None
        if text is None or right is None or right.type != "identifier" or resolve(source, right) is not text:
            return None
    if loop is None or loop.type != "for_range_loop" or understood_function(source, loop) is None:
        return None
    found = _added(source, loop)
    return _Sum(call, declaration, loop, *found) if found is not None else None


def _is_read_once(source: Source, text: Declaration) -> bool:
    """Whether a local std::string is declared alone and used in one place."""
    plain = text.kind is Kind.LOCAL and text.is_sole and not text.type.reference and not text.is_volatile
    known = text.type.is_auto or is_standard_string(source, text.name_node)
    return plain and known and len(uses(source, text)) == 1 and text.name not in macro_words(source)


def _added(source: Source, loop: Node) -> tuple[Node, int] | None:
    """What the loop adds a digit, or a power of it, to."""
    name, body = loop.child_by_field_name("declarator"), loop.child_by_field_name("body")
    while name is not None and name.type == "reference_declarator":
        name = name.named_children[0]
    digit = declaration_of(source, name) if name is not None else None
    inside = statements_of(body) if body is not None else ()
    update = read_update(inside[0]) if len(inside) == 1 and inside[0].type == "expression_statement" else None
    if digit is None or not (digit.type.is_auto or digit.type.name == "char") or digit.type.pointers:
        return None
    if update is None or update.operator != "+" or update.amount is None or update.target.type != "identifier":
        return None
    total = resolve(source, update.target)
    known = total is not None and total is not digit and not total.is_volatile and type_of(source, update.target)
    if total is None or not known or not known.is_integral or total.name in macro_words(source):
        return None
    power = _power(source, digit, update.amount)
    return (update.target, power) if power else None


def _power(source: Source, digit: Declaration, amount: Node) -> int:
    """How many factors `c - '0'` a product has; 0 where it is none."""
    product, difference = operands(amount, "*"), operands(amount, "-")
    if product is not None:
        one, other = (_power(source, digit, each) for each in product)
        return one + other if one and other else 0
    named = difference is not None and variable_of(source, difference[0]) is digit
    return 1 if named and difference is not None and text_of(difference[1]) in _NUL else 0


def _finding(source: Source, found: _Sum) -> Finding:
    number, total = source.slice(unwrapped(found.call.arguments[0])), text_of(found.target)
    rest = unused_name(source, "rest")
    digit = f"({rest} % 10)" if found.power > 1 else f"{rest} % 10"
    text = f"for (auto {rest} = {number}; {rest} > 0; {rest} /= 10) {total} += {' * '.join([digit] * found.power)};"
    removed = without_statements(source, found.declaration) if found.declaration is not None else ()
    return Finding(
        title=f"Sum the digits of {number} without its text",
        explanation=(
            f"`{text_of(found.call.node)}` in line {line_of(source, found.call.node.start_byte)} divides `{number}` "
            f"into its digits and stores them as text, which the loop turns back into numbers for `{total}`. Dividing "
            "by 10 yields the digits themselves."
        ),
        edits=(*removed, replaced(found.loop, text)),
        range=node_range(found.loop),
    )
