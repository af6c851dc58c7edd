"""Can a local object be static: may the code run when static objects are gone, or while the program is compiled."""

from tree_sitter import Node

from perfcoder_lsp.cpp.declarators import specifiers_of
from perfcoder_lsp.cpp.functions import understood_function
from perfcoder_lsp.cpp.nodes import ancestors, nodes_of_type, text_of
from perfcoder_lsp.cpp.source import Source, per_source, walk

_AFTER_MAIN = frozenset({"atexit", "at_quick_exit", "thread_local"})
_COMPILED_IN = frozenset({"constexpr", "consteval"})
_HOLDERS = frozenset({"function_definition", "lambda_expression", "declaration"})


@per_source
def runs_after_main(source: Source) -> bool:
    """Whether code of the file may run when static objects are destroyed already."""
    if nodes_of_type(source, "destructor_name"):
        return True
    return any(text_of(each) in _AFTER_MAIN for each in nodes_of_type(source, "identifier", "storage_class_specifier"))


def takes_static(source: Source, node: Node) -> bool:
    """Whether static variables can be declared at a node: its function is understood, no destructor, and nothing says
    that it, or what it stands in, is run by the compiler."""
    function = understood_function(source, node)
    if function is None or function.kind == "destructor":
        return False
    around = [each for each in ancestors(source, node) if each.type in _HOLDERS]
    return not any(_COMPILED_IN & {*specifiers_of(each), *_lambda_words(each)} for each in around)


def _lambda_words(node: Node) -> tuple[str, ...]:
    """What stands between a lambda's captures and its body."""
    head = node.child_by_field_name("declarator") if node.type == "lambda_expression" else None
    return tuple(text_of(each) for each in walk(head) if not each.children) if head is not None else ()
