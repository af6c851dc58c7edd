"""Rule of "Numerical Computation Optimization": NUM5."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.functions import has_main
from perfcoder_lsp.cpp.includes import has_local_includes
from perfcoder_lsp.cpp.nodes import parent_of, symbol_of, wrapped
from perfcoder_lsp.cpp.scopes import declarations_named, variables
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.uses import UseKind, uses
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit


@rule(id="NUM5", category=Category.NUMERICAL, summary="Make a divisor that never changes a constant", gain=1.23)
def constant_divisor(source: Source) -> Iterator[Finding]:
    """
    What it does: adds `const` to a global integer that has a constant initial value, is never changed, and divides
    something: `int MOD = 1000000007;` becomes `const int MOD = 1000000007;`.

    Why: a global that another file could change has to be loaded and divided by, which takes tens of cycles; the
    remainder by a constant is a multiplication and a shift.

    When not: it is written anywhere, its address is taken, it is bound to a reference or named in a macro; it is
    extern, declared twice, volatile, or declared together with others; its initial value is no constant; headers of the
    program's own are included (another file may use it).

    Source: catalogue NUM5, measured 1.23x. Agner Fog's manual 1; clang-tidy misc-const-correctness is for locals only.
    """
    if has_local_includes(source):
        return
    own = has_main(source)  # else another file may change what is not static
    for each in variables(source):
        if (
            (own or "static" in each.specifiers)
            and _is_constant(source, each)
            and (divided := _divisions(source, each))
        ):
            yield _const(each, len(divided))


def _is_constant(source: Source, variable: Declaration) -> bool:
    kind, initial = variable.type, variable.initializer
    if variable.kind is not Kind.GLOBAL or not kind.is_integral or kind.reference or not variable.is_sole:
        return False
    if variable.is_const or variable.is_volatile or not variable.specifiers <= {"static"} or variable.macro_altered:
        return False
    if initial is None or initial.misparsed or len(initial.arguments) != 1 or not _is_literal(initial.arguments[0]):
        return False
    if len(declarations_at_file_level(source, variable.name)) != 1 or variable.node.has_error:
        return False
    never = (UseKind.ADDRESS, UseKind.UNKNOWN, UseKind.UNEVALUATED, UseKind.CAPTURE)
    return not any(each.writes or each.kind in never for each in uses(source, variable))


def declarations_at_file_level(source: Source, name: str) -> tuple[Declaration, ...]:
    """The declarations of a name outside of functions and classes."""
    return tuple(each for each in declarations_named(source, name) if each.scope.kind in ("file", "namespace"))


_LITERAL_NODES = frozenset(
    {"number_literal", "char_literal", "character", "binary_expression", "unary_expression", "parenthesized_expression"}
    | {"cast_expression", "type_descriptor", "primitive_type", "sized_type_specifier"}
)


def _is_literal(value: Node) -> bool:
    """Whether an expression is made of literals, arithmetic and conversions to built-in types."""
    return all(each.type in _LITERAL_NODES for each in walk(value) if each.is_named)


def _divisions(source: Source, variable: Declaration) -> tuple[Node, ...]:
    """Where something is divided by the variable."""
    found: list[Node] = []
    for use in uses(source, variable):
        node = wrapped(source, use.node)
        parent = parent_of(source, node)
        if parent is None or symbol_of(parent) not in ("%", "/", "%=", "/="):
            continue
        if parent.child_by_field_name("right") == node:
            found.append(parent)
    return tuple(found)


def _const(variable: Declaration, divisions: int) -> Finding:
    places = f"{divisions} place" + "s" * (divisions != 1)
    return Finding(
        title=f"Make {variable.name} const",
        explanation=(
            f"`{variable.name}` is a variable, so each division by it (in {places}) loads it and divides in hardware, "
            "tens of cycles; nothing changes it, and a division by a constant is compiled to a multiplication."
        ),
        edits=(TextEdit.insert(variable.node.start_byte, "const "),),
        range=node_range(variable.node),
    )
