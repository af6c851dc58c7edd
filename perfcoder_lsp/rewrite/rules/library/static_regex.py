"""The rule STR7: regular expressions that are compiled again and again."""

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, call_around, calls_of, read_call
from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.facts.locales import names_locale
from perfcoder_lsp.cpp.facts.static_objects import runs_after_main, takes_static
from perfcoder_lsp.cpp.includes import has_directive, has_local_includes, macro_names
from perfcoder_lsp.cpp.loops import loops_around, runs_often
from perfcoder_lsp.cpp.nodes import ancestors, enclosing_statement, nodes_of_type, parent_of, text_of
from perfcoder_lsp.cpp.scopes import declarations_named, variables
from perfcoder_lsp.cpp.source import Source, node_range, walk
from perfcoder_lsp.cpp.statements import takes_declarations
from perfcoder_lsp.cpp.uses import Use, uses
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import is_local_object, is_standard_call, is_standard_type
from perfcoder_lsp.rewrite.statements import statement_before
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_MATCHING = frozenset({"regex_match", "regex_search", "regex_replace"})
_ITERATORS = frozenset({"sregex_iterator", "sregex_token_iterator", "cregex_iterator", "cregex_token_iterator"})
_FLAGS = frozenset(
    {"icase", "nosubs", "optimize", "collate", "ECMAScript", "basic", "extended", "awk", "grep", "egrep"}
)
_LITERALS = frozenset({"string_literal", "raw_string_literal", "concatenated_string"})
_EVALUATED = frozenset(
    {"argument_list", "call_expression", "unary_expression", "binary_expression", "parenthesized_expression"}
    | {"condition_clause", "init_declarator", "assignment_expression"}
)


@rule(id="STR7", category=Category.LIBRARY, summary="Compile a regular expression only once", gain=50)
def compile_once(source: Source) -> Iterator[Finding]:
    """
    What it does: makes a `regex` that a loop or function constructs of a literal `static const`, and gives one that is
    constructed as an argument, `regex_match(s, regex("…"))`, a name in front of its statement.

    Why: constructing a regex parses the pattern and builds an automaton of it, which takes many times longer than
    matching a short text; it is the same automaton each time.

    When not: pattern or flags are no constants; the regex is changed, copied or handed to anything but matching; it is
    constructed only under a condition within its statement; main constructs it outside of a loop; code may run after
    main, when static objects are gone (destructors in the file, atexit); a locale is chosen, which a regex keeps; a
    macro takes part.

    Source: catalogue STR7, measured 203x. clazy use-static-qregularexpression; abseil fast/21.
    """
    if source.language == "c" or names_locale(source) or runs_after_main(source):
        return
    if not calls_of(source, "regex") and "regex" not in {text_of(n) for n in nodes_of_type(source, "type_identifier")}:
        return
    for variable in variables(source):
        if (
            variable.type.name == "regex"
            and _is_constant_local(source, variable)
            and _runs_often(source, variable.node)
        ):
            yield _made_static(source, variable)
    for call in calls_of(source, "regex"):
        statement = _statement(source, call) if _is_constant(source, call) else None
        if statement is not None and _runs_often(source, call.node):
            yield _named(source, call, statement)


def _runs_often(source: Source, node: Node) -> bool:
    return takes_static(source, node) and runs_often(source, node)


def _is_constant_local(source: Source, variable: Declaration) -> bool:
    """Whether a local regex is made of constants and only matched with."""
    first = variable.initializer
    if first is None or not is_local_object(source, variable, ("regex",)):
        return False
    made = read_call(first.arguments[0]) if first.style == "copy" else None
    constant = (
        _are_constants(source, first.arguments) if made is None else made.name == "regex" and _is_constant(source, made)
    )
    return constant and all(_is_matched(source, use) for use in uses(source, variable))


def _is_constant(source: Source, call: Call) -> bool:
    """Whether a call constructs a std::regex of constants."""
    return call.object is None and is_standard_call(source, call) and _are_constants(source, call.arguments)


