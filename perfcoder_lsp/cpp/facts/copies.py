"""Classes of a file: whether their objects are copied without anybody noticing."""

from perfcoder_lsp.cpp.declarations import Kind, Scope
from perfcoder_lsp.cpp.declarators import read_declarator
from perfcoder_lsp.cpp.functions import Parameter, read_parameters
from perfcoder_lsp.cpp.nodes import has_error, text_of
from perfcoder_lsp.cpp.scopes import declarations_named, names_of
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.cpp.types import Type

_MAX_NESTING = 8


def copies_silently(source: Source, kind: Type, nesting: int = 0) -> bool:
    """Whether copying, moving and destroying such an object runs no code that the file itself defines: standard values,
    pointers, and classes of the file without own destructor, assignment and copying, whose members are such."""
    if kind.is_value or (kind.pointers and not kind.extents):
        return True
    if kind.extents:
        return (
            kind.element is not None and nesting < _MAX_NESTING and copies_silently(source, kind.element, nesting + 1)
        )
    scope = names_of(source).classes.get(kind.name)
    declared = declarations_named(source, kind.name)
    if scope is None or scope.opaque or scope.bases or kind.arguments or not kind.is_plain:
        return False
    if (
        sum(each.kind is Kind.TYPE for each in declared) != 1
        or has_error(scope.node)
        or _copies_itself(scope, kind.name)
    ):
        return False
    fields = [each for named in scope.names.values() for each in named if each.kind is Kind.MEMBER]
    return all(copies_silently(source, each.type, nesting + 1) for each in fields)


def _copies_itself(scope: Scope, name: str) -> bool:
    """Whether a class declares a destructor, an assignment, or a constructor that takes its own kind."""
    for each in walk(scope.node):
        if each.type == "destructor_name" or (each.type == "operator_name" and text_of(each) == "operator="):
            return True
        if each.type == "function_declarator":
            names = read_declarator(each).names
            if names and text_of(names[0]) == name and any(_is_own(p, name) for p in read_parameters(each)):
                return True
    return False


def _is_own(parameter: Parameter, name: str) -> bool:
    return name in parameter.type_text.replace("&", " ").split() or "&&" in parameter.type_text
