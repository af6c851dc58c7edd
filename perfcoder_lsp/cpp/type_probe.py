"""Questions to a compiler about types that the text does not tell, and its answers.

A type probe is the file with a line after each declaration in question, and at the begin of functions that use what
headers declare (a member of their class):

    static_assert(perfcoder_type<7, decltype(name)>() == 0, "");

`perfcoder_type` is deprecated (`build/probe/type_probe.hpp`), so that a compiler warns of each use with the type
spelled out; the program stays valid. Nothing is asked inside of templates, where one instance would answer for all.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.includes import has_local_includes, macro_names
from perfcoder_lsp.cpp.nodes import ancestors, enclosing, nodes_of_type, parent_of, text_of
from perfcoder_lsp.cpp.scopes import declarations_named, resolve, variables
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.told_types import is_open, last_name

MOST_QUESTIONS = 400
_LISTS = frozenset({"compound_statement", "translation_unit", "declaration_list", "field_declaration_list"})
_CONDITIONALS = frozenset({"preproc_if", "preproc_ifdef", "preproc_else", "preproc_elif", "case_statement"})
_HOLDERS = frozenset(
    {"field_expression", "subscript_expression", "assignment_expression", "binary_expression", "for_range_loop"}
)
_NUMBER = "QUESTION"
_LOUD = re.compile(r"[A-Z][A-Z0-9_]*")
_BODY_FIELDS = ("body", "consequence")
_ANSWERS = (
    re.compile(r"perfcoder_type\(\) \[with int Question = (\d+); Type = (.+?)\]['’] is deprecated"),
    re.compile(r"'perfcoder_type<(\d+), (.+)>' is deprecated"),  # as Clang says it
)
_ERROR_LINE = re.compile(r":(\d+):(?:\d+:)? (?:fatal )?error: ")


@dataclass(frozen=True)
class Question:
    """Of which type the names at `positions` are, asked by what is inserted at offsets."""

    positions: tuple[int, ...]
    insertions: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class TypeProbe:
    """The text to compile, what it asks, and the lines (from 1) at which it asks, by number of the question."""

    text: bytes
    questions: tuple[Question, ...]
    lines: tuple[int, ...]


def type_probe(source: Source, refused: frozenset[int] = frozenset()) -> TypeProbe | None:
    """The probe of a file, without the questions about the positions `refused`; None where there is nothing to ask."""
    if source.language != "c++":
        return None
    asked = (each for each in (*_about_variables(source), *_about_paths(source)) if not refused & {*each.positions})
    found = tuple(_numbered(each, number) for number, each in enumerate(itertools.islice(asked, MOST_QUESTIONS)))
    return _probe(source, found) if found else None


def answers(probe: TypeProbe, diagnostics: str) -> tuple[tuple[int, str], ...]:
    """The positions of names with their types, as a compiler spells them; without those of which it says two."""
    told: dict[int, set[str]] = {}
    for pattern in _ANSWERS:
        for number, text in pattern.findall(diagnostics):
            told.setdefault(int(number), set()).add(text)
    certain = ((number, *texts) for number, texts in told.items() if number < len(probe.lines) and len(texts) == 1)
    return tuple(sorted((position, text) for number, text in certain for position in probe.questions[number].positions))


def refused_positions(probe: TypeProbe, diagnostics: str) -> frozenset[int]:
    """The positions of what was asked on lines that a compiler says to be wrong."""
    wrong = {int(line) for line in _ERROR_LINE.findall(diagnostics)}
    asked = zip(probe.questions, probe.lines, strict=True)
    return frozenset(position for question, line in asked if line in wrong for position in question.positions)


def _is_open(source: Source, variable: Declaration) -> bool:
    """Whether a compiler can tell more of a variable's type than the text."""
    is_variable_length = variable.is_automatic and any(not each.isdigit() for each in variable.type.extents)
    if is_variable_length or variable.name in macro_names(source) or _in_template(source, variable.node):
        return False
    kind = variable_type(source, variable)
    may_be_other = kind.is_library_class and has_local_includes(source) and not variable.is_written_standard
    return may_be_other or is_open(source, kind)


def _in_template(source: Source, node: Node) -> bool:
    return any(
        each.type == "template_declaration"
        or (each.type in ("function_definition", "lambda_expression") and _is_generic(each))
        for each in (node, *ancestors(source, node))
    )


def _is_generic(function: Node) -> bool:
    """Whether a function or lambda takes a parameter of any type: `auto x`, `std::integral auto x`, `<class T>`."""
    declarator = function.child_by_field_name("declarator")
    while declarator is not None and "function_declarator" not in declarator.type:
        declarator = declarator.child_by_field_name("declarator")
    listed = declarator.child_by_field_name("parameters") if declarator is not None else None
    types = (each.child_by_field_name("type") for each in (listed.named_children if listed is not None else ()))
    has_auto = any(each is not None and re.search(r"\bauto\b", text_of(each)) for each in types)
    return has_auto or any(each.type == "template_parameter_list" for each in function.children)


