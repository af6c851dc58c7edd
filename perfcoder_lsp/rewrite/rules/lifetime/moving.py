"""Rules of "Resource Lifetime and Scope Management": MEM8."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.arguments import initialized_type
from perfcoder_lsp.cpp.calls import Call, calls_of, read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.copies import copies_silently
from perfcoder_lsp.cpp.facts.last_use import is_last_use
from perfcoder_lsp.cpp.functions import find_functions
from perfcoder_lsp.cpp.includes import expanded_name, macro_names
from perfcoder_lsp.cpp.nodes import parent_of, text_of
from perfcoder_lsp.cpp.operands import assigned
from perfcoder_lsp.cpp.scopes import declarations_named, names_of, type_at, variables
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import Use, uses
from perfcoder_lsp.rewrite.const_reference import allocates
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_from_std, is_standard_call
from perfcoder_lsp.rewrite.statements import included
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_STORING = frozenset({"push_back", "push_front", "emplace_back", "emplace_front", "push", "insert", "emplace"})


@rule(id="MEM8", category=Category.LIFETIME, summary="Move a local object where it is used last", gain=1.05)
def move_last_use(source: Source) -> Iterator[Finding]:
    """
    What it does: writes `result.push_back(std::move(line))` where `line`, a container, string or struct of such, is
    copied into a container, a variable, a member or a by-value parameter, and never used again.

    Why: the copy allocates memory and copies every element, and the original is destroyed right after; a move hands
    over the memory.

    When not: the object is, or may be, looked at later on any path: after the statement, in the next pass of a loop,
    through a reference, pointer, iterator or lambda; the same statement names it twice; it is const, static, a
    reference or a global; the function has labels, #if, or macros that hide loops or jumps; the copy is `return x`,
    which moves by itself; the target has another type, or the type copies itself in its own way; the program asks for
    a capacity.

    Source: catalogue MEM8, measured 1.06x. clang-tidy performance-use-std-move, performance-unnecessary-value-param.
    """
    if source.language == "c" or calls_of(source, "capacity") or {"std", "move"} & macro_names(source):
        return
    for variable in variables(source):
        if _is_worth_moving(source, variable):
            copied = ((use, _copied_to(source, use, variable.type.decayed)) for use in uses(source, variable))
            last = [each for each in copied if each[1] and is_last_use(source, variable, each[0])]
            if last:
                yield _move(source, variable, last)


def _is_worth_moving(source: Source, variable: Declaration) -> bool:
    kind = variable.type
    if variable.kind not in (Kind.LOCAL, Kind.PARAMETER) or kind.reference or variable.is_const or kind.macro_altered:
        return False
    return not variable.macro_altered and _owns_memory(source, variable)


def _owns_memory(source: Source, variable: Declaration) -> bool:
    """Whether a copy of such an object allocates for sure, and a move runs nothing of the program's own."""
    kind = variable.type
    if allocates(kind):
        return is_from_std(source, variable)
    scope = names_of(source).classes.get(kind.name) if kind.user_defined else None
    if scope is None or not kind.is_plain or not copies_silently(source, kind):
        return False
    fields = [each for named in scope.names.values() for each in named if each.kind is Kind.MEMBER]
    return any(allocates(each.type) and not each.is_const for each in fields)


def _copied_to(source: Source, use: Use, kind: Type) -> str:
    """What an object of exactly this type is made or assigned from the whole variable here, in words; empty where the
    mention is anything else."""
    if use.node.type != "identifier":
        return ""
    node = use.node
    parent = parent_of(source, node)
    if parent is None:
        return ""
    around = parent_of(source, parent)
    if parent.type == "argument_list" and around is not None:
        call = read_call(around)
        if call is not None:
            return _taken_by(source, call, node, kind)
        return _initialized(source, around, kind) if len(parent.named_children) == 1 else ""
    if parent.type == "assignment_expression" and parent.child_by_field_name("right") == node:
        pair = assigned(parent)
        return text_of(pair[0]) if pair is not None and type_of(source, pair[0]).decayed == kind else ""
    return _initialized(source, parent, kind) if parent.type in ("init_declarator", "declaration") else ""


def _initialized(source: Source, around: Node, kind: Type) -> str:
    """The variable or member of that type which the node initialises; `auto` is of the type of its value."""
    if around.type not in ("init_declarator", "declaration", "field_initializer"):
        return ""
    target = initialized_type(source, around)
    plain = target is not None and not target.reference and not target.pointers
    name = around.named_children[0] if around.type == "field_initializer" else around.child_by_field_name("declarator")
    if target is None or not plain or name is None or (target.decayed != kind and not target.is_auto):
        return ""
    return text_of(name) if name.type in ("identifier", "field_identifier") else ""


def _taken_by(source: Source, call: Call, node: Node, kind: Type) -> str:
    """What takes the argument of a call by value, in words."""
    position = next(index for index, each in enumerate(call.arguments) if each == node)
    if call.object is not None:
        name = expanded_name(source, call.name)
        stored = _element(type_of(source, call.object)) if name in _STORING and not call.arrow else None
        if stored is None or declarations_named(source, name):
            return ""
        if len(call.arguments) == 2 and name.startswith("emplace") and stored.name == "pair":
            stored = stored.arguments[position]
        elif len(call.arguments) != 1:
            return ""
        return text_of(call.object) if stored.decayed == kind else ""
    if call.name in ("make_pair", "make_tuple"):
        return f"the result of {call.name}" if is_standard_call(source, call) and not call.template_arguments else ""
    own, declared = find_functions(source, call.name), declarations_named(source, call.name)
    if len(own) != 1 or own[0].kind != "free" or own[0].is_template or call.qualifier:
        return ""
    if any(each.kind is not Kind.FUNCTION for each in declared) or position >= len(own[0].parameters):
        return ""
    parameter = own[0].parameters[position]
    by_value = type_at(source, parameter.type_text, parameter.node)
    same = not by_value.reference and not by_value.volatile and by_value.decayed == kind
    return f"{parameter.name} of {call.name}" if same and parameter.name else ""


def _element(kind: Type) -> Type | None:
    """What a container stores, and takes by value: T of vector<T>, stack<T>; pair<K, V> of a map."""
    if kind.container in ("stack", "queue", "priority_queue") and kind.arguments:
        return kind.arguments[0]
    return kind.visited if kind.container and not kind.is_string and not kind.extents else None


def _move(source: Source, variable: Declaration, last: list[tuple[Use, str]]) -> Finding:
    """The finding for the last uses, one on each path, with what the object is copied into there."""
    places = [node_range(use.node) for use, _ in last]
    targets = " or ".join(dict.fromkeys(target for _, target in last))
    lines = " and ".join(str(line_of(source, each.start)) for each in places)
    moves = (TextEdit.replace(each.start, each.end, f"std::move({variable.name})") for each in places)
    return Finding(
        title=f"Move {variable.name} into {targets}",
        explanation=(
            f"{variable.name} ({variable.type.decayed}) is copied into {targets} (line {lines}), and nothing uses it "
            "after that: moving hands over its memory, O(1), instead of copying every element."
        ),
        edits=(*moves, *included(source, "<utility>")),
        range=places[0],
    )
