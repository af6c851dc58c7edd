"""C++ declarators taken apart: which name is declared, and what stars, references, extents and parameters it has."""

from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.nodes import text_of

_NAME_TYPES = frozenset(
    {
        "identifier",
        "field_identifier",
        "type_identifier",
        "qualified_identifier",
        "operator_name",
        "destructor_name",
        "template_function",
        "operator_cast",
    }
)


@dataclass(frozen=True)
class Declarator:
    """What stands around a declared name.

    `names` has one node, or several for a structured binding, or none (an abstract declarator); `suffix` is the part of
    the type that the declarator adds, e.g. `*`, `&`, `[10][20]`; `extents` the text between the brackets, outermost
    first; `function` is the function_declarator node where the name is called like a function; `indirect` is true
    where parentheses bind something first (`int (*f)(int)` is a pointer, not a function; `int (*p)[3]` is one too).
    """

    names: tuple[Node, ...]
    pointers: int = 0
    reference: str = ""
    extents: tuple[str, ...] = ()
    function: Node | None = None
    indirect: bool = False

    @property
    def suffix(self) -> str:
        return "*" * self.pointers + self.reference + "".join(f"[{extent}]" for extent in self.extents)


def read_declarator(node: Node | None) -> Declarator:
    """Take a declarator node apart, from the outside in."""
    pointers, reference, indirect = 0, "", False
    extents: list[str] = []
    function: Node | None = None
    while node is not None and node.type not in _NAME_TYPES and node.type != "structured_binding_declarator":
        kind = node.type
        if kind in ("pointer_declarator", "abstract_pointer_declarator"):
            pointers += 1
        elif kind in ("reference_declarator", "abstract_reference_declarator"):
            reference = "&&" if node.children and node.children[0].type == "&&" else "&"
        elif kind in ("array_declarator", "abstract_array_declarator"):
            size = node.child_by_field_name("size")
            extents.insert(0, text_of(size) if size else "")
        elif kind in ("function_declarator", "abstract_function_declarator"):
            function = function or node
        elif kind in ("parenthesized_declarator", "abstract_parenthesized_declarator"):
            indirect = True
        node = _inner(node)
    if node is None:
        names: tuple[Node, ...] = ()
    elif node.type == "structured_binding_declarator":
        names = tuple(child for child in node.named_children if child.type == "identifier")
    else:
        names = (node,)
    return Declarator(names, pointers, reference, tuple(extents), function, indirect)


def _inner(node: Node) -> Node | None:
    inner = node.child_by_field_name("declarator")
    if inner is not None:
        return inner
    # reference_declarator, parenthesized_declarator and attributed ones hold it without a field name
    candidates = [
        child for child in node.named_children if child.type.endswith("declarator") or child.type in _NAME_TYPES
    ]
    return candidates[-1] if candidates and node.type.endswith("declarator") else None


def declarators_of(declaration: Node) -> tuple[Node, ...]:
    """The declarator nodes of a declaration, field declaration, parameter, typedef or range-for."""
    return tuple(declaration.children_by_field_name("declarator"))


def specifiers_of(declaration: Node) -> tuple[str, ...]:
    """Storage classes and qualifiers written in a declaration: `static`, `const`, `constexpr`, `volatile`, `extern`…"""
    wanted = ("storage_class_specifier", "type_qualifier", "virtual", "explicit_function_specifier", "inline")
    return tuple(text_of(child) for child in declaration.children if child.type in wanted)


def unqualified(name: Node) -> Node:
    """The last component of `a::b::c`."""
    while name.type == "qualified_identifier":
        inner = name.child_by_field_name("name")
        if inner is None:
            return name
        name = inner
    return name


def qualifiers(name: Node) -> tuple[str, ...]:
    """The scopes before the last component: ("a", "b") for `a::b::c`; ("",) stands for a leading `::`."""
    parts: list[str] = []
    while name.type == "qualified_identifier":
        scope, inner = name.child_by_field_name("scope"), name.child_by_field_name("name")
        if scope is None:
            parts.append("")
        else:
            plain = scope.child_by_field_name("name") if scope.type == "template_type" else scope
            parts.append(text_of(plain or scope))
        if inner is None:
            break
        name = inner
    return tuple(parts)
