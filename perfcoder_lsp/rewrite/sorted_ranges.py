"""Which variable does a call of sort sort as a whole, in the sight of one function."""

from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.facts.comparisons import is_totally_ordered
from perfcoder_lsp.cpp.functions import Function, function_of, functions
from perfcoder_lsp.cpp.includes import macro_words
from perfcoder_lsp.cpp.library import WRITING_METHODS
from perfcoder_lsp.cpp.loops import is_repeated, loops_around
from perfcoder_lsp.cpp.nodes import ancestors, is_inside, nodes_of_type, parent_of, text_of
from perfcoder_lsp.cpp.places import refers
from perfcoder_lsp.cpp.scopes import resolve, variable_of, variables
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import Use, UseKind, uses
from perfcoder_lsp.rewrite.standard import is_standard_call


@dataclass(frozen=True)
class Sorted:
    """What a call of sort sorts: all `count` elements of `variable`, from `begin` to `end` (texts). `first` and `last`
    are the texts of the indices of its ends that the program may use besides front() and back(); `length` is the
    variable that tells how long it is, where `last` depends on one; `guard` the condition under which there is an
    element."""

    call: Call
    variable: Declaration
    begin: str
    end: str
    first: str
    last: frozenset[str]
    length: Declaration | None
    guard: str
    count: str


def sorted_whole(source: Source, call: Call) -> Sorted | None:
    """What the call sorts, where it is a statement of its own in a block and sorts a whole variable in sight."""
    if call.name not in ("sort", "stable_sort") or not is_standard_call(source, call) or len(call.arguments) < 2:
        return None
    statement = parent_of(source, call.node)
    block = parent_of(source, statement) if statement is not None else None
    if statement is None or statement.type != "expression_statement" or block is None:
        return None
    if block.type != "compound_statement":
        return None
    found = _whole_vector(source, call) or _whole_array(source, call)
    return found if found is not None and _is_in_sight(source, found.variable, call.node) else None


def _whole_vector(source: Source, call: Call) -> Sorted | None:
    """`sort(v.begin(), v.end())`"""
    ends = [read_call(each) for each in call.arguments[:2]]
    owners = [_named(source, each.object) if each is not None and each.object is not None else None for each in ends]
    if [each.name if each is not None else "" for each in ends] != ["begin", "end"] or owners[0] is not owners[1]:
        return None
    variable = owners[0]
    if variable is None or variable.type.container != "vector":
        return None
    length = length_variable(source, variable)
    last = {f"{variable.name}.size()-1", f"(int){variable.name}.size()-1", f"{variable.name}.size()-1u"}
    if length is not None:
        last.add(f"{length.name}-1")
    begin, end = (text_of(each) for each in call.arguments[:2])
    guard = f"!{variable.name}.empty()"
    return Sorted(call, variable, begin, end, "0", frozenset(last), length, guard, f"{variable.name}.size()")


def length_variable(source: Source, variable: Declaration) -> Declaration | None:
    """The n of `vector<int> v(n);` where the vector keeps that length."""
    initial = variable.initializer
    if initial is None or initial.style != "paren" or not initial.arguments:
        return None
    first = initial.arguments[0]
    name = first.child_by_field_name("type") if first.type == "parameter_declaration" else first
    if name is None or text_of(first) != text_of(name):
        return None
    if any(
        each.method in WRITING_METHODS or (not each.index and each.writes)
        for each in uses(source, variable)
        if not _is_sort(each)
    ):
        return None
    found = resolve(source, name)
    is_number = found is not None and found.is_variable and found.type.is_integral
    return found if is_number and found is not None and is_settled(source, found, variable.node.start_byte) else None


def _is_sort(use: Use) -> bool:
    return use.method in ("begin", "end") or use.kind is UseKind.RANGE_FOR


def outlives(source: Source, use: Use) -> bool:
    """Whether something may refer to the elements after a use that stands before the sort."""
    if use.kind is not UseKind.RANGE_FOR:
        return use.escapes
    loop = next((each for each in ancestors(source, use.node) if each.type == "for_range_loop"), None)
    name = loop.child_by_field_name("declarator") if loop is not None else None
    if name is None:
        return True
    elements = variables(source, name) if name.type == "reference_declarator" else ()
    return any(each.escapes or each.in_lambda for element in elements for each in uses(source, element))


