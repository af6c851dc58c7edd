"""The climb from a mention of a variable up to where the access to it ends, and what happens to it there.

One handler per kind of parent node; it ends the climb with an Outcome or lets it go on. A parent without a handler
is unknown: the variable escapes.
"""

from collections.abc import Callable

from tree_sitter import Node

from perfcoder_lsp.cpp.arguments import address_effect, construct, initialized_type, pass_argument
from perfcoder_lsp.cpp.calls import Call, read_call
from perfcoder_lsp.cpp.constructors import may_bind
from perfcoder_lsp.cpp.effects import Climb, Effect, Outcome, UseKind
from perfcoder_lsp.cpp.expressions import member_type, type_of
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import expanded_name, macro_names
from perfcoder_lsp.cpp.library import (
    CONST_ITERATOR_METHODS,
    ELEMENT_METHODS,
    ITERATOR_METHODS,
    ITERATOR_RETURNING,
    READING_METHODS,
    WRITING_METHODS,
)
from perfcoder_lsp.cpp.nodes import parent_of, symbol_of, text_of, unwrapped
from perfcoder_lsp.cpp.operators import is_shift, is_stream, operator_may_write, user_operators
from perfcoder_lsp.cpp.scopes import candidates, declaration_of, declarations_named, type_at
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.types import UNKNOWN, Type

_Handler = Callable[[Climb, Node], Outcome | None]
_PARAMETERS = frozenset({"parameter_declaration", "optional_parameter_declaration"})
_UNUSED_RESULT = frozenset({"expression_statement", "for_statement", "comma_expression"})


def trace(source: Source, node: Node, of: Type) -> Outcome:
    """What happens to a variable of the given type at a mention of it."""
    climb = Climb(source, node, of)
    if node.type != "identifier" and node.type != "field_identifier":
        return _misread_name(climb)
    while (parent := parent_of(source, climb.node)) is not None:
        handler = _HANDLERS.get(parent.type)
        outcome = handler(climb, parent) if handler is not None else climb.escape()
        if outcome is not None:
            return outcome
    return climb.escape()


def _misread_name(climb: Climb) -> Outcome:
    """A variable where the grammar saw a type: `x < y > (z)`, `vector<int> v(n);`, a macro's argument."""
    parent = parent_of(climb.source, climb.node)
    if parent is not None and parent.type == "type_descriptor":
        return climb.escape() if _is_template_argument(climb, parent) else climb.read()
    return _misread_argument(climb, parent)


def _is_template_argument(climb: Climb, descriptor: Node) -> bool:
    """Whether a variable is given to a template, and not compared: what is no constant goes there by reference."""
    listed = parent_of(climb.source, descriptor)
    template = parent_of(climb.source, listed) if listed is not None else None
    name = template.child_by_field_name("name") if template is not None else None
    if name is None or any(each.is_variable for each in candidates(climb.source, name)):
        return False
    return not all(each.is_const for each in candidates(climb.source, climb.node))


def _misread_argument(climb: Climb, parent: Node | None) -> Outcome:
    """In `vector<int> v(n * m);` n and m look like a parameter's type and name."""
    listed = parent_of(climb.source, parent) if parent is not None and parent.type in _PARAMETERS else None
    function = parent_of(climb.source, listed) if listed is not None else None
    name = function.child_by_field_name("declarator") if function is not None else None
    variable = declaration_of(climb.source, name) if name is not None else None
    if variable is None or variable.initializer is None or not variable.initializer.misparsed:
        return climb.escape()
    called = parent.child_by_field_name("declarator") if parent is not None else None
    if called is not None and called.type != "pointer_declarator" and called.type != "reference_declarator":
        return climb.escape()
    return construct(climb, variable.type)


def _declarator(climb: Climb, parent: Node) -> Outcome | None:
    around = parent_of(climb.source, parent)
    return _misread_argument(climb, around) if climb.type.is_arithmetic else climb.escape()


def _through(climb: Climb, parent: Node) -> Outcome | None:
    climb.node = parent
    return None


def _read(climb: Climb, _: Node) -> Outcome:
    return climb.read()


def _unevaluated(climb: Climb, _: Node) -> Outcome:
    return climb.end(UseKind.UNEVALUATED, Effect.NONE)


def _index(climb: Climb, _: Node) -> Outcome:
    written = operator_may_write(climb.source, "[]", climb.type, is_right=True)
    return climb.read() if climb.type.is_value and not climb.iterator and not written else climb.escape()


