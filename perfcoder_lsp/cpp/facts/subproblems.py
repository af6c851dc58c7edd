"""Does a recursive function solve the same subproblems again, and what tells one subproblem from another."""

from dataclasses import dataclass
from itertools import combinations, permutations

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls_in
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.effects import Effect
from perfcoder_lsp.cpp.facts.copies import copies_silently
from perfcoder_lsp.cpp.facts.determinism import determinants
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.functions import Function
from perfcoder_lsp.cpp.loops import loops_around
from perfcoder_lsp.cpp.nodes import ancestors, is_inside, text_of
from perfcoder_lsp.cpp.patterns import match_any
from perfcoder_lsp.cpp.scopes import resolve, variables
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.uses import Use, UseKind, uses

_DOUBLED = ("2 * $k", "2 * $k + $c")
_LEAVING = frozenset({"return_statement", "break_statement", "continue_statement"})


@dataclass(frozen=True)
class Recursion:
    """A function that calls itself (`calls`) and only computes a result from integers (`keys`, positions of parameters)
    and from what stays as it is until the outermost call returns. `lasting`: it stays so for ever."""

    function: Function
    calls: tuple[Call, ...]
    keys: tuple[int, ...]
    lasting: bool


def recursion_of(source: Source, function: Function) -> Recursion | None:
    """How a function calls itself, where one run may make two of the calls, and these may share subproblems."""
    inner = tuple(each for each in calls_in(source, function.body) if each.name == function.name)
    return _read(source, function, inner) if inner and not threads_of(source) else None


def _read(source: Source, function: Function, calls: tuple[Call, ...]) -> Recursion | None:
    if not _branches(source, calls):
        return None
    parameters = [_parameter(source, function, i) for i in range(len(function.parameters))]
    if any(each is None for each in parameters) or any(len(each.arguments) != len(parameters) for each in calls):
        return None
    outer = determinants(source, function)
    if outer is None or any(_is_nested(source, each, function) for each in calls):
        return None
    known = [each for each in parameters if each is not None]
    fixed = [i for i, each in enumerate(known) if _is_handed_on(source, each, i, calls)]
    integers = [i for i, each in enumerate(known) if each.type.is_integral and not each.type.reference]
    if not set(range(len(known))) <= {*fixed, *integers}:
        return None
    lasting = not outer and len(integers) == len(known)
    keys = tuple(integers if lasting else [i for i in integers if i not in fixed])
    shares = keys and not _splits(calls, known) and len(keys) <= 4
    return Recursion(function, calls, keys, lasting) if shares else None


def _branches(source: Source, calls: tuple[Call, ...]) -> bool:
    """Whether one run of the function may make two of the calls."""
    if any(loops_around(source, each.node) for each in calls):
        return True
    return any(not _exclude_each_other(source, one.node, other.node) for one, other in combinations(calls, 2))


def _exclude_each_other(source: Source, one: Node, other: Node) -> bool:
    around = next(each for each in ancestors(source, one) if is_inside(other, each))
    if around.type in ("if_statement", "conditional_expression"):
        condition = around.child_by_field_name("condition")
        return condition is not None and not is_inside(one, condition)
    if around.type != "compound_statement":
        return False
    first = next(each for each in around.named_children if is_inside(one, each))
    if first.type != "if_statement":
        return first.type in _LEAVING
    condition, branch = first.child_by_field_name("condition"), first.child_by_field_name("consequence")
    last = branch.named_children[-1] if branch is not None and branch.type == "compound_statement" else branch
    inside = condition is not None and is_inside(one, condition)
    return not inside and last is not None and last.type in _LEAVING


def _is_nested(source: Source, call: Call, function: Function) -> bool:
    """Whether a call's argument contains another: the depth of such recursions is beyond guessing."""
    return any(inner.name == function.name for each in call.arguments for inner in calls_in(source, each))


def _parameter(source: Source, function: Function, position: int) -> Declaration | None:
    node = function.parameters[position].node
    found = [each for each in variables(source, function.node) if each.node == node]
    usable = len(found) == 1 and not found[0].macro_altered and not found[0].is_volatile
    return found[0] if usable else None


def _is_handed_on(source: Source, parameter: Declaration, position: int, calls: tuple[Call, ...]) -> bool:
    """Whether the parameter is never changed, and each of the calls hands it on as it is."""
    arguments = [each.arguments[position] for each in calls]
    if not parameter.type.reference and not copies_silently(source, parameter.type):
        return False
    if any(each.type != "identifier" or resolve(source, each) is not parameter for each in arguments):
        return False

    def stays(use: Use) -> bool:
        return use.node in arguments or (use.kind is not UseKind.UPDATE and use.effect is Effect.READ)

    return all(stays(each) for each in uses(source, parameter))


def _splits(calls: tuple[Call, ...], parameters: list[Declaration]) -> bool:
    """Whether the calls share out a range, `f(l, m)` and `f(m + 1, r)`, or number the nodes of a tree, `f(2 * k)`: no
    subproblem comes twice."""
    names = [each.name for each in parameters]
    if any(match_any(_DOUBLED, argument) is not None for call in calls for argument in call.arguments):
        return True
    for one, other in permutations((each.arguments for each in calls), 2):
        for i, k in permutations(range(len(names)), 2):
            kept = text_of(one[i]) == names[i] and text_of(other[k]) == names[k]
            if kept and match_any(("$m", "$m + 1"), other[i], {"$m": one[k]}) is not None:
                return True
    return False
