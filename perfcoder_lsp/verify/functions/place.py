"""Where a function stands: the namespaces and classes around it, and whose member it is."""

from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarators import qualifiers, read_declarator, specifiers_of
from perfcoder_lsp.cpp.functions import Function
from perfcoder_lsp.cpp.members import Class, Method, class_of, classes
from perfcoder_lsp.cpp.namespaces import namespaces_by_tokens
from perfcoder_lsp.cpp.nodes import CLASS_TYPES, ancestors, parent_of, text_of
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.templates import TemplateHead, template_heads


@dataclass(frozen=True)
class Enclosure:
    """A namespace or a class (`of` is None for namespaces, and for classes of other files) around a function."""

    name: str
    of: Class | None = None

    @property
    def head(self) -> TemplateHead | None:
        """The template head whose parameters the class needs arguments for."""
        heads = [head for head in self.of.heads if not head.is_specialization] if self.of is not None else []
        return heads[0] if heads else None


@dataclass(frozen=True)
class Place:
    """The surroundings of a function.

    `path` is outermost first. `owner` is the class of this file that it is a member of; `foreign` the class of another
    file, as written before the name (`Graph`, `Stack<T>`). `declared` is what the class says of a member that is
    defined outside of it. `heads` are the function's own template heads (those of its classes are not among them).
    """

    path: tuple[Enclosure, ...]
    owner: Class | None
    foreign: str
    declared: Method | None
    heads: tuple[TemplateHead, ...]
    is_friend: bool
    is_static: bool

    @property
    def is_member(self) -> bool:
        return not self.is_friend and (self.owner is not None or bool(self.foreign))


def place_of(source: Source, function: Function) -> Place:
    """The place of a function, a member defined outside of its class included."""
    around = _path(source, function.node)
    inner = around[-1].of if around else None
    heads = template_heads(source, function.node)
    is_friend = any(each.type == "friend_declaration" for each in ancestors(source, function.node))
    is_static = "static" in specifiers_of(function.node)
    if inner is not None or function.kind == "lambda":
        return Place(around, inner, "", None, heads, is_friend, is_static or function.kind == "lambda")
    written = _qualifier(function)
    if not written:
        return Place(around, None, "", None, heads, is_friend, False)
    owner = _class_named(source, tuple(each.name for each in around), written)
    if owner is None and function.class_name is None:  # a namespace's function, defined outside of it
        return Place((*around, *map(Enclosure, written)), None, "", None, heads, False, False)
    if owner is None:
        foreign = _qualifier_text(function)
        own = heads[foreign.count("<") > 0 :]
        return Place(around, None, foreign, None, own, False, False)
    path = (*_path(source, owner.node), Enclosure(owner.name, owner))
    own = heads[sum(each.head is not None for each in path) :]
    declared = _declared(owner, function)
    if declared is None:
        return Place(path, owner, "", None, own, False, False)
    return Place(path, owner, "", declared, declared.heads, False, declared.is_static)


def namespaces_around(source: Source, owner: Class) -> tuple[str, ...]:
    """The named namespaces around a class, outermost first."""
    return tuple(each.name for each in _path(source, owner.node) if each.of is None)


def full_class_name(source: Source, owner: Class) -> str:
    """`::ns::Outer::Inner`."""
    return "::".join(("", *(each.name for each in _path(source, owner.node)), owner.name))


def _path(source: Source, node: Node) -> tuple[Enclosure, ...]:
    """The named namespaces and classes around a node, outermost first. Where the grammar lost its way, the tokens tell
    the namespaces: a misparse early in a file ends them too soon."""
    spaces: list[Enclosure] = []
    around: list[Enclosure] = []
    for each in ancestors(source, node):
        name = each.child_by_field_name("name")
        if each.type == "namespace_definition" and name is not None:
            spaces.insert(0, Enclosure(text_of(name)))
        elif each.type in CLASS_TYPES and name is not None:
            around.insert(0, Enclosure(text_of(name), class_of(source, each)))
    told = namespaces_by_tokens(source) if source.root.has_error else None
    if told is not None:
        spaces = [Enclosure(name) for start, end, name in told if start <= node.start_byte < end]
    return (*spaces, *around)


def _qualified(function: Function) -> Node | None:
    names = read_declarator(function.node.child_by_field_name("declarator")).names
    return names[0] if names and names[0].type == "qualified_identifier" else None


def _qualifier(function: Function) -> tuple[str, ...]:
    name = _qualified(function)
    return tuple(each for each in qualifiers(name) if each) if name is not None else ()


def _qualifier_text(function: Function) -> str:
    """`ns::Stack<T>` of `ns::Stack<T>::push`."""
    name = _qualified(function)
    if name is None:
        return ""
    text = (name.text or b"")[: function.name_range.start - name.start_byte].decode()
    return "".join(text.split()).rstrip(":")


def _class_named(source: Source, around: tuple[str, ...], written: tuple[str, ...]) -> Class | None:
    """The class that the qualifiers before a name stand for: the one whose whole path ends in them."""
    for each in classes(source):
        path = (*(one.name for one in _path(source, each.node)), each.name)
        plain = tuple(part for name in path for part in name.split("::"))
        inside = plain[-len(written) :] == written and plain[: len(around)] == around[: len(plain) - len(written)]
        if inside and not any(head.is_specialization for head in each.heads):
            return each
    return None


def _declared(owner: Class, function: Function) -> Method | None:
    """The declaration in the class of a member that is defined outside of it."""
    named = [each for each in (*owner.methods, *owner.constructors) if each.name == function.name]
    types = [each.type_text.replace(" ", "") for each in function.parameters]
    same = [each for each in named if [p.type_text.replace(" ", "") for p in each.parameters] == types]
    as_many = [each for each in named if len(each.parameters) == len(types)]
    return next(iter(same or as_many), None)


def variable_around(source: Source, function: Function) -> Node | None:
    """The declaration of the variable that holds a lambda."""
    declarator = parent_of(source, function.node)
    return parent_of(source, declarator) if declarator is not None else None
