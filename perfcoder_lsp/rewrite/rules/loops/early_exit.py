"""Rules of "Loop Efficiency Techniques": LP11."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls_in
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import indentation, line_of, replaced, starts_line
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.accesses import accesses
from perfcoder_lsp.cpp.facts.aliases import are_distinct
from perfcoder_lsp.cpp.facts.escape import stays_private
from perfcoder_lsp.cpp.facts.nests import statements
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.loops import Loop, loops
from perfcoder_lsp.cpp.nodes import has_error, is_inside, nodes_inside, text_of
from perfcoder_lsp.cpp.operands import assigned
from perfcoder_lsp.cpp.scopes import type_at, variable_of
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.statements import statement_after
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_LITERALS = frozenset({"true", "false", "number_literal", "char_literal"})
_NEVER_THROWING = frozenset({"size", "length", "empty", "abs", "fabs", "sqrt", "isdigit", "isalpha", "islower"})
_SEQUENCES = frozenset({"vector", "array", "deque", "string", "list", "set", "map", "unordered_set", "unordered_map"})


@dataclass(frozen=True)
class _Search:
    """A loop that does nothing but to set flags to constants where a condition holds."""

    loop: Loop
    condition: Node
    consequence: Node
    flags: tuple[Declaration, ...]


@rule(id="LP11", category=Category.LOOP, summary="Stop searching once the answer is found", gain=1.1)
def stop_when_found(source: Source) -> Iterator[Finding]:
    """
    What it does: adds `break;` to a loop that only looks whether something is there:
    `for (...) if (v[i] == x) found = true;`.

    Why: once the flag is set, the remaining passes can only set it again. The sooner the element comes, the more is
    saved; where there is none, nothing is.

    When not: the loop does anything else, its counter is used afterwards, the condition changes something, may throw or
    reads the flag, or what is set is not a constant.

    Source: catalogue LP11, measured 1.1x (depends on the data; up to the number of passes). cppcheck useStlAlgorithm.
    """
    for loop in loops(source):
        found = _read(source, loop)
        if found is not None:
            yield _finding(source, found)


def _read(source: Source, loop: Loop) -> _Search | None:
    inside = statements(loop.body)
    if len(inside) != 1 or inside[0].type != "if_statement" or not _is_bounded(source, loop):
        return None
    clause, consequence = inside[0].child_by_field_name("condition"), inside[0].child_by_field_name("consequence")
    condition = clause.child_by_field_name("value") if clause is not None else None
    alone = inside[0].child_by_field_name("alternative") is None and len(clause.named_children if clause else ()) == 1
    if condition is None or consequence is None or not alone or has_error(loop.node):
        return None
    set_to = [_flag(source, each) for each in statements(consequence)]
    flags = tuple(each for each in set_to if each is not None and not is_inside(each.name_node, loop.node))
    if not flags or len(flags) != len(set_to) or not _is_repeatable(source, condition, flags):
        return None
    return _Search(loop, condition, consequence, flags)


def _is_bounded(source: Source, loop: Loop) -> bool:
    """Whether the loop's header does nothing that is seen after it: it declares its counter, or visits a container."""
    counter = loop.counter
    if counter is not None:
        pure = all(is_pure(source, each) for each in (counter.start, counter.bound))
        return pure and counter.in_header and counter.variable.is_sole and counter.variable.type.is_integral
    right = loop.node.child_by_field_name("right")
    over = type_of(source, right) if loop.kind == "range-for" and right is not None else None
    if over is None or right is None or right.type != "identifier":
        return False
    taken, element = _visitor(source, loop), over.element
    silent = taken is not None and (taken.is_auto or taken.is_arithmetic or taken.decayed == (element or taken).decayed)
    return silent and over.is_value and (over.container in _SEQUENCES or bool(over.extents))


def _visitor(source: Source, loop: Loop) -> Type | None:
    """The written type of the variable that visits the elements, whose conversion may be seen where it is another."""
    written = loop.node.child_by_field_name("type")
    return type_at(source, text_of(written), loop.node) if written is not None else None


def _flag(source: Source, statement: Node) -> Declaration | None:
    """The variable of `found = true;` that only its own name leads to, or that nothing in plain code can reach."""
    assignment = statement.named_children[0] if len(statement.named_children) == 1 else statement
    pair = assigned(assignment) if statement.type == "expression_statement" else None
    if pair is None or pair[1].type not in _LITERALS:
        return None
    found = variable_of(source, pair[0])
    plain = found is not None and variable_type(source, found).is_arithmetic
    if found is None or not plain or found.is_volatile or found.name in macro_words(source):
        return None
    return found if found.kind is not Kind.MEMBER else None


def _is_repeatable(source: Source, condition: Node, flags: tuple[Declaration, ...]) -> bool:
    """Whether leaving out evaluations of the condition changes nothing, and setting a flag does not change it."""
    if not is_pure(source, condition) or any(each.name not in _NEVER_THROWING for each in calls_in(source, condition)):
        return False
    read = accesses(source, condition)
    if read is not None:
        return all(are_distinct(source, flag, each.variable) for flag in flags for each in read)
    names = {text_of(each) for each in nodes_inside(source, condition, "identifier")}
    private = all(each.is_automatic and not each.type.reference and stays_private(source, each) for each in flags)
    return private and not names & {each.name for each in flags}


def _finding(source: Source, found: _Search) -> Finding:
    names = " and ".join(dict.fromkeys(f"`{each.name}`" for each in found.flags))
    line, condition = line_of(source, found.loop.range.start), " ".join(text_of(found.condition).split())
    return Finding(
        title=f"Leave the loop once {names.replace('`', '')} is set",
        explanation=(
            f"The loop in line {line} only sets {names} where `{condition}` holds. After the first time, every further "
            "pass could only set the same again."
        ),
        edits=tuple(_edits(source, found)),
        range=node_range(found.loop.node),
    )


def _edits(source: Source, found: _Search) -> Iterator[TextEdit]:
    node = found.consequence
    if node.type == "compound_statement":
        yield statement_after(source, statements(node)[-1], "break;")
    elif starts_line(source, node.start_byte):
        clause, head = node.prev_named_sibling, node.parent
        while clause is not None and clause.type == "comment":
            clause = clause.prev_named_sibling
        margin = indentation(source, head.start_byte if head is not None else node.start_byte)
        yield TextEdit.insert(clause.end_byte if clause is not None else node.start_byte, " {")
        yield statement_after(source, node, f"break;{source.newline}{margin}}}")
    else:
        yield replaced(node, f"{{ {text_of(node)} break; }}")
