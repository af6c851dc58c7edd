"""Which variables and elements a piece of plain arithmetic code reads and writes, where its text shows all of it."""

from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.includes import has_directive, has_local_includes, macro, macro_names
from perfcoder_lsp.cpp.nodes import has_error, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import declaration_of, declarations_named, resolve, type_at
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.type_parser import parse_type
from perfcoder_lsp.cpp.types import Type

_MATHEMATICS = frozenset(
    {"abs", "fabs", "sqrt", "cbrt", "pow", "exp", "log", "log2", "log10", "sin", "cos", "tan", "atan", "tanh", "hypot"}
    | {"floor", "ceil", "fmod", "max", "min", "fmax", "fmin"}
)
_LITERALS = frozenset({"number_literal", "char_literal", "true", "false"})
_INDEXED = frozenset({"vector", "array", "string"})
_MAX_DEPTH = 64


@dataclass(frozen=True)
class Access:
    """One access to an arithmetic variable (no subscripts) or to an arithmetic element of an array, vector or pointer.

    `node` is the whole access, `subscripts` the nodes between its brackets, outermost first. A declaration is an access
    that writes. `operator` is that of the assignment or update that writes: `=`, `+=`, `++`.
    """

    variable: Declaration
    node: Node
    subscripts: tuple[Node, ...]
    reads: bool
    writes: bool
    operator: str = ""


def accesses(source: Source, node: Node) -> tuple[Access, ...] | None:
    """Every access that running a statement or evaluating an expression makes, in text order; None where it may do
    anything but compute with arithmetic variables and elements: calls (mathematics and size() apart), jumps,
    references, pointers that are dereferenced or moved, class objects, macros (numbers apart), volatile, templates."""
    known = _known(source)
    if node.id not in known:
        known[node.id] = _read(source, node)
    return known[node.id]


@per_source
def _known(_: Source) -> dict[int, tuple[Access, ...] | None]:
    return {}


def _read(source: Source, node: Node) -> tuple[Access, ...] | None:
    if has_error(node) or has_directive(source, node):
        return None
    reader = _Reader(source)
    return tuple(reader.found) if reader.is_plain(node) else None


def is_numeric_macro(source: Source, name: str) -> bool:
    """Whether a macro stands for a plain number."""
    found = macro(source, name)
    return found is not None and found.parameters is None and found.body.strip("()").isdigit()


def element_type(kind: Type, subscripts: int) -> Type | None:
    """The arithmetic type that so many subscripts lead to through arrays, vectors and strings, or one pointer; None
    where they lead elsewhere."""
    if kind.pointers:
        plain = kind.pointers == 1 and not kind.extents and subscripts == 1
        kind = (kind.element or kind) if plain else kind
        return kind if plain and kind.is_arithmetic else None
    for _ in range(subscripts):
        if kind.pointers:
            return None  # rows that pointers lead to may be the same row
        if kind.is_plain and kind.container not in _INDEXED:
            return None
        inner = kind.element
        if inner is None:
            return None
        kind = inner
    return kind if kind.is_arithmetic and not kind.volatile else None


