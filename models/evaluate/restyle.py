"""The same program in another style: other names, braces, `std::` or not, another order of functions, another layout.

What can't be changed safely stays: each step is left out where the text is no longer C++ afterwards. Whether the result
still compiles is for the caller to check.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import count

from tree_sitter import Node

from models.evaluate.layout import Layout, laid_out
from perfcoder_lsp.cpp.declarations import Kind
from perfcoder_lsp.cpp.includes import includes, macro_names, macro_words, uses_namespace_std
from perfcoder_lsp.cpp.nodes import field_of, has_error, nodes_of_type, text_of
from perfcoder_lsp.cpp.scopes import declarations, is_certain, resolve
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.plan.reading.words import KNOWN
from perfcoder_lsp.text import TextEdit, with_joined_insertions

Step = Callable[[Source, random.Random], Source]

_NAMES = ("identifier", "field_identifier", "type_identifier", "namespace_identifier")
_BARE = ("if_statement", "for_statement", "while_statement", "for_range_loop", "else_clause")
_SIMPLE = ("expression_statement", "return_statement", "break_statement", "continue_statement")
_NOT_STANDARD = (
    "main defined EOF NULL INT_MAX INT_MIN LLONG_MAX LLONG_MIN LONG_MAX UINT_MAX assert getchar_unlocked stdin stdout "
    "stderr putchar_unlocked __builtin_popcount __builtin_popcountll __builtin_clz __builtin_ctz lambda omp nullptr "
    "true false this static_cast dynamic_cast const_cast reinterpret_cast"
)
_SHARED = (Kind.GLOBAL, Kind.FUNCTION, Kind.TYPE, Kind.ALIAS)
_STANDARD_TOO = "exception runtime_error logic_error invalid_argument out_of_range domain_error ios ios_base"
"""What programs name of the standard library and planners have no word for."""
_WORDS = "alpha best block cell chunk cur edge entry item key left mark node part pos res right row span step tmp val"


def restyled(source: Source, seed: int) -> Source:
    """The program in a style that is drawn by the seed."""
    chance = random.Random(seed)
    for step in STEPS:
        if chance.random() < 0.8:
            changed = step(source, chance)
            if has_error(source.tree.root_node) or not has_error(changed.tree.root_node):
                source = changed
    return source


def reordered(source: Source, chance: random.Random) -> Source:
    """Functions that stand beside each other in another order, each still behind those of its neighbours that it
    names."""
    edits: list[TextEdit] = []
    for run in _runs_of_functions(source):
        order = _shuffled(run, chance)
        edits += [
            TextEdit.replace(place.start_byte, place.end_byte, text_of(node))
            for place, node in zip(run, order, strict=True)
        ]
    return _edited(source, edits)


def renamed(source: Source, chance: random.Random) -> Source:
    """Other names for all that the file declares and that nothing but the file may mean."""
    mentions: dict[str, list[Node]] = {}
    for node in nodes_of_type(source, *_NAMES):
        mentions.setdefault(text_of(node), []).append(node)
    taken = {*mentions, *macro_names(source), *macro_words(source), *KNOWN}
    fresh = _fresh_names(chance, taken)
    own = {each.name for each in declarations(source) if each.kind is not Kind.USING and each.name in mentions}
    safe = sorted(own - {"main"} - macro_words(source) - macro_names(source))
    names = {
        each: next(fresh)
        for each in safe
        if all(resolve(source, node) is not None and is_certain(source, node) for node in mentions[each])
    }
    edits = [
        TextEdit.replace(node.start_byte, node.end_byte, new) for name, new in names.items() for node in mentions[name]
    ]
    return _edited(source, edits)


def respelled(source: Source, _: random.Random) -> Source:
    """With `std::` where there was `using namespace std;`, or the other way round."""
    return _qualified(source) if uses_namespace_std(source) else _unqualified(source)


def braced(source: Source, chance: random.Random) -> Source:
    """Braces around single statements, or none where there were some."""
    return _with_braces(source) if chance.random() < 0.5 else _without_braces(source)


def laid_out_anew(source: Source, chance: random.Random) -> Source:
    """Other lines, indents and spaces."""
    return laid_out(source, Layout.drawn(chance))


STEPS: Sequence[Step] = (reordered, renamed, respelled, braced, laid_out_anew)
"""In the order in which they are made; the layout comes last, since edits disturb it."""


def _edited(source: Source, edits: Sequence[TextEdit]) -> Source:
    return source.edited(with_joined_insertions(edits))


def _runs_of_functions(source: Source) -> Iterator[list[Node]]:
    """Functions that follow each other at file level."""
    run: list[Node] = []
    for node in source.tree.root_node.named_children:
        if node.type == "function_definition" and _name_of(node):
            run.append(node)
        elif node.type != "comment":
            yield run
            run = []
    yield run


def _name_of(function: Node) -> str:
    """Empty for operators, which are used without being named."""
    found = function.child_by_field_name("declarator")
    while found is not None and found.type != "identifier":
        found = found.child_by_field_name("declarator")
    return text_of(found) if found is not None else ""


def _shuffled(run: Sequence[Node], chance: random.Random) -> list[Node]:
    """A function comes behind all that it names, and behind an earlier one of its own name."""
    names = [_name_of(each) for each in run]
    words = [{text_of(node) for node in walk(each) if node.type == "identifier"} for each in run]
    before = {
        place: {other for other in range(place) if names[other] in words[place] or names[place] in words[other]}
        for place in range(len(run))
    }
    order: list[int] = []
    while len(order) < len(run):
        order.append(chance.choice([p for p in before if p not in order and before[p] <= set(order)]))
    return [run[each] for each in order]


def _fresh_names(chance: random.Random, taken: set[str]) -> Iterator[str]:
    words = _WORDS.split()
    camel = chance.random() < 0.5
    used = set(taken)
    for number in count():
        first, second = chance.sample(words, 2)
        name = f"{first}{second.capitalize()}" if camel else f"{first}_{second}"
        free = name if name not in used else f"{name}{number}"
        used.add(free)
        yield free


def _qualified(source: Source) -> Source:
    """Raises nothing: names that are not known to be the standard library's stay, and may not compile then."""
    edits: list[TextEdit] = []
    for node in nodes_of_type(source, "using_declaration"):
        if text_of(node).split() == ["using", "namespace", "std;"]:
            edits.append(TextEdit.replace(node.start_byte, node.end_byte, ""))
    own = {each.name for each in declarations(source)} | macro_names(source)
    standard = {*KNOWN, *_STANDARD_TOO.split()} - {*_NOT_STANDARD.split(), *own}
    for node in nodes_of_type(source, "identifier", "type_identifier"):
        parent = node.parent
        scoped = parent is not None and parent.type == "qualified_identifier" and field_of(parent, "scope") != node
        if text_of(node) in standard and not scoped:
            edits.append(TextEdit.insert(node.start_byte, "std::"))
    for node in nodes_of_type(source, "namespace_identifier"):
        if text_of(node) in standard:
            edits.append(TextEdit.insert(node.start_byte, "std::"))
    return _edited(source, edits)


