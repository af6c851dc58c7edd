"""Shapes of sequences that a function relies on: sorted, not empty, square, adjacency lists, of equal length."""

import re
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.functions import Function
from perfcoder_lsp.cpp.nodes import nodes_inside, text_of
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.verify.facts import Facts
from perfcoder_lsp.verify.syntax import key_of, subscript_depth

_SEARCHES = re.compile(
    r"binary_?search|lower_?bound|upper_?bound|interpolation|jump_?search|exponential_?search|fibonacci_?search"
    r"|(?<!_)merge(?!_?sort)|sorted|search_?insert|equal_?range|two_?pointer",
    re.IGNORECASE,
)
_STANDARD_SEARCHES = re.compile(r"\b(?:lower_bound|upper_bound|binary_search|equal_range|set_intersection|set_union)\b")
_MIDDLE = re.compile(r"m|mid|middle|center|pivot_?index|half", re.IGNORECASE)
_MATRIX = re.compile(r"(?:mat(?:rix)?|grid|dist(?:ance)?s?|board|image|cost)\w*", re.IGNORECASE)
_GRAPH = re.compile(r"(?:adj\w*|graph|g|tree|neighbou?rs)\d?_?", re.IGNORECASE)


@dataclass(frozen=True)
class Shapes:
    """Names of parameters by what they must be; `parents` are forests, with -1 where a root's element is negative and 0
    where it is its own index; `together` leads from a sequence to an earlier one of its length."""

    sorted: frozenset[str]
    not_empty: frozenset[str]
    holds_indices: frozenset[str]
    square: frozenset[str]
    adjacency: frozenset[str]
    parents: dict[str, int]
    together: dict[str, str]


def shapes_of(source: Source, function: Function, facts: Facts, names: frozenset[str]) -> Shapes:
    """The shapes of the parameters called `names`."""
    subscripts = nodes_inside(source, function.body, "subscript_expression")
    body = text_of(function.body)
    adjacency = _adjacency(source, function, names)
    return Shapes(
        sorted=_sorted(function, subscripts, names, body),
        not_empty=frozenset(name for name in names if _needs_element(body, name)),
        holds_indices=_indices(subscripts, names) - adjacency,
        square=_square(function, facts, subscripts, names) - adjacency,
        adjacency=adjacency,
        parents={name: root for name, root in parents_in(function.name, body).items() if name in names},
        together=_together(function, facts, names),
    )


def _sorted(function: Function, subscripts: tuple[Node, ...], names: frozenset[str], body: str) -> frozenset[str]:
    """Those that a binary search looks into, and all of a function that is named as a search or merge."""
    by_middle = {key_of(each) for each in subscripts if _MIDDLE.fullmatch(_plain_index(each))}
    by_name = _SEARCHES.search(function.name) is not None
    standard = {name for name in names if re.search(rf"{_STANDARD_SEARCHES.pattern}[^;]*\b{re.escape(name)}\b", body)}
    halves = re.search(r"/\s*2\b|>>\s*1\b", body) is not None and not re.search(r"swap|\bsort", body)
    listed = (by_middle if halves else set[str]()) | standard | (names if by_name else set[str]())
    rearranged = {
        name for name in names if re.search(rf"\bsort\s*\(\s*(?:\w+::)?(?:begin\()?\s*{re.escape(name)}\b", body)
    }
    return frozenset((listed & names) - rearranged)


def _plain_index(subscript: Node) -> str:
    listed = subscript.child_by_field_name("indices")
    inside = listed.named_children if listed is not None else []
    return text_of(inside[0]) if len(inside) == 1 and inside[0].type == "identifier" else ""


def _needs_element(body: str, name: str) -> bool:
    """Whether the first or last element is read without a look at whether there is one."""
    name = re.escape(name)
    reads = rf"\b{name}\s*(?:\[\s*0\s*\]|\.\s*(?:front|back)\s*\(\s*\)|\[\s*{name}\s*\.\s*size\s*\(\s*\)\s*-\s*1\s*\])"
    checks = rf"\b{name}\s*\.\s*(?:empty\s*\(|size\s*\(\s*\)\s*(?:==|<|!=|>)\s*[012]\b)|!\s*{name}\s*\.\s*size\b"
    return re.search(reads, body) is not None and re.search(checks, body) is None


