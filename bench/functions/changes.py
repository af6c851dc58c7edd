"""A small change of one function: a mutant (means something else) or a rewrite (means the same)."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.functions import Function
from perfcoder_lsp.cpp.nodes import ancestors, nodes_inside
from perfcoder_lsp.cpp.scopes import resolve, variables
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.text import TextEdit


@dataclass(frozen=True)
class Change:
    """The edits and which sort of change they are, in words."""

    kind: str
    edits: tuple[TextEdit, ...]

    def shown(self, source: Source) -> str:
        """What stands there instead of what, in one line."""
        first, last = self.edits[0].range.start, self.edits[-1].range.end
        line = source.text.rfind(b"\n", 0, first) + 1
        end = source.text.find(b"\n", last)
        before = source.text[line : end if end > 0 else None]
        moved = tuple(
            TextEdit.replace(each.range.start - line, each.range.end - line, each.new_text) for each in self.edits
        )
        after = Source(source.path, before, source.language).edited(moved).text
        return f"{_one_line(before)}  =>  {_one_line(after)}"

    def digest(self, source: Source) -> str:
        """Names the change as long as the text and the edits stay as they are."""
        return hashlib.sha256(source.edited(self.edits).text).hexdigest()[:12]


Generator = Callable[[Source, Function], Iterator[Change]]


def spread(changes: Sequence[Change], count: int, order: Callable[[list[Change]], None]) -> tuple[Change, ...]:
    """Up to `count` changes, of as many kinds as there are: kinds take turns. `order` shuffles a kind's own."""
    kinds: dict[str, list[Change]] = {}
    for each in changes:
        kinds.setdefault(each.kind, []).append(each)
    turns = list(kinds.values())
    for turn in turns:
        order(turn)
    chosen: list[Change] = []
    while len(chosen) < count and any(turns):
        chosen += [turn.pop() for turn in turns if turn]
    return tuple(chosen[:count])


def nodes(source: Source, function: Function, *types: str) -> Iterator[Node]:
    """The nodes of the body that mean what they look like: none in text that was not understood, none in templates'
    arguments, attributes or the preprocessor's lines."""
    for node in nodes_inside(source, function.body, *types):
        outer = [each.type for each in ancestors(source, node)]
        if not node.has_error and not any(each in _ODD or each.startswith("preproc") for each in outer):
            yield node


_ODD = {"ERROR", "template_argument_list", "static_assert_declaration", "attribute_declaration", "asm_statement"}


def own_variables(source: Source, function: Function) -> tuple[Declaration, ...]:
    """The function's parameters and local variables."""
    return tuple(each for each in variables(source, function.node) if each.is_automatic)


def variable(source: Source, node: Node) -> Declaration | None:
    """The variable that a plain name stands for, where the text tells."""
    found = resolve(source, node) if node.type == "identifier" else None
    return found if found is not None and found.is_variable else None


def _one_line(text: bytes) -> str:
    return " ".join(text.decode("utf-8", "replace").split())
