"""Declarations: what is declared where, of which type, with which initial value."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from tree_sitter import Node

from perfcoder_lsp.cpp.nodes import CLASS_TYPES, text_of
from perfcoder_lsp.cpp.source import node_range
from perfcoder_lsp.cpp.type_parser import TypeNames
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.text import ByteRange


class Kind(StrEnum):
    """What sort of thing a name is declared to be."""

    LOCAL = "local"
    STATIC_LOCAL = "static local"
    GLOBAL = "global"
    MEMBER = "member"
    PARAMETER = "parameter"
    FOR_INIT = "for-init"
    RANGE_FOR = "range-for"
    BINDING = "structured binding"
    CONDITION = "condition"
    CATCH = "catch"
    CAPTURE = "lambda capture"
    FUNCTION = "function"
    TYPE = "type"
    ALIAS = "alias"
    ENUMERATOR = "enumerator"
    TEMPLATE_PARAMETER = "template parameter"
    USING = "using"


_AUTOMATIC = frozenset(
    {Kind.LOCAL, Kind.PARAMETER, Kind.FOR_INIT, Kind.RANGE_FOR, Kind.BINDING, Kind.CONDITION, Kind.CATCH, Kind.CAPTURE}
)
_VARIABLES = _AUTOMATIC | {Kind.GLOBAL, Kind.STATIC_LOCAL, Kind.MEMBER}


@dataclass(frozen=True)
class Initializer:
    """How a variable gets its first value: `= x` (copy), `(x, y)` (paren), `{x, y}` or `= {x, y}` (brace).

    `arguments` are the expressions; in a declaration such as `vector<int> v(n);`, which the grammar takes for a
    function, they are the parameter_declaration nodes, whose text is right. `node` holds all of them.
    """

    style: str
    node: Node
    arguments: tuple[Node, ...]
    misparsed: bool = False


@dataclass(eq=False)
class Scope:
    """A region in which names are looked up; `names` keeps several declarations of one name (overloads, #if).

    `any_order`: names may be used before they are declared (classes). `also`: the class or namespace that a function
    defined outside of it belongs to, looked up before `parent`. `opaque`: names that are not found here may come from
    something that the file doesn't show (an unknown base class), so that looking further out would be a guess.
    """

    node: Node
    kind: str
    parent: "Scope | None"
    names: dict[str, list["Declaration"]] = field(default_factory=dict[str, list["Declaration"]])
    any_order: bool = False
    also: "Scope | None" = None
    opaque: bool = False
    bases: tuple["Scope", ...] = ()
    name: str = ""

    def find(self, name: str, offset: int) -> "tuple[Declaration, ...] | None":
        """What the scope itself and its base classes declare under that name; None where it may have more."""
        own = self.names.get(name)
        if own is None and not self.bases:
            return None if self.opaque else ()
        found = [d for d in own or () if self.any_order or d.visible_from <= offset]
        pending, seen, opaque = list(self.bases), {id(self)}, self.opaque
        while pending and not found:
            base = pending.pop()
            if id(base) not in seen:
                seen.add(id(base))
                found = list(base.names.get(name, ()))
                opaque = opaque or base.opaque
                pending += base.bases
        return None if opaque and not found else tuple(found)

    def outward(self) -> Iterator["Scope"]:
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent


@dataclass(frozen=True, eq=False)
class Declaration:
    """One declared name.

    `node` is the whole declaration (or parameter, field, for-range, class…), `declarator` the part for this name,
    `name_node` the name itself. `type` has aliases resolved and pointers, reference and extents applied; UNKNOWN where
    the text does not tell (function pointers), `auto` where it was left to the compiler (see `expressions.type_of`).
    `visible_from` is the offset from which on the name can be used. `function` is the function definition or lambda
    around it. `macro_altered`: a macro took part in its name or type, so that the text shows not all.
    """

    name: str
    kind: Kind
    node: Node
    declarator: Node
    name_node: Node
    type: Type
    specifiers: frozenset[str]
    initializer: Initializer | None
    scope: Scope
    function: Node | None
    visible_from: int
    macro_altered: bool = False

    @property
    def is_variable(self) -> bool:
        return self.kind in _VARIABLES

    @property
    def is_automatic(self) -> bool:
        """Whether it lives in one function call: no other function sees it unless it is handed out."""
        return self.kind in _AUTOMATIC

    @property
    def is_const(self) -> bool:
        """Whether the object (or what a reference refers to, as seen through it) can't be written: const, constexpr."""
        top_level_const = self.type.const and not self.type.pointers
        return top_level_const or "constexpr" in self.specifiers

    @property
    def is_volatile(self) -> bool:
        return self.type.volatile or "volatile" in self.specifiers

    @property
    def is_written_standard(self) -> bool:
        """Whether its type is written with `std::`."""
        written = self.node.child_by_field_name("type")
        return written is not None and text_of(written).startswith("std::")

    @property
    def range(self) -> ByteRange:
        return node_range(self.node)

    @property
    def is_sole(self) -> bool:
        """Whether the declaration declares only this name."""
        return len(self.node.children_by_field_name("declarator")) <= 1


@dataclass
class Names:
    """All declarations of a file, and every other mention of a name with the scope that it stands in.

    `opened` are the file's own namespaces that a using-directive opens; `macros` the names of its macros, `bodies`
    what the object-like ones stand for; `scopes` the scope that a node opens, by the node's id.
    """

    macros: frozenset[str]
    bodies: dict[str, str]
    scopes: dict[int, Scope] = field(default_factory=dict[int, Scope])
    declarations: list[Declaration] = field(default_factory=list[Declaration])
    mentions: list[tuple[Node, Scope]] = field(default_factory=list[tuple[Node, Scope]])
    by_name_node: dict[int, Declaration] = field(default_factory=dict[int, Declaration])
    classes: dict[str, Scope] = field(default_factory=dict[str, Scope])
    namespaces: dict[str, Scope] = field(default_factory=dict[str, Scope])
    opened: list[Scope] = field(default_factory=list[Scope])

    def lookup(self, scope: Scope, name: str, offset: int) -> tuple[Declaration, ...] | None:
        """The declarations that an unqualified name can refer to at a place: () where the file has none (a library's
        name), several for overloads, None where the text can't tell."""
        if name in self.macros:
            return None
        place: Scope | None = scope
        while place is not None:
            found = place.find(name, offset)
            if found == () and place.also is not None:
                found = place.also.find(name, offset)
            if found is None or found:
                return found
            place = place.parent
        return tuple(d for each in self.opened for d in each.find(name, offset) or ())

    def type_names(self, scope: Scope, offset: int) -> TypeNames:
        """What type names mean at a place."""

        def alias(name: str) -> Type | None:
            found = self.lookup(scope, name, offset)
            return found[0].type if found and len(found) == 1 and found[0].kind is Kind.ALIAS else None

        def declared(name: str) -> bool:
            found = self.lookup(scope, name, offset)
            return found is None or any(not each.is_variable for each in found)

        return TypeNames(alias, declared, self.bodies)


def read_initializer(declaration: Node, declarator: Node) -> Initializer | None:
    """The initial value written at a declarator; None where there is none."""
    value = declarator.child_by_field_name("value") if declarator.type == "init_declarator" else None
    if value is None:
        following = declarator.next_sibling
        bare = following is not None and following.type in ("=", "initializer_list", "argument_list", "bitfield_clause")
        if not bare or declarator.type == "init_declarator":
            return None
        named = [c for c in declaration.named_children if c.start_byte >= declarator.end_byte]
        value = named[0] if named else None
    if value is None or value.type == "bitfield_clause":
        return None
    inside = tuple(c for c in value.named_children if c.type != "comment")
    if value.type == "argument_list":
        return Initializer("paren", value, inside)
    if value.type == "initializer_list":
        return Initializer("brace", value, inside)
    return Initializer("copy", value, (value,))


def type_text(declaration: Node) -> str | None:
    """The text of the type that a declaration names, without declarators; None where the class is unnamed."""
    kind = declaration.child_by_field_name("type")
    if kind is None:
        return "auto" if any(text_of(c) == "auto" for c in declaration.children) else ""
    if kind.type in CLASS_TYPES or kind.type == "enum_specifier":
        name = kind.child_by_field_name("name")
        return text_of(name) if name is not None else None
    return text_of(kind)
