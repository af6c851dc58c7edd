"""The functions of a file: free, member, constructors, operators, templates, lambdas."""

from dataclasses import dataclass, replace
from typing import Literal

from tree_sitter import Node

from perfcoder_lsp.cpp.declarators import Declarator, qualifiers, read_declarator, unqualified
from perfcoder_lsp.cpp.nodes import CLASS_TYPES, ancestors, has_error, is_inside, nodes_of_type, parent_of, text_of
from perfcoder_lsp.cpp.source import Source, node_range, per_source
from perfcoder_lsp.cpp.tokens import tokenized
from perfcoder_lsp.text import ByteRange

FunctionKind = Literal["free", "member", "constructor", "destructor", "operator", "lambda"]


@dataclass(frozen=True)
class Parameter:
    """A parameter as written. `name` is empty where it has none; `type_text` holds everything but name and default,
    e.g. `const vector<int>&`; `default` is the text after `=`."""

    name: str
    type_text: str
    range: ByteRange
    default: str | None
    node: Node


@dataclass(frozen=True)
class Function:
    """A function with a body.

    `qualified_name` has namespaces and classes, e.g. `ns::Graph::add`; a lambda is called like the variable it
    initialises, else `<lambda>`. `return_type` is the text before the name (or after `->`), empty where there is none.
    `class_name` is the class it is a member of, also where it is defined outside of it.
    """

    name: str
    qualified_name: str
    kind: FunctionKind
    node: Node
    body: Node
    name_range: ByteRange
    parameters: tuple[Parameter, ...]
    return_type: str
    is_template: bool
    class_name: str | None
    is_const: bool

    @property
    def range(self) -> ByteRange:
        return node_range(self.node)

    @property
    def body_range(self) -> ByteRange:
        return node_range(self.body)


@per_source
def functions(source: Source) -> tuple[Function, ...]:
    """All functions with a body, in text order; a lambda comes after the function that it stands in."""
    found = (_read(source, node) for node in nodes_of_type(source, "function_definition", "lambda_expression"))
    return tuple(each for each in found if each is not None)


@per_source
def _functions_by_node(source: Source) -> dict[int, Function]:
    return {each.node.id: each for each in functions(source)}


def function_of(source: Source, node: Node) -> Function | None:
    """The innermost function that the node stands in (the function itself for its own node)."""
    by_node = _functions_by_node(source)
    if node.id in by_node:
        return by_node[node.id]
    return next((by_node[each.id] for each in ancestors(source, node) if each.id in by_node), None)


def understood_function(source: Source, node: Node) -> "Function | None":
    """The function around a node, where all of it was understood."""
    found = function_of(source, node)
    if found is None or has_error(found.node) or any(is_inside(each, found.node) for each in _static_elements(source)):
        return None
    return found


@per_source
def _static_elements(source: Source) -> tuple[Node, ...]:
    """Loops like `for (static int x : v)`, which compilers take although C++ forbids them: `x` is the first element for
    ever."""
    every = nodes_of_type(source, "for_range_loop")
    return tuple(
        loop
        for loop in every
        if any(each.type == "storage_class_specifier" and text_of(each) != "register" for each in loop.children)
    )


def function_at(source: Source, offset: int) -> Function | None:
    """The innermost function whose text contains the byte offset."""
    inside = [each for each in functions(source) if each.node.start_byte <= offset < each.node.end_byte]
    return max(inside, key=lambda each: each.node.start_byte, default=None)


def find_functions(source: Source, name: str) -> tuple[Function, ...]:
    """All functions with this name or qualified name: overloads, and members of different classes."""
    return tuple(_functions_by_name(source).get(name, ()))


@per_source
def _functions_by_name(source: Source) -> dict[str, list[Function]]:
    found: dict[str, list[Function]] = {}
    for each in functions(source):
        for name in {each.name, each.qualified_name}:
            found.setdefault(name, []).append(each)
    return found


