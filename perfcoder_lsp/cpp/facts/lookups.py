"""Questions whether a key is in a map, and whether what such a look-up finds still holds where it is used."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls_in, calls_of
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.facts.containers_use import Access, accesses_in
from perfcoder_lsp.cpp.facts.mutation import changes_of, changes_of_call, may_change
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import has_directive, macro_words
from perfcoder_lsp.cpp.mentions import mentions_in
from perfcoder_lsp.cpp.nodes import is_inside, nodes_inside, parent_of, symbol_of, text_of
from perfcoder_lsp.cpp.places import holds, refers, root_of
from perfcoder_lsp.cpp.scopes import candidates, resolve
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.cpp.uses import UseKind, use_at

_COUNTED = {">": "!=", "!=": "!=", "==": "=="}
_STEPS = frozenset({"assignment_expression", "update_expression"})
_SIMPLE = frozenset({"expression_statement", "return_statement", "declaration"})


@dataclass(frozen=True)
class Question:
    """The condition of an `if` that asks whether a key is in a map: `test` is the part that asks, `present` and
    `absent` the code that runs only where it is or is not there, in the order in which it runs."""

    map: Declaration
    key: Node
    test: Node
    statement: Node
    negated: bool
    present: tuple[Node, ...]
    absent: Node | None


def questions(source: Source) -> Iterator[Question]:
    """All questions of the file, each `if` once."""
    seen: set[int] = set()
    for name in ("find", "count", "contains"):
        for call in calls_of(source, name):
            variable = resolve(source, call.object) if call.object is not None and not call.arrow else None
            if variable is None or call.object is None or not variable.is_variable or not _is_plain(source, variable):
                continue
            access = next(iter(accesses_in(source, variable, call.object)), None)
            found = _question(source, variable, access) if access is not None else None
            if found is not None and found.statement.id not in seen:
                seen.add(found.statement.id)
                yield found


def _is_plain(source: Source, variable: Declaration) -> bool:
    kind = variable.type
    if kind.container not in ("map", "unordered_map") or len(kind.arguments) != 2 or not kind.arguments[0].is_value:
        return False
    altered = kind.macro_altered or variable.macro_altered or variable.is_volatile
    return not altered and variable.kind is not Kind.MEMBER and variable.name not in macro_words(source)


def _question(source: Source, variable: Declaration, access: Access) -> Question | None:
    """The `if` whose condition a test is, or is the first part of."""
    test, function = access.test, function_of(source, access.use.node)
    if test is None or function is None or function.node.has_error or not is_pure(source, test.key):
        return None
    node, negated, present = test.node, test.negated, list[Node]()
    asked = node
    parent = parent_of(source, node)
    while parent is not None and parent.type != "condition_clause":
        symbol = symbol_of(parent)
        left, right = parent.child_by_field_name("left"), parent.child_by_field_name("right")
        if parent.type == "unary_expression" and symbol == "!" and not present:
            asked, negated = parent, not negated
        elif parent.type == "binary_expression" and left == node and right is not None:
            if symbol == "&&" and not negated:
                present.append(right)
            elif symbol in _COUNTED and literal(right) == 0 and node == test.node and access.use.method == "count":
                asked, negated = parent, _COUNTED[symbol] == "=="
            else:
                return None
        elif parent.type != "parenthesized_expression":
            return None
        node, parent = parent, parent_of(source, parent)
    statement = parent_of(source, parent) if parent is not None else None
    if parent is None or statement is None or statement.type != "if_statement" or len(parent.named_children) != 1:
        return None
    then, other = statement.child_by_field_name("consequence"), statement.child_by_field_name("alternative")
    there, absent = (other, then) if negated else (then, other)
    present += [there] if there is not None else []
    if not present or has_directive(source, statement):
        return None
    only = absent if not present[:-1] else None  # with `&&` the other branch may run with the key there, too
    return Question(variable, test.key, asked, statement, negated, tuple(present), only)


def elements_in(source: Source, question: Question, where: Node) -> list[Node] | None:
    """The `m[key]` and `m.at(key)` in a node; None where it does something else to the map."""
    found: list[Node] = []
    for access in accesses_in(source, question.map, where):
        use = access.use
        index = use.index if use.kind is UseKind.SUBSCRIPT else None
        if use.method == "at" and use.call is not None and len(use.call.arguments) == 1:
            index = use.call.arguments[0]
        element = (
            parent_of(source, use.node) if use.kind is UseKind.SUBSCRIPT else (use.call.node if use.call else None)
        )
        if index is None or element is None or use.in_lambda or not _is_same(source, index, question.key):
            return None
        found.append(element)
    return found


def _is_same(source: Source, index: Node, key: Node) -> bool:
    """Whether two expressions have the same text and speak of the same variables."""
    pairs = zip(_names(index), _names(key), strict=False)
    return text_of(index) == text_of(key) and all(resolve(source, a) is resolve(source, b) for a, b in pairs)


def is_kept(source: Source, question: Question, elements: list[Node]) -> bool:
    """Whether what the question finds is still there, for the same key, where these elements are used."""
    return _at_once(source, question, elements) or _stays(source, question)


def _at_once(source: Source, question: Question, elements: list[Node]) -> bool:
    """Whether all uses of the element are in the first expression after the question, and what that stores or calls
    comes after them."""
    first = question.present[0]
    if first.type in ("else_clause", "compound_statement"):
        inner = [each for each in first.named_children if each.type != "comment"]
        first = inner[0] if inner else first
    is_condition = first in question.present[:-1]
    if (not is_condition and first.type not in _SIMPLE) or not all(is_inside(each, first) for each in elements):
        return False
    stores = nodes_inside(source, first, *_STEPS)
    if len(stores) > (0 if is_condition else 1) or any(parent_of(source, each) != first for each in stores):
        return False
    acting = [
        each.node for each in calls_in(source, first) if each.node not in elements and not is_pure(source, each.node)
    ]
    if len(acting) > 1 or any(not is_inside(element, call) for call in acting for element in elements):
        return False
    used = [use_at(source, each) for each in mentions_in(source, first)]
    return not any(each is not None and each.kind is UseKind.STREAM_READ for each in used)


def _names(key: Node) -> list[Node]:
    return [each for each in walk(key) if each.type == "identifier"]


def _stays(source: Source, question: Question) -> bool:
    """Whether neither the key nor the map's entries can change while the code runs that uses them."""
    for name in _names(question.key):
        if not any(each.is_variable for each in candidates(source, name)):
            continue
        root = root_of(source, name)
        if root is None or refers(root) or root is question.map or not variable_type(source, root).is_value:
            return False
        if any(may_change(changes_of(source, each), root) for each in question.present):
            return False
    return all(_keeps_entries(source, question, each) for each in question.present)


def _keeps_entries(source: Source, question: Question, region: Node) -> bool:
    """Whether no call in a region changes the map, and nothing that may be the map under another name is written."""
    own = (
        each
        for each in calls_in(source, region)
        if each.object is None or resolve(source, each.object) is not question.map
    )
    if any(may_change(changes_of_call(source, each), question.map) for each in own):
        return False
    whole = question.map.type.decayed
    for mention in mentions_in(source, region):
        variable, use = resolve(source, mention), use_at(source, mention)
        if variable is None or variable is question.map or use is None or not use.writes:
            continue
        if (refers(variable) or refers(question.map)) and holds(variable_type(source, variable).decayed, whole):
            return False
    return True
