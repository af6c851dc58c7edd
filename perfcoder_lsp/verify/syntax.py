"""Small questions to the syntax tree that the analysis of reads asks everywhere."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.source import walk

LOOPS = frozenset({"for_statement", "while_statement", "do_statement", "for_range_loop"})
_TRANSPARENT = frozenset({"parenthesized_expression", "pointer_expression", "cast_expression", "unary_expression"})


def text_of(node: Node | None) -> str:
    return node.text.decode("utf-8", "replace") if node is not None and node.text is not None else ""


def field(node: Node, name: str) -> Node | None:
    return node.child_by_field_name(name)


def operator(node: Node) -> str:
    """The operator of a binary, unary, update or assignment expression; empty for anything else."""
    return text_of(field(node, "operator"))


def called(node: Node) -> str:
    """The plain name of what a call expression calls: `f` for f(), std::f(), f<T>() and object.f()."""
    function = field(node, "function")
    while function is not None:
        deeper = field(function, "name") or field(function, "field")
        if deeper is None:
            break
        function = deeper
    return text_of(function)


def arguments(call: Node) -> list[Node]:
    listed = field(call, "arguments")
    return [node for node in listed.named_children if node.type != "comment"] if listed is not None else []


def function_name(definition: Node) -> str:
    """The name that a function definition defines, without its class."""
    declarator = field(definition, "declarator")
    while declarator is not None and declarator.type != "function_declarator":
        declarator = field(declarator, "declarator") or next(iter(declarator.named_children), None)
    name = field(declarator, "declarator") if declarator is not None else None
    while name is not None and name.type == "qualified_identifier":
        name = field(name, "name")
    return text_of(name).replace(" ", "")


def parameter_names(definition: Node) -> list[str]:
    for node in walk(definition, lambda inner: inner.type != "compound_statement"):
        if node.type == "parameter_list":
            return [declared_name(one) for one in node.named_children if "parameter_declaration" in one.type]
    return []


def declared_name(declarator: Node | None) -> str:
    """The name inside a declarator: `a` for `*a`, `a[n]`, `&a`, `a = 1`, `a(n)`."""
    current = declarator
    while current is not None and current.type not in ("identifier", "field_identifier"):
        following = field(current, "declarator")
        if following is None and current.type in ("reference_declarator", "variadic_declarator"):
            following = next(iter(current.named_children), None)
        current = following
    return text_of(current)


def key_of(node: Node | None) -> str:
    """The variable that an expression speaks of: `a` for `a`, `&a[i]`, `a+i`, `*a`; `x` for `p[i].x`, `p->x`.

    `first` and `second` keep their object (`p.first`), being everybody's names. Empty: no variable.
    """
    current = node
    while current is not None:
        kind = current.type
        if kind in ("identifier", "field_identifier"):
            return text_of(current)
        if kind in _TRANSPARENT:
            current = field(current, "argument") or field(current, "value") or _first(current)
        elif kind == "subscript_expression":
            current = field(current, "argument")
        elif kind == "binary_expression":
            current = field(current, "left")
        elif kind == "field_expression":
            name = text_of(field(current, "field"))
            return f"{key_of(field(current, 'argument'))}.{name}" if name in ("first", "second") else name
        elif kind == "call_expression":
            current = field_of_call(current)
        elif kind == "qualified_identifier":
            current = field(current, "name")
        else:
            return ""
    return ""


def _first(node: Node) -> Node | None:
    return next(iter(node.named_children), None)


def subscript_depth(node: Node) -> int:
    """How many subscripts an expression ends with: 2 for `a[i][j]`, also behind `&`."""
    depth = 0
    current: Node | None = node
    while current is not None:
        if current.type == "subscript_expression":
            depth += 1
            current = field(current, "argument")
        elif current.type in _TRANSPARENT:
            current = field(current, "argument") or field(current, "value") or _first(current)
        elif current.type == "binary_expression" and operator(current) == "+":
            return depth + 1
        else:
            break
    return depth


def names_in(node: Node | None) -> set[str]:
    """Variables whose values an expression uses, but for subscripted arrays and objects whose member is called."""
    found: set[str] = set()
    if node is None:
        return found

    def enter(inner: Node) -> bool:
        return inner.type not in ("subscript_expression", "call_expression", "field_expression", "lambda_expression")

    for inner in walk(node, enter):
        if inner.type == "identifier":
            found.add(text_of(inner))
        elif inner.type in ("field_expression", "subscript_expression"):
            found.add(key_of(inner))
        elif inner.type == "call_expression" and field_of_call(inner) is None:
            for argument in arguments(inner):
                found |= names_in(argument)
    return found - {""}


def field_of_call(call: Node) -> Node | None:
    """The object of a member call, None for a free function's call."""
    function = field(call, "function")
    return field(function, "argument") if function is not None and function.type == "field_expression" else None


def ancestors(node: Node) -> Iterator[Node]:
    current = node.parent
    while current is not None:
        yield current
        current = current.parent


def constant_of(node: Node | None) -> int | None:
    """The value of an integer literal, with or without a minus sign."""
    if node is None:
        return None
    text = text_of(node).replace(" ", "").strip("()").rstrip("uUlL").replace("'", "")
    try:
        return int(text, 0)
    except ValueError:
        return None


def character_of(node: Node | None) -> str | None:
    """The character of a literal such as 'a' or '\\n'."""
    if node is None or node.type != "char_literal":
        return None
    inner = text_of(node)[1:-1]
    return {"\\n": "\n", "\\t": "\t", "\\0": "\0", "\\\\": "\\", "\\'": "'"}.get(inner, inner)
