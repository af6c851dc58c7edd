"""A program as words, the same whatever its style: layout, braces, names, comments, `std::`, aliases, order of
functions. A first model that read text as written lost 16 points of F1 to a mere change of formatting.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.functions import find_function
from perfcoder_lsp.cpp.includes import macro
from perfcoder_lsp.cpp.nodes import text_of
from perfcoder_lsp.cpp.scopes import declarations, resolve
from perfcoder_lsp.cpp.source import Source, per_source, walk
from perfcoder_lsp.cpp.type_parser import parse_type
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.plan.reading.words import KNOWN, NAMES_OF_A_KIND, UNKNOWN, kind_of, number_word, type_word

_LEFT_OUT = frozenset(
    {"comment", "preproc_include", "preproc_def", "preproc_function_def", "using_declaration", "alias_declaration",
     "type_definition", "namespace_alias_definition"}
)  # fmt: skip
_BODIES = frozenset(
    {"if_statement", "for_statement", "while_statement", "do_statement", "for_range_loop", "else_clause"}
)
_BLOCKS = frozenset({"compound_statement", "else_clause"})
_NAMES = frozenset(
    {"identifier", "field_identifier", "type_identifier", "namespace_identifier", "statement_identifier"}
)
_TYPES = frozenset({"primitive_type", "sized_type_specifier"})
_DEEP = 200
_STEP = 256
"""After so many words of a long definition, somebody may have lost interest."""
_ALIASES = (Kind.ALIAS, Kind.USING)
_TOP = ("translation_unit", "namespace_definition", "declaration_list", "linkage_specification")


@dataclass(frozen=True)
class Word:
    """A word, and the byte of the source at which what it stands for begins."""

    text: str
    start: int


def nothing() -> None:
    """What is done between two steps where nothing is to be done."""


def canonical(source: Source, function: str | None = None, between: Callable[[], None] = nothing) -> tuple[Word, ...]:
    """The program in words: what is at hand first (`function`, else `main`), each thing after what it uses for the
    first time, then what nothing leads to.

    `between` is called every now and then; what it raises ends the reading.
    """
    known = _told(source)
    if function not in known:
        known[function] = _words(source, function, between)
    return known[function]


@per_source
def word_starts(source: Source) -> list[tuple[int, int]]:
    """Where each word of the program without its style begins in the text, and its place there; sorted."""
    return sorted((word.start, place) for place, word in enumerate(canonical(source)))


@per_source
def _told(_: Source) -> dict[str | None, tuple[Word, ...]]:
    """What was told of a source already, by the function at hand."""
    return {}


def _words(source: Source, function: str | None, between: Callable[[], None]) -> tuple[Word, ...]:
    teller = _Teller(source, between)
    first = find_function(source, function or "main")
    if first is not None:
        teller.tell(first.node)
    rest = [each for each in _definitions(source) if each.id not in teller.told]
    for node in sorted(rest, key=lambda each: _own_words(source, each, between)):
        teller.tell(node)
    return tuple(teller.words)


def _own_words(source: Source, node: Node, between: Callable[[], None]) -> tuple[int, tuple[str, ...]]:
    """What orders definitions that nothing leads to, whatever they are called: the longest first."""
    teller = _Teller(source, between, alone=True)
    teller.tell(node)
    return -len(teller.words), tuple(each.text for each in teller.words)


@per_source
def _definitions(source: Source) -> tuple[Node, ...]:
    """Functions, classes and variables outside of functions, in text order."""
    found: list[Node] = []
    pending = [source.tree.root_node]
    while pending:
        node = pending.pop()
        if node.type in _TOP or node.type.startswith("preproc_if") or node.type in ("preproc_else", "preproc_elif"):
            pending += reversed(node.named_children)
        elif node.type not in _LEFT_OUT and node.is_named and not node.type.startswith("preproc"):
            found.append(node)
    return tuple(found)


@per_source
def _definition_of(source: Source) -> dict[int, Node]:
    """The definition that declares something, by the id of the name that it declares."""
    tops = _definitions(source)
    found: dict[int, Node] = {}
    at = 0
    for each in declarations(source):
        start = each.name_node.start_byte
        while at < len(tops) and tops[at].end_byte <= start:
            at += 1
        if at < len(tops) and tops[at].start_byte <= start:
            found[each.name_node.id] = tops[at]
    return found


@dataclass
class _Teller:
    source: Source
    between: Callable[[], None]
    alone: bool = False
    """Without what it uses."""
    words: list[Word] = field(default_factory=list[Word])
    told: set[int] = field(default_factory=set[int])
    _numbers: dict[tuple[str, int | str], str] = field(default_factory=dict[tuple[str, int | str], str])
    _counts: dict[str, int] = field(default_factory=dict[str, int])
    _depth: int = 0

    def tell(self, definition: Node) -> None:
        """A definition, behind those that it uses and that were not told yet."""
        if definition.id in self.told or self._depth > _DEEP:
            return
        self.between()
        self.told.add(definition.id)
        if not self.alone:
            self._depth += 1
            for used in self._used(definition):
                self.tell(used)
            self._depth -= 1
        self._node(definition)

    def _used(self, definition: Node) -> Iterator[Node]:
        homes = _definition_of(self.source)
        for each in walk(definition):
            if each.type in _NAMES:
                found = resolve(self.source, each)
                home = homes.get(found.name_node.id) if found is not None else None
                if home is not None and home.id != definition.id:
                    yield home

    def _say(self, text: str, node: Node) -> None:
        if len(self.words) % _STEP == 0:
            self.between()
        self.words.append(Word(text if text in KNOWN or text[-1:].isdigit() else UNKNOWN, node.start_byte))

    def _node(self, node: Node) -> None:
        if node.type in _LEFT_OUT:
            return
        if node.type in _NAMES:
            self._name(node)
        elif node.type in _TYPES:
            self._type(parse_type(text_of(node)), node)
        elif node.type == "number_literal":
            self._say(number_word(text_of(node)), node)
        elif node.type in ("string_literal", "raw_string_literal", "concatenated_string"):
            self._say(_text_word(text_of(node)), node)
        elif node.type == "char_literal":
            self._say({"'\\n'": "letter\\n", "'\\0'": "letter\\0"}.get(text_of(node), "letter"), node)
        elif node.type == "qualified_identifier" and text_of(node).startswith(("std::", "::")):
            self._children(node, skip=("std", "::"))
        elif node.type == "update_expression":
            self._update(node)
        elif node.child_count == 0:
            self._leaf(node)
        else:
            self._children(node)

    def _leaf(self, node: Node) -> None:
        text = text_of(node)
        if text in KNOWN:
            self._say(text, node)
        elif text.strip():
            self._say(UNKNOWN, node)

    def _children(self, node: Node, skip: Sequence[str] = ()) -> None:
        for child in node.children:
            if text_of(child) in skip:
                continue
            wrapped = node.type in _BODIES and _is_bare_body(node, child)
            if wrapped:
                self._say("{", child)
            self._node(child)
            if wrapped:
                self._say("}", child)

    def _update(self, node: Node) -> None:
        """`i++` whose value nobody uses is told as `++i`."""
        operand, operator = node.child_by_field_name("argument"), node.child_by_field_name("operator")
        if operand is None or operator is None or not _is_unused(node):
            self._children(node)
            return
        self._node(operator)
        self._node(operand)

    def _name(self, node: Node) -> None:
        text = text_of(node)
        found = resolve(self.source, node)
        if found is None:
            self._foreign(text, node)
        elif found.kind in _ALIASES:
            self._alias(found, node)
        elif found.kind is Kind.FUNCTION:
            self._say("main" if text == "main" else self._numbered("fun", text), node)
        elif found.kind in (Kind.TYPE, Kind.TEMPLATE_PARAMETER):
            self._say(self._numbered("typ", found.name_node.id), node)
        elif found.kind is Kind.ENUMERATOR:
            self._say(self._numbered("int", found.name_node.id), node)
        else:
            self._say(self._numbered(kind_of(variable_type(self.source, found)), found.name_node.id), node)

    def _foreign(self, text: str, node: Node) -> None:
        defined = macro(self.source, text)
        if defined is not None:
            body = (defined.body or "").strip().strip("()")
            self._say(number_word(body) if body[:1].isdigit() else self._numbered("mac", text), node)
            return
        named = parse_type(text).name if text.endswith("_t") else text  # std::size_t is what size_t is
        word = type_word(named) or text
        self._say(word if word in KNOWN else self._numbered("ext", text), node)

    def _alias(self, found: Declaration, node: Node) -> None:
        """What the alias stands for."""
        kind = found.type
        if kind.name == found.name:
            self._foreign(text_of(node), node)
        else:
            self._type(kind, node)

    def _type(self, kind: Type, node: Node, depth: int = 0) -> None:
        word = type_word(kind.name)
        self._say(word or self._numbered("typ" if kind.user_defined else "ext", kind.name), node)
        if kind.arguments and depth < 8:
            self._say("<", node)
            for number, each in enumerate(kind.arguments):
                if number:
                    self._say(",", node)
                self._type(each, node, depth + 1)
            self._say(">", node)

    def _numbered(self, kind: str, key: int | str) -> str:
        """The name's word: its kind, and which one of that kind it is in the order of appearance."""
        word = self._numbers.get((kind, key))
        if word is None:
            number = self._counts.get(kind, 0)
            self._counts[kind] = number + 1
            word = self._numbers[kind, key] = f"{kind}{min(number, NAMES_OF_A_KIND - 1)}"
        return word


def _is_bare_body(node: Node, child: Node) -> bool:
    """Whether a statement stands where others write braces."""
    if not child.is_named or child.type in _BLOCKS or child.type == "comment":
        return False
    if node.type == "else_clause":
        return True
    return node.child_by_field_name("body") == child or node.child_by_field_name("consequence") == child


def _is_unused(node: Node) -> bool:
    parent = node.parent
    if parent is None:
        return False
    if parent.type == "comma_expression":
        return _is_unused(parent)
    return parent.type == "expression_statement" or parent.child_by_field_name("update") == node


def _text_word(text: str) -> str:
    if "%" in text:
        return "format"
    if "\\n" in text:
        return "text\\n"
    return "text1" if len(text) == 3 else "text"
