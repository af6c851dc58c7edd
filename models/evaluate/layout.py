"""A program laid out anew: the same tokens with other lines, indents and spaces."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.nodes import text_of
from perfcoder_lsp.cpp.source import Source

_WHOLE = frozenset(
    {"string_literal", "raw_string_literal", "char_literal", "system_lib_string", "number_literal", "comment",
     "preproc_include", "preproc_def", "preproc_function_def", "preproc_call"}
)  # fmt: skip
_DIRECTIVES = frozenset({"preproc_include", "preproc_def", "preproc_function_def", "preproc_call"})
_NOT_BEFORE = frozenset({")", "]", ";", ",", ".", "->", "::", "(", "["})
_NOT_AFTER = frozenset({"(", "[", ".", "->", "::", "!", "~"})
_SPACED = frozenset({"if", "for", "while", "switch", "return", "=", "+", "-", "*", "/", "%", "&&", "||", "?", ":"})
_LISTS = ("initializer_list", "subscript_argument_list", "enumerator_list")


@dataclass(frozen=True)
class Layout:
    """A way to lay out programs; `roomy` puts spaces inside of parentheses, `own_line` opening braces on their own
    lines."""

    indent: str
    own_line: bool
    roomy: bool

    @classmethod
    def drawn(cls, chance: random.Random) -> "Layout":
        return cls(chance.choice(["\t", "  ", "    ", "   "]), chance.random() < 0.5, chance.random() < 0.3)


def laid_out(source: Source, layout: Layout) -> Source:
    """The program in that layout, without its comments; as it is where it has conditional directives."""
    tokens = [each for each in _tokens(source.tree.root_node) if each.type != "comment"]
    if any(each.type.startswith(("#if", "#el", "preproc_if")) for each in tokens):
        return source
    writer = _Writer(layout)
    for each in tokens:
        writer.add(each)
    return Source.of(source.path, writer.text.encode())


def _tokens(node: Node) -> Iterator[Node]:
    pending = [node]
    while pending:
        each = pending.pop()
        if each.type in _WHOLE or each.child_count == 0:
            if each.start_byte < each.end_byte:
                yield each
        else:
            pending += reversed(each.children)


class _Writer:
    """What is written so far, and how deep in braces and parentheses it ends."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._lines = [""]
        self._depth = 0
        self._inside = 0
        self._last = ""

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._lines).strip() + "\n"

    def add(self, node: Node) -> None:
        text = text_of(node)
        if node.type in _DIRECTIVES:
            self._break()
            self._lines[-1] = text.strip()
            self._lines.append("")
            self._last = ""
            return
        breaks = self._inside == 0 and (node.parent is None or node.parent.type not in _LISTS)
        if text == "}":
            self._depth -= 1
        if breaks and (text == "}" or (text == "{" and self._layout.own_line)):
            self._break()
        self._put(text)
        self._inside += {"(": 1, ")": -1}.get(text, 0)
        self._depth += text == "{"
        if breaks and text in "{};":
            self._break()

    def _put(self, text: str) -> None:
        line = self._lines[-1]
        if not line:
            self._lines[-1] = self._layout.indent * max(0, self._depth) + text
        else:
            self._lines[-1] = line + (" " if self._separate(self._last, text) else "") + text
        self._last = text

    def _separate(self, before: str, after: str) -> bool:
        if self._layout.roomy and (before == "(") != (after == ")"):
            return True
        if after in ("(", "[") and before in _SPACED:
            return True
        return after not in _NOT_BEFORE and before not in _NOT_AFTER

    def _break(self) -> None:
        if self._lines[-1]:
            self._lines.append("")