def _about_variables(source: Source) -> Iterator[Question]:
    for each in variables(source):
        insertions = _beside(source, each, each.name) if _is_open(source, each) else ()
        if insertions:
            yield Question((each.name_node.start_byte,), insertions)


def _about_paths(source: Source) -> Iterator[Question]:
    """About `member`, `x.member` and `this->member` of classes that a header declares, each once for a function or
    variable."""
    found: dict[tuple[tuple[int, str], ...], list[int]] = {}
    for node in nodes_of_type(source, "identifier", "field_expression"):
        parent = parent_of(source, node)
        root, name = _root(node), last_name(node)
        if parent is None or parent.type not in _HOLDERS or root is None or name is None:
            continue
        if parent.child_by_field_name("field") == node or not is_open(source, type_of(source, node)):
            continue
        insertions = _where_known(source, node, root)
        if insertions and not _in_template(source, node):
            found.setdefault(insertions, []).append(name.start_byte)
    yield from (Question(tuple(positions), insertions) for insertions, positions in found.items())


def _root(path: Node) -> Node | None:
    """`x` of `x`, `x.y` and `x->y.z`; None for anything else."""
    while path.type == "field_expression":
        inner, name = path.child_by_field_name("argument"), path.child_by_field_name("field")
        if inner is None or name is None or name.type != "field_identifier":
            return None
        path = inner
    return path if path.type in ("identifier", "this") else None


def _where_known(source: Source, path: Node, root: Node) -> tuple[tuple[int, str], ...]:
    """Where to ask about a path: beside its variable's declaration or, of what the file doesn't declare, at the begin
    of the function."""
    variable = resolve(source, root)
    if variable is not None:
        return _beside(source, variable, text_of(path)) if variable.is_variable and root != path else ()
    if not has_local_includes(source) or declarations_named(source, text_of(root)) or _is_no_variable(source, path):
        return ()
    function = enclosing(source, path, frozenset({"function_definition"}))
    return _in_body(source, function, _asking(text_of(path))) if function is not None else ()


def _is_no_variable(source: Source, path: Node) -> bool:
    """Whether a name looks like a macro (`NULL`) or an operand of streams, which may be a template (`endl`)."""
    parent = parent_of(source, path)
    operator = parent.child_by_field_name("operator") if parent is not None else None
    return _LOUD.fullmatch(text_of(path)) is not None or (operator is not None and text_of(operator) in ("<<", ">>"))


def _beside(source: Source, variable: Declaration, path: str) -> tuple[tuple[int, str], ...]:
    text = _asking(path)
    return _after(source, variable.node, text) or _in_body(source, variable.node, text)


def _asking(path: str) -> str:
    return f'\nstatic_assert(perfcoder_type<{_NUMBER}, decltype({path})>() == 0, "");\n'


def _numbered(question: Question, number: int) -> Question:
    insertions = tuple((offset, text.replace(_NUMBER, str(number))) for offset, text in question.insertions)
    return replace(question, insertions=insertions)


def _after(source: Source, node: Node, text: str) -> tuple[tuple[int, str], ...]:
    """After a declaration that is a statement, a member or stands at file level."""
    if node.type not in ("declaration", "field_declaration") or not text_of(node).endswith(";"):
        return ()
    around = parent_of(source, node)
    while around is not None and around.type in _CONDITIONALS:
        around = parent_of(source, around)
    return ((node.end_byte, text),) if around is not None and around.type in _LISTS else ()


def _in_body(source: Source, node: Node, text: str) -> tuple[tuple[int, str], ...]:
    """At the begin of what a loop, condition, function, lambda or handler governs."""
    for holder in (node, *ancestors(source, node)):
        bodies = (holder.child_by_field_name(name) for name in _BODY_FIELDS)
        body = next((each for each in bodies if each is not None), None)
        if body is None:
            continue
        if body.type == "compound_statement":
            return ((body.start_byte + 1, text),)
        is_statement = body.type.endswith(("_statement", "_loop")) and body.type != "try_statement"
        governed = holder.type in ("for_statement", "for_range_loop", "if_statement", "while_statement")
        return ((body.start_byte, "{" + text), (body.end_byte, "}")) if is_statement and governed else ()
    return ()


def _probe(source: Source, questions: tuple[Question, ...]) -> TypeProbe:
    pieces: list[bytes] = []
    lines = [0] * len(questions)
    line, at = 1, 0
    for offset, text, number in _in_order(questions):
        pieces += (source.text[at:offset], text.encode())
        line += source.text.count(b"\n", at, offset)
        if "\n" in text:
            lines[number] = line + 1
        line, at = line + text.count("\n"), offset
    pieces.append(source.text[at:])
    return TypeProbe(b"".join(pieces), questions, tuple(lines))


def _in_order(questions: tuple[Question, ...]) -> Iterator[tuple[int, str, int]]:
    """What to insert: at one offset, what closes before what is asked, an outer body's before an inner one's."""
    listed = [(offset, text, number) for number, each in enumerate(questions) for offset, text in each.insertions]
    yield from sorted(listed, key=lambda each: (each[0], each[1] != "}"))
