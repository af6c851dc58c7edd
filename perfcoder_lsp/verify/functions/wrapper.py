"""The wrapper: a static function beside the target with the same parameters, so that overloads, private members,
operators and functions of unnamed namespaces all become one pointer that can be named from the end of the file."""

import re
from dataclasses import dataclass, replace

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.functions import Function, Parameter, function_of
from perfcoder_lsp.cpp.includes import macros
from perfcoder_lsp.cpp.nodes import ancestors, parent_of, text_of
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.cpp.templates import TemplateHead
from perfcoder_lsp.text import TextEdit
from perfcoder_lsp.verify.functions.place import Place, variable_around
from perfcoder_lsp.verify.functions.templates import Instantiation, is_auto

NAME = "perfcoder_target_"
SELF = "perfcoder_self_"
_BESIDE = "perfcoder_beside_"
_AUTO = re.compile(r"(?:(?!const\b)(?<![\w:])[\w:]+(?:<[^<>]*>)?\s+)?\bauto\b")


@dataclass(frozen=True)
class Wrapped:
    """A parameter of the wrapper: its name and its declaration without default value; a pack stands for several."""

    name: str
    text: str
    is_pack: bool

    @property
    def forwarded(self) -> str:
        return f"static_cast<decltype({self.name})&&>({self.name}){'...' if self.is_pack else ''}"


@dataclass(frozen=True)
class Wrapper:
    """What is inserted beside the target, what is added behind the file, and the wrapper's address; `has_self`: its
    first parameter is the object."""

    edits: tuple[TextEdit, ...]
    tail: str
    address: str
    has_self: bool


def wrapped_parameters(
    parameters: tuple[Parameter, ...], autos: tuple[str, ...] = (), prefix: str = "a"
) -> tuple[Wrapped, ...]:
    """The parameters, each with a name; `autos` are the types in place of `auto`, in order."""
    types = iter(autos)
    found: list[Wrapped] = []
    for number, each in enumerate(parameters):
        name = each.name or f"perfcoder_{prefix}{number}_"
        text = _declaration(each, name)
        if is_auto(each.type_text) and autos:
            text = _with_type(text, next(types, "int"))
        found.append(Wrapped(name, text, each.node.type == "variadic_parameter_declaration"))
    return tuple(found)


def _with_type(text: str, kind: str) -> str:
    """A declaration with a type in place of `auto`, and of the concept before it."""
    return _AUTO.sub(lambda match: f"const {kind}" if match[0].startswith("const ") else kind, text, count=1)


def wrapper_of(source: Source, function: Function, place: Place, chosen: Instantiation, *, plain: bool) -> Wrapper:
    """The wrapper of a function in the instantiation chosen; `plain`: as a function even where a struct that inherits
    from a class of another file would see more names."""
    if function.kind == "lambda":
        return _lambda_wrapper(source, function, place, chosen)
    written = place.declared.parameters if place.declared is not None else function.parameters
    parameters = tuple(_typed(function, each) for each in wrapped_parameters(written, chosen.autos))
    has_self = place.is_member and not place.is_static and function.kind != "constructor"
    owner = place.owner.name if place.owner is not None else place.foreign
    call = _call(source, function, place, parameters, has_self=has_self)
    text = _definition(parameters, call, f"{owner}& {SELF}" if has_self else "", _head(place))
    scope = _scope(place, chosen)
    if place.foreign and not plain:
        text = f"struct {_BESIDE} : {place.foreign} {{ {text} }};"
        scope += f"::{_BESIDE}"
    own = f"<{', '.join(chosen.own)}>" if chosen.own else ""
    edit = TextEdit.insert(_offset(source, function, place), f" {text}")
    return Wrapper((edit,), "", f"&{scope}::{NAME}{own}", has_self)


def _definition(parameters: tuple[Wrapped, ...], call: str, self_text: str, head: str) -> str:
    listed = ", ".join([self_text] * bool(self_text) + [each.text for each in parameters])
    return f"{head}static decltype(auto) {NAME}({listed}) {{ return {call}; }}"


def _head(place: Place) -> str:
    """The template head for the wrapper; one whose parameters the function has with defaults keeps them."""
    heads = [head for head in place.heads if not head.is_specialization]
    return f"{heads[-1].text} " if heads else ""


def _call(source: Source, function: Function, place: Place, parameters: tuple[Wrapped, ...], *, has_self: bool) -> str:
    """The call of the target from inside the wrapper."""
    arguments = f"({', '.join(each.forwarded for each in parameters)})"
    explicit = _explicit_arguments(place, parameters) or _specialized(source, function)
    if function.kind == "constructor":
        return (place.owner.name if place.owner is not None else place.foreign) + arguments
    name = function.name
    if has_self:
        self_text = f"std::move({SELF})" if _wants_rvalue(function) else SELF
        called = f"{self_text}.{'template ' if explicit else ''}{name}"
    elif place.is_friend or place.is_member:
        called = name
    else:
        called = f"{_scope(place, Instantiation())}::{name}"
    if any(each.name == function.name and each.parameters is not None for each in macros(source)):
        called = f"({called})"
    return f"{called}{explicit}{arguments}"


def _wants_rvalue(function: Function) -> bool:
    """Whether a member can be called on temporaries only: `T take() &&`."""
    return any(child.type == "ref_qualifier" and text_of(child) == "&&" for child in walk(function.node, _no_body))


def _no_body(node: Node) -> bool:
    return node.type not in ("compound_statement", "parameter_list")


def _explicit_arguments(place: Place, parameters: tuple[Wrapped, ...]) -> str:
    """`<T, N>` where a call does not tell the arguments."""
    head = place.heads[-1] if place.heads else TemplateHead("", ())
    needed = [each for each in head.parameters if not each.has_default]
    text = " ".join(each.text for each in parameters)
    if all(re.search(rf"\b{re.escape(each.name)}\b", text) for each in needed):
        return ""
    return f"<{', '.join(each.name + ('...' if each.is_pack else '') for each in needed)}>"


