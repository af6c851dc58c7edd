"""Which values can a variable, the elements of an array or container, or a function's result ever get."""

import re
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, call_around, read_call
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.functions import find_functions, function_of, has_main
from perfcoder_lsp.cpp.includes import has_directive, has_local_includes, macro_names, macro_words
from perfcoder_lsp.cpp.mentions import mentions_of
from perfcoder_lsp.cpp.nodes import has_error, nodes_inside, parent_of, text_of, unwrapped
from perfcoder_lsp.cpp.scopes import declarations_named, resolve, type_at, variable_of
from perfcoder_lsp.cpp.source import Source, per_source, walk
from perfcoder_lsp.cpp.statements import read_update, same_text
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import Effect, Use, UseKind, uses

_OWNERS = frozenset({Kind.LOCAL, Kind.STATIC_LOCAL, Kind.GLOBAL})
_SEQUENCES = frozenset({"vector", "deque", "array"})
_PERMUTING = frozenset({"sort", "stable_sort", "reverse"})
_SHRINKING = frozenset({"clear", "pop_back", "pop_front", "erase", "reserve", "shrink_to_fit"})
_SIZED = re.compile(r"((?:std::)?(?:vector|deque) ?<[\w: ]+>) ?\( ?\w+ ?\)", re.ASCII)
_ACTING = frozenset({"call_expression", "assignment_expression", "update_expression", "lambda_expression"})
_USING_VALUES = frozenset(
    {"expression_statement", "for_statement", "condition_clause", "subscript_argument_list"}
    | {"if_statement", "while_statement", "do_statement"}
)
_ITERATORS = frozenset({"begin", "end"})
_ADDING = frozenset({"push_back", "emplace_back", "push_front"})


@dataclass(frozen=True)
class Stores:
    """All that is ever stored: the `values` of expressions, what `updates` such as `a[i] += x` make of an element, what
    is `reduced` at once by a modulus (`a[i] += x; a[i] %= m;`), and `zero` where elements may begin as 0."""

    values: tuple[Node, ...] = ()
    updates: tuple[Node, ...] = ()
    reduced: tuple[tuple[Node, Node], ...] = ()
    zero: bool = False

    def __or__(self, other: "Stores") -> "Stores":
        return Stores(
            self.values + other.values,
            self.updates + other.updates,
            self.reduced + other.reduced,
            self.zero or other.zero,
        )


_NOTHING = Stores()
_ZERO = Stores(zero=True)


def element_type(kind: Type) -> Type | None:
    """The integer type of the innermost elements of nested arrays and sequences; None where it is no integer."""
    while not kind.is_arithmetic:
        inside = kind.element if kind.extents or kind.container in _SEQUENCES else None
        if inside is None or kind.pointers:
            return None
        kind = inside
    return kind if kind.is_integral else None


def stores_of(source: Source, variable: Declaration) -> Stores | None:
    """What can be stored in the elements of a variable that owns them; None where the text does not show all of it."""
    kind = variable_type(source, variable)
    if variable.kind not in _OWNERS or kind.reference or element_type(kind) is None or kind.is_arithmetic:
        return None
    shared = variable.kind is Kind.GLOBAL and (has_local_includes(source) or "extern" in variable.specifiers)
    shared = shared or has_error(source.root)  # what was not understood may store anything
    if shared or variable.is_volatile or variable.macro_altered or variable.name in macro_words(source):
        return None
    found = _initial(source, variable, kind)
    for use in uses(source, variable):
        stored = _stored(source, use) if use.writes else _NOTHING
        if found is None or stored is None:
            return None
        found |= stored
    return found


def _initial(source: Source, variable: Declaration, kind: Type) -> Stores | None:
    first = variable.initializer
    if first is None:
        cleared = variable.kind is not Kind.LOCAL and (bool(kind.extents) or kind.container == "array")
        return _ZERO if cleared else _NOTHING
    if first.style == "brace" or (kind.extents and first.node.type == "initializer_list"):
        return _listed(source, first.node, kind)
    if first.style == "paren" and kind.container in ("vector", "deque"):
        return _filled(source, first.arguments, kind)
    return _value(source, first.arguments[0], kind) if first.style == "copy" and len(first.arguments) == 1 else None


