"""Questions to a compiler about types that the text does not tell, and its answers.

A type probe is the file with a line after each declaration in question:

    static_assert(perfcoder_type<7, decltype(name)>() == 0, "");

`perfcoder_type` is deprecated (`build/probe/type_probe.hpp`), so that a compiler warns of each use with the type
spelled out; the program stays valid. Nothing is asked inside of templates, where one instance would answer for all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.includes import has_local_includes, macro_names
from perfcoder_lsp.cpp.nodes import ancestors, parent_of, text_of
from perfcoder_lsp.cpp.scopes import variables
from perfcoder_lsp.cpp.source import Source

MOST_QUESTIONS = 400
_LISTS = frozenset({"compound_statement", "translation_unit", "declaration_list", "field_declaration_list"})
_CONDITIONALS = frozenset({"preproc_if", "preproc_ifdef", "preproc_else", "preproc_elif", "case_statement"})
_BODY_FIELDS = ("body", "consequence")
_ANSWERS = (
    re.compile(r"perfcoder_type\(\) \[with int Question = (\d+); Type = (.+?)\]['’] is deprecated"),
    re.compile(r"'perfcoder_type<(\d+), (.+)>' is deprecated"),  # as Clang says it
)
_ERROR_LINE = re.compile(r":(\d+):(?:\d+:)? (?:fatal )?error: ")


@dataclass(frozen=True)
class Question:
    """Of which type the name at `position` is, asked by what is inserted at offsets."""

    position: int
    insertions: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class TypeProbe:
    """The text to compile, what it asks, and the lines (from 1) at which it asks, by number of the question."""

    text: bytes
    questions: tuple[Question, ...]
    lines: tuple[int, ...]


def type_probe(source: Source, refused: frozenset[int] = frozenset()) -> TypeProbe | None:
    """The probe of a file, without the questions at the positions `refused`; None where there is nothing to ask."""
    if source.language != "c++":
        return None
    asked = [each for each in variables(source) if _is_open(source, each) and each.name_node.start_byte not in refused]
    found: list[Question] = []
    for each in asked[:MOST_QUESTIONS]:
        question = _question(source, each, len(found))
        if question is not None:
            found.append(question)
    return _probe(source, tuple(found)) if found else None


def answers(probe: TypeProbe, diagnostics: str) -> tuple[tuple[int, str], ...]:
    """The positions of names with their types, as a compiler spells them; without those of which it says two."""
    told: dict[int, set[str]] = {}
    for pattern in _ANSWERS:
        for number, text in pattern.findall(diagnostics):
            told.setdefault(int(number), set()).add(text)
    known = ((probe.questions[number].position, texts) for number, texts in told.items() if number < len(probe.lines))
    return tuple(sorted((position, texts.pop()) for position, texts in known if len(texts) == 1))


def refused_positions(probe: TypeProbe, diagnostics: str) -> frozenset[int]:
    """The positions of what was asked on lines that a compiler says to be wrong."""
    wrong = {int(line) for line in _ERROR_LINE.findall(diagnostics)}
    asked = zip(probe.questions, probe.lines, strict=True)
    return frozenset(question.position for question, line in asked if line in wrong)


def _is_open(source: Source, variable: Declaration) -> bool:
    """Whether a compiler can tell more of a variable's type than the text."""
    is_variable_length = variable.is_automatic and any(not each.isdigit() for each in variable.type.extents)
    if is_variable_length or variable.name in macro_names(source) or _in_template(source, variable.node):
        return False
    kind = variable_type(source, variable)
    return not kind.is_known or (kind.is_library_class and has_local_includes(source))


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


def _question(source: Source, variable: Declaration, number: int) -> Question | None:
    text = f'\nstatic_assert(perfcoder_type<{number}, decltype({variable.name})>() == 0, "");\n'
    insertions = _after(source, variable.node, text) or _in_body(source, variable, text)
    return Question(variable.name_node.start_byte, insertions) if insertions else None


def _after(source: Source, node: Node, text: str) -> tuple[tuple[int, str], ...]:
    """After a declaration that is a statement, a member or stands at file level."""
    if node.type not in ("declaration", "field_declaration") or not text_of(node).endswith(";"):
        return ()
    around = parent_of(source, node)
    while around is not None and around.type in _CONDITIONALS:
        around = parent_of(source, around)
    return ((node.end_byte, text),) if around is not None and around.type in _LISTS else ()


def _in_body(source: Source, variable: Declaration, text: str) -> tuple[tuple[int, str], ...]:
    """At the begin of what a loop, condition, function, lambda or handler governs."""
    for holder in (variable.node, *ancestors(source, variable.node)):
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
