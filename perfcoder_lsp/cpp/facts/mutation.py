"""What running a piece of code may change, the functions of the file that it calls included.

`uses` tells what an expression does to a variable it names; this module adds what calls do, transitively, so that a
rule can show that an object stays as it is while a piece of code runs although the code never names it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_in
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.effects import Effect
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.facts.indirection import indirect_targets
from perfcoder_lsp.cpp.facts.reach import reaches_beyond
from perfcoder_lsp.cpp.functions import Function, functions
from perfcoder_lsp.cpp.includes import expanded_name, macro, macro_names
from perfcoder_lsp.cpp.library import (
    CASTS,
    ELEMENT_FUNCTIONS,
    ELEMENT_METHODS,
    HEADER_WORDS,
    ITERATOR_FUNCTIONS,
    ITERATOR_METHODS,
    READING_FUNCTIONS,
    READING_METHODS,
    STREAMS,
    UPDATING_FUNCTIONS,
    UPDATING_ITERATOR_FUNCTIONS,
    WRITING_METHODS,
)
from perfcoder_lsp.cpp.mentions import mentions_in
from perfcoder_lsp.cpp.nodes import is_inside, nodes_inside, text_of
from perfcoder_lsp.cpp.places import holds, may_be_same, referred, refers, root_of
from perfcoder_lsp.cpp.scopes import candidates, declarations_named
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.types import CONTAINERS, UNKNOWN, Type
from perfcoder_lsp.cpp.uses import Use, UseKind, use_at

_HARMLESS_FUNCTIONS = (
    (READING_FUNCTIONS | UPDATING_FUNCTIONS | ITERATOR_FUNCTIONS | UPDATING_ITERATOR_FUNCTIONS)
    | (ELEMENT_FUNCTIONS | CASTS | CONTAINERS | STREAMS)
) | frozenset({"pair", "tuple", "complex", "getchar", "move", "get", "tie", "iter_swap", "fflush", "clock", "time"})
_HARMLESS_METHODS = (
    READING_METHODS
    | ELEMENT_METHODS
    | ITERATOR_METHODS
    | WRITING_METHODS
    | frozenset({"str", "first", "second", "tie", "fetch_add", "fetch_sub"})
)
_BUILT_IN = frozenset({"int", "char", "long", "short", "bool", "double", "float", "unsigned", "signed", "size_t"})


@dataclass(frozen=True)
class Changes:
    """What may be changed.

    `variables` are changed themselves, or anything they own; a function's own reference, pointer and array parameters
    stand for what they refer to. `through` are types of objects that are changed by way of references or pointers
    whose target the text does not show. `unknown` says why nothing can be said; empty where it can.
    """

    variables: frozenset[Declaration] = frozenset()
    through: frozenset[Type] = frozenset()
    unknown: str = ""

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.variables | other.variables, self.through | other.through, self.unknown or other.unknown)

    @property
    def nothing(self) -> bool:
        return not (self.variables or self.through or self.unknown)


_NOTHING = Changes()


def changes_of(source: Source, node: Node) -> Changes:
    """What running the node may change, anywhere."""
    return (
        _local(source, node)
        | _by_calls(source, node, _summarised(source, _named_in(source, node)))
        | changes_unnamed(source)
    )


def changes_by_calling(source: Source, function: Function) -> Changes:
    """What calling a function of the file may change that outlives the call. Its reference, pointer and array
    parameters are among the variables."""
    return _summarised(source, (function,))[function.node.id] | changes_unnamed(source)


def changes_of_call(source: Source, call: Call) -> Changes:
    """What the callee of one call changes; evaluating the arguments is not part of it."""
    return _by_call(source, call, _summarised(source, _own_functions(source, call))) | changes_unnamed(source)


def may_change(changes: Changes, variable: Declaration) -> bool:
    """Whether the changes may reach the variable, what it owns, or what it refers to."""
    if changes.unknown or variable in changes.variables:
        return True
    kind = variable.type
    if any(may_be_same(each, kind) for each in changes.through):
        return True
    for each in changes.variables:
        if refers(each):
            if may_be_same(referred(each), kind):
                return True
        elif refers(variable) or variable.kind is Kind.MEMBER:
            # a variable that one sees as a whole is no element of anything, but what is referred to may be part of it
            if holds(each.type, referred(variable)) and not _is_younger(each, variable):
                return True
        elif each.kind is Kind.MEMBER and holds(kind, each.type) and kind.user_defined:
            return True
    return False


def _is_younger(local: Declaration, parameter: Declaration) -> bool:
    """Whether a local object comes to be only after a parameter of its function was bound to what it refers to."""
    own = local.kind is Kind.LOCAL and parameter.kind is Kind.PARAMETER and local.function is not None
    return own and local.function == parameter.function and bool(parameter.type.reference)


def _local(source: Source, node: Node) -> Changes:
    """What the text of the node changes by itself, calls of the file's own functions left out."""
    changed: set[Declaration] = set()
    through: set[Type] = set(indirect_targets(source, node))
    for mention in mentions_in(source, node):
        name = text_of(mention)
        if name in macro_names(source) and _stands_for_action(source, name):
            return Changes(unknown=f"{name} is a macro")
        found = [each for each in candidates(source, mention) if each.is_variable]
        use = use_at(source, mention)
        if not found or use is None or not _may_write(source, use):
            continue
        if len(found) > 1:
            return Changes(unknown=f"{name} may be one of several variables")
        target = _target(source, found[0], use)
        if isinstance(target, Type):
            through.add(target)
        else:
            changed.add(target)
    unknown = "this code was not fully understood" if node.has_error else ""
    return Changes(frozenset(changed), frozenset(through), unknown)


