"""Preprocessor lines: includes, macros, conditional regions, `using namespace std`."""

import re
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.nodes import nodes_inside, nodes_of_type, text_of
from perfcoder_lsp.cpp.source import Source, per_source

_TOKEN = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True)
class Include:
    """An #include line; `name` as written: `<vector>` or `"graph.h"` (or a macro's name)."""

    name: str
    node: Node

    @property
    def is_system(self) -> bool:
        return self.name.startswith("<")


@dataclass(frozen=True)
class Macro:
    """A #define line. `parameters` is None for an object-like macro; `body` has line continuations joined."""

    name: str
    parameters: tuple[str, ...] | None
    body: str
    node: Node

    @property
    def words(self) -> frozenset[str]:
        """The identifiers and keywords of the body that are not the macro's parameters."""
        return frozenset(_TOKEN.findall(self.body)) - frozenset(self.parameters or ())


@per_source
def includes(source: Source) -> tuple[Include, ...]:
    nodes = nodes_of_type(source, "preproc_include")
    paths = ((node, node.child_by_field_name("path")) for node in nodes)
    return tuple(Include(text_of(path), node) for node, path in paths if path is not None)


def has_include(source: Source, name: str) -> bool:
    """Whether the file includes the header itself, `name` like `<vector>`, or all of them by `<bits/stdc++.h>`."""
    return any(each.name in (name, "<bits/stdc++.h>") for each in includes(source))


def has_local_includes(source: Source) -> bool:
    """Whether the file includes anything but `<system>` headers: such a header can define any macro or name."""
    return any(not each.is_system for each in includes(source))


@per_source
def macros(source: Source) -> tuple[Macro, ...]:
    """All macros that the file defines itself, in text order; a name may come twice."""
    return tuple(_read_macro(node) for node in nodes_of_type(source, "preproc_def", "preproc_function_def"))


def _read_macro(node: Node) -> Macro:
    name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    listed = node.child_by_field_name("parameters")
    parameters = tuple(text_of(c) for c in listed.children if c.type in ("identifier", "...")) if listed else None
    body = re.sub(r"\\\r?\n", " ", text_of(value)) if value else ""
    return Macro(text_of(name) if name else "", parameters, body.strip(), node)


@per_source
def macro_names(source: Source) -> frozenset[str]:
    return frozenset(each.name for each in macros(source))


@per_source
def macro_words(source: Source) -> frozenset[str]:
    """Every identifier or keyword in the body of any macro: what a macro call may touch without naming it."""
    return frozenset(word for each in macros(source) for word in each.words)


def macro(source: Source, name: str) -> Macro | None:
    """The macro of that name; None where there is none, or more than one definition."""
    found = [each for each in macros(source) if each.name == name]
    return found[0] if len(found) == 1 else None


def expanded_name(source: Source, name: str) -> str:
    """The identifier that a name stands for after object-like macros such as `#define pb push_back`, else itself."""
    for _ in range(8):
        found = macro(source, name)
        if found is None or found.parameters is not None or not _TOKEN.fullmatch(found.body):
            return name
        name = found.body
    return name


@per_source
def uses_namespace_std(source: Source) -> bool:
    """Whether `using namespace std;` stands at file level."""
    lines = [text_of(node).split() for node in nodes_of_type(source, "using_declaration") if node.parent == source.root]
    return ["using", "namespace", "std;"] in lines


@per_source
def _conditional_ranges(source: Source) -> tuple[tuple[int, int], ...]:
    return tuple((n.start_byte, n.end_byte) for n in nodes_of_type(source, "preproc_if", "preproc_ifdef"))


def in_conditional(source: Source, offset: int) -> bool:
    """Whether the position lies between #if… and #endif."""
    return any(start <= offset < end for start, end in _conditional_ranges(source))


def has_directive(source: Source, node: Node) -> bool:
    """Whether a preprocessor line (#if, #define, #include, #pragma…) lies inside the node."""
    kinds = ("preproc_if", "preproc_ifdef", "preproc_def", "preproc_function_def", "preproc_include", "preproc_call")
    return bool(nodes_inside(source, node, *kinds))