def _specialized(source: Source, function: Function) -> str:
    """`<double>` of `template <> double parse<double>(…)`."""
    written = source.slice(function.name_range)
    return written[written.index("<") :] if function.kind != "operator" and "<" in written else ""


def _scope(place: Place, chosen: Instantiation) -> str:
    """`::ns::Outer<int>` of what the function stands in."""
    arguments = iter(chosen.classes)
    parts = [""]
    for each in place.path:
        head = each.head
        given = next(arguments, ()) if head is not None else ()
        written = each.of.written if each.of is not None else each.name
        if head is not None and "<" in written:  # a partial specialization
            for parameter, argument in zip(head.parameters, given, strict=False):
                written = re.sub(rf"\b{re.escape(parameter.name)}\b", argument, written)
            given = ()
        parts.append(written + (f"<{', '.join(given)}>" if given else ""))
    return "::".join(parts)


def _offset(source: Source, function: Function, place: Place) -> int:
    """Where the wrapper goes: behind the function, or behind its declaration in the class."""
    node = place.declared.node if place.declared is not None else function.node
    if place.declared is None and place.owner is not None and not _is_in_class(function, place):
        return place.owner.body.end_byte - 1
    for each in ancestors(source, node):
        if each.type not in ("template_declaration", "friend_declaration"):
            break
        node = each
    return node.end_byte


def _is_in_class(function: Function, place: Place) -> bool:
    body = place.owner.body if place.owner is not None else None
    return body is not None and body.start_byte <= function.node.start_byte < body.end_byte


_VOID = re.compile(r"(?P<const>const\s+)?void\s*(?P<also>const)?\s*\*(?!\s*\*)")


_POINTED = r"(?:const\s+)?(?P<kind>[A-Za-z_][\w: ]*?\**?)\s*(?:const\s*)?\*"
_CAST = rf"(?:\(|_cast\s*<)\s*{_POINTED}\s*(?:\)\s*|>\s*\(\s*)NAME\b"
_ASSIGNED = r"(?:const\s+)?\b(?P<kind>[A-Za-z_][\w:]*)\s*\*\s*(?:const\s+)?\w+\s*=\s*NAME\s*[;,]"


def _typed(function: Function, parameter: Wrapped) -> Wrapped:
    """A parameter `const void* a` as what the body takes it for: `const int* a` where it says `*(int*)a`."""
    match, body = _VOID.match(parameter.text), text_of(function.body)
    patterns = (each.replace("NAME", re.escape(parameter.name)) for each in (_CAST, _ASSIGNED))
    kinds = [found["kind"].strip() for each in patterns if match is not None and (found := re.search(each, body))]
    if match is None or not kinds or kinds[0] in ("void", "const"):
        return parameter
    const = "const " if match["const"] or match["also"] else ""
    return replace(parameter, text=f"{const}{kinds[0]}*{parameter.text[match.end() :]}")


# -------------------------------------------------------------------------------------------------------------- lambdas


def _lambda_wrapper(source: Source, function: Function, place: Place, chosen: Instantiation) -> Wrapper:
    """A lambda without captures: called by its variable's name, or lifted out of the function it stands in."""
    parameters = wrapped_parameters(function.parameters, chosen.autos)
    arguments = f"({', '.join(each.forwarded for each in parameters)})"
    address = f"&{_scope(place, chosen)}::{NAME}"
    holder = variable_around(source, function)
    around = function_of(source, parent_of(source, function.node) or function.node)
    if around is None and holder is not None:
        text = _definition(parameters, f"{function.name}{arguments}", "", "")
        return Wrapper((TextEdit.insert(holder.end_byte, f" {text}"),), "", address, has_self=False)
    line = line_of(source, function.range.start)
    text = _definition(parameters, f"(\n#line {line}\n{text_of(function.node)}){arguments}", "", "")
    opened = "".join(f"namespace {each.name} {{ " for each in place.path)
    return Wrapper((), f"{opened}{text}{' }' * len(place.path)}", address, has_self=False)


# ----------------------------------------------------------------------------------------------------------- parameters


def _declaration(parameter: Parameter, name: str) -> str:
    """The parameter's text on one line, without comments and default value, and with a name."""
    node = parameter.node
    end = next((child.start_byte for child in node.children if child.type == "="), node.end_byte)
    at = node.end_byte if parameter.name else _name_offset(node, end)
    pieces: list[str] = []
    position = node.start_byte
    text = node.text or b""
    cuts = [(at, at, f" {name}")] * (not parameter.name)
    cuts += [(each.start_byte, each.end_byte, " ") for each in walk(node) if each.type == "comment"]
    for start, stop, replacement in sorted(cuts):
        if start <= end:
            pieces += [text[position - node.start_byte : start - node.start_byte].decode(), replacement]
            position = stop
    pieces.append(text[position - node.start_byte : max(position, end) - node.start_byte].decode())
    return " ".join("".join(pieces).split())


def _name_offset(node: Node, end: int) -> int:
    """Where the name of an unnamed parameter belongs: behind stars and references, before brackets."""
    declarator = node.child_by_field_name("declarator")
    while declarator is not None:
        inner = declarator.child_by_field_name("declarator") or next(
            (child for child in declarator.named_children if child.type.endswith("declarator")), None
        )
        if inner is None:
            prefix = declarator.type in ("abstract_pointer_declarator", "abstract_reference_declarator")
            prefix = prefix or declarator.type == "variadic_declarator"
            return declarator.end_byte if prefix else declarator.start_byte
        declarator = inner
    return end