def _listed(source: Source, node: Node, kind: Type) -> Stores | None:
    """`{1, 2}`: what is left out is 0."""
    inner = kind.element
    if inner is None:
        return None
    found = _ZERO
    for each in node.named_children:
        one = _NOTHING if each.type == "comment" else _value(source, each, inner)
        if one is None:
            return None
        found |= one
    return found


def _filled(source: Source, arguments: tuple[Node, ...], kind: Type) -> Stores | None:
    """`(n)` and `(n, x)`, as constructors, `assign` and `resize` take them."""
    inner = kind.element
    if inner is None or not 1 <= len(arguments) <= 2:
        return None
    if not _is_count(source, arguments[0]):
        return None
    if len(arguments) == 2 and arguments[1].type == "parameter_declaration":
        return _misread(source, arguments[1], inner)
    return _ZERO if len(arguments) == 1 else _value(source, arguments[1], inner)


def _is_count(source: Source, node: Node) -> bool:
    """Whether a first argument is a number of elements, and no container that is copied; the grammar may have seen a
    parameter of that type in it."""
    if node.type != "parameter_declaration":
        return type_of(source, node).is_integral
    name = node.child_by_field_name("type")
    found = resolve(source, name) if name is not None and text_of(name) == text_of(node) else None
    return found is not None and found.is_variable and variable_type(source, found).is_integral


def _misread(source: Source, node: Node, kind: Type) -> Stores | None:
    """`vector<int>(n)` where the grammar saw a parameter."""
    match = _SIZED.fullmatch(" ".join(text_of(node).split()))
    return _ZERO if match is not None and type_at(source, match[1], node).decayed == kind.decayed else None


def _value(source: Source, node: Node, kind: Type) -> Stores | None:
    """What the elements of a value of the given type are: an integer itself, or `vector<int>(n, x)`."""
    node = unwrapped(node)
    if kind.is_integral:
        return Stores((node,))
    if node.type == "initializer_list":
        return _listed(source, node, kind)
    call = read_call(node)
    made = call is not None and type_of(source, node).decayed == kind.decayed and call.name in ("vector", "deque")
    return _filled(source, call.arguments, kind) if call is not None and made else None


def _stored(source: Source, use: Use) -> Stores | None:
    """What one use that may write stores."""
    call = read_call(use.expression)
    owner = call.object if call is not None else None
    if call is not None and owner is not None and call.name not in _ITERATORS:
        return _by_method(source, call, type_of(source, owner))
    called = _around(source, use)
    if called is not None:
        return _by_function(source, called, use)
    if use.kind not in (UseKind.SUBSCRIPT, UseKind.WRITE) or use.effect == Effect.ESCAPE:
        return None
    return _assigned(source, use.expression)


def _assigned(source: Source, target: Node) -> Stores | None:
    """What an assignment to a part of the variable, or to all of it, stores."""
    step, kind = _step_of(source, target), type_of(source, target)
    if step is None:
        return None
    around = _outward(source, step)
    if (reduction := reduction_of(source, step)) is not None:
        return Stores(reduced=(reduction,)) if kind.is_integral else None
    while around is not None and around.type == "comma_expression":
        around = _outward(source, around)
    if around is None or not _is_let_be(source, step, around):
        return None
    operator, right = step.child_by_field_name("operator"), step.child_by_field_name("right")
    if operator is not None and right is not None and text_of(operator) == "=":
        return _value(source, right, kind)
    if _reduces_before(source, step):
        return _NOTHING
    return Stores(updates=(step,)) if kind.is_integral else None


def _step_of(source: Source, target: Node) -> Node | None:
    """The assignment to, or `++` of, a variable or element."""
    node, parent = target, parent_of(source, target)
    while parent is not None and parent.type == "parenthesized_expression":
        node, parent = parent, parent_of(source, parent)
    if parent is None or parent.type not in ("assignment_expression", "update_expression"):
        return None
    return parent if node != parent.child_by_field_name("right") else None


def _outward(source: Source, node: Node) -> Node | None:
    """What stands around an expression, past parentheses."""
    parent = parent_of(source, node)
    while parent is not None and parent.type == "parenthesized_expression":
        parent = parent_of(source, parent)
    return parent


