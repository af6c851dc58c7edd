"""Names of the standard library as this file has to write them."""

from collections.abc import Collection

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.includes import has_local_includes, macro_names, macro_words, uses_namespace_std
from perfcoder_lsp.cpp.nodes import nodes_of_type, parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.places import root_of
from perfcoder_lsp.cpp.scopes import declarations_named
from perfcoder_lsp.cpp.source import Source, per_source, walk
from perfcoder_lsp.cpp.told_types import is_told_standard, last_name


@per_source
def _opened_names(source: Source) -> frozenset[str]:
    """The names of `using std::vector;` lines."""
    lines = ("".join(text_of(node).split()) for node in nodes_of_type(source, "using_declaration"))
    return frozenset(each[len("usingstd::") : -1] for each in lines if each.startswith("usingstd::"))


def is_standard_name(source: Source, name: str, *, qualified: bool) -> bool:
    """Whether a name, written with or without `std::`, is the standard library's: the file declares no such name
    itself, and the unqualified form is opened by a using."""
    if name in macro_names(source):
        return False
    if qualified:
        return True
    opened = uses_namespace_std(source) or name in _opened_names(source)
    own = [each for each in declarations_named(source, name) if each.kind != "using"]
    return opened and not own


def is_standard_call(source: Source, call: Call) -> bool:
    """Whether a call is one of a function of namespace std."""
    return call.in_std and is_standard_name(source, call.name, qualified=call.qualifier != "")


def is_standard_type(source: Source, kind: Node) -> bool:
    """Whether a type node such as `vector<int>` or `std::map<int, int>` names a standard template as it stands there.
    An alias is not one."""
    qualified = kind.type == "qualified_identifier"
    if qualified:
        scope, inner = kind.child_by_field_name("scope"), kind.child_by_field_name("name")
        if inner is None or scope is None or text_of(scope) != "std":
            return False
        kind = inner
    name = kind.child_by_field_name("name") if kind.type == "template_type" else kind
    return name is not None and is_standard_name(source, text_of(name), qualified=qualified)


def is_standard_or_alias(source: Source, written: Node, variable: Declaration) -> bool:
    """Whether a variable has a standard type as written, or an alias of the file whose meaning `variable.type` is, and
    the type means the same in all of the function."""
    names = [text_of(each) for each in walk(written) if each.type == "type_identifier"]
    if any(each.scope.kind != "file" for name in names for each in declarations_named(source, name)):
        return False
    if is_standard_type(source, written):
        return True
    aliases = declarations_named(source, text_of(written))
    return len(aliases) == 1 and aliases[0].kind is Kind.ALIAS and variable.type.is_value


def is_from_std(source: Source, variable: Declaration) -> bool:
    """Whether a container or string type can only be the standard library's: no header of the project may define
    another one of that name, or a compiler told that none does."""
    told = is_told_standard(source, variable.name_node)
    return told or not has_local_includes(source) or variable.is_written_standard


def is_local_object(source: Source, variable: Declaration, classes: Collection[str]) -> bool:
    """Whether a local variable is declared alone, as an object of one of these classes of the standard library."""
    kind, written = variable.type, variable.node.child_by_field_name("type")
    if variable.kind is not Kind.LOCAL or not variable.is_sole or kind.name not in classes or written is None:
        return False
    if not kind.is_plain or kind.reference or variable.is_volatile or variable.name in macro_words(source):
        return False
    return is_standard_type(source, written) and is_from_std(source, variable) and not variable.macro_altered


def is_standard_string(source: Source, node: Node) -> bool:
    """Whether an expression is a std::string, and can be nothing else that is called so."""
    kind = type_of(source, node)
    if kind.name != "string" or not kind.is_string or kind.arguments or kind.macro_altered or kind.volatile:
        return False
    if _has_other_string(source):
        return False
    root, name = root_of(source, node), last_name(unwrapped(node))
    if not has_local_includes(source) or (root is not None and is_from_std(source, root)):
        return True
    return name is not None and is_told_standard(source, name)


@per_source
def _has_other_string(source: Source) -> bool:
    """Whether the file names a type `string` that no using-line says to be the standard's."""
    if is_standard_name(source, "string", qualified=False):
        return False
    names = (each for each in nodes_of_type(source, "type_identifier") if text_of(each) == "string")
    around = (parent_of(source, each) for each in names)
    return any(each is None or each.type != "qualified_identifier" for each in around)


def standard(source: Source, name: str, *, like: str = "") -> str:
    """How to write a standard name here: as `std::name`, or short where the file opens namespace std, declares no such
    name, and does not write the neighbour `like` (a qualifier) with a prefix."""
    opened = uses_namespace_std(source) and not _is_opened_late(source)
    short = opened and name not in macro_names(source) and not declarations_named(source, name)
    return name if short and not like else f"std::{name}"


@per_source
def _is_opened_late(source: Source) -> bool:
    """Whether a function stands before the line that opens namespace std."""
    lines = (each for each in nodes_of_type(source, "using_declaration") if each.parent == source.root)
    opened = next(each.start_byte for each in lines if text_of(each).split() == ["using", "namespace", "std;"])
    return any(each.start_byte < opened for each in nodes_of_type(source, "function_definition"))