def _whole_array(source: Source, call: Call) -> Sorted | None:
    """`sort(a, a + n)` and `sort(a + 1, a + n + 1)`, from the elements that the program uses as a[0] or a[1] on."""
    begin, end = ("".join(text_of(each).split()) for each in call.arguments[:2])
    name = begin.removesuffix("+1")
    nodes = [each for each in walk(call.arguments[0]) if each.type == "identifier"]
    variable = _named(source, nodes[0]) if len(nodes) == 1 else None
    if variable is None or variable.name != name or len(variable.type.extents) != 1 or refers(variable):
        return None
    rest = end.removeprefix(f"{name}+")
    if rest == end:
        return None
    from_one = begin != name
    if from_one:
        count = rest.removesuffix("+1") if rest.endswith("+1") else rest.removeprefix("1+")
        if count == rest:
            return None
    else:
        count = rest
    counted = [each for each in walk(call.arguments[1]) if each.type == "identifier"]
    lengths = [each for each in counted if text_of(each) == count]
    length = resolve(source, lengths[0]) if len(lengths) == 1 else None
    if length is None or not length.is_variable or not length.type.is_integral:
        return None
    if not is_settled(source, length, call.node.start_byte):
        return None
    first, last = ("1", count) if from_one else ("0", f"{count}-1")
    texts = [text_of(each) for each in call.arguments[:2]]
    return Sorted(call, variable, texts[0], texts[1], first, frozenset({last}), length, f"{count} > 0", count)


def _named(source: Source, node: Node) -> Declaration | None:
    found = variable_of(source, node)
    return found if found is not None and found.is_variable else None


def is_settled(source: Source, number: Declaration, offset: int) -> bool:
    """Whether a number keeps its value from a place in the text on, until control comes back there from outside: every
    write stands before the place in the same function, and nobody else can write it."""
    if number.is_const and not number.type.reference:
        return True
    if refers(number) or number.is_volatile or number.name in macro_words(source):
        return False
    function = _function_at(source, offset)
    if function is None or not (number.is_automatic or (number.kind is Kind.GLOBAL and function.name == "main")):
        return False
    return all(_is_early(source, each, function, offset) for each in uses(source, number))


def _is_early(source: Source, use: Use, function: Function, offset: int) -> bool:
    """Whether a use only reads, or writes before the place in the same function."""
    if use.in_lambda or use.escapes:
        return False
    own = function_of(source, use.node)
    return not use.writes or (use.node.start_byte < offset and own is not None and own.node == function.node)


def _function_at(source: Source, offset: int) -> Function | None:
    around = [each for each in functions(source) if each.node.start_byte <= offset < each.node.end_byte]
    return max(around, key=lambda each: each.node.start_byte, default=None)


def _is_in_sight(source: Source, variable: Declaration, sort: Node) -> bool:
    """Whether all that happens to the variable stands in the function that sorts it, the sort runs at most once for
    each life of the variable, and equal elements can't be told apart."""
    function = function_of(source, sort)
    element = variable.type.element
    if function is None or function.node.has_error or element is None or not is_totally_ordered(element):
        return False
    if variable.macro_altered or variable.is_volatile or refers(variable) or variable.name in macro_words(source):
        return False
    found = uses(source, variable)
    if any(each.in_lambda or function_of(source, each.node) is not function for each in found):
        return False
    if any(is_inside(each, function.node) for each in nodes_of_type(source, "labeled_statement", "preproc_ifdef")):
        return False
    if variable.kind is Kind.GLOBAL:
        return function.name == "main" and not is_repeated(source, sort)
    if variable.kind not in (Kind.LOCAL, Kind.PARAMETER) or variable.function != function.node:
        return False
    return all(is_inside(variable.node, each) for each in loops_around(source, sort))


def is_ascending(source: Source, found: Sorted) -> bool | None:
    """The order of the sort: True without comparator, False for greater; None for anything else."""
    return is_call_ascending(source, found.call, found.variable.type.element)


def is_call_ascending(source: Source, call: Call, element: Type | None) -> bool | None:
    """The same of any call of sort."""
    if len(call.arguments) == 2:
        return True
    comparator = read_call(call.arguments[2]) if len(call.arguments) == 3 else None
    if comparator is None or comparator.name != "greater" or comparator.arguments:
        return None
    same = comparator.template_arguments in ("", *_spellings(element))
    return False if same and is_standard_call(source, comparator) else None


def _spellings(element: Type | None) -> tuple[str, ...]:
    return (str(element), f"std::{element}") if element is not None else ()