def _subscript(climb: Climb, parent: Node) -> Outcome | None:
    if parent.child_by_field_name("argument") != climb.node or climb.iterator:
        return climb.escape()
    listed = parent.child_by_field_name("indices")
    inside = listed.named_children if listed is not None else []
    if not climb.steps and len(inside) == 1:
        climb.index = inside[0]
    if (
        not climb.type.is_scalar
        and not climb.type.extents
        and climb.type.container not in ("vector", "array", "string")
    ):
        climb.at_least = Effect.UPDATE  # a map inserts what it doesn't have; other classes may do anything
    climb.step(UseKind.SUBSCRIPT, parent, climb.type.element or UNKNOWN)
    return None


def _field(climb: Climb, parent: Node) -> Outcome | None:
    name_node = parent.child_by_field_name("field")
    if name_node is None:
        return climb.escape()
    if name_node == climb.node:  # the mention is the member itself
        climb.node = parent
        return None
    name = expanded_name(climb.source, text_of(name_node))
    arrow = any(child.type == "->" for child in parent.children)
    around = parent_of(climb.source, parent)
    call = read_call(around) if around is not None and around.child_by_field_name("function") == parent else None
    if name_node.type != "field_identifier" or name in macro_names(climb.source):
        return climb.escape(UseKind.MEMBER_CALL if call is not None else UseKind.MEMBER)
    of = (climb.type.element or UNKNOWN) if arrow else climb.type
    if call is not None:
        if not climb.steps:
            climb.method, climb.call = name, call
        return _method(climb, call, name, of)
    if not climb.steps:
        climb.member = name
    if climb.iterator and not arrow:
        return climb.escape(UseKind.MEMBER)
    climb.iterator = False
    climb.step(UseKind.MEMBER, parent, member_type(climb.source, of, name))
    return None


def _method(climb: Climb, call: Call, name: str, of: Type) -> Outcome | None:
    """`x.name(…)` on the access so far, whose type (or pointer's target) is `of`."""
    if climb.iterator or not of.container:
        return _own_method(climb, call, name, of)
    if name in READING_METHODS or (name == "find" and of.is_string):
        climb.step(UseKind.MEMBER_CALL, call.node, UNKNOWN)
        return climb.read(UseKind.MEMBER_CALL)
    if name in ELEMENT_METHODS:
        climb.step(UseKind.MEMBER_CALL, call.node, type_of(climb.source, call.node))
        return None
    if name in ITERATOR_METHODS:
        climb.step(UseKind.MEMBER_CALL, call.node, UNKNOWN)
        climb.iterator, climb.read_only = True, climb.read_only or name in CONST_ITERATOR_METHODS
        return None
    if name in WRITING_METHODS:
        around = parent_of(climb.source, call.node)
        kept = name in ITERATOR_RETURNING and (around is None or around.type not in _UNUSED_RESULT)
        climb.step(UseKind.MEMBER_CALL, call.node, UNKNOWN)
        return climb.end(UseKind.MEMBER_CALL, Effect.ESCAPE if kept and not of.is_string else Effect.WRITE)
    return climb.escape(UseKind.MEMBER_CALL)


def _own_method(climb: Climb, call: Call, name: str, of: Type) -> Outcome:
    """A method of a class of this file only reads if it is declared const and its result refers to nothing inside."""
    found = [each for each in declarations_named(climb.source, name) if each.scope.kind == "class"]
    inside = [each for each in found if each.scope.name == of.name]
    climb.step(UseKind.MEMBER_CALL, call.node, UNKNOWN)
    reads = bool(inside) and all(_is_const_method(each.declarator) for each in inside)
    by_value = all(each.type.is_value or each.type.name == "void" for each in inside)
    return climb.read() if reads and by_value and not climb.iterator else climb.escape()


def _is_const_method(declarator: Node) -> bool:
    inner: Node | None = declarator
    while inner is not None and inner.type != "function_declarator":
        inner = inner.child_by_field_name("declarator")
    return inner is not None and any(c.type == "type_qualifier" and text_of(c) == "const" for c in inner.children)


def _pointer(climb: Climb, parent: Node) -> Outcome | None:
    if parent.children and parent.children[0].type == "&":
        return _address(climb, parent)
    of = UNKNOWN if climb.iterator else climb.type.element or UNKNOWN
    climb.iterator = False
    climb.step(UseKind.DEREFERENCE, parent, of)
    return None


