"""Sums of strings: what is added, and whether it can be appended piece by piece."""

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.aliases import are_distinct
from perfcoder_lsp.cpp.facts.reach import owns
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.nodes import text_of, unwrapped
from perfcoder_lsp.cpp.places import root_of
from perfcoder_lsp.cpp.scopes import candidates, declarations_named, variable_of
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.cpp.uses import uses
from perfcoder_lsp.rewrite.standard import is_from_std


def string_root(source: Source, left: Node) -> Declaration | None:
    """The variable that is assigned to: a string, or a container of strings at a simple index."""
    name, element = left, False
    while name.type == "subscript_expression":
        listed, owner = name.child_by_field_name("indices"), name.child_by_field_name("argument")
        inside = listed.named_children if listed is not None else []
        if owner is None or len(inside) != 1 or inside[0].type not in ("identifier", "number_literal"):
            return None
        name, element = owner, True
    root = variable_of(source, name)
    if root is None or not root.is_variable or root.is_volatile or root.name in macro_words(source):
        return None
    kind = type_of(source, left)
    known = kind.is_string and kind.name == "string" and not kind.arguments and not kind.macro_altered
    if not known or root.type.pointers or (element and not (root.type.container or root.type.extents)):
        return None
    asked = any(use.method == "capacity" for use in uses(source, root))
    return root if is_from_std(source, root) and not asked else None


def summands(node: Node) -> tuple[Node, ...]:
    """The operands of `a + b + c`, from left to right; one for anything that is no sum."""
    found: list[Node] = []
    current = unwrapped(node)
    while current.type == "binary_expression":
        operator = current.child_by_field_name("operator")
        left, operand = current.child_by_field_name("left"), current.child_by_field_name("right")
        if operator is None or text_of(operator) != "+" or left is None or operand is None:
            break
        found.append(operand)
        current = unwrapped(left)
    return (current, *reversed(found))


def is_appendable(source: Source, operand: Node, root: Declaration) -> bool:
    """A string, a character or a literal that does not mention the variable itself."""
    if unwrapped(operand).type in ("string_literal", "raw_string_literal", "concatenated_string"):
        return not text_of(unwrapped(operand)).startswith(("L", "u", "U"))
    kind = type_of(source, operand)
    if kind.macro_altered or not (kind.is_string or (kind.name == "char" and kind.is_arithmetic)):
        return False
    names = (each for each in walk(operand) if each.type in ("identifier", "field_identifier"))
    return not any(text_of(each) == root.name or text_of(each) in macro_words(source) for each in names)


def is_independent(source: Source, operand: Node, root: Declaration) -> bool:
    """Whether an operand's value can't depend on when the variable is appended to: it is no reference to it, and no
    function of the file computes it."""
    for each in walk(operand):
        call = read_call(each)
        if each.type in ("lambda_expression", "pointer_expression", "assignment_expression", "update_expression"):
            return False
        if call is not None and (call.arrow or declarations_named(source, call.name) or not call.name):
            return False
        if each.type == "field_identifier" and any(_refers(found) for found in candidates(source, each)):
            return False
        found = variable_of(source, each)
        if found is None or not found.is_variable:
            continue
        origin = root_of(source, each)  # what a local reference is bound to
        if origin is None:
            return False
        kind = variable_type(source, origin)  # views and iterators may lead into the variable
        if kind.is_arithmetic and not _refers(origin):
            continue
        if not owns(kind) or _may_be(source, origin, root):
            return False
    return True


def _refers(variable: Declaration) -> bool:
    return bool(variable.type.reference or variable.type.pointers)


def _may_be(source: Source, one: Declaration, other: Declaration) -> bool:
    """Whether two names may denote the same object, or a part of it."""
    refer = _refers(one) or _refers(other)
    member = Kind.MEMBER in (one.kind, other.kind)
    return one is other or (refer and (member or not are_distinct(source, one, other)))