class _Reader:
    """One pass over the nodes; what is not known to be plain ends it."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.found: list[Access] = []

    def is_plain(self, node: Node | None, depth: int = 0) -> bool:
        if node is None or depth > _MAX_DEPTH:
            return False
        kind = node.type
        if kind in _LITERALS or kind == "comment":
            return not text_of(node).startswith(("L'", "u'", "U'")) and not _is_suffixed_by_program(node)
        read = getattr(self, f"_{kind}", None)
        if read is not None:
            return bool(read(node, depth + 1))
        return False

    def _all(self, nodes: list[Node], depth: int) -> bool:
        return all(self.is_plain(each, depth) for each in nodes)

    def _compound_statement(self, node: Node, depth: int) -> bool:
        return self._all(node.named_children, depth)

    _expression_statement = _parenthesized_expression = _compound_statement

    def _declaration(self, node: Node, depth: int) -> bool:
        for declarator in node.children_by_field_name("declarator"):
            name = declarator.child_by_field_name("declarator") if declarator.type == "init_declarator" else declarator
            variable = declaration_of(self._source, name) if name is not None else None
            if name is None or name.type != "identifier" or variable is None:
                return False
            kind = variable_type(self._source, variable)
            if variable.kind not in (Kind.LOCAL, Kind.FOR_INIT) or variable.type.reference or variable.is_volatile:
                return False
            values = variable.initializer.arguments if variable.initializer is not None else ()
            if not kind.is_arithmetic or not self._all(list(values), depth):
                return False
            self.found.append(Access(variable, name, (), reads=False, writes=True, operator="="))
        return True

    def _for_statement(self, node: Node, depth: int) -> bool:
        parts = [node.child_by_field_name(each) for each in ("initializer", "condition", "update", "body")]
        declares = parts[0] is not None and parts[0].type == "declaration"
        return declares and all(self.is_plain(each, depth) for each in parts)

    def _if_statement(self, node: Node, depth: int) -> bool:
        condition = node.child_by_field_name("condition")
        value = condition.child_by_field_name("value") if condition is not None else None
        single = condition is not None and len(condition.named_children) == 1
        alternative = node.child_by_field_name("alternative")
        branches = [value, node.child_by_field_name("consequence")]
        plain = "constexpr" not in {each.type for each in node.children}
        return (
            single
            and plain
            and all(self.is_plain(each, depth) for each in branches)
            and (alternative is None or self._all(alternative.named_children, depth))
        )

    def _binary_expression(self, node: Node, depth: int) -> bool:
        return self._all(node.named_children, depth)

    _unary_expression = _conditional_expression = _binary_expression

    def _cast_expression(self, node: Node, depth: int) -> bool:
        described = node.child_by_field_name("type")
        kind = type_at(self._source, text_of(described), node) if described is not None else None
        return kind is not None and kind.is_arithmetic and self.is_plain(node.child_by_field_name("value"), depth)

    def _call_expression(self, node: Node, depth: int) -> bool:
        call = read_call(node)
        if call is None:
            return False
        if call.object is not None:
            return self._is_size(call, depth)
        function = node.child_by_field_name("function")
        if call.name == "static_cast":
            cast = type_at(self._source, call.template_arguments, node)
        elif function is not None and function.type == "primitive_type":
            cast = parse_type(call.name)
        else:
            return self._is_mathematics(call) and self._all(list(call.arguments), depth)
        return cast.is_arithmetic and len(call.arguments) == 1 and self._all(list(call.arguments), depth)

    def _is_mathematics(self, call: Call) -> bool:
        own = declarations_named(self._source, call.name) or call.name in macro_names(self._source)
        known = call.name in _MATHEMATICS and call.in_std and not own
        templated = call.template_arguments and not parse_type(call.template_arguments).is_arithmetic
        return known and not templated and not has_local_includes(self._source)

    def _is_size(self, call: Call, depth: int) -> bool:
        """`v.size()`, `v[i].size()`: no element is read, and nothing in plain code changes it."""
        if call.name not in ("size", "length") or call.arguments or call.arrow or call.object is None:
            return False
        base, subscripts = _chain(call.object)
        variable = resolve(self._source, base) if base.type == "identifier" else None
        kind = variable_type(self._source, variable) if variable is not None and variable.is_variable else None
        for _ in subscripts:
            kind = kind.element if kind is not None and (kind.extents or kind.container in _INDEXED) else None
        return kind is not None and kind.container in _INDEXED and self._all(subscripts, depth)

    def _identifier(self, node: Node, depth: int) -> bool:
        return self._access(node, depth, reads=True)

    _subscript_expression = _identifier

    def _assignment_expression(self, node: Node, depth: int) -> bool:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        symbol = text_of(operator) if operator is not None else "="
        value = left is not None and self.is_plain(right, depth)
        return value and left is not None and self._access(unwrapped(left), depth, reads=symbol != "=", operator=symbol)

    def _update_expression(self, node: Node, depth: int) -> bool:
        target, operator = node.child_by_field_name("argument"), node.child_by_field_name("operator")
        if target is None or operator is None:
            return False
        return self._access(unwrapped(target), depth, reads=True, operator=text_of(operator))

    def _access(self, node: Node, depth: int, *, reads: bool, operator: str = "") -> bool:
        """A variable or element; it is written where an operator is given."""
        base, subscripts = _chain(node)
        if base.type != "identifier" or not self._all(subscripts, depth):
            return False
        name = text_of(base)
        if name in macro_names(self._source):
            return not operator and not subscripts and is_numeric_macro(self._source, name)
        variable = resolve(self._source, base)
        if variable is None or variable.is_volatile or (variable.kind is Kind.ENUMERATOR and operator):
            return False
        if variable.kind is Kind.ENUMERATOR:
            return not subscripts
        if not variable.is_variable or element_type(variable_type(self._source, variable), len(subscripts)) is None:
            return False
        if _is_local_reference(variable) or (variable.macro_altered and not variable.type.macro_altered):
            return False
        self.found.append(Access(variable, node, tuple(subscripts), reads, bool(operator), operator))
        return True


def _chain(node: Node) -> tuple[Node, list[Node]]:
    """`a` and `[i, j]` of `a[i][j]`; a node that is no such chain is its own base."""
    subscripts: list[Node] = []
    while node.type == "subscript_expression":
        listed, owner = node.child_by_field_name("indices"), node.child_by_field_name("argument")
        inside = [each for each in listed.named_children if each.type != "comment"] if listed is not None else []
        if owner is None or len(inside) != 1:
            break
        subscripts.insert(0, inside[0])
        node = unwrapped(owner)
    return node, subscripts


def _is_local_reference(variable: Declaration) -> bool:
    """References other than parameters may be bound to a part of anything."""
    return bool(variable.type.reference) and variable.kind is not Kind.PARAMETER


def _is_suffixed_by_program(node: Node) -> bool:
    """`1.5_km` calls an operator of the program."""
    return node.type == "number_literal" and "_" in text_of(node)
