"""Types of expressions, as far as the text tells: literals, variables, elements, arithmetic, casts, known calls."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.functions import find_functions
from perfcoder_lsp.cpp.includes import expanded_name, macro, macro_names
from perfcoder_lsp.cpp.library import CASTS
from perfcoder_lsp.cpp.nodes import enclosing, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import declarations_named, names_of, resolve, type_at
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.told_types import told_type
from perfcoder_lsp.cpp.types import UNKNOWN, Type

_INTEGER = re.compile(r"(0x[0-9a-f]+|0b[01]+|[0-9]+)([ul]*)", re.ASCII)
_MAX_DEPTH = 48  # deeper expressions have an unknown type
_BOOL, _INT, _DOUBLE, _SIZE = Type("bool"), Type("int"), Type("double"), Type("unsigned long")
_CHARACTERS = Type("char", const=True, pointers=1)
_COMPARISONS = frozenset({"<", ">", "<=", ">=", "==", "!=", "&&", "||", "and", "or", "!", "not"})
_RANKS = ["int", "unsigned int", "long", "unsigned long", "long long", "unsigned long long", "__int128"]
_FLOAT_RANKS = ["float", "double", "long double"]
_SIZE_METHODS = frozenset({"size", "length", "capacity", "count", "max_size", "find", "rfind", "find_first_of"})
_DOUBLE_FUNCTIONS = frozenset(
    {"sqrt", "cbrt", "pow", "exp", "log", "log2", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "atan2"}
    | {"floor", "ceil", "round", "trunc", "fmod", "hypot", "fabs"}
)
_SAME_TYPE_FUNCTIONS = frozenset({"max", "min", "__gcd"})
_STRING_FUNCTIONS = frozenset({"to_string", "string"})


@dataclass(frozen=True)
class _Ask:
    source: Source
    node: Node
    depth: int


def type_of(source: Source, node: Node, depth: int = 0) -> Type:
    """The type of an expression, without reference; UNKNOWN where the text does not tell."""
    node = unwrapped(node)
    read = _READERS.get(node.type)
    if read is None or depth > _MAX_DEPTH:
        return UNKNOWN
    found = read(_Ask(source, node, depth + 1))
    return replace(found, reference="") if found.reference else found


def variable_type(source: Source, variable: Declaration, depth: int = 0) -> Type:
    """The variable's type; for `auto`, that of its initial value as far as known, or what a compiler told."""
    if not variable.type.is_auto:
        return variable.type
    found = _deduced(source, variable, depth)
    told = told_type(source, variable.name_node, found)
    if told is None:
        return found
    # of a structured binding, a compiler tells the type of what the name stands for
    return replace(told, reference=variable.type.reference) if variable.kind is Kind.BINDING else told


def _deduced(source: Source, variable: Declaration, depth: int) -> Type:
    """The type that `auto` stands for, as far as the text tells."""
    initial = variable.initializer
    if variable.kind in (Kind.BINDING, Kind.RANGE_FOR):
        found = _visited(source, variable, depth)
        return replace(found, reference=variable.type.reference, const=variable.type.const or found.const)
    if variable.kind is Kind.CAPTURE or initial is None or len(initial.arguments) != 1:
        return UNKNOWN
    found = type_of(source, initial.arguments[0], depth + 1)
    if found.extents or variable.type.pointers or initial.style == "brace":
        return UNKNOWN
    return replace(found.decayed, reference=variable.type.reference, const=variable.type.const)


def _visited(source: Source, variable: Declaration, depth: int) -> Type:
    """The type that `auto` stands for in a range-for, and in a structured binding there or in a declaration."""
    if variable.node.type == "for_range_loop":
        right = variable.node.child_by_field_name("right")
        whole = (type_of(source, right, depth + 1).visited if right is not None else None) or UNKNOWN
    else:
        listed = variable.initializer.arguments if variable.initializer is not None else ()
        whole = type_of(source, listed[0], depth + 1) if len(listed) == 1 else UNKNOWN
    parent = variable.name_node.parent
    if parent is None or parent.type != "structured_binding_declarator":
        return whole
    names = [child for child in parent.named_children if child.type == "identifier"]
    known = whole.name in ("pair", "tuple") and whole.is_value and len(names) == len(whole.arguments)
    return whole.arguments[names.index(variable.name_node)] if known else UNKNOWN


def promoted(first: Type, second: Type | None = None) -> Type:
    """The type in which C++ computes with one or two arithmetic operands; UNKNOWN where one is none."""
    operands = [first] if second is None else [first, second]
    if not all(each.is_arithmetic for each in operands):
        return UNKNOWN
    floating = [each.name for each in operands if each.is_floating]
    if floating:
        return Type(max(floating, key=_FLOAT_RANKS.index))
    wide = [each.name if each.name in _RANKS else "int" for each in operands]
    return Type(max(wide, key=_RANKS.index)) if _same_width_signs(wide) else UNKNOWN