_NUMBER = re.compile(r"\d[\w.]*(?<=[eE])[+-]\d+|\d[\w.]*")
_WORD = re.compile(r"[A-Za-z_]\w*")


def _stands_for_action(source: Source, name: str) -> bool:
    """Whether a macro may do something that its call does not show; one that only renames may rename a variable."""
    target = expanded_name(source, name)
    if target == name:
        return _macro_acts(source, name)
    return any(each.is_variable for each in declarations_named(source, target))


def _macro_acts(source: Source, name: str, depth: int = 0) -> bool:
    """Whether a macro's body may touch something else than its arguments (which `uses` takes for changed): whether it
    has names besides its parameters, types and words of loops. `#define rep(i, n) for (int i = 0; i < n; i++)` and
    `#define ll long long` have none."""
    found = macro(source, name)
    if found is None or depth > 8:
        return True
    body = _NUMBER.sub(" ", re.sub(r"(\w+)\s*##\s*\w+", r"\1", found.body))
    words = set(_WORD.findall(body)) - set(found.parameters or ())
    own = set(re.findall(r"\b(?:int|ll|auto|size_t)\s+(\w+)\s*=", found.body))
    others = {each for each in words - own if each not in HEADER_WORDS or declarations_named(source, each)}
    return any(each not in macro_names(source) or _macro_acts(source, each, depth + 1) for each in others)


def _may_write(source: Source, use: Use) -> bool:
    if not use.writes:
        return False
    # handing a variable to a function of this file is judged by what the function does with its parameter
    return not (use.effect is Effect.ESCAPE and use.call is not None and _own_functions(source, use.call))


def _target(source: Source, variable: Declaration, use: Use) -> Declaration | Type:
    """What is changed: a variable, or an object of some type that a reference or pointer leads to."""
    kind = variable_type(source, variable)
    if reaches_beyond(kind, use):
        return UNKNOWN
    beyond = use.kind in (UseKind.SUBSCRIPT, UseKind.DEREFERENCE, UseKind.MEMBER, UseKind.MEMBER_CALL)
    if (kind.pointers or kind.is_auto or not kind.name) and beyond and not variable.type.reference:
        return variable if refers(variable) and variable.kind is Kind.PARAMETER else kind.element or UNKNOWN
    if kind.is_view:
        return UNKNOWN
    if not variable.type.reference:
        return variable
    root = root_of(source, use.node)
    if root is not None and (root.kind is Kind.PARAMETER or not root.type.reference) and not root.type.pointers:
        return root
    return kind.decayed