def _are_constants(source: Source, arguments: Sequence[Node]) -> bool:
    """A narrow literal, and flags such as `regex::icase | std::regex_constants::optimize`."""
    if not 1 <= len(arguments) <= 2 or arguments[0].type not in _LITERALS:
        return False
    if any(each.type == "identifier" for each in walk(arguments[0])) or text_of(arguments[0])[0] not in '"R':
        return False
    names = [each for each in walk(arguments[-1]) if each.type == "identifier"] if len(arguments) == 2 else []
    flags = {text_of(each) for each in names}
    own = {each for each in flags if declarations_named(source, each) or each in macro_names(source)}
    return len(arguments) == 1 or (bool(flags) and flags <= _FLAGS and not own)


def _is_matched(source: Source, use: Use) -> bool:
    """Whether a regex is an argument of a search, or of an iterator over matches."""
    listed = parent_of(source, use.node)
    around = parent_of(source, listed) if listed is not None and listed.type == "argument_list" else None
    if listed is None or around is None or listed.named_children[0] == use.node:
        return False
    call = read_call(around)
    if call is not None:
        return is_standard_call(source, call) and call.name in _MATCHING | _ITERATORS and call.object is None
    declaration = parent_of(source, around)
    kind = declaration.child_by_field_name("type") if declaration is not None else None
    iterator = kind is not None and text_of(kind).removeprefix("std::") in _ITERATORS and is_standard_type(source, kind)
    return around.type == "init_declarator" and iterator


def _statement(source: Source, call: Call) -> Node | None:
    """The statement that certainly constructs a regex for a search, and in front of which it can be declared."""
    search = call_around(source, call.node)
    if search is None or search.name not in _MATCHING or not is_standard_call(source, search):
        return None
    statement, node = enclosing_statement(call.node), call.node
    for each in ancestors(source, call.node):
        if each == statement:
            break
        operator = each.child_by_field_name("operator")
        short = operator is not None and text_of(operator) in ("&&", "||", "and", "or")
        if each.type not in _EVALUATED or (short and each.child_by_field_name("left") != node):
            return None
        node = each
    conditional = statement.type in ("if_statement", "while_statement") and node.type == "condition_clause"
    plain = statement.type in ("expression_statement", "return_statement", "declaration")
    placed = takes_declarations(source, statement) and not has_directive(source, statement)
    return statement if (plain or conditional) and placed else None


def _made_static(source: Source, variable: Declaration) -> Finding:
    added = "static " if variable.type.const else "static const "
    return Finding(
        title=f"Compile the regular expression {variable.name} once",
        explanation=_explanation(source, variable.node, f"`{variable.name}`"),
        edits=(TextEdit.insert(variable.node.start_byte, added),),
        range=node_range(variable.node),
        notes=_notes(source),
    )


def _named(source: Source, call: Call, statement: Node) -> Finding:
    name = unused_name(source, "pattern")
    function, listed = call.node.child_by_field_name("function"), call.node.child_by_field_name("arguments")
    kind, arguments = (source.slice(each) if each is not None else "" for each in (function, listed))
    return Finding(
        title=f"Compile the regular expression {text_of(call.arguments[0])} once",
        explanation=_explanation(source, call.node, f"`{text_of(call.node)}`"),
        edits=(
            statement_before(source, statement, f"static const {kind} {name}{arguments};"),
            replaced(call.node, name),
        ),
        range=node_range(statement),
        notes=_notes(source),
    )


def _notes(source: Source) -> tuple[str, ...]:
    if not has_local_includes(source):
        return ()
    return ("It must not be called by what runs after main, such as the destructor of a global object.",)


def _explanation(source: Source, node: Node, what: str) -> str:
    around = loops_around(source, node)
    when = f"every pass of the loop in line {line_of(source, around[0].start_byte)}" if around else "every call"
    return (
        f"Line {line_of(source, node.start_byte)} compiles {what} anew in {when}: the pattern is parsed and an "
        "automaton is built, though it is made of constants and only matched with. A static one is compiled once."
    )
