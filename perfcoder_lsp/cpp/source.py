"""A C or C++ file as text and syntax tree: the one value that every stage starts from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, wraps
from pathlib import Path
from typing import Any, Literal, TypeVar

import tree_sitter_cpp
from tree_sitter import Language as Grammar
from tree_sitter import Node, Parser, Tree

from perfcoder_lsp.errors import SourceError
from perfcoder_lsp.text import ByteRange, TextEdit, apply_edits, line_starts

Language = Literal["c", "c++"]
T = TypeVar("T")

_GRAMMAR = Grammar(tree_sitter_cpp.language())
_C_SUFFIXES = {".c"}


def parse(text: bytes) -> Tree:
    """The syntax tree of a C++ text, errors included."""
    return Parser(_GRAMMAR).parse(text)


@dataclass(frozen=True)
class Source:
    """A file's path (it need not exist), its UTF-8 bytes and its language. Parsed once, on first use.

    `types` is what a compiler told of names that the text leaves open: the position of the name, and its type as the
    compiler spells it (`told_types`). Without it, all answers are from the text alone.
    """

    path: Path
    text: bytes
    language: Language
    types: tuple[tuple[int, str], ...] = ()

    @classmethod
    def read(cls, path: Path) -> "Source":
        """Read a file. Raises SourceError where it is missing, not a text file, or not UTF-8."""
        try:
            text = path.read_bytes()
        except OSError as error:
            raise SourceError(f"{path}: cannot be read: {error.strerror}") from None
        return cls.of(path, text)

    @classmethod
    def of(cls, path: Path, text: bytes) -> "Source":
        """A source from bytes in hand. Raises SourceError for empty, binary or non-UTF-8 text."""
        if not text.strip():
            raise SourceError(f"{path}: the file is empty")
        if b"\0" in text:
            raise SourceError(f"{path}: this is a binary file, not C or C++ text")
        try:
            text.decode("utf-8")
        except UnicodeDecodeError as error:
            line = text.count(b"\n", 0, error.start) + 1
            raise SourceError(f"{path}:{line}: not UTF-8 text; convert it first (iconv -t UTF-8)") from None
        return cls(path, text, "c" if path.suffix in _C_SUFFIXES else "c++")

    @cached_property
    def tree(self) -> Tree:
        return parse(self.text)

    @property
    def root(self) -> Node:
        return self.tree.root_node

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        return line_starts(self.text)

    @cached_property
    def memo(self) -> dict[Callable[..., Any], Any]:
        """What was already derived from this text, by the function that derives it (see `per_source`)."""
        return {}

    @cached_property
    def by_text(self) -> "Source":
        """The source without what a compiler told."""
        return replace(self, types=()) if self.types else self

    @property
    def newline(self) -> str:
        """The file's line ending: that of its first line."""
        first = self.text.partition(b"\n")[0]
        return "\r\n" if first.endswith(b"\r") else "\n"

    def slice(self, where: Node | ByteRange) -> str:
        """The text of a node or range."""
        start, end = (where.start_byte, where.end_byte) if isinstance(where, Node) else (where.start, where.end)
        return self.text[start:end].decode()

    def edited(self, edits: tuple[TextEdit, ...]) -> "Source":
        """The source after the edits. Raises EditConflictError where they overlap."""
        return Source(self.path, apply_edits(self.text, edits), self.language)


def per_source(derive: Callable[[Source], T]) -> Callable[[Source], T]:
    """Compute a function of a source once per Source value (hashing the whole text as a cache key would be slow)."""

    @wraps(derive)
    def cached(source: Source) -> T:
        if derive not in source.memo:
            source.memo[derive] = derive(source)
        return source.memo[derive]

    return cached


def node_range(node: Node) -> ByteRange:
    return ByteRange(start=node.start_byte, end=node.end_byte)


def walk(node: Node, enter: Callable[[Node], bool] = lambda _: True) -> Iterator[Node]:
    """The node and everything below it, in text order; below a node for which `enter` is false nothing is visited.

    Iterative, since hostile or generated code nests deeper than Python's stack.
    """
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        if enter(current):
            stack.extend(reversed(current.children))