@per_source
def _functions_by_name(source: Source) -> dict[str, list[Function]]:
    found: dict[str, list[Function]] = {}
    for each in functions(source):
        found.setdefault(each.name, []).append(each)
    return found


def _own_functions(source: Source, call: Call) -> list[Function]:
    """The functions of this file that a call may run; a lambda under the name of its variable."""
    return _functions_by_name(source).get(expanded_name(source, call.name), [])


@per_source
def _summaries(_: Source) -> dict[int, Changes]:
    """What functions change that outlives their call, by their nodes' ids: those that were asked for already."""
    return {}


def _summarised(source: Source, wanted: Iterable[Function]) -> dict[int, Changes]:
    """The summaries, with those of these functions, and of all that they lead to, among them: the least fixed point
    over the calls."""
    summaries = _summaries(source)
    new = {each.node.id: each for each in _led_to(source, wanted)}
    local = {each.node.id: _local(source, each.body) for each in new.values()}
    summaries |= {key: _outliving(each, local[key]) for key, each in new.items()}
    pending = bool(new)
    while pending:
        pending = False
        for key, each in new.items():
            before = summaries[key]
            after = before | _outliving(each, local[key] | _by_calls(source, each.body, summaries))
            if after != before:
                summaries[key], pending = after, True
    return summaries


def _led_to(source: Source, wanted: Iterable[Function]) -> Iterator[Function]:
    """These functions, and all that their bodies name, transitively, that have no summary yet; callees come first."""
    known, seen = _summaries(source), set[int]()
    stack = [(each, False) for each in wanted]
    while stack:
        function, is_done = stack.pop()
        if is_done:
            yield function
        elif function.node.id not in known and function.node.id not in seen:
            seen.add(function.node.id)
            stack.append((function, True))
            stack += ((each, False) for each in _named_in(source, function.body))


def _named_in(source: Source, node: Node) -> list[Function]:
    """The functions of this file that a node calls or mentions."""
    by_name = _functions_by_name(source)
    called = {expanded_name(source, each.name) for each in calls_in(source, node)}
    mentioned = {text_of(each) for each in mentions_in(source, node)}
    return [each for name in sorted((called | mentioned) & by_name.keys()) for each in by_name[name]]


def _outliving(function: Function, changes: Changes) -> Changes:
    """The changes without those to the function's own automatic variables."""
    kept = frozenset(
        each
        for each in changes.variables
        if not each.is_automatic
        or each.type.reference
        or (each.kind is Kind.PARAMETER and (each.type.pointers or each.type.extents))
        or each.function is None
        or not is_inside(each.name_node, function.node)
    )
    return Changes(kept, changes.through, changes.unknown)


@per_source
def changes_unnamed(source: Source) -> Changes:
    """What constructors, destructors and operators of the file change besides their own object: they run unnamed."""
    found = _NOTHING
    unnamed = [each for each in functions(source) if each.kind in ("constructor", "destructor", "operator")]
    summaries = _summarised(source, unnamed)
    for each in unnamed:
        found |= summaries[each.node.id]
    kept = frozenset(each for each in found.variables if each.kind is not Kind.MEMBER and not each.is_automatic)
    return Changes(kept, found.through, found.unknown)


def _by_calls(source: Source, node: Node, summaries: dict[int, Changes]) -> Changes:
    """What the calls in the node change by the functions that they run."""
    found = _NOTHING
    for call in calls_in(source, node):
        found |= _by_call(source, call, summaries)
        if found.unknown:
            return found
    for mention in mentions_in(source, node):  # functions that are handed on, to be called by someone else
        found |= _by_handing_on(source, mention, summaries)
    if nodes_inside(source, node, "delete_expression", "co_await_expression", "co_yield_statement"):
        found |= Changes(unknown="it releases memory or is suspended")
    return found