def _is_let_be(source: Source, step: Node, around: Node) -> bool:
    """Whether nothing is done to a variable by way of the expression that assigns to it, which stands for it in C++:
    `(x = 5)++`, `cin >> (x = 5)`, `int& r = x += 1`."""
    if around.type in _USING_VALUES:
        return True
    if around.type == "return_statement":
        function = function_of(source, around)
        return function is not None and function.return_type in ("int", "long", "long long", "bool", "double", "void")
    operator = around.child_by_field_name("operator")
    if around.type == "binary_expression" and operator is not None:
        return text_of(operator) not in ("<<", ">>")
    if around.type == "assignment_expression":
        right = around.child_by_field_name("right")
        return right is not None and right.start_byte <= step.start_byte
    postfix = step.type == "update_expression" and step.children[-1].type in ("++", "--")
    return postfix and around.type in ("argument_list", "init_declarator", "unary_expression")


def reduction_of(source: Source, step: Node) -> tuple[Node, Node] | None:
    """The step and the modulus of `(x += e) %= m`, and of `x += e; x %= m;`, where nothing comes in between."""
    target = step.child_by_field_name("left") or step.child_by_field_name("argument")
    around = _outward(source, step)
    if target is None or around is None or any(each.type in _ACTING for each in walk(step) if each != step):
        return None
    if around.type == "assignment_expression":
        left = around.child_by_field_name("left")
        update = read_update(around) if left is not None and unwrapped(left) == step else None
        statement = parent_of(source, around)
        plain = update is not None and update.operator == "%" and statement is not None
        modulus = update.amount if update is not None and plain else None
        alone = statement is not None and statement.type == "expression_statement"
        return (step, modulus) if modulus is not None and alone else None
    following = around.next_named_sibling if around.type == "expression_statement" else None
    while following is not None and following.type == "comment":
        following = following.next_named_sibling
    holder = parent_of(source, around)
    if following is None or holder is None or holder.type != "compound_statement":
        return None
    update = read_update(following) if following.type == "expression_statement" else None
    if update is None or update.operator != "%" or update.amount is None or not same_text(update.target, target):
        return None
    return (step, update.amount) if not any(each.type in _ACTING for each in walk(update.amount)) else None


def step_before(reduction: Node) -> Node | None:
    """The assignment in the statement before that of `x %= m`, or in its parentheses."""
    left = reduction.child_by_field_name("left")
    inner = unwrapped(left) if left is not None else None
    if inner is not None and inner.type in ("assignment_expression", "update_expression"):
        return inner
    statement = reduction.parent
    before = statement.prev_named_sibling if statement is not None else None
    while before is not None and before.type == "comment":
        before = before.prev_named_sibling
    if before is None or before.type != "expression_statement" or not before.named_children:
        return None
    first = before.named_children[0]
    return first if first.type in ("assignment_expression", "update_expression") else None


def _reduces_before(source: Source, reduction: Node) -> bool:
    """Whether what `x %= m` makes of x is told with the statement before."""
    before = step_before(reduction)
    found = reduction_of(source, before) if before is not None else None
    modulus = reduction.child_by_field_name("right")
    return found is not None and modulus is not None and found[1] == unwrapped(modulus)


def _by_method(source: Source, call: Call, kind: Type) -> Stores | None:
    inner = kind.element
    if call.name in _SHRINKING:
        return _NOTHING
    if call.name in _ADDING and inner is not None and len(call.arguments) == 1:
        return _value(source, call.arguments[0], inner)
    return _filled(source, call.arguments, kind) if call.name in ("assign", "resize") else None


def _around(source: Source, use: Use) -> Call | None:
    """The call that the use is an argument of, where its function is the standard library's."""
    call = call_around(source, use.expression)
    if call is None or not call.in_std or call.name in macro_names(source) or has_local_includes(source):
        return None
    return call if not declarations_named(source, call.name) else None