def _unqualified(source: Source) -> Source:
    """Not where the file declares a name itself that it takes from the standard library, or that all see."""
    own = {each.name: each.kind for each in declarations(source) if each.name != "main"}
    known = [node for node in nodes_of_type(source, "qualified_identifier") if text_of(node).startswith("std::")]
    used = {text_of(name) for node in known if (name := field_of(node, "name")) is not None}
    last = max((each.node.end_byte for each in includes(source)), default=None)
    if last is None or used & set(own) or any(name in KNOWN and kind in _SHARED for name, kind in own.items()):
        return source
    removals = [TextEdit.replace(each.start_byte, each.start_byte + len("std::"), "") for each in known]
    return _edited(source, [TextEdit.insert(last, "using namespace std;\n"), *removals])


def _bodies(source: Source) -> Iterator[Node]:
    """What is done in conditions and loops."""
    for node in nodes_of_type(source, *_BARE):
        for field in ("consequence", "body"):
            body = node.child_by_field_name(field)
            if body is not None:
                yield body
        if node.type == "else_clause" and node.named_child_count == 1:
            yield node.named_children[0]


def _with_braces(source: Source) -> Source:
    edits: list[TextEdit] = []
    for body in sorted(_bodies(source), key=lambda each: (each.start_byte, -each.end_byte)):
        if body.type not in ("compound_statement", "if_statement", "comment"):
            edits += [TextEdit.insert(body.start_byte, "{ "), TextEdit.insert(body.end_byte, " }")]
    return _edited(source, edits)


def _without_braces(source: Source) -> Source:
    edits: list[TextEdit] = []
    for body in _bodies(source):
        inner = body.named_children
        if body.type == "compound_statement" and len(inner) == 1 and inner[0].type in _SIMPLE:
            for brace in (body.children[0], body.children[-1]):
                edits.append(TextEdit.replace(brace.start_byte, brace.end_byte, " "))
    return _edited(source, edits)
