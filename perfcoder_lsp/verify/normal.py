"""A program as the analysis reads it best: its macros expanded, `a.at(i)` written `a[i]`, one name for one variable.

Contest programs call half of their variables `n` and `i`. Local variables whose names mean something else elsewhere in
the file are renamed, so that what is found out about a name is true of one variable; where the text can't tell what a
mention of a name refers to, all of that name stay as they are.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.includes import macros
from perfcoder_lsp.cpp.scopes import candidates, declarations, is_certain, names_of
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.text import TextEdit
from perfcoder_lsp.verify.macros import expand_macros
from perfcoder_lsp.verify.syntax import arguments, field, field_of_call, text_of

_LOCAL = frozenset(
    {Kind.PARAMETER, Kind.LOCAL, Kind.STATIC_LOCAL, Kind.FOR_INIT, Kind.RANGE_FOR, Kind.CONDITION, Kind.BINDING}
)


def normal_form(source: Source) -> Source:
    """The same program, but for what `at` does past the end."""
    expanded = Source(source.path, expand_macros(source.text.decode()).encode(), source.language)
    subscripts = tuple(edit for node in walk(expanded.root) for edit in _as_subscript(node))
    plain = expanded.edited(subscripts)
    return plain.edited(tuple(_renamings(plain)))


def _as_subscript(node: Node) -> Iterator[TextEdit]:
    """The edits that turn `a.at(i)` into `a[i]`."""
    indexed = field_of_call(node) if node.type == "call_expression" else None
    listed, given = field(node, "arguments"), arguments(node) if indexed is not None else []
    if indexed is None or listed is None or len(given) != 1:
        return
    called = node.text[indexed.end_byte - node.start_byte : listed.start_byte - node.start_byte] if node.text else b""
    if called.replace(b" ", b"") == b".at":
        yield TextEdit.replace(indexed.end_byte, listed.start_byte + 1, "[")
        yield TextEdit.replace(listed.end_byte - 1, listed.end_byte, "]")


def _renamings(source: Source) -> Iterator[TextEdit]:
    """The edits that give each local variable a name of its own."""
    names = _new_names(source)
    for one in declarations(source):
        if id(one) in names:
            yield TextEdit(range=node_range(one.name_node), new_text=names[id(one)])
    for node, _ in names_of(source).mentions:
        found = candidates(source, node)
        if found and id(found[0]) in names:
            yield TextEdit(range=node_range(node), new_text=names[id(found[0])])


def _new_names(source: Source) -> dict[int, str]:
    """The new names, by the identity of the declarations."""
    alike: defaultdict[str, list[Declaration]] = defaultdict(list)
    for one in declarations(source):
        alike[one.name].append(one)
    unclear = _unclear(source)
    taken = set(re.findall(r"\w+", source.text.decode()))
    found: dict[int, str] = {}
    for name, several in alike.items():
        fresh = (new for number in itertools.count(2) if (new := f"{name}_{number}") not in taken)
        first_stays = all(one.kind in _LOCAL for one in several)
        if name not in unclear:
            found |= {id(one): next(fresh) for one in several[first_stays:] if one.kind in _LOCAL}
    return found


def _unclear(source: Source) -> set[str]:
    """Names of which a mention may refer to several things, and those in macros that are still in use."""
    mentions = [node for node, _ in names_of(source).mentions]
    mentioned = {text_of(node) for node in mentions}
    in_macros = {word for macro in macros(source) if macro.name in mentioned for word in macro.words}
    doubtful = (text_of(node) for node in mentions if candidates(source, node) and not is_certain(source, node))
    return in_macros.union(doubtful)
