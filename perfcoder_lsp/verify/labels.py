"""Which read values are names of things: they are compared for equality with other values, and nothing else.

What is only told apart is mostly told apart by different names, so most inputs do not repeat them.
"""

from tree_sitter import Node

from perfcoder_lsp.cpp.source import walk
from perfcoder_lsp.verify.reads import Functions, Read
from perfcoder_lsp.verify.syntax import constant_of, field, key_of, operator, text_of

_NAMES = frozenset({"identifier", "field_identifier"})
_INSIDE = frozenset({"subscript_expression", "field_expression", "parenthesized_expression"})


def labels(root: Node, reads: list[Read], functions: Functions) -> frozenset[str]:
    """The arrays and variables of which every use is a read, a mark given to them, or such a comparison."""
    keys = {operand.key for read in reads for operand in read.operands} - {""}
    reading = {read.node.id for read in reads}
    hidden = functions.hidden()
    compared: set[str] = set()
    used: set[str] = set()
    for node in walk(root, lambda inner: inner.id not in hidden and inner.id not in reading):
        name = text_of(node) if node.type in _NAMES else ""
        if name in keys and name not in used:
            other = _compared_with(node)
            if other is None:
                used.add(name)
            elif other not in ("", name):
                compared.add(name)
    return frozenset(compared - used)


def _compared_with(name: Node) -> str | None:
    """The variable that what stands at a name is compared with; empty for a mark or declaration, None for any use."""
    whole, around = name, name.parent
    while around is not None and around.type in _INSIDE:
        if around.type == "subscript_expression" and field(around, "argument") != whole:
            return None
        whole, around = around, around.parent
    if around is None or around.type.endswith("declarator") or around.type == "declaration":
        return "" if around is not None and field(around, "value") != whole else None
    left, right = field(around, "left"), field(around, "right")
    if around.type == "assignment_expression" and operator(around) == "=" and left == whole:
        return "" if constant_of(right) is not None else None
    if around.type == "binary_expression" and operator(around) in ("==", "!="):
        other = right if left == whole else left
        return key_of(other) if constant_of(other) is None else ""
    return None
