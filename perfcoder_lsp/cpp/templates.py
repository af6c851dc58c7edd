"""Template heads: `template <class T, int N = 8> requires …` taken apart, and instantiations that a file names."""

import re
from dataclasses import dataclass
from typing import Literal

from tree_sitter import Node

from perfcoder_lsp.cpp.declarators import read_declarator
from perfcoder_lsp.cpp.nodes import ancestors, nodes_of_type, text_of
from perfcoder_lsp.cpp.source import Source, per_source

TemplateParameterKind = Literal["type", "value", "template"]


@dataclass(frozen=True)
class TemplateParameter:
    """`class T`, `size_t N = 8`, `typename... A`, `std::integral I`, `template <class> class C`.

    `name` is empty where it has none; `type_text` is a value's type; `has_default`: it may be left out, for `default`
    where that is a type.
    """

    name: str
    kind: TemplateParameterKind
    type_text: str
    has_default: bool
    is_pack: bool
    default: str = ""


@dataclass(frozen=True)
class TemplateHead:
    """The text from `template` to before what is declared, with its requires-clause, and the parameters."""

    text: str
    parameters: tuple[TemplateParameter, ...]

    @property
    def is_specialization(self) -> bool:
        """Whether it is `template <>`: of a full specialization."""
        return not self.parameters


def template_heads(source: Source, node: Node) -> tuple[TemplateHead, ...]:
    """The heads directly around a declaration, outermost first: two for a member template of a class template that is
    defined outside of its class."""
    heads: list[TemplateHead] = []
    for each in ancestors(source, node):
        if each.type == "friend_declaration":
            continue
        if each.type != "template_declaration":
            break
        heads.append(_read_head(source, each))
    return tuple(reversed(heads))


def _read_head(source: Source, node: Node) -> TemplateHead:
    listed = node.child_by_field_name("parameters")
    clause = next((c for c in node.children if c.type == "requires_clause"), None)
    last = clause or listed
    end = (last.end_byte if last is not None else node.start_byte) - node.start_byte
    text = " ".join((node.text or b"")[:end].decode().split())
    wanted = listed.named_children if listed is not None else []
    return TemplateHead(text, tuple(_read_parameter(source, each) for each in wanted if each.type != "comment"))


def _read_parameter(source: Source, node: Node) -> TemplateParameter:
    default = any(child.type == "=" for child in node.children)
    if node.type == "template_template_parameter_declaration":
        inner = node.named_children[-1]
        return TemplateParameter(_type_name(inner), "template", "", default or _has_default(inner), _is_pack(inner))
    if "type_parameter" in node.type:
        given = node.child_by_field_name("default_type")
        written = " ".join(text_of(given).split()) if given is not None else ""
        return TemplateParameter(_type_name(node), "type", "", default or _has_default(node), _is_pack(node), written)
    kind = node.child_by_field_name("type")
    names = read_declarator(node.child_by_field_name("declarator")).names
    type_text = " ".join(text_of(kind).split()) if kind is not None else ""
    is_constrained = kind is not None and _is_concept(source, kind)
    name = text_of(names[0]) if names else ""
    return TemplateParameter(name, "type" if is_constrained else "value", type_text, default, _is_pack(node))


def _type_name(node: Node) -> str:
    name = node.child_by_field_name("name")
    found = name or next((c for c in node.named_children if c.type == "type_identifier"), None)
    return text_of(found) if found is not None else ""


def _has_default(node: Node) -> bool:
    return node.child_by_field_name("default_type") is not None or node.child_by_field_name("default_value") is not None


def _is_pack(node: Node) -> bool:
    return node.type.startswith("variadic") or "..." in text_of(node)


_VALUE_TYPES = frozenset(
    {"size_t", "ptrdiff_t", "ssize_t", "intptr_t", "uintptr_t", "intmax_t", "uintmax_t", "byte", "nullptr_t"}
    | {f"{sign}int{bits}_t" for sign in ("", "u") for bits in (8, 16, 32, 64)}
)


def _is_concept(source: Source, kind: Node) -> bool:
    """Whether the type of a template parameter that looks like a value is rather a concept: `std::integral T`."""
    if kind.type not in ("type_identifier", "qualified_identifier", "template_type"):
        return False
    plain = text_of(kind).rpartition("::")[2].partition("<")[0].strip()
    return plain in _concepts(source) or (text_of(kind).startswith("std::") and plain not in _VALUE_TYPES)


@per_source
def _concepts(source: Source) -> frozenset[str]:
    """The concepts that the file defines."""
    names = (node.child_by_field_name("name") for node in nodes_of_type(source, "concept_definition"))
    return frozenset(text_of(name) for name in names if name is not None)


@per_source
def defaults_by_name(source: Source) -> dict[str, tuple[str, ...]]:
    """What the file's templates take where a type parameter of a name is left out, as far as it needs no other one."""
    found: dict[str, dict[str, None]] = {}
    for node in nodes_of_type(source, "template_declaration"):
        parameters = _read_head(source, node).parameters
        names = {each.name for each in parameters}
        for each in parameters:
            if each.default and not names & set(re.findall(r"\w+", each.default)):
                found.setdefault(each.name, {})[each.default] = None
    return {name: tuple(texts) for name, texts in found.items()}


def named_instantiations(source: Source, name: str) -> tuple[tuple[str, ...], ...]:
    """The argument lists with which the file writes `name<…>` outside of any template, each once, in text order."""
    found: dict[tuple[str, ...], None] = {}
    for node in nodes_of_type(source, "template_type", "template_function", "template_method"):
        plain, listed = node.child_by_field_name("name"), node.child_by_field_name("arguments")
        if plain is None or listed is None or text_of(plain) != name:
            continue
        if not any(each.type == "template_declaration" for each in ancestors(source, node)):
            found[tuple(" ".join(text_of(c).split()) for c in listed.named_children if c.type != "comment")] = None
    return tuple(found)
