"""Rules of "Function Call Overhead Reduction": FN2."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.facts.copies import copies_silently
from perfcoder_lsp.cpp.functions import Function, function_of
from perfcoder_lsp.cpp.includes import has_directive, macro_names, macro_words
from perfcoder_lsp.cpp.nodes import FUNCTION_TYPES, ancestors, field_of, is_inside, nodes_inside, parent_of, text_of
from perfcoder_lsp.cpp.scopes import type_at, variables
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.uses import Use, UseKind, uses
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_type
from perfcoder_lsp.rewrite.statements import without_statements
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_DEPENDENT = ("template_method", "decltype")  # in a generic lambda they may want `template` or `typename`


@dataclass(frozen=True)
class _Local:
    """A lambda that a local std::function holds all its life, and the calls of it: from inside its own body, and from
    elsewhere. `start` is the declaration, or the assignment right after it."""

    variable: Declaration
    function: Function
    result: str
    start: Node
    inner: tuple[Call, ...]
    outer: tuple[Call, ...]


@rule(id="FN2", category=Category.FUNCTION_CALL, summary="Call a local lambda without a std::function", gain=2.5)
def local_lambda(source: Source) -> Iterator[Finding]:
    """
    What it does: makes `function<int(int)> f = [&](int n) { … f(n - 1) … };` a plain lambda, which a recursive one gets
    itself as its first argument: `auto f = [&](auto&& self, int n) -> int { … self(self, n - 1) … };`, `f(f, 5)`.

    Why: a call by std::function is indirect and can't be inlined; creating one may allocate memory.

    When not: the variable is used for anything but calls: assigned later, passed on, tested, copied, captured by name;
    a call in it comes from a lambda that copies; the lambda's parameters or result have other types than the
    std::function's, so that arguments are converted on the way; it is mutable, noexcept or generic; copying an argument
    runs code of the file; a macro takes part.

    Source: catalogue FN2, measured 3.0x. abseil, Agner Fog.
    """
    if source.language == "c":
        return
    for variable in variables(source):
        if variable.type.name == "function" and variable.kind is Kind.LOCAL:
            found = _read(source, variable)
            if found is not None:
                yield _direct(source, found)


def _read(source: Source, variable: Declaration) -> _Local | None:
    written, around = field_of(variable.node, "type"), function_of(source, variable.node)
    if written is None or around is None or around.node.has_error or has_directive(source, around.node):
        return None
    plain = variable.type.is_plain and not variable.type.reference and not variable.specifiers and variable.is_sole
    if not plain or variable.name in macro_words(source) or not is_standard_type(source, written):
        return None
    value, start = _value(variable)
    function = function_of(source, value) if value is not None and value.type == "lambda_expression" else None
    signature = _signature(text_of(written))
    if value is None or function is None or signature is None or function.node != value:
        return None
    result, taken = signature
    if not _has_types(source, function, result, taken):
        return None
    mentions = [use for use in uses(source, variable) if not is_inside(use.node, start) or is_inside(use.node, value)]
    calls = [_call(source, use, len(taken)) for use in mentions]
    found = tuple(each for each in calls if each is not None)
    if len(found) != len(mentions) or not found:
        return None
    inner = tuple(each for each in found if is_inside(each.node, function.body))
    outer = tuple(each for each in found if each not in inner)
    if inner and nodes_inside(source, function.body, *_DEPENDENT):
        return None
    return _Local(variable, function, result, start, inner, outer)


def _value(variable: Declaration) -> tuple[Node | None, Node]:
    """What the variable holds from its declaration on, or from an assignment right after it on, and that statement."""
    initial = variable.initializer
    if initial is not None:
        return (initial.arguments[0] if initial.style == "copy" else None), variable.node
    after = variable.node.next_named_sibling
    assignment = after.named_children[0] if after is not None and after.named_children else None
    if after is None or assignment is None or after.type != "expression_statement":
        return None, variable.node
    left, operator = field_of(assignment, "left"), field_of(assignment, "operator")
    assigned = left is not None and text_of(left) == variable.name and operator is not None and text_of(operator) == "="
    return (field_of(assignment, "right") if assigned else None), after


def _signature(written: str) -> tuple[str, tuple[str, ...]] | None:
    """`R` and the parameters' types of `function<R(A, B)>`."""
    inside = " ".join(written.split()).partition("<")[2].removesuffix(">").strip()
    depth, start = 0, -1
    for at in range(len(inside) - 1, -1, -1):
        depth += (inside[at] in ")>") - (inside[at] in "(<")
        if depth == 0:
            start = at
            break
    result, listed = inside[:start].strip(), inside[start + 1 : -1]
    if not inside.endswith(")") or start < 1 or not result or set("&*()[].") & set(result):
        return None
    return result, _split(listed)