def find_function(source: Source, name: str) -> Function | None:
    """The first function with this name or qualified name."""
    return next(iter(find_functions(source, name)), None)


def is_constexpr(source: Source, function: Function) -> bool:
    """Whether a compiler may have to run the function: it is constexpr or consteval."""
    head = source.text[function.node.start_byte : function.body.start_byte]
    return b"constexpr" in head or b"consteval" in head


def whole_range(source: Source, function: Function) -> ByteRange:
    """The function with its template heads."""
    start = function.node.start_byte
    for each in ancestors(source, function.node):
        if each.type not in ("template_declaration", "friend_declaration"):
            break
        start = each.start_byte
    return ByteRange(start=start, end=function.node.end_byte)


def has_main(source: Source) -> bool:
    """Whether the text is a program, not a library or header: the word stands in its code, where macros may make a
    function of it."""
    return any("main" in run.positions for run in tokenized(source).runs)


def is_macro_block(source: Source, node: Node) -> bool:
    """Whether a function_definition is a macro call with a block, such as `rep(i, n) { … }` inside a function: the
    grammar can't know macros, and C++ has no functions inside functions."""
    parent = parent_of(source, node)
    return node.type == "function_definition" and (
        (parent is not None and parent.type in ("compound_statement", "case_statement", "ERROR"))
        and any(each.type == "compound_statement" for each in ancestors(source, node))
    )


def _read(source: Source, node: Node) -> Function | None:
    body = node.child_by_field_name("body") or next((c for c in node.children if c.type == "try_statement"), None)
    if body is None or is_macro_block(source, node):
        return None
    if node.type == "lambda_expression":
        return _read_lambda(source, node, body)
    declarator = read_declarator(node.child_by_field_name("declarator"))
    if declarator.names and unqualified(declarator.names[0]).type == "operator_cast":
        declarator = _conversion_declarator(declarator)
    if not declarator.names or declarator.function is None:
        return None
    name_node = unqualified(declarator.names[0])
    name = _plain_name(name_node)
    scopes = _enclosing_scopes(source, node) + tuple(each for each in qualifiers(declarator.names[0]) if each)
    class_name = _class_name(source, node, declarator)
    return Function(
        name=name,
        qualified_name="::".join((*scopes, name)),
        kind=_kind(name_node, name, class_name, node),
        node=node,
        body=body,
        name_range=node_range(name_node),
        parameters=read_parameters(declarator.function),
        return_type=_return_type(node, declarator),
        is_template=any(each.type == "template_declaration" for each in ancestors(source, node)),
        class_name=class_name,
        is_const=any(c.type == "type_qualifier" and text_of(c) == "const" for c in declarator.function.children),
    )


def _read_lambda(source: Source, node: Node, body: Node) -> Function:
    declarator = node.child_by_field_name("declarator")
    parent = parent_of(source, node)
    name_node = parent.child_by_field_name("declarator") if parent and parent.type == "init_declarator" else None
    names = read_declarator(name_node).names
    trailing = next((c for c in declarator.children if c.type == "trailing_return_type"), None) if declarator else None
    parameters = read_parameters(declarator) if declarator else ()
    return Function(
        name=text_of(names[0]) if names else "<lambda>",
        qualified_name=text_of(names[0]) if names else "<lambda>",
        kind="lambda",
        node=node,
        body=body,
        name_range=node_range(names[0] if names else node),
        parameters=parameters,
        return_type=text_of(trailing).removeprefix("->").strip() if trailing else "",
        is_template=any("auto" in each.type_text.split() for each in parameters),
        class_name=None,
        is_const=not any(text_of(c) == "mutable" for c in (declarator.children if declarator else ())),
    )