def _by_function(source: Source, call: Call, use: Use) -> Stores | None:
    """What a function of the standard library stores in its arguments."""
    if call.name in _PERMUTING and use.kind is not UseKind.SUBSCRIPT:
        return _NOTHING
    if call.name == "swap" and all(_leading(each) == text_of(use.node) for each in call.arguments):
        return _NOTHING
    third = call.arguments[2] if len(call.arguments) == 3 else None
    if call.name == "fill" and third is not None:
        return Stores((third,)) if type_of(source, third).is_integral else None
    whole = call.name == "memset" and third is not None and "sizeof" in text_of(third)
    return _ZERO if whole and text_of(call.arguments[1]) == "0" else None


def _leading(node: Node) -> str:
    """The name of the variable that `a[i][j]` is an element of."""
    while node.type == "subscript_expression" and (owner := node.child_by_field_name("argument")) is not None:
        node = owner
    return text_of(node)


def assignments_to(source: Source, variable: Declaration) -> Stores | None:
    """What an integer variable that nobody else can write ever gets: a local one, a constant, or a parameter of a
    function all of whose calls are in the file."""
    constant = variable.is_const and variable.kind in (Kind.GLOBAL, Kind.STATIC_LOCAL)
    if variable.kind is Kind.PARAMETER:
        found = _passed(source, variable)
    elif variable.kind is Kind.RANGE_FOR:
        found = _visited(source, variable)
    elif constant or variable.kind in (Kind.LOCAL, Kind.CONDITION, Kind.FOR_INIT):
        first = variable.initializer
        values = first.arguments if first is not None else ()
        cleared = first is not None and not values  # `int x{}`
        found = None if len(values) > 1 or (constant and first is None) else Stores(values, zero=cleared)
    else:
        return None
    for use in uses(source, variable):
        if found is None or (use.writes and (use.in_lambda or use.effect is Effect.ESCAPE)):
            return None
        stored = _assigned(source, use.node) if use.writes else _NOTHING
        found = found | stored if stored is not None else None
    return found


def _passed(source: Source, parameter: Declaration) -> Stores | None:
    """The arguments of all calls of a parameter's function, where no other file can call it."""
    function = function_of(source, parameter.name_node)
    if function is None or function.kind != "free" or function.is_template or function.name == "main":
        return None
    if len(find_functions(source, function.name)) != 1 or function.name in macro_words(source):
        return None
    if not has_main(source) or has_local_includes(source) or has_error(source.root):
        return None
    position = next((at for at, each in enumerate(function.parameters) if each.node == parameter.node), None)
    declared = declarations_named(source, function.name)
    values: list[Node] = []
    for mention in (node for each in declared for node in mentions_of(source, each)):
        call = read_call(around) if (around := parent_of(source, mention)) is not None else None
        callee = around.child_by_field_name("function") if around is not None else None
        if call is None or callee != mention or position is None or position >= len(call.arguments):
            return None
        values.append(call.arguments[position])
    alone = all(each.kind is Kind.FUNCTION for each in declared)
    return Stores(tuple(values)) if values and alone else None


def _visited(source: Source, variable: Declaration) -> Stores | None:
    """What `for (int x : v)` visits."""
    right = variable.node.child_by_field_name("right")
    over = variable_of(source, right)
    kind = variable_type(source, over).visited if over is not None and over.is_variable else None
    return stores_of(source, over) if over is not None and kind is not None and kind.is_integral else None


@per_source
def _returned(_: Source) -> dict[str, Stores | None]:
    """What was asked for already, by the function's name."""
    return {}


def returned_values(source: Source, name: str) -> Stores | None:
    """What the one plain function of that name can return."""
    known = _returned(source)
    if name not in known:
        known[name] = _find_returned(source, name)
    return known[name]


def _find_returned(source: Source, name: str) -> Stores | None:
    found = find_functions(source, name)
    alone = all(each.kind is Kind.FUNCTION for each in declarations_named(source, name))
    if len(found) != 1 or found[0].kind != "free" or found[0].is_template or not alone or found[0].node.has_error:
        return None
    if "return" in macro_words(source):
        return None
    values: list[Node] = []
    for each in nodes_inside(source, found[0].node, "return_statement"):
        inside = function_of(source, each)
        if inside is None or inside.node != found[0].node or len(each.named_children) != 1:
            return None
        values.append(each.named_children[0])
    return Stores(tuple(values)) if values and not has_directive(source, found[0].node) else None