def _address(climb: Climb, parent: Node) -> Outcome:
    listed = parent_of(climb.source, parent)
    around = parent_of(climb.source, listed) if listed is not None and listed.type == "argument_list" else None
    call = read_call(around) if around is not None else None
    if call is None or climb.iterator:
        return climb.escape(UseKind.ADDRESS)
    if climb.call is None:
        climb.call = call
        climb.position = next((i for i, each in enumerate(call.arguments) if each == parent), None)
    effect = address_effect(climb.source, call)
    partly = effect is Effect.WRITE and (climb.steps or not climb.type.is_arithmetic)
    return climb.end(UseKind.ADDRESS, Effect.UPDATE if partly else effect)


def _assignment(climb: Climb, parent: Node) -> Outcome:
    operator = parent.child_by_field_name("operator")
    plain = operator is not None and text_of(operator) == "="
    if parent.child_by_field_name("left") == climb.node:
        around = parent_of(climb.source, parent)
        used = around is None or around.type not in _UNUSED_RESULT
        if climb.iterator or (used and not climb.type.is_scalar):
            return climb.escape()
        # writing one part is no overwriting of the variable, but a change of it
        kind = UseKind.WRITE if plain else UseKind.UPDATE
        return climb.end(kind, Effect.WRITE if plain and not climb.steps else Effect.UPDATE)
    left = parent.child_by_field_name("left")
    target = type_of(climb.source, left) if left is not None else UNKNOWN
    if not target.is_scalar and operator_may_write(climb.source, symbol_of(parent), climb.type, is_right=True):
        return climb.escape()
    if climb.type.is_value and not climb.iterator and (not plain or target.is_value):
        return climb.read()
    return climb.copied(UseKind.READ, target.decayed if target.name else None)


def _update(climb: Climb, _: Node) -> Outcome:
    return climb.escape() if climb.iterator else climb.end(UseKind.UPDATE, Effect.UPDATE)


def _binary(climb: Climb, parent: Node) -> Outcome | None:
    symbol = symbol_of(parent)
    is_right = parent.child_by_field_name("right") == climb.node
    if symbol == "|" and climb.type.container and climb.type.container not in ("bitset", "valarray"):
        return climb.escape()  # a view of the container
    if symbol in ("<<", ">>") and not climb.type.is_integral and not is_right:
        return climb.escape()  # a stream
    if symbol == ">>" and is_right and not is_shift(climb.source, parent):
        known = is_stream(climb.source, parent) and (climb.type.is_arithmetic or climb.type.is_string)
        written = Effect.UPDATE if climb.steps else Effect.WRITE
        return climb.end(UseKind.STREAM_READ, written if known else Effect.ESCAPE)
    if climb.iterator or climb.type.extents:
        if symbol in ("==", "!=", "<", ">", "<=", ">=") or _is_distance(climb.source, parent, symbol, is_right):
            return climb.read()
        climb.iterator = climb.iterator or symbol in ("+", "-")
        climb.node = parent
        return None if symbol in ("+", "-") else climb.escape()
    unchanged = climb.type.is_value or climb.type.is_scalar or symbol not in user_operators(climb.source)
    if unchanged and operator_may_write(climb.source, symbol, climb.type, is_right=is_right):
        other = parent.child_by_field_name("left" if is_right else "right")
        unchanged = climb.type.is_scalar and other is not None and type_of(climb.source, other).is_scalar
    return climb.read() if unchanged else climb.escape()


def _comma(climb: Climb, parent: Node) -> Outcome | None:
    is_right = parent.child_by_field_name("right") == climb.node
    if operator_may_write(climb.source, ",", climb.type, is_right=is_right):
        return climb.escape()
    return _through(climb, parent) if is_right else climb.read()


def _is_distance(source: Source, expression: Node, symbol: str, is_right: bool) -> bool:
    """Whether two iterators or pointers are subtracted, so that all that is left is a number."""
    right = expression.child_by_field_name("right")
    if symbol != "-" or right is None or "-" in user_operators(source):
        return False
    of, call = type_of(source, right), read_call(unwrapped(right))
    if is_right or of.pointers or of.extents:
        return True
    iterator = call is not None and call.name in ("lower_bound", "upper_bound", "begin")
    return iterator and call is not None and not declarations_named(source, call.name)


def _unary(climb: Climb, parent: Node) -> Outcome:
    symbol = text_of(parent.children[0])
    known = climb.type.is_scalar or (symbol not in user_operators(climb.source) and not climb.iterator)
    return climb.read() if known else climb.escape()


def _cast(climb: Climb, parent: Node) -> Outcome:
    described = parent.child_by_field_name("type")
    target = type_at(climb.source, text_of(described), parent) if described is not None else None
    return climb.copied(UseKind.READ, target)