def read_parameters(declarator: Node) -> tuple[Parameter, ...]:
    """The parameters of a function_declarator (or of a lambda's)."""
    listed = declarator.child_by_field_name("parameters")
    if listed is None:
        return ()
    wanted = ("parameter_declaration", "optional_parameter_declaration", "variadic_parameter_declaration")
    found = [_read_parameter(node) for node in listed.named_children if node.type in wanted]
    found += [Parameter("", "...", node_range(c), None, c) for c in listed.children if c.type == "..."]
    if len(found) == 1 and found[0].type_text == "void":
        return ()
    return tuple(found)


def _read_parameter(node: Node) -> Parameter:
    declarator = read_declarator(node.child_by_field_name("declarator"))
    default = node.child_by_field_name("default_value")
    name = declarator.names[0] if declarator.names else None
    end = default.start_byte if default else node.end_byte
    raw = (node.text or b"")[: end - node.start_byte]
    if name is not None:
        raw = raw[: name.start_byte - node.start_byte] + raw[name.end_byte - node.start_byte :]
    text = raw.decode().rstrip().removesuffix("=") if default else raw.decode()
    return Parameter(
        name=text_of(name) if name else "",
        type_text=" ".join(text.split()).replace(" &", "&").replace(" *", "*"),
        range=node_range(node),
        default=text_of(default) if default else None,
        node=node,
    )


def _conversion_declarator(declarator: Declarator) -> Declarator:
    """That of `operator T()`, whose parameters the grammar puts behind the name."""
    inner = unqualified(declarator.names[0]).child_by_field_name("declarator")
    return replace(declarator, function=read_declarator(inner).function)


def _plain_name(name: Node) -> str:
    if name.type == "operator_cast":
        target = name.child_by_field_name("declarator")
        text = name.text or b""
        return " ".join(text[: target.start_byte - name.start_byte if target else None].decode().split())
    if name.type == "template_function":
        inner = name.child_by_field_name("name")
        return text_of(inner) if inner else text_of(name)
    return " ".join(text_of(name).split())


def _kind(name_node: Node, name: str, class_name: str | None, node: Node) -> FunctionKind:
    if name_node.type in ("operator_name", "operator_cast"):
        return "operator"
    if name_node.type == "destructor_name":
        return "destructor"
    if class_name is None:
        return "free"
    if name == class_name and node.child_by_field_name("type") is None:
        return "constructor"
    return "member"


def _class_name(source: Source, node: Node, declarator: Declarator) -> str | None:
    for each in ancestors(source, node):
        if each.type in CLASS_TYPES:
            return _type_name(each)
        if each.type in ("compound_statement", "declaration_list"):
            break
    scopes = [each for each in qualifiers(declarator.names[0]) if each]
    namespaces = {
        text_of(n) for d in nodes_of_type(source, "namespace_definition") if (n := d.child_by_field_name("name"))
    }
    return scopes[-1] if scopes and scopes[-1] not in namespaces else None


def _type_name(node: Node) -> str:
    name = node.child_by_field_name("name")
    if name is not None and name.type == "template_type":
        name = name.child_by_field_name("name")
    return text_of(name) if name is not None else "<unnamed>"


def _enclosing_scopes(source: Source, node: Node) -> tuple[str, ...]:
    names: list[str] = []
    for each in ancestors(source, node):
        if each.type in CLASS_TYPES:
            names.append(_type_name(each))
        elif each.type == "namespace_definition" and (name := each.child_by_field_name("name")):
            names.append(text_of(name))
    return tuple(reversed(names))


def _return_type(node: Node, declarator: Declarator) -> str:
    trailing = (
        [c for c in declarator.function.children if c.type == "trailing_return_type"] if declarator.function else []
    )
    if trailing:
        return text_of(trailing[0]).removeprefix("->").strip()
    kind = node.child_by_field_name("type")
    if kind is None:
        return ""
    qualifier = "const " if any(c.type == "type_qualifier" and text_of(c) == "const" for c in node.children) else ""
    return qualifier + text_of(kind) + "*" * declarator.pointers + declarator.reference
