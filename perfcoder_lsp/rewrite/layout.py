"""How inserted lines are laid out, in the manner of the file."""

from tree_sitter import Node

from perfcoder_lsp.cpp.edits import indentation, replaced, starts_line
from perfcoder_lsp.cpp.nodes import ancestors, nodes_of_type, parent_of
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.text import TextEdit


@per_source
def indent_step(source: Source) -> str:
    """By what the file indents a block's statements: as its first indented block does, else four spaces."""
    for block in nodes_of_type(source, "compound_statement"):
        first = next((each for each in block.named_children if each.type != "comment"), None)
        if first is not None and first.start_point.row > block.start_point.row:
            outer, inner = indentation(source, block.start_byte), indentation(source, first.start_byte)
            if len(inner) > len(outer) and inner.startswith(outer):
                return inner[len(outer) :]
    return "    "


def laid_out(source: Source, at: Node, *lines: str) -> str:
    """Lines that take the place of a node, each after the first indented like it; a tab at a line's begin stands for
    one more step."""
    margin, step = indentation(source, at.start_byte), indent_step(source)
    return (source.newline + margin).join(_indented(line, step) for line in lines)


def in_place_of(source: Source, statement: Node, *lines: str) -> TextEdit:
    """Put lines in place of a statement, in braces where it stands without a block and they are not one plain
    statement: an `else` that follows must stay with its `if`."""
    parent = parent_of(source, statement)
    plain = len(lines) == 1 and not lines[0].startswith("if ")
    if not plain and (parent is None or parent.type != "compound_statement"):
        lines = ("{", *(f"\t{each}" for each in lines), "}")
    return replaced(statement, laid_out(source, statement, *lines))


def start_of_item(source: Source, node: Node) -> int:
    """Where the function, class or namespace of the file starts that has the node, with the comment before it."""
    item = next(each for each in ancestors(source, node) if parent_of(source, each) == source.root)
    while (before := item.prev_sibling) is not None and before.type == "comment":
        if source.text[before.end_byte : item.start_byte].count(b"\n") > 1:
            break
        item = before
    return item.start_byte


def _indented(line: str, step: str) -> str:
    bare = line.lstrip("\t")
    return step * (len(line) - len(bare)) + bare


def above_top_level(source: Source, node: Node, text: str) -> TextEdit:
    """Put text and an empty line above the declaration at file level that a node is part of, and above the comments
    that lead up to it."""
    top = node
    for each in ancestors(source, node):
        if each.type != "translation_unit":
            top = each
    while (before := top.prev_named_sibling) is not None and before.type == "comment":
        if not starts_line(source, before.start_byte) or before.end_point.row + 1 < top.start_point.row:
            break
        top = before
    return TextEdit.insert(top.start_byte, text.replace("\n", source.newline) + source.newline)
