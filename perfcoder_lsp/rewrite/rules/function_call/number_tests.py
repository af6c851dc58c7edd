"""Rule of "Function Call Overhead Reduction": FN1."""

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_in, calls_of
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.facts.accesses import accesses
from perfcoder_lsp.cpp.facts.exceptions import ALL, cannot_throw, caught, examines_exceptions
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.functions import find_functions, understood_function
from perfcoder_lsp.cpp.includes import has_directive, has_local_includes, in_conditional, macro_names
from perfcoder_lsp.cpp.loops import runs_often
from perfcoder_lsp.cpp.nodes import enclosing_statement, nodes_inside, parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import declaration_of, declarations_named, type_at
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.statements import same_text, statements_of, takes_declarations
from perfcoder_lsp.rewrite.layout import laid_out, start_of_item
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_call, is_standard_string
from perfcoder_lsp.rewrite.statements import headers_come_before, included, without_statements
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit, with_joined_insertions

_CONVERSIONS = {
    "stoi": ("int", "long", "strtol", ", 10"),
    "stol": ("long", "long", "strtol", ", 10"),
    "stoll": ("long long", "long long", "strtoll", ", 10"),
    "stoul": ("unsigned long", "unsigned long", "strtoul", ", 10"),
    "stoull": ("unsigned long long", "unsigned long long", "strtoull", ", 10"),
    "stof": ("float", "float", "strtof", ""),
    "stod": ("double", "double", "strtod", ""),
}
_PATH = frozenset(
    {"identifier", "subscript_expression", "subscript_argument_list", "number_literal", "parenthesized_expression"}
    | {"field_expression", "field_identifier", "binary_expression"}
)
_WORDS = frozenset(  # of the inserted function
    {"text", "number", "before", "end", "value", "is_number", "errno", "ERANGE", "std", "string", "INT_MIN", "INT_MAX"}
    | {"static", "const", "bool", "char", "int", "long", "unsigned", "float", "double", "if", "return", "false"}
)
_LIMITS = ("INT_MIN", "INT_MAX")
_TEXTS = frozenset({"identifier", "subscript_expression", "field_expression"})
_ENOUGH = (frozenset({ALL}), frozenset({"exception"}), frozenset({"logic_error"}))
_BOTH = frozenset({"invalid_argument", "out_of_range"})


@dataclass(frozen=True)
class _Test:
    """`try { … stoi(s) …; } catch (...) { … }`, where nothing but the conversion can throw."""

    node: Node
    body: Node
    call: Call
    handlers: tuple[Node, ...]


@rule(
    id="FN1", category=Category.FUNCTION_CALL, summary="Test whether a text is a number without an exception", gain=10
)
def tests_without_exceptions(source: Source) -> Iterator[Finding]:
    """
    What it does: turns `try { x = stoi(s); } catch (...) { … }` into `if (read_int(s, number)) { x = number; } else {
    … }`. The inserted function does what stoi does: it calls strtol and looks at the same two conditions, so that white
    space, signs, what follows the number, and numbers out of range are treated alike. stol, stoll, stoul, stoull, stof
    and stod likewise.

    Why: throwing and catching an exception takes a microsecond or more, a hundred times as long as the conversion.

    When not: the handlers use the exception, do different things, or don't catch both what stoi throws for no number
    and what it throws for one out of range; anything else in the try block may throw, memory for a string included;
    the conversion is not what the block begins with; an exception in flight is asked for or thrown again in the file; a
    position or base is given; the code runs once.

    Source: catalogue FN1, measured 88x on texts that are no numbers. abseil; Agner Fog's manual 1.
    """
    if source.language == "c" or examines_exceptions(source) or macro_names(source) & _WORDS:
        return
    if any(declarations_named(source, each) for each in _LIMITS):
        return
    for name in _CONVERSIONS:
        found = [each for call in calls_of(source, name) if (each := _read(source, call)) is not None]
        if found and headers_come_before(source, start_of_item(source, found[0].node)):
            yield _finding(source, name, found)


def _read(source: Source, call: Call) -> _Test | None:
    statement = enclosing_statement(call.node)
    body = parent_of(source, statement)
    node = parent_of(source, body) if body is not None else None
    if node is None or body is None or node.type != "try_statement" or len(call.arguments) != 1:
        return None
    function, parts = understood_function(source, node), statements_of(body)
    if function is None or parts[0] != statement or not takes_declarations(source, node):
        return None
    if has_directive(source, node) or in_conditional(source, node.start_byte) or not runs_often(source, node):
        return None
    if not is_standard_call(source, call) or not _is_text(source, call.arguments[0]):
        return None
    handlers = tuple(each for each in node.named_children if each.type == "catch_clause")
    if not _catch_all(source, handlers) or not _takes_number(source, call.node, statement):
        return None
    if not all(cannot_throw(source, each) for each in parts[1:]):
        return None
    return _Test(node, body, call, handlers)


def _is_text(source: Source, argument: Node) -> bool:
    """Whether an argument is a string that is there already: evaluating it can't throw."""
    plain = all(each.type in _PATH for each in walk(argument) if each.is_named) and "->" not in text_of(argument)
    there = plain and unwrapped(argument).type in _TEXTS
    return there and is_standard_string(source, argument) and is_pure(source, argument)


