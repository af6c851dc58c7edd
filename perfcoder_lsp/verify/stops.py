"""How a loop around a read ends: with the end of the input, or with a value such as 0."""

import itertools
import re
from collections.abc import Callable

from tree_sitter import Node

from perfcoder_lsp.cpp.source import walk
from perfcoder_lsp.verify.reads import Operand, Read
from perfcoder_lsp.verify.sites import Level, Stop
from perfcoder_lsp.verify.syntax import LOOPS, ancestors, constant_of, field, key_of, operator, text_of

_PRINTS = frozenset({"cout", "printf", "puts", "putchar", "putchar_unlocked"})
_LEAVES = frozenset({"break_statement", "return_statement", "goto_statement"})


def stop_of(read: Read, operand: Operand, reads_sizes: Callable[[Node], bool]) -> tuple[Stop, int]:
    """The way the loop around a read ends, and the value that ends it (0 where the input's end does)."""
    for node in ancestors(read.node):
        if node.type == "function_definition":
            break
        if node.type in LOOPS:
            stop = _stop_of_loop(node, read, operand)
            if stop is not None:
                return _kind(stop[0], reads_sizes(node) or answers(node)), stop[1]
            if not _is_endless(node):
                break
        if node.type == "if_statement" and _within(field(node, "condition"), read.node) and leaves(node):
            loop = next((one for one in ancestors(node) if one.type in LOOPS), None)
            if loop is not None:
                return _kind("end", reads_sizes(loop) or answers(loop)), 0
    return Stop.NEVER, 0


def _kind(way: str, by_cases: bool) -> Stop:
    if way == "end":
        return Stop.END_BY_CASES if by_cases else Stop.END_BY_SIZE
    return Stop.VALUE_BY_CASES if by_cases else Stop.VALUE_BY_SIZE


def answers(loop: Node) -> bool:
    """Whether each round prints, and so answers a data set of its own; what is printed before leaving is none."""
    return any(
        text_of(node) in _PRINTS and not any(map(_leaves_after, itertools.takewhile(loop.__ne__, ancestors(node))))
        for node in walk(loop)
        if node.type == "identifier"
    )


def _leaves_after(block: Node) -> bool:
    return block.type == "compound_statement" and any(node.type in _LEAVES for node in block.named_children)


def _stop_of_loop(loop: Node, read: Read, operand: Operand) -> tuple[str, int] | None:
    condition = field(loop, "condition")
    if condition is not None and _within(condition, read.node):
        if operand.level in (Level.LINE, Level.CHARACTER) and "'" in text_of(condition):
            return None  # ends with a character, which every line has
        value = _terminator(condition, operand.key, but=read.node)
        return ("value", value) if value is not None else ("end", 0)
    if operand.depth or not operand.key:
        return None
    if condition is not None and not _is_endless(loop):
        compared = _terminator(condition, operand.key, but=None)
        strict = any(operator(node) in ("!=", "") for node in walk(condition) if node.type == "binary_expression")
        plain = text_of(condition).strip("() ") == operand.key
        return ("value", compared) if compared is not None and (strict or plain) else None
    return _break_value(loop, operand.key)


def _break_value(loop: Node, key: str) -> tuple[str, int] | None:
    for node in walk(loop):
        condition = field(node, "condition") if node.type == "if_statement" else None
        if condition is None or not leaves(node):
            continue
        value = _terminator(condition, key, but=None)
        if value is not None:
            return "value", value
    return None


def _terminator(condition: Node, key: str, but: Node | None) -> int | None:
    """The value of `key` that a condition singles out: 0 for `!n`, `n`, `n && m`, `n == 0`; -1 for `n != -1`."""
    if not key:
        return None
    for node in walk(condition, lambda inner: but is None or inner.id != but.id):
        if node.type == "binary_expression" and operator(node) in ("==", "!=", ">", "<"):
            for side, other in (("left", "right"), ("right", "left")):
                value = constant_of(field(node, other))
                named = field(node, side)
                if named is not None and named.type == "identifier" and key_of(named) == key and value is not None:
                    return value
    bare = re.sub(r"\s", "", text_of(condition).replace(text_of(but), "") if but is not None else text_of(condition))
    name = re.escape(key)
    return 0 if re.search(rf"(^|[(!,&|])\(*{name}\)*($|[),&|])", bare) else None


def _is_endless(loop: Node) -> bool:
    condition = text_of(field(loop, "condition")).strip("() ;")
    return condition in ("", "1", "true") and loop.type != "for_range_loop"


def _within(outer: Node | None, inner: Node) -> bool:
    return outer is not None and outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte


def leaves(statement: Node) -> bool:
    """Whether an if leaves the loop around it."""
    consequence = field(statement, "consequence")
    if consequence is None:
        return False
    inner = consequence.named_children if consequence.type == "compound_statement" else [consequence]
    return any(node.type in _LEAVES for node in inner)