def _indices(subscripts: tuple[Node, ...], names: frozenset[str]) -> frozenset[str]:
    """`b[a[i]]`: the elements of a are indices."""
    found: set[str] = set()
    for each in subscripts:
        listed = each.child_by_field_name("indices")
        for index in listed.named_children if listed is not None else ():
            if index.type == "subscript_expression":
                found.add(key_of(index))
    return frozenset(found & names)


def _adjacency(source: Source, function: Function, names: frozenset[str]) -> frozenset[str]:
    """`for (int next : graph[node])`, where the element is a number of a node, and what is called a graph."""
    found: set[str] = set()
    for loop in nodes_inside(source, function.body, "for_range_loop"):
        over, body = loop.child_by_field_name("right"), loop.child_by_field_name("body")
        declared = loop.child_by_field_name("declarator")
        if over is None or body is None or declared is None or over.type != "subscript_expression":
            continue
        name = re.escape(text_of(declared).lstrip("&* "))
        if re.search(
            rf"\[\s*{name}\s*\]|\b(?:push|push_back|emplace)\s*\(\s*{name}\b|\(\s*{name}\s*[,)]", text_of(body)
        ):
            found.add(key_of(over))
    nested = {
        each.name
        for each in function.parameters
        if _GRAPH.fullmatch(each.name) and re.search(r"vector\s*<\s*(?:std::)?(?:vector|list|set)\b", each.type_text)
    }
    return frozenset((found | nested) & names)


_OWN_PARENT = re.compile(
    r"\b(?P<array>\w+)\s*\[\s*(?P<node>\w+)\s*\]\s*[!=]=\s*(?P=node)\b"
    r"|\b(?P<first>\w+)\s*[!=]=\s*(?P<second>\w+)\s*\[\s*(?P=first)\s*\]"
)
_MARKED_ROOT = re.compile(r"\b(?P<array>\w+)\s*\[\s*(?P<node>\w+)\s*\]\s*(?:<\s*0\b|>=\s*0\b|[!=]=\s*-\s*1\b)")


def parents_in(name: str, body: str) -> dict[str, int]:
    """Arrays that lead from a node to its parent up to a root, in the body of the function of that name: 0 for roots
    that are their own parents (`while (p[x] != x) x = p[x];`), -1 for roots with a negative element."""
    found = {match["array"] or match["second"]: 0 for match in _OWN_PARENT.finditer(body)}
    for match in _MARKED_ROOT.finditer(body):
        array, node = re.escape(match["array"]), re.escape(match["node"])
        up = rf"{array}\s*\[\s*{node}\s*\]"
        if re.search(rf"\b{node}\s*=\s*{up}|\b{re.escape(name)}\s*\(\s*{up}\s*\)", body):
            found.setdefault(match["array"], -1)
    return found


def _square(function: Function, facts: Facts, subscripts: tuple[Node, ...], names: frozenset[str]) -> frozenset[str]:
    """Subscripted twice, with one bound for both dimensions; or transposed; or a matrix by its name."""
    found: set[str] = set()
    for each in names:
        rows, columns = (frozenset(facts.stepped_through.get((each, depth), ())) for depth in (1, 2))
        if rows & columns - {""} or (_MATRIX.fullmatch(each) and (columns or _has_depth(subscripts, each))):
            found.add(each)
    nested = {
        each.name
        for each in function.parameters
        if re.search(r"\*\s*\*|vector\s*<\s*(?:std::)?vector|\]\s*\[", each.type_text)
    }
    return frozenset(found & nested)


def _has_depth(subscripts: tuple[Node, ...], name: str) -> bool:
    return any(subscript_depth(each) > 1 and key_of(each) == name for each in subscripts)


def _together(function: Function, facts: Facts, names: frozenset[str]) -> dict[str, str]:
    """Sequences subscripted by one and the same counter as an earlier one."""
    found: dict[str, str] = {}
    order = [each.name for each in function.parameters if each.name in names]
    for arrays in facts.indices.values():
        stepped = [name for name in order if (name, 1) in arrays]
        for later in stepped[1:]:
            found.setdefault(later, stepped[0])
    return found
