"""Ways out of a program before all of its input is read.

An input is all of it, whatever a program makes of its beginning: another program may read the rest before it looks. So
the generator goes on where the original leaves early; whether what it invents then is an input, the original decides.
"""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import replaced
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.text import TextEdit
from perfcoder_lsp.verify.reads import Functions, Read, find_functions, find_reads
from perfcoder_lsp.verify.syntax import LOOPS, ancestors, called, field, function_name

_ENDINGS = frozenset({"exit", "_exit", "quick_exit"})


def without_early_exits(source: Source) -> Source:
    """The program, not leaving main or functions without a result between its reads."""
    functions = find_functions(source.root)
    reads = find_reads(source.root, functions)
    edits: list[TextEdit] = []
    for node in walk(source.root):
        body = field(node, "body") if node.type == "function_definition" else None
        if body is not None:
            edits += _early_exits(node, body, _reading(body, reads, functions))
    return source.edited(tuple(edits))


def _reading(body: Node, reads: list[Read], functions: Functions) -> list[Node]:
    """What reads input in a function, itself or through what it calls."""
    ids = {read.node.id for read in reads}
    return [
        node
        for node in walk(body)
        if node.id in ids or (node.type == "call_expression" and called(node) in functions.reading)
    ]


def _early_exits(function: Node, body: Node, reading: list[Node]) -> Iterator[TextEdit]:
    is_main = function_name(function) == "main"
    last = max((node.start_byte for node in reading), default=0)
    for node in walk(body, lambda inner: inner.type != "lambda_expression" and inner.start_byte < last):
        if not _is_guarded(node, body, reading):
            continue
        value = next(iter(node.named_children), None)
        if node.type == "return_statement" and (is_main or value is None):
            if value is not None and value.type != "initializer_list":
                yield TextEdit.replace(node.start_byte, value.start_byte, "(void)(")
                yield TextEdit.insert(value.end_byte, ")")
            elif value is None:
                yield replaced(node, ";")
        elif node.type == "call_expression" and called(node) in _ENDINGS:
            name = field(node, "function")
            assert name is not None
            yield replaced(name, "(void)")


def _is_guarded(node: Node, body: Node, reading: list[Node]) -> bool:
    """Whether a condition that reads nothing leads here, and no loop that reads is left."""
    around = [one for one in ancestors(node) if body.start_byte < one.start_byte and one.end_byte <= body.end_byte]
    branches = [one for one in around if one.type in ("if_statement", "switch_statement")]
    kept = [one for one in around if one.type in LOOPS] + branches
    return bool(branches) and not any(
        one.start_byte <= read.start_byte < one.end_byte for one in kept for read in reading
    )
