"""Does a name in inserted text mean what it says there: no macro of the file, and `std` the standard library's."""

import re
from collections.abc import Iterable

from perfcoder_lsp.cpp.includes import macro_names
from perfcoder_lsp.cpp.nodes import nodes_of_type, text_of
from perfcoder_lsp.cpp.scopes import declarations_named
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.text import ByteRange, TextEdit

_WORD = re.compile(r"[A-Za-z_]\w*")
_NO_CODE = re.compile(r"//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'")
_QUALIFIED = re.compile(r"(?<![\w:])std\s*::")
_MERELY_WIDER = frozenset({"int"})  # `#define int long long`: what is inserted counts with wider numbers, too


def names_are_hidden(source: Source, edits: Iterable[TextEdit], about: ByteRange | None) -> bool:
    """Whether inserted text has a word that a macro of the file would replace, and that is no copy from the code that
    it is about (None: anywhere); or names `std` where that is something else."""
    edits = tuple(edits)
    if _hides_std(source) and any(_QUALIFIED.search(each.new_text) for each in edits):
        return True
    macros = macro_names(source) - _MERELY_WIDER
    inserted = {word for each in edits for word in _words(each.new_text)} & macros if macros else frozenset[str]()
    if not inserted or about is None:
        return False
    ranges = (about, *(each.range for each in edits))
    return not inserted <= {word for each in ranges for word in _words(source.text[each.start : each.end].decode())}


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_NO_CODE.sub(" ", text)))


@per_source
def _hides_std(source: Source) -> bool:
    """Whether the file calls anything else `std`, such as a namespace inside of another one."""
    for node in nodes_of_type(source, "namespace_definition", "namespace_alias_definition"):
        name = node.child_by_field_name("name")
        inner = node.type != "namespace_definition" or node.parent != source.root
        if name is not None and (text_of(name) == "std" if inner else text_of(name).endswith("::std")):
            return True
    return bool(declarations_named(source, "std"))
