"""The program that a target's file is: its `main`, what functions read, and the statement that tells of calls."""

import re
from collections.abc import Iterable

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import replaced
from perfcoder_lsp.cpp.functions import Function
from perfcoder_lsp.cpp.includes import has_directive
from perfcoder_lsp.cpp.nodes import CLASS_TYPES, ancestors, nodes_of_type, parent_of, text_of
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.text import TextEdit
from perfcoder_lsp.verify.functions.target import Target
from perfcoder_lsp.verify.reads import Functions, reads_anything

MAIN = "perfcoder_user_main_"
DRIVER = "perfcoder_driver_"
"""The function that runs another program of the project; see `drivers.py`."""
_SCOPES = CLASS_TYPES | {"namespace_definition"}
_EVALUATED_EARLY = re.compile(r"\b(?:constexpr|consteval)\b")
_WORDS = re.compile(r"%\d*[sc]|\bgetline\b|\bgets\b|\bstring\b|\bchar\s+\w+\s*\[")
_DIGITS = re.compile(r"'0'|\bisdigit\b|\b48\b")


def has_main(source: Source) -> bool:
    """Whether the file is a program."""
    return any(True for _ in _mains(source))


def main_text(source: Source) -> bytes:
    """What the program's `main` does; empty where the file is no program."""
    return b"".join((body.text or b"") for _, body in _mains(source) if body is not None)


def without_main(source: Source) -> Iterable[TextEdit]:
    """Another name, and an empty body of as many lines, for the program's `main`; those of namespaces are others."""
    for name, body in _mains(source):
        yield replaced(name, MAIN)
        if body is not None and not has_directive(source, body):
            lines = text_of(body).count("\n")
            yield replaced(body, "{" + "\n" * lines + "}")


def with_renamed_main(source: Source) -> Iterable[TextEdit]:
    """Another name for the program's `main`, which then says itself that it returns 0."""
    for name, body in _mains(source):
        yield replaced(name, MAIN)
        if body is not None:
            yield TextEdit.insert(body.end_byte - 1, " return 0; ")


def _mains(source: Source) -> Iterable[tuple[Node, Node | None]]:
    """The name of each declaration of `main`, and its body."""
    for node in nodes_of_type(source, "function_declarator"):
        name, definition = node.child_by_field_name("declarator"), parent_of(source, node)
        if name is None or name.type != "identifier" or text_of(name) != "main":
            continue
        if not any(each.type in _SCOPES for each in ancestors(source, node)):
            yield name, definition.child_by_field_name("body") if definition is not None else None


def telling(source: Source, function: Function, *, has_self: bool) -> TextEdit | None:
    """The statement at the beginning of a function that tells of each call; None where there can be none."""
    head = source.text[function.node.start_byte : function.body.start_byte].decode()
    names = [each.name for each in function.parameters]
    initialized = any(child.type == "field_initializer_list" for child in function.node.children)
    if function.kind == "lambda" or not all(names) or initialized or _EVALUATED_EARLY.search(head):
        return None
    if function.body.type != "compound_statement" or any(each.startswith("...") for each in names):
        return None
    packs = {each.name for each in function.parameters if each.node.type == "variadic_parameter_declaration"}
    arguments = ["*this"] * has_self + [f"{name}..." if name in packs else name for name in names]
    return TextEdit.insert(function.body.start_byte + 1, f" PERFCODER_RECORD({', '.join(arguments)});")


def expected_input(reached: tuple[Function, ...]) -> str:
    """What functions may read from standard input: "numbers", "words" among them, or "" for nothing."""
    known = Functions({}, {})
    if not any(reads_anything(each.node, known) for each in reached):
        return ""
    text = "\n".join(text_of(each.node) for each in reached)
    return "words" if _WORDS.search(text) and not _DIGITS.search(text) else "numbers"


def text_around(target: Target) -> bytes:
    """All of the file but the function."""
    text, place = target.source.text, target.range
    return text[: place.start] + text[place.end :]