def _split(listed: str) -> tuple[str, ...]:
    parts, depth = [""], 0
    for each in listed:
        depth += (each in "(<[") - (each in ")>]")
        if each == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += each
    return tuple(each.strip() for each in parts) if listed.strip() else ()


def _has_types(source: Source, function: Function, result: str, taken: tuple[str, ...]) -> bool:
    """Whether the lambda takes and returns exactly what the std::function does, in the plain way."""
    declarator = field_of(function.node, "declarator")
    known = {"parameter_list", "trailing_return_type", "comment"}
    if declarator is None or any(each.type not in known for each in declarator.named_children) or function.is_template:
        return False
    if len(declarator.children) != len(declarator.named_children):  # mutable, noexcept
        return False
    node = function.node
    if function.return_type and type_at(source, function.return_type, node) != type_at(source, result, node):
        return False
    if len(function.parameters) != len(taken):
        return False
    for parameter, wanted in zip(function.parameters, taken, strict=True):
        kind = type_at(source, parameter.type_text, node)
        if not kind.name or kind != type_at(source, wanted, node) or parameter.default is not None:
            return False
        if not kind.reference and not copies_silently(source, kind):
            return False
    values = [each for each in nodes_inside(source, function.body, "return_statement") if each.named_children]
    own = [each for each in values if function_of(source, each) is function]
    return result != "void" or bool(function.return_type) or not own


def _call(source: Source, use: Use, length: int) -> Call | None:
    """The call that a mention of the variable is, where it can call the lambda directly."""
    parent = parent_of(source, use.node)
    call = read_call(parent) if parent is not None and use.kind is UseKind.CALLED else None
    if call is None or len(call.arguments) != length or call.template_arguments or has_directive(source, call.node):
        return None
    for each in ancestors(source, use.node):
        if each.type not in FUNCTION_TYPES:
            continue
        captures = field_of(each, "captures")
        if each.type == "lambda_expression" and (captures is None or not _captures_all_by_reference(captures)):
            return None
        if each.type == "function_definition":
            break
    return call


def _captures_all_by_reference(captures: Node) -> bool:
    """`[&]`, or with more after it."""
    first = captures.named_children[0] if captures.named_children else None
    return first is not None and first.type == "lambda_default_capture" and text_of(first) == "&"


def _direct(source: Source, found: _Local) -> Finding:
    name, lambda_ = found.variable.name, found.function.node
    written, declarator = field_of(found.variable.node, "type"), field_of(lambda_, "declarator")
    parameters = field_of(declarator, "parameters") if declarator is not None else None
    assert written is not None, "checked by _read"
    assert declarator is not None, "checked by _has_types"
    assert parameters is not None, "checked by _has_types"
    edits: list[TextEdit] = []
    if found.start == found.variable.node:
        edits.append(replaced(written, "auto"))
    else:
        edits += [*without_statements(source, found.variable.node), TextEdit.insert(found.start.start_byte, "auto ")]
    if not found.function.return_type:
        edits.append(TextEdit.insert(declarator.end_byte, f" -> {found.result}"))
    if found.inner:
        self = _self(source, found.function)
        edits.append(_first(parameters, f"auto&& {self}", bool(found.function.parameters)))
        for call in found.inner:
            called = field_of(call.node, "function")
            assert called is not None, "a call has a function"
            edits += [replaced(called, self), _passed(call, self)]
        edits += [_passed(call, name) for call in found.outer]
    how = f"calls itself in {len(found.inner)} places by" if len(found.inner) > 1 else "calls itself by"
    return Finding(
        title=f"Call the lambda {name} directly",
        explanation=(
            f"`{name}` in line {line_of(source, found.start.start_byte)} {how if found.inner else 'is called by'} a "
            "std::function: each call is indirect and is never inlined. Nothing else uses the std::function, so that a "
            f"plain lambda does the same{', handed to itself as its first argument' if found.inner else ''}."
        ),
        edits=tuple(edits),
        range=node_range(found.start),
    )


def _self(source: Source, function: Function) -> str:
    """What a lambda calls itself: `self`, where that means nothing in it yet."""
    names = nodes_inside(source, function.node, "identifier", "field_identifier", "type_identifier")
    free = all(text_of(each) != "self" for each in names) and "self" not in macro_words(source) | macro_names(source)
    return "self" if free else unused_name(source, "self")


def _first(listed: Node, text: str, followed: bool) -> TextEdit:
    return TextEdit.insert(listed.start_byte + 1, f"{text}, " if followed else text)


def _passed(call: Call, name: str) -> TextEdit:
    listed = field_of(call.node, "arguments")
    assert listed is not None, "a call has arguments"
    return _first(listed, name, bool(call.arguments))
