"""MEM15: tables of literals that a function builds anew in every call."""

from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from perfcoder_lsp.cpp.arguments import initialized_type
from perfcoder_lsp.cpp.calls import calls_of
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.facts.only_read import can_be_constant, literals_of
from perfcoder_lsp.cpp.facts.static_objects import runs_after_main, takes_static
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.functions import function_of, has_main
from perfcoder_lsp.cpp.includes import has_local_includes, macro_words
from perfcoder_lsp.cpp.loops import is_repeated, loops_around, runs_often
from perfcoder_lsp.cpp.nodes import nodes_of_type, parent_of, text_of
from perfcoder_lsp.cpp.operators import user_operators
from perfcoder_lsp.cpp.scopes import declaration_of
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.uses import UseKind, uses
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_from_std, is_standard_or_alias
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_FEW = 8  # elements that an array on the stack gets at once
_SHORT = 15  # characters that a string holds without allocating
_BLOCKS = frozenset({"compound_statement", "case_statement"})
_VALUES = frozenset({"subscript_argument_list", "condition_clause", "unary_expression"})
_NOTES = ("It must not be called by what runs after main, such as the destructor of a global object.",)


@rule(id="MEM15", category=Category.LIFETIME, summary="Build a table of constants once, not in every call", gain=3)
def static_tables(source: Source) -> Iterator[Finding]:
    """
    What it does: makes a local container or array that has only literals as its initial value, and that is only read,
    `static const`; a map that is read by `m[c]` for single characters `static`.

    Why: each call, or each pass of the loop, allocates the container, copies every element into it, and frees it again.

    When not: it is changed, returned, captured by name, or its address, an iterator or a non-const reference is handed
    out; an operator or function of the file may want it without const; it has few elements on the stack, or a short
    string; the function is called once; it is a template, `constexpr` or a destructor; code may run after main, when
    static objects are gone; a look-up may insert and there are threads, or the keys are many; a macro takes part.

    Source: catalogue MEM15, own measurement 4.7x (a hashed map of 7 letters). Sonar S1659; abseil totw/140.
    """
    for node in nodes_of_type(source, "declaration"):
        value = node.child_by_field_name("declarator")
        if value is None or value.type != "init_declarator":
            continue
        tables = [found for each in walk(node) if (found := declaration_of(source, each)) is not None]
        prefix = _prefix(source, node, tables)
        if prefix is not None and _is_called_often(source, node):
            yield _made_static(source, node, tables, prefix)


def _prefix(source: Source, node: Node, tables: list[Declaration]) -> str | None:
    """What to write in front of a declaration; None where one of its variables is no table that can be shared."""
    parent = parent_of(source, node)
    plain = node.children[0].type == "type_qualifier" or node.children[0] == node.child_by_field_name("type")
    if not tables or not plain or parent is None or parent.type not in _BLOCKS:
        return None
    if not all(_is_table(source, each) for each in tables) or not takes_static(source, node):
        return None
    if runs_after_main(source) and not all(replace(each.type, extents=()).is_scalar for each in tables):
        return None
    if all(can_be_constant(source, each) for each in tables):
        return "static " if tables[0].type.const else "static const "
    filled = all(_is_looked_up(source, each) for each in tables)
    return "static " if filled and has_main(source) and not threads_of(source) else None


def _is_table(source: Source, variable: Declaration) -> bool:
    """Whether a local variable is a container or array of literals that is worth keeping."""
    kind, initial = variable.type, variable.initializer
    if variable.kind is not Kind.LOCAL or variable.specifiers - {"const"} or initial is None or initial.misparsed:
        return False
    if kind.macro_altered or variable.macro_altered or kind.reference or variable.name in macro_words(source):
        return False
    parts = [literals_of(each) for each in initial.arguments]
    literals = [each for part in parts for each in part]
    if not all(parts) or not literals or not uses(source, variable):
        return False
    if kind.extents:
        return _is_array(source, variable, literals)
    if not kind.container or not kind.is_value or kind.holds_bits:
        return False
    if kind.container == "string":
        return _is_standard(source, variable) and sum(len(text_of(each)) - 2 for each in literals) > _SHORT
    return _is_standard(source, variable) and (kind.container != "array" or len(literals) > _FEW)


