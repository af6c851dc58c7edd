"""Short ways from C++ text to the source model, shared by the tests of this folder."""

from pathlib import Path

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.nodes import text_of
from perfcoder_lsp.cpp.scopes import declarations, names_of
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.uses import Use, uses


def source_of(text: str, name: str = "a.cpp") -> Source:
    return Source.of(Path(name), text.encode())


def in_main(body: str, above: str = "") -> Source:
    return source_of(f"{above}\nint main() {{ {body} }}\n")


def variable(source: Source, name: str, number: int = 0) -> Declaration:
    """The declaration with that name, the first or a later one."""
    return [each for each in declarations(source) if each.name == name][number]


def mentions(source: Source, name: str) -> list[Node]:
    """Every mention of a name that declares nothing, in text order."""
    return sorted((node for node, _ in names_of(source).mentions if text_of(node) == name), key=lambda n: n.start_byte)


def uses_of(source: Source, name: str, number: int = 0) -> tuple[Use, ...]:
    return uses(source, variable(source, name, number))
