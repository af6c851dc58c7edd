"""Call sites: what is called, on which object, with which arguments."""

from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.declarators import qualifiers, unqualified
from perfcoder_lsp.cpp.nodes import nodes_inside, nodes_of_type, parent_of, text_of
from perfcoder_lsp.cpp.source import Source, node_range, per_source
from perfcoder_lsp.text import ByteRange


@dataclass(frozen=True)
class Call:
    """One call expression.

    `name` is the last component of what is called (`push_back`, `sort`, `static_cast`, `int`), empty where an
    expression is called; `qualifier` what stands before it (`std`); `object` the expression before `.` or `->`, `arrow`
    tells which; `template_arguments` their text without the angle brackets. Constructor calls such as
    `string(3, 'a')` are calls too; declarations such as `string s(3, 'a')` are not.
    """

    node: Node
    name: str
    qualifier: str
    object: Node | None
    arrow: bool
    arguments: tuple[Node, ...]
    template_arguments: str

    @property
    def range(self) -> ByteRange:
        return node_range(self.node)

    @property
    def in_std(self) -> bool:
        """Whether the name, as written, may be the standard library's: `sort` or `std::sort`, but not `my::sort`."""
        return self.object is None and self.qualifier in ("", "std", "::std")


def read_call(node: Node) -> Call | None:
    """A call_expression as a Call; None for any other node."""
    function = node.child_by_field_name("function")
    if node.type != "call_expression" or function is None:
        return None
    listed = node.child_by_field_name("arguments")
    arguments = tuple(c for c in listed.named_children if c.type != "comment") if listed is not None else ()
    target, owner, arrow = function, None, False
    if function.type == "field_expression":
        owner = function.child_by_field_name("argument")
        arrow = any(child.type == "->" for child in function.children)
        target = function.child_by_field_name("field") or function
    scopes = qualifiers(target)
    target = unqualified(target)
    template_arguments = ""
    if target.type in ("template_function", "template_method", "template_type"):
        listed = target.child_by_field_name("arguments")
        template_arguments = text_of(listed)[1:-1].strip() if listed is not None else ""
        target = target.child_by_field_name("name") or target
    named = target.type in ("identifier", "field_identifier", "type_identifier", "primitive_type", "dependent_name")
    name = text_of(target) if named else ""
    return Call(node, name, "::".join(scopes), owner, arrow, arguments, template_arguments)


def call_around(source: Source, argument: Node) -> Call | None:
    """The call that a node is an argument of, as it stands; None where it is none."""
    listed = parent_of(source, argument)
    around = parent_of(source, listed) if listed is not None and listed.type == "argument_list" else None
    return read_call(around) if around is not None else None


@per_source
def calls(source: Source) -> tuple[Call, ...]:
    """All calls of the file, in text order (an outer call before those in its arguments)."""
    found = (read_call(node) for node in nodes_of_type(source, "call_expression"))
    return tuple(each for each in found if each is not None)


@per_source
def _calls_by_name(source: Source) -> dict[str, list[Call]]:
    by_name: dict[str, list[Call]] = {}
    for each in calls(source):
        by_name.setdefault(each.name, []).append(each)
    return by_name


@per_source
def _calls_by_node(source: Source) -> dict[int, Call]:
    return {each.node.id: each for each in calls(source)}


def calls_of(source: Source, name: str) -> tuple[Call, ...]:
    """All calls of functions or methods with this (last component of the) name."""
    return tuple(_calls_by_name(source).get(name, ()))


def calls_in(source: Source, node: Node) -> tuple[Call, ...]:
    """All calls inside a node."""
    by_node = _calls_by_node(source)
    inside = nodes_inside(source, node, "call_expression")
    return tuple(by_node[each.id] for each in inside if each.id in by_node)