def _by_handing_on(source: Source, mention: Node, summaries: dict[int, Changes]) -> Changes:
    """What a function may change that is mentioned, but not called there: a comparator, or a call in a macro's argument
    that the grammar could not see as one."""
    if not any(each.kind is Kind.FUNCTION for each in candidates(source, mention)) or _is_callee(mention):
        return _NOTHING
    own = [each for each in _functions_by_name(source).get(text_of(mention), ()) if each.kind == "free"]
    if not own:
        return Changes(unknown=f"what {text_of(mention)} does is not shown")
    return _join(_unmapped(summaries[each.node.id]) for each in own)


def _is_callee(mention: Node) -> bool:
    node, parent = mention, mention.parent
    while parent is not None and parent.type in ("field_expression", "qualified_identifier", "template_function"):
        node, parent = parent, parent.parent
    return parent is not None and parent.type == "call_expression" and parent.child_by_field_name("function") == node


def _by_call(source: Source, call: Call, summaries: dict[int, Changes]) -> Changes:
    own = _own_functions(source, call)
    name = expanded_name(source, call.name)
    if own:
        return _join(_mapped(source, call, each, summaries[each.node.id]) for each in own)
    declared = [each for each in declarations_named(source, name) if each.kind is not Kind.TYPE]
    if name in macro_names(source):
        return Changes(unknown=f"{name} is a macro") if _macro_acts(source, name) else _NOTHING
    if call.object is not None:
        known = name in _HARMLESS_METHODS or _is_standard_stream(call.object)
        return _NOTHING if known and not declared else Changes(unknown=f"what {name or 'a method'} does is not shown")
    if name in _BUILT_IN or (name in _HARMLESS_FUNCTIONS and not declared) or _is_type(source, name):
        return _NOTHING
    return Changes(unknown=f"what {name or 'the called object'} does is not shown")


def _is_type(source: Source, name: str) -> bool:
    """A class of the file (its constructors are counted as implicit), or an alias of a type that changes nothing."""
    found = declarations_named(source, name)
    return bool(found) and all(
        each.kind is Kind.TYPE or (each.kind is Kind.ALIAS and each.type.is_value) for each in found
    )


def _is_standard_stream(node: Node) -> bool:
    return text_of(node).removeprefix("std::") in ("cin", "cout", "cerr")


def _join(found: Iterable[Changes]) -> Changes:
    joined = _NOTHING
    for each in found:
        joined |= each
    return joined


def _unmapped(changes: Changes) -> Changes:
    """The changes of a function whose arguments one doesn't see."""
    own = frozenset(each for each in changes.variables if each.kind is Kind.PARAMETER)
    through = frozenset(referred(each) for each in own)
    return Changes(changes.variables - own, changes.through | through, changes.unknown)


def _mapped(source: Source, call: Call, callee: Function, changes: Changes) -> Changes:
    """The callee's changes, its parameters replaced by what this call passes for them."""
    kept: set[Declaration] = set()
    through = set(changes.through)
    for each in changes.variables:
        position = _position(callee, each)
        if position is None:
            kept.add(each)
            if each.kind is Kind.MEMBER and call.object is not None:
                owner = root_of(source, call.object)
                kept |= {owner} if owner is not None and not owner.type.pointers else set()
                through |= {UNKNOWN} if owner is None or owner.type.pointers or owner.type.reference else set()
            continue
        argument = call.arguments[position] if position < len(call.arguments) else None
        root = root_of(source, argument) if argument is not None else None
        if (
            root is None
            or (root.type.reference and root.kind is not Kind.PARAMETER)
            or (root.type.pointers and root.kind is not Kind.PARAMETER)
        ):
            through.add(referred(each))
        else:
            kept.add(root)
    return Changes(frozenset(kept), frozenset(through), changes.unknown)


def _position(callee: Function, variable: Declaration) -> int | None:
    """The index of the callee's parameter that the variable is; None where it is another variable."""
    if variable.kind is not Kind.PARAMETER:
        return None
    return next((i for i, each in enumerate(callee.parameters) if each.node == variable.node), None)
