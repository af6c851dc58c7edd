"""The classes of a file taken apart: fields, constructors, methods, bases."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tree_sitter import Node

from perfcoder_lsp.cpp.declarators import declarators_of, read_declarator, specifiers_of, unqualified
from perfcoder_lsp.cpp.functions import Parameter, read_parameters
from perfcoder_lsp.cpp.nodes import CLASS_TYPES, nodes_of_type, parent_of, text_of
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.templates import TemplateHead, template_heads

_HOLDERS = frozenset({"template_declaration", "preproc_if", "preproc_ifdef", "preproc_else", "preproc_elif"})
_DECLARATIONS = frozenset({"field_declaration", "declaration", "function_definition"})


@dataclass(frozen=True)
class Field:
    """A non-static data member; `name` is a path to one inside a struct without a name. `is_bit_field`: nothing can
    refer to it; `in_conditional`: it stands under an #if."""

    name: str
    type_text: str
    is_bit_field: bool
    in_conditional: bool
    is_public: bool


@dataclass(frozen=True)
class Method:
    """A member function, declared or defined; a constructor's `return_type` is empty and its name the class's.

    `heads` are its own template heads; `is_pure`: `= 0`; `has_body`: it is defined in the class; `on_temporaries`: it
    can be called on these only (`&&`).
    """

    name: str
    node: Node
    parameters: tuple[Parameter, ...]
    return_type: str
    heads: tuple[TemplateHead, ...]
    is_static: bool
    is_deleted: bool
    is_pure: bool
    is_const: bool
    is_public: bool
    has_body: bool
    on_temporaries: bool
    in_conditional: bool


@dataclass(frozen=True)
class Class:
    """A class, struct or union with a body.

    `name` is without template arguments, `written` as it stands there (`hash<Foo>` of a specialization); one without a
    name of its own has that of its typedef (`is_nameless`). `heads` are the template heads directly around it; `bases`
    as written.
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
    is_nameless: bool

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
    own, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    name = own or _typedef_name(source, node)
    if name is None or body is None:
        return None
    plain = unqualified(name)
    plain = plain.child_by_field_name("name") or plain if plain.type == "template_type" else plain
    clause = next((c for c in node.children if c.type == "base_class_clause"), None)
    bases = [c for c in clause.named_children if c.type != "comment"] if clause is not None else []
    fields: list[Field] = []
    methods: list[Method] = []
    for each in _declarations(body, is_public=node.type != "class_specifier"):
        found = [_read_method(source, each, declarator) for declarator in declarators_of(each.node)]
        methods += (method for method in found if method is not None)
        if each.node.type == "field_declaration":
            fields += _read_fields(each)
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
        is_nameless=own is None,
    )


def _typedef_name(source: Source, node: Node) -> Node | None:
    """`Pair` of `typedef struct { … } Pair;`."""
    around = parent_of(source, node)
    named = declarators_of(around) if around is not None and around.type == "type_definition" else ()
    return next((each for each in named if each.type == "type_identifier"), None)


def _is_constructor(method: Method, name: str) -> bool:
    return method.name == name and not method.return_type


@dataclass(frozen=True)
class _Member:
    """A member declaration and where it stands."""

    node: Node
    in_conditional: bool
    is_public: bool


def _declarations(body: Node, *, is_public: bool) -> Iterator[_Member]:
    stack = [(child, False) for child in reversed(body.named_children)]
    while stack:
        node, in_conditional = stack.pop()
        if node.type == "access_specifier":
            is_public = text_of(node).startswith("public")
        elif node.type in _HOLDERS:
            inside = in_conditional or node.type.startswith("preproc")
            stack += ((child, inside) for child in reversed(node.named_children))
        elif node.type in _DECLARATIONS:
            yield _Member(node, in_conditional, is_public)


def _read_method(source: Source, member: _Member, declarator: Node) -> Method | None:
    node, shape = member.node, read_declarator(declarator)
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
        is_const=any(c.type == "type_qualifier" and text_of(c) == "const" for c in shape.function.children),
        is_public=member.is_public,
        has_body=node.type == "function_definition",
        on_temporaries=any(c.type == "ref_qualifier" and text_of(c) == "&&" for c in shape.function.children),
        in_conditional=member.in_conditional,
    )


def _read_fields(member: _Member) -> Iterator[Field]:
    """The data members of a declaration; of a struct without a name, what stands in it: `bits.first`."""
    kind, declarators = member.node.child_by_field_name("type"), declarators_of(member.node)
    if kind is None or "static" in specifiers_of(member.node):
        return
    body = kind.child_by_field_name("body") if kind.type in ("struct_specifier", "class_specifier") else None
    inner = body if kind.child_by_field_name("name") is None else None
    if inner is not None and not declarators:
        yield from _inner_fields(inner, member, "")
    for declarator in declarators:
        shape = read_declarator(declarator)
        if inner is not None and not shape.suffix and shape.names:
            yield from _inner_fields(inner, member, f"{text_of(shape.names[0])}.")
            continue
        following = declarator.next_sibling
        bits = following is not None and following.type == "bitfield_clause"
        written = f"{text_of(kind)} {shape.suffix}".strip()
        if shape.function is None or shape.indirect:
            for name in shape.names:
                yield Field(text_of(name), written, bits, member.in_conditional, member.is_public)


def _inner_fields(body: Node, outer: _Member, prefix: str) -> Iterator[Field]:
    for each in _declarations(body, is_public=True):
        for field in _read_fields(each) if each.node.type == "field_declaration" else ():
            conditional = outer.in_conditional or field.in_conditional
            public = outer.is_public and field.is_public
            yield replace(field, name=prefix + field.name, in_conditional=conditional, is_public=public)
