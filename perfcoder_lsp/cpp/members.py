"""The classes of a file taken apart: fields, constructors, methods, bases."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarators import declarators_of, read_declarator, specifiers_of, unqualified
from perfcoder_lsp.cpp.functions import Parameter, read_parameters
from perfcoder_lsp.cpp.nodes import CLASS_TYPES, nodes_of_type, text_of
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.templates import TemplateHead, template_heads

_HOLDERS = frozenset({"template_declaration", "preproc_if", "preproc_ifdef", "preproc_else", "preproc_elif"})
_DECLARATIONS = frozenset({"field_declaration", "declaration", "function_definition"})


@dataclass(frozen=True)
class Field:
    """A non-static data member. `is_bit_field`: nothing can refer to it; `in_conditional`: it stands under an #if."""

    name: str
    type_text: str
    is_bit_field: bool
    in_conditional: bool


@dataclass(frozen=True)
class Method:
    """A member function, declared or defined; a constructor's `return_type` is empty and its name the class's.

    `heads` are its own template heads; `is_pure`: `= 0`.
    """

    name: str
    node: Node
    parameters: tuple[Parameter, ...]
    return_type: str
    heads: tuple[TemplateHead, ...]
    is_static: bool
    is_deleted: bool
    is_pure: bool
    in_conditional: bool


@dataclass(frozen=True)
class Class:
    """A class, struct or union with a body.

    `name` is without template arguments, `written` as it stands there (`hash<Foo>` of a specialization); `heads` are
    the template heads directly around it; `bases` as written.
    """

    name: str
    written: str
    node: Node
    body: Node
    heads: tuple[TemplateHead, ...]
    bases: tuple[str, ...]
    fields: tuple[Field, ...]
    constructors: tuple[Method, ...]
    methods: tuple[Method, ...]

    @property
    def is_union(self) -> bool:
        return self.node.type == "union_specifier"

    @property
    def is_template(self) -> bool:
        return any(not head.is_specialization for head in self.heads)

    @property
    def is_abstract(self) -> bool:
        """Whether a function of its own is pure (bases are not looked at)."""
        return any(each.is_pure for each in self.methods)


@per_source
def classes(source: Source) -> tuple[Class, ...]:
    """All classes with a body and a name, in text order; an outer one before those inside."""
    found = (_read_class(source, node) for node in nodes_of_type(source, *CLASS_TYPES))
    return tuple(each for each in found if each is not None)


def class_of(source: Source, node: Node) -> Class | None:
    """The class that a class node is, where it has a name and a body."""
    return next((each for each in classes(source) if each.node == node), None)


def _read_class(source: Source, node: Node) -> Class | None:
    name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    if name is None or body is None:
        return None
    plain = unqualified(name)
    plain = plain.child_by_field_name("name") or plain if plain.type == "template_type" else plain
    clause = next((c for c in node.children if c.type == "base_class_clause"), None)
    bases = [c for c in clause.named_children if c.type != "comment"] if clause is not None else []
    fields: list[Field] = []
    methods: list[Method] = []
    for each, in_conditional in _declarations(body):
        for declarator in declarators_of(each) or ():
            method = _read_method(source, each, declarator, in_conditional)
            if method is not None:
                methods.append(method)
            elif each.type == "field_declaration":
                fields += _read_field(each, declarator, in_conditional)
    return Class(
        name=text_of(plain),
        written=" ".join(text_of(name).split()),
        node=node,
        body=body,
        heads=template_heads(source, node),
        bases=tuple(text_of(c) for c in bases if c.type not in ("access_specifier", "virtual")),
        fields=tuple(fields),
        constructors=tuple(each for each in methods if _is_constructor(each, text_of(plain))),
        methods=tuple(each for each in methods if not _is_constructor(each, text_of(plain))),
    )


def _is_constructor(method: Method, name: str) -> bool:
    return method.name == name and not method.return_type


def _declarations(body: Node) -> Iterator[tuple[Node, bool]]:
    """The member declarations of a class body, and whether each stands under an #if."""
    stack = [(child, False) for child in reversed(body.named_children)]
    while stack:
        node, in_conditional = stack.pop()
        if node.type in _HOLDERS:
            inside = in_conditional or node.type.startswith("preproc")
            stack += ((child, inside) for child in reversed(node.named_children))
        elif node.type in _DECLARATIONS:
            yield node, in_conditional


def _read_method(source: Source, node: Node, declarator: Node, in_conditional: bool) -> Method | None:
    shape = read_declarator(declarator)
    if shape.function is None or shape.indirect or not shape.names:
        return None
    kind, value = node.child_by_field_name("type"), node.child_by_field_name("default_value")
    name = unqualified(shape.names[0])
    suffix = "*" * shape.pointers + shape.reference
    return Method(
        name=" ".join(text_of(name).split()),
        node=node,
        parameters=read_parameters(shape.function),
        return_type=text_of(kind) + suffix if kind is not None else "",
        heads=template_heads(source, node),
        is_static="static" in specifiers_of(node),
        is_deleted=any(child.type == "delete_method_clause" for child in node.children),
        is_pure=value is not None and text_of(value) == "0",
        in_conditional=in_conditional,
    )


def _read_field(node: Node, declarator: Node, in_conditional: bool) -> Iterator[Field]:
    shape, kind = read_declarator(declarator), node.child_by_field_name("type")
    if "static" in specifiers_of(node) or kind is None:
        return
    following = declarator.next_sibling
    bits = following is not None and following.type == "bitfield_clause"
    for name in shape.names:
        yield Field(text_of(name), f"{text_of(kind)} {shape.suffix}".strip(), bits, in_conditional)