def _is_array(source: Source, variable: Declaration, literals: list[Node]) -> bool:
    """Whether an array is large enough and of plain values: numbers, literal texts, standard containers."""
    kind = variable.type
    element = replace(kind, extents=())
    if not all(each.isdigit() for each in kind.extents if each):
        return False
    if element.is_arithmetic:  # the compiler keeps only one of a const array
        return len(literals) > _FEW and not kind.const
    if element.pointers:
        return len(literals) > _FEW and element.pointers == 1 and kind.const and element.name == "char"
    return len(literals) > 2 and element.is_value and not element.holds_bits and _is_standard(source, variable)


def _is_standard(source: Source, variable: Declaration) -> bool:
    written = variable.node.child_by_field_name("type")
    if source.language == "c" or written is None:
        return False
    return is_standard_or_alias(source, written, variable) and is_from_std(source, variable)


def _is_looked_up(source: Source, variable: Declaration) -> bool:
    """Whether a map is only asked for the values of single characters. What it does not have it inserts as zero, so
    that the next look-up, which finds it, yields the same as in a new map."""
    kind = variable.type
    if kind.container not in ("map", "unordered_map") or kind.const or len(kind.arguments) != 2:
        return False
    key, value = kind.arguments
    if key.size != 1 or not (value.is_arithmetic or value.is_string):
        return False
    return all(
        use.kind is UseKind.SUBSCRIPT and _yields_value(source, use.expression) for use in uses(source, variable)
    )


def _yields_value(source: Source, element: Node) -> bool:
    """Whether only the value of `m[c]` is used: it is computed with, printed, or copied to a variable."""
    parent = parent_of(source, element)
    if parent is None or element.type != "subscript_expression":
        return False
    if parent.type == "binary_expression":
        symbol = text_of(parent.child_by_field_name("operator") or parent)
        last = parent.child_by_field_name("right") == element
        return not user_operators(source) and (symbol not in ("<<", ">>") or (symbol == "<<" and last))
    if parent.type == "assignment_expression":
        left = parent.child_by_field_name("left")
        return left is not None and left != element and type_of(source, left).is_value
    if parent.type == "init_declarator":
        target = initialized_type(source, parent)
        return target is not None and not target.reference and (target.is_value or target.is_auto)
    if parent.type == "for_range_loop":
        declarator = parent.child_by_field_name("declarator")
        return declarator is not None and declarator.type == "identifier"
    return parent.type in _VALUES and not user_operators(source)


def _is_called_often(source: Source, node: Node) -> bool:
    """Whether a declaration may be reached often: in a loop, or in a function that is not called just once by main."""
    function = function_of(source, node)
    if function is None or function.is_template or not runs_often(source, node):
        return False
    called = calls_of(source, function.name)
    if is_repeated(source, node) or function.kind == "lambda" or len(called) != 1:
        return True
    caller = function_of(source, called[0].node)
    return is_repeated(source, called[0].node) or caller is None or caller.name != "main"


def _made_static(source: Source, node: Node, tables: list[Declaration], prefix: str) -> Finding:
    names = ", ".join(each.name for each in tables)
    count = sum(len(literals_of(each)) for table in tables for each in _initial_values(table))
    around = loops_around(source, node)
    when = f"every pass of the loop in line {line_of(source, around[0].start_byte)}" if around else "every call"
    what = f"`{names}` from {count} constant{'s' * (count > 1)}"
    return Finding(
        title=f"Build {names} only once",
        explanation=(
            f"Line {line_of(source, node.start_byte)} builds {what} anew in {when}, though nothing changes it "
            f"afterwards; `{prefix.strip()}` builds it once and keeps it."
        ),
        edits=(TextEdit.insert(node.start_byte, prefix),),
        range=node_range(node),
        notes=_NOTES if has_local_includes(source) else (),
    )


def _initial_values(table: Declaration) -> tuple[Node, ...]:
    return table.initializer.arguments if table.initializer is not None else ()
