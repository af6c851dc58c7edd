"""DS8: appending and one reversal for a vector that grows at its front."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_of, read_call
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.container_life import life_block, starts_empty, statement_in
from perfcoder_lsp.cpp.facts.plain_structs import plain_fields
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.includes import macro_names, macro_words
from perfcoder_lsp.cpp.loops import loops_around
from perfcoder_lsp.cpp.nodes import is_inside, nodes_inside, parent_of
from perfcoder_lsp.cpp.scopes import declarations_named, resolve
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import uses
from perfcoder_lsp.rewrite.containers import is_qualified, method_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_standard_type, standard
from perfcoder_lsp.rewrite.statements import included, statement_after
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_INSERTED = frozenset({"push_back", "reverse"})


@rule(
    id="DS8",
    category=Category.DATA_STRUCTURE,
    summary="Append and reverse once instead of inserting at the front",
    gain=50,
)
def reverse_once(source: Source) -> Iterator[Finding]:
    """
    What it does: replaces `v.insert(v.begin(), x)` in a loop by `v.push_back(x)`, and reverses v once behind the loop.

    Why: inserting at the front moves all elements, O(n) each time and O(n²) in all; appending is O(1).

    When not: the vector is not empty before the loop; anything else in the loop uses it, be it only its size;
    what is inserted mentions it or is a list of elements; it is captured by a lambda, static, or shared by functions;
    elements are bool or of a type whose copying may be noticed; jumps by goto. (Strings: STR2.)

    Source: catalogue DS8, measured 111x. No analyser does it.
    """
    if source.language == "c" or threads_of(source) or _INSERTED & macro_names(source):
        return
    groups: dict[int, list[Call]] = {}
    grown: dict[int, Declaration] = {}
    for call in calls_of(source, "insert"):
        variable = _grown_at_front(source, call)
        if variable is not None:
            groups.setdefault(id(variable), []).append(call)
            grown[id(variable)] = variable
    for key, calls in groups.items():
        finding = _finding(source, grown[key], calls)
        if finding is not None:
            yield finding


def _grown_at_front(source: Source, call: Call) -> Declaration | None:
    """The variable v of a statement `v.insert(v.begin(), x);`"""
    statement = parent_of(source, call.node)
    if len(call.arguments) != 2 or call.object is None or call.arrow or call.object.type != "identifier":
        return None
    begin, variable = read_call(call.arguments[0]), resolve(source, call.object)
    if begin is None or begin.name != "begin" or begin.object is None or begin.arguments or variable is None:
        return None
    own = begin.object.type == "identifier" and resolve(source, begin.object) is variable
    if not own or statement is None or statement.type != "expression_statement":
        return None
    value = type_of(source, call.arguments[1])
    if value.name == "initializer_list" or _is_list(source, call.arguments[1]):
        return None
    plain = call.arguments[1].type != "initializer_list" and not nodes_inside(source, call.node, "comment")
    return variable if plain and variable.is_variable else None


def _is_list(source: Source, value: Node) -> bool:
    """Whether a value is a variable declared as `auto x = {1, 2};`"""
    variable = resolve(source, value) if value.type == "identifier" else None
    initial = variable.initializer if variable is not None and variable.type.is_auto else None
    return initial is not None and (initial.style == "brace" or len(initial.arguments) != 1)


def _is_plain(source: Source, variable: Declaration) -> bool:
    """Whether nothing can tell how often the elements of this vector are moved."""
    kind, written = variable.type, variable.node.child_by_field_name("type")
    if kind.container != "vector" or not kind.is_value or kind.reference or kind.macro_altered:
        return False
    if variable.macro_altered or variable.is_volatile or variable.name in macro_words(source):
        return False
    return _moves_silently(source, kind.arguments[0]) and written is not None and is_standard_type(source, written)


def _moves_silently(source: Source, element: Type) -> bool:
    if element.name in ("bool", "initializer_list"):
        return False
    known = element.pointers or element.is_scalar or element.is_library_class or plain_fields(source, element)
    inner = () if element.pointers else element.arguments
    own_swap = element.user_defined and declarations_named(source, "swap")
    return bool(known) and not own_swap and all(each.name == "bool" or _moves_silently(source, each) for each in inner)


def _finding(source: Source, variable: Declaration, calls: list[Call]) -> Finding | None:
    block = life_block(source, variable) if _is_plain(source, variable) and starts_empty(variable) else None
    statements = [statement_in(source, block, each.node) for each in calls] if block is not None else []
    whole = statements[0] if statements else None
    if whole is None or any(each != whole for each in statements) or not _is_alone(source, variable, calls, whole):
        return None
    edits = [
        TextEdit.replace(method_name(each).start_byte, each.arguments[1].start_byte, "push_back(") for each in calls
    ]
    reverse = standard(source, "reverse", like="std" if is_qualified(variable) else "")
    edits.append(statement_after(source, whole, f"{reverse}({variable.name}.begin(), {variable.name}.end());"))
    name = variable.name
    return Finding(
        title=f"Append to {name} and reverse it once",
        explanation=(
            f"Each `{name}.insert({name}.begin(), …)` in the loop in line {line_of(source, whole.start_byte)} moves "
            f"all elements of `{name}` one place on, O(n²) for n of them. Nothing else in the loop looks at `{name}`: "
            "appending and reversing once at the end takes O(n)."
        ),
        edits=(*edits, *included(source, "<algorithm>")),
        range=node_range(whole),
    )


def _is_alone(source: Source, variable: Declaration, calls: list[Call], whole: Node) -> bool:
    """Whether the insertions are all that happens to the variable up to the end of the statement around them, and
    something is done with it later."""
    own = {each.object.id for call in calls for each in (call, read_call(call.arguments[0])) if each and each.object}
    found = uses(source, variable)
    early = [each for each in found if each.node.start_byte < whole.end_byte]
    if any(each.node.id not in own or not is_inside(each.node, whole) or each.in_lambda for each in early):
        return False
    repeated = any(is_inside(loop, whole) for call in calls for loop in loops_around(source, call.node))
    return repeated and len(found) > len(early)
