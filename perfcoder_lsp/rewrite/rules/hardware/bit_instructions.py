"""Rules of "Hardware-Aware System Optimization": CC2."""

from collections.abc import Iterator

from perfcoder_lsp.cpp.calls import Call, calls_of
from perfcoder_lsp.cpp.edits import line_of, starts_line
from perfcoder_lsp.cpp.facts.tuning import tuned_by
from perfcoder_lsp.cpp.functions import Function, function_of
from perfcoder_lsp.cpp.includes import has_directive, in_conditional, includes, macro_names
from perfcoder_lsp.cpp.loops import loops_around
from perfcoder_lsp.cpp.nodes import nodes_inside, parent_of, text_of
from perfcoder_lsp.cpp.scopes import declarations_named
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_COUNTING = ("__builtin_popcount", "__builtin_popcountl", "__builtin_popcountll")
_OTHERWISE_MADE = frozenset({"inline", "constexpr", "extern", "virtual", "__inline", "consteval"})
_ATTRIBUTES = ("attribute_specifier", "attribute_declaration", "ms_declspec_modifier", "gnu_asm_expression")


@rule(
    id="CC2",
    category=Category.HARDWARE,
    summary="Count bits with the processor's instruction where it has one",
    gain=3.0,
    consent="flags",
)
def clone_for_bit_counting(source: Source) -> Iterator[Finding]:
    """
    What it does: declares a function that counts bits in a loop with the attribute target_clones("popcnt", "default"),
    for x86-64 with glibc: the compiler makes two versions, and the program chooses when it starts.

    Why: without leave to use the instruction popcnt, `__builtin_popcount` is a call of a library function with a table.

    When not: the file chooses optimization or an instruction set itself; the function is main, a member, a template, a
    lambda, inline or constexpr, or declared elsewhere in the file; it has an attribute, a label or a static variable.

    Source: catalogue CC2, measured 10.7x (with the whole program built for the instruction). abseil, fast/9.
    """
    counting = sorted(
        (each for name in _COUNTING for each in calls_of(source, name)), key=lambda each: each.range.start
    )
    if not counting or tuned_by(source) or not any(each.is_system for each in includes(source)):
        return
    seen: set[int] = set()
    for call in counting:
        function = function_of(source, call.node)
        if function is None or function.node.id in seen or not loops_around(source, call.node):
            continue
        if _may_be_cloned(source, function):
            seen.add(function.node.id)
            yield _finding(source, function, call)


def _may_be_cloned(source: Source, function: Function) -> bool:
    node, parent = function.node, parent_of(source, function.node)
    plain = function.kind == "free" and not function.is_template and function.name != "main"
    top = parent is not None and parent.type == "translation_unit"
    plain = plain and not any(each.default for each in function.parameters)
    if not plain or not top or len(declarations_named(source, function.name)) != 1:
        return False
    if "{" in _head(source, function):  # a type that it declares would be declared twice
        return False
    words = set(_head(source, function).replace("(", " ").split())
    if any(each.start_byte < function.body.start_byte for each in nodes_inside(source, node, "comment")):
        return False
    if words & _OTHERWISE_MADE or nodes_inside(source, node, *_ATTRIBUTES) or words & macro_names(source):
        return False
    if nodes_inside(source, function.body, "lambda_expression", "storage_class_specifier", "labeled_statement"):
        return False
    inside = has_directive(source, node) or in_conditional(source, node.start_byte)
    return not inside and not node.has_error and starts_line(source, node.start_byte)


def _head(source: Source, function: Function) -> str:
    """What stands before the function's body, on one line."""
    return " ".join(source.text[function.node.start_byte : function.body.start_byte].decode().split())


def _finding(source: Source, function: Function, call: Call) -> Finding:
    head = _head(source, function)
    lines = (
        "#if defined(__x86_64__) && defined(__GLIBC__)",
        f'__attribute__((target_clones("popcnt", "default"))) {head};',
        "#endif",
        "",
    )
    line, start = line_of(source, call.range.start), source.line_starts[line_of(source, function.range.start) - 1]
    return Finding(
        title=f"Make a version of {function.name} that counts bits with popcnt",
        explanation=(
            f"`{text_of(call.node)}` in line {line} is a call with table look-ups, since the program must also run on "
            f"processors without popcnt. With two versions of `{function.name}` it is one instruction on the others."
        ),
        edits=(TextEdit.insert(start, source.newline.join(lines)),),
        range=function.range,
        notes=("Which version runs is decided when the program starts; a version can't be inlined into callers.",),
    )
