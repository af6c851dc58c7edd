"""Container variables that a rule may give another type: which qualify, and small questions about how they are used."""

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import replaced
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.aliases import is_internal
from perfcoder_lsp.cpp.facts.containers_use import is_own_call
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import has_local_includes, macro_words
from perfcoder_lsp.cpp.nodes import nodes_of_type, parent_of, text_of
from perfcoder_lsp.cpp.scopes import declarations_named, resolve, variable_of
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.rewrite.standard import is_standard_name, is_standard_type
from perfcoder_lsp.text import TextEdit

_OWNERS = frozenset({Kind.LOCAL, Kind.GLOBAL, Kind.STATIC_LOCAL})


def own_container(
    source: Source, variable: Declaration, containers: tuple[str, ...], *, own_elements: bool = False
) -> Node | None:
    """The name node `map` in the written type of a variable that is one plain standard container without a comparator,
    declared alone, of elements that are no types of the file unless these are allowed; None otherwise."""
    kind = variable.type
    written = variable.node.child_by_field_name("type")
    if variable.kind not in _OWNERS or kind.container not in containers or written is None or not variable.is_sole:
        return None
    if len(kind.arguments) != (2 if "map" in kind.container else 1) or kind.reference or kind.macro_altered:
        return None
    if variable.macro_altered or variable.is_volatile or variable.is_const or variable.name in macro_words(source):
        return None
    if "extern" in variable.specifiers or (kind.arguments[0].user_defined and not own_elements):
        return None
    if variable.kind is Kind.GLOBAL and not is_internal(source, variable):
        return None
    if variable.kind is Kind.GLOBAL and any(
        "extern" in each.specifiers or each.kind == "using" for each in declarations_named(source, variable.name)
    ):
        return None
    function = function_of(source, variable.node)
    if function is not None and (function.is_template or function.node.has_error):
        return None
    if function is None and source.root.has_error:
        return None
    if not is_standard_type(source, written):
        return None
    inner = written.child_by_field_name("name") if written.type == "qualified_identifier" else written
    name = inner.child_by_field_name("name") if inner is not None and inner.type == "template_type" else None
    return name if name is not None and text_of(name) == kind.container else None


def could_be_vector(source: Source, variable: Declaration, container: str) -> Node | None:
    """The name node `list` in the written type of such a container, as `own_container` finds it, where its elements can
    stand in a vector as they are, and `vector` means the standard's there."""
    written = own_container(source, variable, (container,))
    element = variable.type.arguments[0] if variable.type.arguments else None
    if element is None or element.name == "bool" or element.const or not (element.is_value or element.pointers):
        return None
    return written if is_standard_name(source, "vector", qualified=is_qualified(variable)) else None


def is_qualified(variable: Declaration) -> bool:
    """Whether the container's type is written with `std::`."""
    written = variable.node.child_by_field_name("type")
    return written is not None and written.type == "qualified_identifier"


def whole_range(source: Source, call: Call) -> Declaration | None:
    """The variable whose `begin()` and `end()` are the first two arguments of a call."""
    ends = [read_call(each) for each in call.arguments[:2]]
    variable = variable_of(source, ends[0].object) if ends and ends[0] is not None else None
    if variable is None or len(ends) != 2:
        return None
    names = (("begin", "cbegin"), ("end", "cend"))
    pairs = zip(ends, names, strict=True)
    own = all(each is not None and is_own_call(source, variable, each, *known) for each, known in pairs)
    return variable if own else None


def method_name(call: Call) -> Node:
    """The name of the method that is called on an object, as written."""
    function = call.node.child_by_field_name("function")
    field = function.child_by_field_name("field") if function is not None else None
    assert field is not None, "a member call names a method"
    return field


def method_edit(call: Call, name: str) -> TextEdit:
    """Give the method that is called on an object another name."""
    field = method_name(call)
    return replaced(field, name)


def result_unused(source: Source, call: Call) -> bool:
    """Whether nothing keeps the iterator that an insertion returns: a statement of its own, or `.second` alone."""
    parent = parent_of(source, call.node)
    if parent is None:
        return False
    if parent.type == "field_expression":
        name = parent.child_by_field_name("field")
        return name is not None and text_of(name) == "second"
    in_comma = parent.type == "comma_expression" and parent.child_by_field_name("left") == call.node
    return parent.type == "expression_statement" or in_comma


def starts_as_sequence(source: Source, variable: Declaration) -> bool:
    """Whether the initial value means the same for a vector, deque or list: none, a list, a count, a count and a value,
    iterators."""
    initial = variable.initializer
    if initial is None:
        return True
    if initial.style == "brace":
        return is_list_of_elements(source, initial.arguments)
    if initial.style != "paren" or not 1 <= len(initial.arguments) <= 2:
        return False
    if len(initial.arguments) == 2:
        return True
    only = initial.arguments[0]
    name = only.child_by_field_name("type") if only.type == "parameter_declaration" else only
    return name is not None and text_of(name) == text_of(only) and type_of_name(source, name).is_integral


def is_list_of_elements(source: Source, values: tuple[Node, ...]) -> bool:
    """Whether the values between braces make a list for sure, where a single one might be a container to copy."""
    if len(values) != 1 or values[0].type == "initializer_list":
        return True
    kind = type_of_name(source, values[0])
    return kind.is_scalar or kind.is_string or values[0].type == "string_literal"


def destruction_is_silent(source: Source, kind: Type) -> bool:
    """Whether nothing can tell in which order values of a type are destroyed."""
    if kind.pointers or kind.is_scalar or kind.is_string:
        return True
    if not kind.is_library_class and (nodes_of_type(source, "destructor_name") or has_local_includes(source)):
        return False
    return all(destruction_is_silent(source, each) for each in kind.arguments)


def type_of_name(source: Source, name: Node) -> Type:
    """The type of an expression that may be a name the grammar took for a type."""
    variable = resolve(source, name) if name.type in ("identifier", "type_identifier") else None
    return variable.type if variable is not None and variable.is_variable else type_of(source, name)
