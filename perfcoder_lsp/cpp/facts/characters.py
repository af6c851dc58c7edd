"""Whether code leaves the length of a C string as it is."""

from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls_in, read_call
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.effects import Effect
from perfcoder_lsp.cpp.facts.intervals import Range
from perfcoder_lsp.cpp.facts.locales import names_locale
from perfcoder_lsp.cpp.facts.mutation import changes_of, changes_of_call, may_change
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.facts.trips import literal
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import macro_names
from perfcoder_lsp.cpp.loops import Loop
from perfcoder_lsp.cpp.nodes import ancestors, is_inside, parent_of, symbol_of, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import declarations_named, resolve
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.statements import same_text
from perfcoder_lsp.cpp.uses import Use, UseKind, uses, uses_in

_NOT_NUL = Range(1, 127)
_CLASSES = {"islower": Range(97, 122), "isupper": Range(65, 90), "isdigit": Range(48, 57)}  # of the C locale

_SEEN_BY_CALLS = frozenset({UseKind.ARGUMENT})
_SEEN = _SEEN_BY_CALLS | {UseKind.BOUND, UseKind.SUBSCRIPT}  # handed out in ways that `changes_of` follows


def keeps_length(source: Source, loop: Loop, text: Declaration) -> bool:
    """Whether a loop whose condition is `i < strlen(text)` changes at most characters before the terminating NUL, and
    those to others than NUL; or does not write to the text at all. It holds for arrays of char and parameters that
    point to char."""
    changes = changes_of(source, loop.node)
    inside = uses_in(source, text, loop.node)
    writes = any(use.writes for use in inside)
    if writes and not _is_changed_only_here(source, loop, text):
        return False
    seen = _SEEN if not writes else _SEEN_BY_CALLS
    if any(use.escapes and use.kind not in seen for use in uses(source, text)):
        return False
    own = {text} if writes else set[Declaration]()
    if may_change(replace(changes, variables=changes.variables - own), text):
        return False
    return all(_keeps(source, loop, text, use) for use in inside)


def _is_changed_only_here(source: Source, loop: Loop, text: Declaration) -> bool:
    """Whether no other function or lambda than the loop's own writes to the text, nor that one by being called."""
    here = function_of(source, loop.node)
    if any(use.writes and (use.in_lambda or function_of(source, use.node) is not here) for use in uses(source, text)):
        return False
    return not any(may_change(changes_of_call(source, each), text) for each in calls_in(source, loop.node))


def _keeps(source: Source, loop: Loop, text: Declaration, use: Use) -> bool:
    if use.in_lambda:
        return False
    if use.effect in (Effect.READ, Effect.NONE):
        return True
    assignment = parent_of(source, use.expression)
    if use.kind is not UseKind.SUBSCRIPT or assignment is None or use.index is None:
        return False
    target, value = assignment.child_by_field_name("left"), assignment.child_by_field_name("right")
    operator = assignment.child_by_field_name("operator")
    if assignment.type != "assignment_expression" or target is None or value is None or operator is None:
        return False
    return (
        target == use.expression
        and _is_before_end(source, loop, text, use.index)
        and _is_character(source, target, text_of(operator), value)
    )


def _is_before_end(source: Source, loop: Loop, text: Declaration, index: Node) -> bool:
    """Whether an index is the loop's own counter, which is not negative and less than the length in every pass."""
    counter = loop.counter
    if counter is None or counter.comparison != "<" or index.type != "identifier":
        return False
    bound, variable = unwrapped(counter.bound), counter.variable
    cast = bound.child_by_field_name("value") if bound.type == "cast_expression" else None
    measured = read_call(unwrapped(cast) if cast is not None else bound)
    if measured is None or measured.name != "strlen" or [text_of(each) for each in measured.arguments] != [text.name]:
        return False
    if resolve(source, index) is not variable or variable.type.reference or not variable.is_automatic:
        return False
    if any(use.escapes or (use.writes and is_inside(use.node, loop.body)) for use in uses(source, variable)):
        return False
    first = value_range(source, counter.start)
    return first is not None and first.low >= 0


def _is_character(source: Source, target: Node, operator: str, value: Node) -> bool:
    """Whether what is stored in a character that was not NUL is not NUL either."""
    value = unwrapped(value)
    known = value_range(source, value) if operator == "=" else None
    if (known is not None and known.within(_NOT_NUL)) or (operator == "=" and _is_other_case(source, target, value)):
        return True
    shift = _shift(source, target, operator, value)
    return shift is not None and any(
        Range(known.low + shift, known.high + shift).within(_NOT_NUL) for known in _guards(source, target)
    )


