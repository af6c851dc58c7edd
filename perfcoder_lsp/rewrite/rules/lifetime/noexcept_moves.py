"""Rules of "Resource Lifetime and Scope Management": MEM9."""

import re
from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import calls_of
from perfcoder_lsp.cpp.declarators import declarators_of, read_declarator
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.facts.moves import (
    constructor_from,
    field_types,
    names_only,
    never_throws_moving,
    taking_of,
)
from perfcoder_lsp.cpp.members import Class, Method, classes
from perfcoder_lsp.cpp.nodes import field_of, nodes_inside, nodes_of_type, text_of
from perfcoder_lsp.cpp.scopes import declarations_named
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_CONSTANTS = frozenset({"number_literal", "char_literal", "null", "nullptr", "true", "false"})
_ASKING = re.compile(r"\bis_nothrow|\bmove_if_noexcept|\bnoexcept\s*\(")
_COPYING = frozenset(
    {"std", "copy", "copy_n", "memcpy", "strcpy", "strlen", "malloc", "size", "size_t", "begin", "end"}
)


@rule(id="MEM9", category=Category.LIFETIME, summary="Let vectors move their elements when they grow", gain=1.4)
def noexcept_move(source: Source) -> Iterator[Finding]:
    """
    What it does: adds `noexcept` to the move constructor of a class whose objects stand in a vector.

    Why: a growing vector copies all elements instead of moving them, unless the move is known not to throw; a copy
    allocates memory for every element.

    When not: the move constructor does anything but take over each field and empty the other object's pointers; moving
    a field may throw; copying or destroying the object does more than its fields ask for (prints, counts, registers),
    or a copy leaves a field out, so that a moved element would be another than a copied one; the class has bases,
    is a template or has no copy constructor (then the vector moves anyway); the program asks for a capacity.

    Source: catalogue MEM9, measured 1.40x. clang-tidy performance-noexcept-move-constructor.
    """
    if source.language == "c" or calls_of(source, "capacity"):
        return
    if _ASKING.search(source.text.decode(errors="replace")):
        return
    for known in classes(source):
        move = constructor_from(known, f"{known.name}&&")
        shape = _function_declarator(move) if move is not None else None
        if move is None or shape is None or not _is_grown(source, known.name) or not _is_known(source, known):
            continue
        types = field_types(source, known)
        if _takes_all(source, known, move, types) and _copies_the_same(source, known, types):
            yield _noexcept(source, known, move, shape)


def _function_declarator(move: Method) -> Node | None:
    """The declarator that `noexcept` is written after, where nothing stands there yet."""
    found = [read_declarator(each).function for each in declarators_of(move.node)]
    shape = found[0] if len(found) == 1 else None
    parameters = field_of(shape, "parameters") if shape is not None else None
    last = shape.children[-1] if shape is not None else None
    return shape if move.has_body and parameters is not None and parameters == last else None


def _is_grown(source: Source, name: str) -> bool:
    """Whether the file has vectors of the class."""
    wanted = f"vector<{name}>"
    return any("".join(text_of(each).split()) == wanted for each in nodes_of_type(source, "template_type"))


def _is_known(source: Source, known: Class) -> bool:
    """Whether the text shows all of the class: it is the only one of that name, without bases, templates and #if."""
    members = (*known.constructors, *known.methods, *known.fields)
    plain = not (known.bases or known.heads or known.is_union or known.node.has_error)
    defaults = (field_of(each, "default_value") for each in nodes_inside(source, known.body, "field_declaration"))
    plain = plain and all(each is None or each.type in _CONSTANTS for each in defaults)  # `= new int[9]` may throw
    return plain and not any(each.in_conditional for each in members) and len(_named(source, known.name)) == 1


def _named(source: Source, name: str) -> list[Node]:
    return [each.node for each in declarations_named(source, name) if each.kind == "type"]


def _takes_all(source: Source, known: Class, move: Method, types: dict[str, Type]) -> bool:
    """Whether the move constructor takes over every field, and leaves no pointer behind that both objects own."""
    taking = taking_of(source, move)
    if taking is None or not types or len(types) != len(known.fields):
        return False
    for name, kind in types.items():
        taken = name in taking.moved or (name in taking.plain and kind.is_scalar)
        if not taken or not never_throws_moving(kind) or (kind.pointers and name not in taking.emptied):
            return False
    return True


def _copies_the_same(source: Source, known: Class, types: dict[str, Type]) -> bool:
    """Whether a copy holds what a moved object would (what pointers point to counts as copied), and copying and
    destroying concern nothing but the object."""
    copy = constructor_from(known, f"const {known.name}&")
    destructors = [each for each in known.methods if each.name.startswith("~")]
    pointers = {name for name, kind in types.items() if kind.pointers}
    if copy is None or copy.is_deleted or any(not each.has_body for each in (copy, *destructors)):
        return False
    owned = (types[name].element for name in pointers)
    if not all(each is not None and each.is_value for each in owned):
        return False
    own = frozenset({known.name, *types})
    if not all(names_only(source, each, own | {"free", "std"}) for each in destructors):
        return False
    if any(each.type == "default_method_clause" for each in copy.node.children):
        return not pointers
    return names_only(source, copy, own | _COPYING) and _copied_fields(copy) >= types.keys() - pointers


def _copied_fields(copy: Method) -> set[str]:
    """The fields that the list of a copy constructor initialises with the same field of the other object."""
    listed = next((each for each in copy.node.children if each.type == "field_initializer_list"), None)
    pairs = [each.named_children for each in listed.named_children] if listed is not None else []
    other = copy.parameters[0].name
    return {
        text_of(pair[0]) for pair in pairs if len(pair) == 2 and text_of(pair[1])[1:-1] == f"{other}.{text_of(pair[0])}"
    }


def _noexcept(source: Source, known: Class, move: Method, shape: Node) -> Finding:
    return Finding(
        title=f"Declare the move constructor of {known.name} noexcept",
        explanation=(
            f"A growing vector<{known.name}> copies its elements, since the move constructor in line "
            f"{line_of(source, move.node.start_byte)} may throw as far as its declaration tells; it only takes over "
            f"{len(known.fields)} field{'s' * (len(known.fields) != 1)}, so that with noexcept the vector moves them."
        ),
        edits=(TextEdit.insert(shape.end_byte, " noexcept"),),
        range=node_range(shape),
    )
