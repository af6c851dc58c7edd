"""Chains of `if`s that choose a number by one character: what is asked, and where the number goes."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.accesses import accesses
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.includes import has_directive
from perfcoder_lsp.cpp.nodes import has_error, nodes_of_type, parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.operators import user_operators
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.cpp.statements import read_update, same_text, statements_of

_COMPARING = frozenset({"==", "!=", "<", "<=", ">", ">="})
_LOGICAL = frozenset({"&&", "||", "!", "and", "or", "not"})
_SUMMING = frozenset({"+", "-"})
_SMALL = 1 << 24  # sums of a character and a few such numbers don't overflow
_CHARACTERS = frozenset({"char", "signed char", "unsigned char"})
_LITERALS = frozenset({"number_literal", "char_literal", "true", "false"})


@dataclass(frozen=True)
class Choice:
    """Statements after which `target` has been given, or added, a number that only the character `subject` decides
    about; without a target, the function has returned it. `asked` counts the comparisons with the subject.

    All that the statements compute is defined for each character: it can be done beforehand.
    """

    statements: tuple[Node, ...]
    subject: Node
    target: Declaration | None
    operator: str
    asked: int


@dataclass(frozen=True)
class _Branches:
    """The one statement of each branch of some `if`s, the conditions, and whether one branch always runs."""

    branches: tuple[Node, ...] = ()
    conditions: tuple[Node, ...] = ()
    complete: bool = True

    def __add__(self, other: "_Branches") -> "_Branches":
        return _Branches(self.branches + other.branches, self.conditions + other.conditions, other.complete)


@dataclass(frozen=True)
class _Goal:
    """Where chosen numbers go."""

    target: Declaration | None
    operator: str
    values: list[Node]


def choices(source: Source) -> Iterator[Choice]:
    """Every chain of `if`s in a block that only chooses a number by a character, as long as it goes."""
    end = 0
    for node in nodes_of_type(source, "if_statement"):
        parent = parent_of(source, node)
        if node.start_byte >= end and parent is not None and parent.type == "compound_statement":
            found = _read(source, node)
            if found is not None:
                end = found.statements[-1].end_byte
                yield found


def mentions_of(choice: Choice, node: Node) -> Iterator[Node]:
    """Where a part of a choice names its subject."""
    yield from (each for each in walk(node) if each.type == choice.subject.type and same_text(each, choice.subject))


def _read(source: Source, first: Node) -> Choice | None:
    subject = _subject(source, first)
    if subject is None or _is_unclear(source, first):
        return None
    parts, statements = _branches(first), [first]
    while _return(parts) and not parts.complete:
        following = _next(statements[-1])
        if following is None or _is_unclear(source, following):
            return None
        statements.append(following)
        parts += _branches(following) if following.type == "if_statement" else _Branches((following,))
    return _choice(source, tuple(statements), subject, parts)


def _return(parts: _Branches) -> bool:
    return bool(parts.branches) and all(each.type == "return_statement" for each in parts.branches)


def _is_unclear(source: Source, statement: Node) -> bool:
    return has_error(statement) or has_directive(source, statement)


def _choice(source: Source, statements: tuple[Node, ...], subject: Node, parts: _Branches) -> Choice | None:
    goal = _goal(source, parts)
    if goal is None or not all(_is_decided(source, each, subject) for each in parts.conditions):
        return None
    if not all(_is_decided(source, each, subject, summed=bool(goal.operator)) for each in goal.values):
        return None
    if goal.target is not None and goal.target is resolve(source, subject):
        return None
    if goal.operator and not all(_is_small(each) for value in goal.values for each in walk(value)):
        return None
    asked = sum(text_of(each) in _COMPARING for node in parts.conditions for each in walk(node) if not each.is_named)
    return Choice(statements, subject, goal.target, goal.operator, asked)


def _goal(source: Source, parts: _Branches) -> _Goal | None:
    """What all branches do: return something, or give it or add it to one variable."""
    if all(each.type == "return_statement" for each in parts.branches):
        values = [one for each in parts.branches for one in each.named_children]
        return _Goal(None, "", values) if parts.complete and len(values) == len(parts.branches) else None
    updates = [read_update(each) for each in parts.branches]
    first = updates[0] if updates else None
    if first is None or first.target.type != "identifier" or first.operator not in ("", "+"):
        return None
    target, values = resolve(source, first.target), list[Node]()
    for each in updates:
        if each is None or each.operator != first.operator or not same_text(each.target, first.target):
            return None
        values += [each.amount] if each.amount is not None else []
    known = target is not None and (first.operator or parts.complete)
    return _Goal(target, first.operator, values) if known else None


def _is_small(node: Node) -> bool:
    return node.type != "number_literal" or ((value := literal(node)) is not None and abs(value) < _SMALL)


def _subject(source: Source, first: Node) -> Node | None:
    """The character that the first condition compares first: a variable, or an element of a string or array."""
    condition = first.child_by_field_name("condition")
    node = condition.child_by_field_name("value") if condition is not None else None
    while node is not None and (node := unwrapped(node)).type == "binary_expression":
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        node = right if left is not None and unwrapped(left).type in _LITERALS else left
    if node is None or node.type not in ("identifier", "subscript_expression"):
        return None
    kind, read = type_of(source, node), accesses(source, node)
    plain = read is not None and not any(each.writes for each in read) and not kind.volatile
    return node if plain and kind.is_integral and kind.name in _CHARACTERS else None


def _branches(node: Node) -> _Branches:
    """The parts of an `if` with its `else if`s; none where a branch does not consist of one statement."""
    found = _Branches(complete=False)
    current: Node | None = node
    while current is not None and current.type == "if_statement":
        clause, body = current.child_by_field_name("condition"), current.child_by_field_name("consequence")
        condition = clause.child_by_field_name("value") if clause is not None else None
        inside = statements_of(body) if body is not None else ()
        if clause is None or condition is None or len(clause.named_children) != 1 or len(inside) != 1:
            return _Branches()
        found += _Branches(inside, (condition,), complete=False)
        otherwise = current.child_by_field_name("alternative")
        if otherwise is None:
            return found
        following = statements_of(otherwise.named_children[-1])
        current = following[0] if len(following) == 1 else None
    return found + _Branches((current,)) if current is not None else _Branches()


def _next(statement: Node) -> Node | None:
    after = statement.next_named_sibling
    while after is not None and after.type == "comment":
        after = after.next_named_sibling
    return after if after is not None and after.type in ("if_statement", "return_statement") else None


def _is_decided(source: Source, node: Node, subject: Node, *, summed: bool = False) -> bool:
    """Whether an expression only compares and adds the subject and small constants."""
    node = unwrapped(node)
    if same_text(node, subject):
        return True
    if node.type in _LITERALS:
        return accesses(source, node) is not None and (not summed or _is_small(node))
    if node.type == "identifier":
        named = resolve(source, node)
        own = named is not None and named.kind is Kind.ENUMERATOR and user_operators(source)
        return not summed and not own and _is_constant(named)
    operator = node.child_by_field_name("operator")
    symbol = text_of(operator) if operator is not None else ""
    parts = [each for name in ("left", "right", "argument") if (each := node.child_by_field_name(name)) is not None]
    if node.type not in ("binary_expression", "unary_expression") or symbol not in _SUMMING | _COMPARING | _LOGICAL:
        return False
    summed = summed or symbol in _SUMMING
    return all(_is_decided(source, each, subject, summed=summed) for each in parts)


def _is_constant(named: Declaration | None) -> bool:
    """Whether a name stands for a number that is known where the file is compiled."""
    if named is None or named.kind is Kind.ENUMERATOR:
        return named is not None
    listed = named.initializer.arguments if named.initializer is not None else ()
    fixed = named.kind is Kind.GLOBAL and named.is_const and named.type.is_integral and not named.type.reference
    return fixed and len(listed) == 1 and unwrapped(listed[0]).type in _LITERALS