def _same_width_signs(names: list[str]) -> bool:
    # long long with unsigned long is unsigned long long: the one case in which the higher rank alone does not decide
    return set(names) != {"long long", "unsigned long"}


def _number(ask: _Ask) -> Type:
    return _number_type(text_of(ask.node))


def _number_type(text: str) -> Type:
    text = text.lower().replace("'", "").lstrip("+-").lstrip()  # a sign may be part of the node
    is_hex = text.startswith("0x")
    if ("." in text or "p" in text) or (not is_hex and "e" in text):
        suffixed = {"f": "float", "l": "long double"}
        return UNKNOWN if is_hex else Type(suffixed.get(text[-1], "double"))
    match = _INTEGER.fullmatch(text)
    if match is None:
        return UNKNOWN
    digits, suffix = match.group(1), match.group(2)
    octal = len(digits) > 1 and digits[0] == "0" and digits[1].isdigit()
    if len(digits) > 66 or (octal and not set(digits) <= set("01234567")):
        return UNKNOWN
    value = int(digits, 8) if octal else int(digits, 0)
    unsigned, size = "u" in suffix, suffix.replace("u", "")
    names = {"": ["int", "long"], "l": ["long"], "ll": ["long long"]}.get(size, [])
    decimal = digits[0] != "0" or digits == "0"
    for name in names:
        bits = 31 if name == "int" else 63
        if not unsigned and value < 1 << bits:
            return Type(name)
        if (unsigned or not decimal) and value < 1 << (bits + 1):
            return Type(f"unsigned {name}")
    return UNKNOWN


def _character(ask: _Ask) -> Type:
    return Type("char") if text_of(ask.node).startswith("'") else UNKNOWN


def _identifier(ask: _Ask) -> Type:
    found = resolve(ask.source, ask.node)
    if found is None:
        body = macro(ask.source, text_of(ask.node))  # `#define MOD 998244353`
        if body is not None and _INTEGER.fullmatch(body.body.lower()):
            return _number_type(body.body)
        return told_type(ask.source, ask.node, UNKNOWN) or UNKNOWN
    if found.kind is Kind.ENUMERATOR:
        return UNKNOWN
    return variable_type(ask.source, found, ask.depth) if found.is_variable else UNKNOWN


def _subscript(ask: _Ask) -> Type:
    owner = ask.node.child_by_field_name("argument")
    return (type_of(ask.source, owner, ask.depth).element if owner is not None else None) or UNKNOWN


def _field(ask: _Ask) -> Type:
    owner, name = ask.node.child_by_field_name("argument"), ask.node.child_by_field_name("field")
    if owner is None or name is None:
        return UNKNOWN
    of = type_of(ask.source, owner, ask.depth)
    if any(child.type == "->" for child in ask.node.children):
        of = of.element or UNKNOWN
    found = member_type(ask.source, of, expanded_name(ask.source, text_of(name)))
    return told_type(ask.source, name, found) or found


def member_type(source: Source, of: Type, name: str) -> Type:
    """The type of a data member: of a pair, or of a class of this file."""
    if of.name == "pair" and of.is_plain and not of.user_defined and len(of.arguments) == 2:
        return {"first": of.arguments[0], "second": of.arguments[1]}.get(name, UNKNOWN)
    scope = names_of(source).classes.get(of.name) if of.is_plain else None
    found = scope.names.get(name, []) if scope is not None and not of.arguments else []
    return found[0].type if len(found) == 1 and found[0].is_variable else UNKNOWN


def _binary(ask: _Ask) -> Type:
    left, right = ask.node.child_by_field_name("left"), ask.node.child_by_field_name("right")
    operator = ask.node.child_by_field_name("operator")
    if left is None or right is None or operator is None:
        return UNKNOWN
    first, second = type_of(ask.source, left, ask.depth), type_of(ask.source, right, ask.depth)
    symbol = text_of(operator)
    if first.is_arithmetic and second.is_arithmetic:
        if symbol in _COMPARISONS:
            return _BOOL
        return promoted(first) if symbol in ("<<", ">>") else promoted(first, second)
    strings = [each for each in (first, second) if each.is_string]
    character = Type("char", const=True, pointers=1)
    if (
        symbol == "+"
        and strings
        and all(each.is_string or each in (Type("char"), character) for each in (first, second))
    ):
        return strings[0].decayed
    return UNKNOWN


def _unary(ask: _Ask) -> Type:
    argument = ask.node.child_by_field_name("argument")
    of = type_of(ask.source, argument, ask.depth) if argument is not None else UNKNOWN
    symbol = text_of(ask.node.children[0])
    if symbol in ("!", "not"):
        return _BOOL if of.is_arithmetic else UNKNOWN
    return promoted(of)


def _pointer(ask: _Ask) -> Type:
    argument = ask.node.child_by_field_name("argument")
    of = type_of(ask.source, argument, ask.depth) if argument is not None else UNKNOWN
    if ask.node.children[0].type == "*":
        return (of.element if of.pointers or of.extents else None) or UNKNOWN
    return replace(of, pointers=of.pointers + 1) if of.name and not of.extents else UNKNOWN