def _conditional(climb: Climb, parent: Node) -> Outcome | None:
    return climb.read() if parent.child_by_field_name("condition") == climb.node else _through(climb, parent)


def _qualified(climb: Climb, parent: Node) -> Outcome | None:
    return _through(climb, parent) if parent.child_by_field_name("name") == climb.node else climb.read()


def _range_for(climb: Climb, parent: Node) -> Outcome:
    if parent.child_by_field_name("right") != climb.node or climb.iterator:
        return climb.escape()
    declarator = parent.child_by_field_name("declarator")
    constant = any(c.type == "type_qualifier" and text_of(c) == "const" for c in parent.children)
    by_reference = declarator is not None and declarator.type == "reference_declarator"
    reads = constant or not by_reference
    element = climb.type.element
    if element is not None and (element.pointers or element.is_view) and not constant:
        reads = False
    if element is not None and element.extents and not by_reference:  # a pointer to the row
        reads = False
    named = text_of(kind) if (kind := parent.child_by_field_name("type")) is not None else ""
    if element is not None and may_bind(climb.source, type_at(climb.source, named, parent), element):
        reads = False
    return climb.end(UseKind.RANGE_FOR, Effect.READ if reads else Effect.ESCAPE)


def _return(climb: Climb, parent: Node) -> Outcome:
    function = function_of(climb.source, parent)
    if function is None:
        return climb.escape(UseKind.RETURN)
    text = function.return_type or ("auto" if function.kind == "lambda" else "")
    if text.startswith("decltype"):
        return climb.escape(UseKind.RETURN)
    return climb.copied(UseKind.RETURN, type_at(climb.source, text, parent) if text else None)


def _initial_value(climb: Climb, parent: Node) -> Outcome:
    target = initialized_type(climb.source, parent)
    if target is not None and target.is_auto and target.pointers and not climb.type.is_scalar:
        return climb.escape(UseKind.BOUND)
    return climb.copied(UseKind.BOUND, target)


def _default_value(climb: Climb, parent: Node) -> Outcome:
    declarator = parent.child_by_field_name("declarator")
    by_reference = declarator is not None and "reference" in declarator.type
    return climb.escape(UseKind.BOUND) if by_reference else climb.read()


def _capture(climb: Climb, _: Node) -> Outcome:
    before = climb.node.prev_sibling
    by_reference = before is not None and before.type == "&"
    return climb.end(UseKind.CAPTURE, Effect.NONE if by_reference else Effect.READ)


def _capture_initializer(climb: Climb, parent: Node) -> Outcome:
    by_reference = any(c.type == "&" for c in parent.children)
    return climb.escape(UseKind.CAPTURE) if by_reference else climb.copied(UseKind.CAPTURE, Type("auto"))


def _called(climb: Climb, _: Node) -> Outcome:
    return climb.escape(UseKind.CALLED) if climb.iterator or climb.steps else climb.read(UseKind.CALLED)


_HANDLERS: dict[str, _Handler] = {
    "parenthesized_expression": _through,
    "subscript_expression": _subscript,
    "subscript_argument_list": _index,
    "field_expression": _field,
    "pointer_expression": _pointer,
    "pointer_declarator": _declarator,
    "reference_declarator": _declarator,
    "assignment_expression": _assignment,
    "update_expression": _update,
    "binary_expression": _binary,
    "unary_expression": _unary,
    "cast_expression": _cast,
    "conditional_expression": _conditional,
    "comma_expression": _comma,
    "qualified_identifier": _qualified,
    "template_function": _read,
    "sizeof_expression": _unevaluated,
    "decltype": _unevaluated,
    "for_range_loop": _range_for,
    "return_statement": _return,
    "init_declarator": _initial_value,
    "declaration": _initial_value,
    "optional_parameter_declaration": _default_value,
    "argument_list": pass_argument,
    "initializer_list": pass_argument,
    "lambda_capture_specifier": _capture,
    "lambda_capture_initializer": _capture_initializer,
    "call_expression": _called,
    "expression_statement": _read,
    "condition_clause": _read,
    "for_statement": _read,
    "if_statement": _read,
    "while_statement": _read,
    "do_statement": _read,
    "switch_statement": _read,
    "case_statement": _read,
    "array_declarator": _read,
    "new_declarator": _read,
    "enumerator": _read,
    "bitfield_clause": _read,
    "static_assert_declaration": _read,
    "throw_statement": _read,
}