def _is_other_case(source: Source, target: Node, value: Node) -> bool:
    """`toupper(s[i])`, also with casts."""
    call = read_call(value)
    if value.type == "cast_expression" or (call is not None and call.name == "char" and len(call.arguments) == 1):
        inner = value.child_by_field_name("value") if call is None else call.arguments[0]
        kind = value.child_by_field_name("type")
        return inner is not None and (kind is None or text_of(kind) == "char") and _is_other_case(source, target, inner)
    if call is None or call.name not in ("toupper", "tolower") or len(call.arguments) != 1 or not call.in_std:
        return False
    argument = unwrapped(call.arguments[0])
    inner = argument.child_by_field_name("value") if argument.type == "cast_expression" else argument
    return inner is not None and same_text(inner, target) and _is_of_c(source, call.name)


def _is_of_c(source: Source, name: str) -> bool:
    """Whether a function of <cctype> is the library's own, in the C locale."""
    own = declarations_named(source, name) or name in macro_names(source)
    return not own and not names_locale(source)


def _shift(source: Source, target: Node, operator: str, value: Node) -> int | None:
    """How much is added to the character: 32 for `s[i] += 32`, `s[i] = s[i] - 'A' + 'a'`."""
    if operator in ("+=", "-="):
        amount = _constant(source, value)
        return None if amount is None else (amount if operator == "+=" else -amount)
    return _added(source, target, value) if operator == "=" else None


def _added(source: Source, target: Node, value: Node) -> int | None:
    value = unwrapped(value)
    if same_text(value, target):
        return 0
    left, right = value.child_by_field_name("left"), value.child_by_field_name("right")
    operator = value.child_by_field_name("operator")
    if value.type != "binary_expression" or left is None or right is None or operator is None:
        return None
    base, amount = _added(source, target, left), _constant(source, right)
    if base is None or amount is None or text_of(operator) not in ("+", "-"):
        return None
    return base + (amount if text_of(operator) == "+" else -amount)


def _constant(source: Source, node: Node) -> int | None:
    """The value of a constant sum such as `'a' - 'A'`."""
    known = value_range(source, node) if literal(node) is None else None
    plain = literal(node)
    return plain if plain is not None else (known.low if known is not None and known.low == known.high else None)


def _guards(source: Source, target: Node) -> Iterator[Range]:
    """Between which values a character lies by the condition of the `if` that its assignment directly belongs to."""
    around = list(ancestors(source, target))
    statement = next((each for each in around if each.type == "expression_statement"), None)
    holder = parent_of(source, statement) if statement is not None else None
    if holder is not None and holder.type == "compound_statement" and holder.named_children[0] == statement:
        statement, holder = holder, parent_of(source, holder)
    if holder is None or holder.type != "if_statement" or holder.child_by_field_name("consequence") != statement:
        return
    condition = holder.child_by_field_name("condition")
    value = condition.child_by_field_name("value") if condition is not None else None
    value = value if value is not None else condition
    low, high = 0, 0
    for each in _conjuncts(unwrapped(value)) if value is not None else ():
        call = read_call(each)
        asks = call is not None and len(call.arguments) == 1 and same_text(call.arguments[0], target)
        if asks and call is not None and call.name in _CLASSES and call.in_std and _is_of_c(source, call.name):
            yield _CLASSES[call.name]
        bound = _bound(source, each, target)
        low, high = (
            (bound[1] if bound[0] else low, high if bound[0] else bound[1]) if bound is not None else (low, high)
        )
    if 0 < low <= high:
        yield Range(low, high)


def _conjuncts(node: Node) -> Iterator[Node]:
    operator = node.child_by_field_name("operator")
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if operator is not None and text_of(operator) in ("&&", "and") and left is not None and right is not None:
        yield from _conjuncts(unwrapped(left))
        yield from _conjuncts(unwrapped(right))
    else:
        yield node


_MIRRORED = {"<=": ">=", "<": ">", ">=": "<=", ">": "<"}


def _bound(source: Source, comparison: Node, target: Node) -> tuple[bool, int] | None:
    """What `s[i] >= 'a'` says: whether it bounds from below, and the last value that it allows."""
    left, right = comparison.child_by_field_name("left"), comparison.child_by_field_name("right")
    symbol = symbol_of(comparison)
    if comparison.type != "binary_expression" or left is None or right is None or symbol not in _MIRRORED:
        return None
    if same_text(right, target):
        left, right, symbol = right, left, _MIRRORED[symbol]
    value = _constant(source, right)
    if value is None or not same_text(left, target):
        return None
    return symbol.startswith(">"), value + {">": 1, "<": -1}.get(symbol, 0)