def _assignment(ask: _Ask) -> Type:
    left = ask.node.child_by_field_name("left") or ask.node.child_by_field_name("argument")
    return type_of(ask.source, left, ask.depth).decayed if left is not None else UNKNOWN


def _conditional(ask: _Ask) -> Type:
    first, second = ask.node.child_by_field_name("consequence"), ask.node.child_by_field_name("alternative")
    if first is None or second is None:
        return UNKNOWN
    one, other = type_of(ask.source, first, ask.depth).decayed, type_of(ask.source, second, ask.depth).decayed
    return one if one == other else promoted(one, other)


def _cast(ask: _Ask) -> Type:
    described = ask.node.child_by_field_name("type")
    return type_at(ask.source, text_of(described), ask.node) if described is not None else UNKNOWN


def _this(ask: _Ask) -> Type:
    around = enclosing(ask.source, ask.node, frozenset({"class_specifier", "struct_specifier"}))
    name = around.child_by_field_name("name") if around is not None else None
    return Type(text_of(name), pointers=1, user_defined=True) if name is not None else UNKNOWN


def _call(ask: _Ask) -> Type:
    call = read_call(ask.node)
    if call is None or call.name in macro_names(ask.source):
        return UNKNOWN
    if call.object is not None:
        return _method(ask.source, call, ask.depth)
    if call.name in CASTS:
        return type_at(ask.source, call.template_arguments, ask.node)
    if declarations_named(ask.source, call.name):
        return _declared_call(ask.source, call)
    if call.in_std:
        return _library_call(ask.source, call, ask.depth)
    return UNKNOWN


def _declared_call(source: Source, call: Call) -> Type:
    """A function of this file (all overloads must agree), or a conversion to one of its types."""
    declared = declarations_named(source, call.name)
    if all(each.kind is Kind.FUNCTION for each in declared) and not call.template_arguments:
        found = {each.type.decayed for each in declared}
        templates = any(each.is_template for each in find_functions(source, call.name))
        templates = templates or any(_is_open(source, each.type) for each in declared)
        return found.pop() if len(found) == 1 and not templates else UNKNOWN
    if all(each.kind is Kind.ALIAS for each in declared):
        return type_at(source, call.name, call.node)
    return UNKNOWN


def _is_open(source: Source, kind: Type) -> bool:
    """Whether a type is, or may be, a template parameter."""
    return any(each.kind is Kind.TEMPLATE_PARAMETER for each in declarations_named(source, kind.name))


def _library_call(source: Source, call: Call, depth: int) -> Type:
    types = [type_of(source, each, depth) for each in call.arguments]
    function = call.node.child_by_field_name("function")
    if function is not None and function.type == "primitive_type":
        return type_at(source, call.name, call.node)
    if call.name in _DOUBLE_FUNCTIONS and types and all(each.is_arithmetic for each in types):
        floating = [each.name for each in types if each.name in ("float", "long double")]
        return UNKNOWN if floating else _DOUBLE
    if call.name in _SAME_TYPE_FUNCTIONS and len(types) == 2 and types[0].decayed == types[1].decayed:
        return types[0].decayed
    if call.name in ("abs", "labs", "llabs") and types and types[0].is_arithmetic:
        return promoted(types[0])
    if call.name in _STRING_FUNCTIONS:
        return Type("string")
    if function is not None and function.type == "template_function":
        found = type_at(source, text_of(function), call.node)
        return found if found.container else UNKNOWN
    return UNKNOWN


def _method(source: Source, call: Call, depth: int) -> Type:
    if call.object is None:
        return UNKNOWN
    of = type_of(source, call.object, depth)
    name = expanded_name(source, call.name)
    if not of.container or call.arrow:
        return UNKNOWN
    if name in _SIZE_METHODS and (of.is_string or not name.startswith(("find", "rfind"))):
        return _SIZE
    if name == "empty":
        return _BOOL
    if name == "substr":
        return of.decayed
    if name in ("back", "front", "at", "top"):
        adaptor = of.container in ("stack", "queue", "priority_queue", "list") and of.arguments
        return of.arguments[0] if adaptor else of.element or UNKNOWN
    return UNKNOWN


_READERS: dict[str, Callable[[_Ask], Type]] = {
    "number_literal": _number,
    "char_literal": _character,
    "true": lambda _: _BOOL,
    "false": lambda _: _BOOL,
    "string_literal": lambda _: _CHARACTERS,
    "raw_string_literal": lambda _: _CHARACTERS,
    "identifier": _identifier,
    "subscript_expression": _subscript,
    "field_expression": _field,
    "binary_expression": _binary,
    "unary_expression": _unary,
    "pointer_expression": _pointer,
    "assignment_expression": _assignment,
    "update_expression": _assignment,
    "conditional_expression": _conditional,
    "cast_expression": _cast,
    "sizeof_expression": lambda _: _SIZE,
    "this": _this,
    "call_expression": _call,
}