def _catch_all(source: Source, handlers: tuple[Node, ...]) -> bool:
    """Whether the handlers do one thing, whichever of its exceptions the conversion throws."""
    names = [caught(source, each) for each in handlers]
    bodies = [each.child_by_field_name("body") for each in handlers]
    first = bodies[0] if bodies else None
    if first is None or None in names or not all(each is not None and same_text(each, first) for each in bodies):
        return False
    if len(handlers) > 1 and nodes_inside(source, first, "storage_class_specifier", "try_statement"):
        return False  # each has its own
    called = calls_in(source, first)
    hidden = (declarations_named(source, each.name) and not find_functions(source, each.name) for each in called)
    if (has_local_includes(source) and called) or any(hidden):
        return False  # a function out of sight may ask for the exception
    known = {each for each in names if each is not None}
    return known >= _BOTH or any(each <= known for each in _ENOUGH)


def _takes_number(source: Source, call: Node, statement: Node) -> bool:
    """Whether the statement is the call, or does plain arithmetic with its value only."""
    node = call
    while (parent := parent_of(source, node)) is not None and parent != statement:
        if parent.type == "init_declarator":
            return _declares_number(source, parent, statement)
        if parent.type == "assignment_expression":
            left = parent.child_by_field_name("left")
            whole = parent_of(source, parent) == statement and left != node
            changed = accesses(source, left) if left is not None else None
            return whole and changed is not None and not any(each.writes for each in changed)
        others = [each for each in parent.named_children if each not in (node, parent.child_by_field_name("type"))]
        operator = parent.child_by_field_name("operator")
        if parent.type not in ("binary_expression", "parenthesized_expression", "unary_expression"):
            return False
        if operator is not None and text_of(operator) in ("&&", "||", "and", "or"):
            return False
        read = [accesses(source, each) for each in others]
        if any(each is None or any(one.writes for one in each) for each in read):
            return False
        node = parent
    if statement.type != "return_statement":
        return statement.type == "expression_statement" and node == call
    function = understood_function(source, statement)
    result = type_at(source, function.return_type, statement) if function is not None else None
    return result is not None and result.is_arithmetic


def _declares_number(source: Source, declarator: Node, statement: Node) -> bool:
    name = declarator.child_by_field_name("declarator")
    variable: Declaration | None = declaration_of(source, name) if name is not None else None
    if variable is None or not variable.is_sole or not variable.is_automatic or variable.node != statement:
        return False
    kind = variable_type(source, variable)
    return (kind.is_arithmetic or variable.type.is_auto) and not variable.type.reference


def _helper(name: str, reader: str) -> tuple[str, ...]:
    kind, wide, function, base = _CONVERSIONS[name]
    bounds = " && INT_MIN <= value && value <= INT_MAX" if name == "stoi" else ""
    return (
        f"// Reads the number that std::{name} would return; false where that would throw.",
        f"static bool {reader}(const std::string &text, {kind} &number) {{",
        "    const int before = errno;",
        "    errno = 0;",
        "    char *end;",
        f"    const {wide} value = std::{function}(text.c_str(), &end{base});",
        f"    const bool is_number = end != text.c_str() && errno != ERANGE{bounds};",
        "    if (is_number)",
        f"        number = {'(int)' if name == 'stoi' else ''}value;",
        "    if (errno == 0)",
        "        errno = before;",
        "    return is_number;",
        "}",
        "",
        "",
    )


def _finding(source: Source, name: str, found: list[_Test]) -> Finding:
    kind = _CONVERSIONS[name][0]
    reader, first = unused_name(source, f"read_{kind.replace(' ', '_')}"), unused_name(source, "number")
    helper = TextEdit.insert(start_of_item(source, found[0].node), source.newline.join(_helper(name, reader)))
    headers = ("<cerrno>", *(("<climits>",) if name == "stoi" else ()), "<cstdlib>")
    edits = [*with_joined_insertions((*included(source, *headers), helper))]
    for position, each in enumerate(found):
        beside = sum(_block(source, one) == _block(source, each) for one in found[:position])
        number = unused_name(source, f"{first}_{beside + 1}") if beside else first
        edits += _edits(source, each, f"{kind} {number}", reader)
    lines = ", ".join(str(line_of(source, each.node.start_byte)) for each in found)
    plural = "s" if len(found) > 1 else ""
    return Finding(
        title=f"Test for a number without throwing: {reader}",
        explanation=(
            f"`{name}` throws for each text that is no number, and control goes to the handler of the try block in "
            f"line{plural} {lines}: that takes over a microsecond each time. `{reader}` does the same conversion, "
            "and returns false instead."
        ),
        edits=tuple(edits),
        range=node_range(found[0].node),
    )


def _block(source: Source, found: _Test) -> Node | None:
    return parent_of(source, found.node)


def _edits(source: Source, found: _Test, declared: str, reader: str) -> Iterator[TextEdit]:
    call, node, number = found.call.node, found.node, declared.split()[-1]
    first = f"if ({reader}({source.slice(found.call.arguments[0])}, {number}))"
    yield TextEdit.replace(node.start_byte, node.children[0].end_byte, laid_out(source, node, f"{declared};", first))
    statement = enclosing_statement(call)
    if call.parent == statement and statement.type == "expression_statement":
        yield from without_statements(source, statement)
    else:
        yield TextEdit.replace(call.start_byte, call.end_byte, number)
    kept = found.handlers[0]
    body = kept.child_by_field_name("body")
    assert body is not None, "a handler has a body"
    if not body.named_children:
        yield TextEdit.replace(found.body.end_byte, node.end_byte, "")
        return
    yield TextEdit.replace(kept.start_byte, kept.children[1].end_byte, "else")
    if kept.end_byte < node.end_byte:
        yield TextEdit.replace(kept.end_byte, node.end_byte, "")
