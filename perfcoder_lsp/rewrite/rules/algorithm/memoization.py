"""Rule of "Algorithm Design Optimization": AL1."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations

from tree_sitter import Node

from perfcoder_lsp.cpp.calls import Call, calls, calls_in, calls_of
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import line_of, replaced
from perfcoder_lsp.cpp.effects import Effect
from perfcoder_lsp.cpp.facts.copies import copies_silently
from perfcoder_lsp.cpp.facts.determinism import determinants
from perfcoder_lsp.cpp.facts.ranges import value_range
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.functions import Function, find_functions, function_of, functions, read_parameters
from perfcoder_lsp.cpp.loops import loops_around
from perfcoder_lsp.cpp.nodes import ancestors, is_inside, nodes_inside, parent_of, text_of
from perfcoder_lsp.cpp.patterns import match_any
from perfcoder_lsp.cpp.scopes import declarations_named, resolve, type_at, variables
from perfcoder_lsp.cpp.source import Source, node_range, per_source, walk
from perfcoder_lsp.cpp.uses import Use, UseKind, uses
from perfcoder_lsp.rewrite.layout import laid_out
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import standard
from perfcoder_lsp.rewrite.statements import included
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_MAX_ENTRIES = 1 << 20  # of a table; more results are kept in a hash map, as far as they come up
_SPECIFIERS = frozenset({"static", "inline"})
_DOUBLED = ("2 * $k", "2 * $k + $c")
_MAX_KEPT = 1_000_000  # results in a hash map: some 60 MB
_LEAVING = frozenset({"return_statement", "break_statement", "continue_statement"})


@dataclass(frozen=True)
class _Recursion:
    """A function that calls itself (`calls`) and only computes a result from integers (`keys`, positions of parameters)
    and from what stays as it is until the outermost call returns. `lasting`: it stays so for ever."""

    function: Function
    calls: tuple[Call, ...]
    keys: tuple[int, ...]
    lasting: bool

    @property
    def signature(self) -> str:
        """The text before the body, without the name: what stands before and after it."""
        return text_of(self.function.node)[: self.function.body.start_byte - self.function.node.start_byte].rstrip()

    def signed(self, name: str) -> str:
        start = self.function.name_range.start - self.function.node.start_byte
        text = self.signature.encode()
        return (text[:start] + name.encode() + text[start + len(self.function.name.encode()) :]).decode()

    @property
    def arguments(self) -> str:
        return ", ".join(each.name for each in self.function.parameters)


@rule(id="AL1", category=Category.ALGORITHM, summary="Remember the results of a recursive function", gain=30.0)
def memoize(source: Source) -> Iterator[Finding]:
    """
    What it does: a function that calls itself several times and only computes a number from integers gets a table of
    results, and is computed once for each combination of arguments. The table is emptied for each call from outside
    where the result depends on anything that may change.

    Why: such recursions solve the same subproblems again and again, often exponentially many times.

    When not: the function has an effect besides its result, or the text can't tell; a parameter that is no integer
    changes on the way down; no two of its calls can happen in one run; the calls share no subproblems; a call is an
    argument of another; threads are started; C, where the text does not show that the arguments are small.

    Source: catalogue AL1, measured 41x (Fibonacci 38x). PIE's most frequent class: recursion to dynamic programming.
    """
    for function in functions(source):
        inner = tuple(each for each in calls_in(source, function.body) if each.name == function.name)
        found = _read(source, function, inner) if inner and function.kind == "free" else None
        if found is None or (not found.lasting and _may_run_early(source)):
            continue
        sizes = _sizes(source, found) if found.lasting else None
        if sizes is None and source.language == "c":
            continue
        yield _finding(source, found, sizes)


def _read(source: Source, function: Function, calls: tuple[Call, ...]) -> _Recursion | None:
    if not _is_plain(source, function) or not _branches(source, calls) or threads_of(source):
        return None
    parameters = [_parameter(source, function, i) for i in range(len(function.parameters))]
    if any(each is None for each in parameters) or any(len(each.arguments) != len(parameters) for each in calls):
        return None
    outer = determinants(source, function)
    if outer is None or any(_is_nested(source, each, function) for each in calls):
        return None
    known = [each for each in parameters if each is not None]
    fixed = [i for i, each in enumerate(known) if _is_handed_on(source, each, i, calls)]
    integers = [i for i, each in enumerate(known) if each.type.is_integral and not each.type.reference]
    if not set(range(len(known))) <= {*fixed, *integers}:
        return None
    lasting = not outer and len(integers) == len(known)
    keys = tuple(integers if lasting else [i for i in integers if i not in fixed])
    shares = keys and not _splits(calls, known) and len(keys) <= 4
    return _Recursion(function, calls, keys, lasting) if shares else None


def _is_plain(source: Source, function: Function) -> bool:
    """Whether the definition can be written again under another name: at file or namespace level, nothing unusual in
    it, and only one function of that name."""
    node = function.node
    parent = parent_of(source, node)
    holder = parent_of(source, parent) if parent is not None and parent.type == "declaration_list" else parent
    if holder is None or holder.type not in ("translation_unit", "namespace_definition"):
        return False
    kinds = ("type", "declarator", "body")
    parts = [node.child_by_field_name(each) for each in kinds]
    extra = [each for each in node.named_children if each not in parts]
    declarator = parts[1]
    plain = declarator is not None and declarator.type == "function_declarator" and len(declarator.named_children) == 2
    result = type_at(source, function.return_type, node)
    return (
        plain
        and all(text_of(each) in _SPECIFIERS for each in extra)
        and (result.is_arithmetic and not result.reference and not result.macro_altered)
        and _is_alone(source, function)
        and all(each.default is None and each.name for each in function.parameters)
        and not any(
            is_inside(each, node)
            for each in nodes_inside(source, node, "comment")
            if not is_inside(each, function.body)
        )
        and function.name != "main"
    )


def _is_alone(source: Source, function: Function) -> bool:
    """Whether nothing else has the function's name: each prototype is one of this very function."""
    declared = declarations_named(source, function.name)
    if len(find_functions(source, function.name)) != 1 or any(each.kind is not Kind.FUNCTION for each in declared):
        return False
    types = [each.type_text for each in function.parameters]
    for each in declared:
        shapes = [node for node in walk(each.node) if node.type == "function_declarator"]
        if each.node != function.node and [p.type_text for p in read_parameters(shapes[0])] != types:
            return False
    return True


def _branches(source: Source, calls: tuple[Call, ...]) -> bool:
    """Whether one run of the function may make two of the calls."""
    if any(loops_around(source, each.node) for each in calls):
        return True
    return any(not _exclude_each_other(source, one.node, other.node) for one, other in combinations(calls, 2))


def _exclude_each_other(source: Source, one: Node, other: Node) -> bool:
    around = next(each for each in ancestors(source, one) if is_inside(other, each))
    if around.type in ("if_statement", "conditional_expression"):
        condition = around.child_by_field_name("condition")
        return condition is not None and not is_inside(one, condition)
    if around.type != "compound_statement":
        return False
    first = next(each for each in around.named_children if is_inside(one, each))
    if first.type != "if_statement":
        return first.type in _LEAVING
    condition, branch = first.child_by_field_name("condition"), first.child_by_field_name("consequence")
    last = branch.named_children[-1] if branch is not None and branch.type == "compound_statement" else branch
    inside = condition is not None and is_inside(one, condition)
    return not inside and last is not None and last.type in _LEAVING


def _is_nested(source: Source, call: Call, function: Function) -> bool:
    """Whether a call's argument contains another: the depth of such recursions is beyond guessing."""
    return any(inner.name == function.name for each in call.arguments for inner in calls_in(source, each))


def _parameter(source: Source, function: Function, position: int) -> Declaration | None:
    node = function.parameters[position].node
    found = [each for each in variables(source, function.node) if each.node == node]
    usable = len(found) == 1 and not found[0].macro_altered and not found[0].is_volatile
    return found[0] if usable else None


def _is_handed_on(source: Source, parameter: Declaration, position: int, calls: tuple[Call, ...]) -> bool:
    """Whether the parameter is never changed, and each of the calls hands it on as it is."""
    arguments = [each.arguments[position] for each in calls]
    if not parameter.type.reference and not copies_silently(source, parameter.type):
        return False
    if any(each.type != "identifier" or resolve(source, each) is not parameter for each in arguments):
        return False

    def stays(use: Use) -> bool:
        return use.node in arguments or (use.kind is not UseKind.UPDATE and use.effect is Effect.READ)

    return all(stays(each) for each in uses(source, parameter))


def _splits(calls: tuple[Call, ...], parameters: list[Declaration]) -> bool:
    """Whether the calls share out a range, `f(l, m)` and `f(m + 1, r)`, or number the nodes of a tree, `f(2 * k)`: no
    subproblem comes twice."""
    names = [each.name for each in parameters]
    if any(match_any(_DOUBLED, argument) is not None for call in calls for argument in call.arguments):
        return True
    for one, other in permutations((each.arguments for each in calls), 2):
        for i, k in permutations(range(len(names)), 2):
            kept = text_of(one[i]) == names[i] and text_of(other[k]) == names[k]
            if kept and match_any(("$m", "$m + 1"), other[i], {"$m": one[k]}) is not None:
                return True
    return False


def _sizes(source: Source, found: _Recursion) -> tuple[int, ...] | None:
    """How long a table must be in each key so that it holds all arguments of the calls from outside; None where the
    text does not tell, or it would be too large."""
    outside = [each for each in calls_of(source, found.function.name) if each not in found.calls]
    sizes: list[int] = []
    product = 1
    for key in found.keys:
        ranges = [value_range(source, each.arguments[key]) for each in outside if len(each.arguments) > key]
        highs = [each.high for each in ranges if each is not None and each.low >= 0]
        if not highs or len(highs) != len(outside):
            return None
        sizes.append(max(highs) + 1)
        product *= sizes[-1]
    return tuple(sizes) if product <= _MAX_ENTRIES else None


@per_source
def _may_run_early(source: Source) -> bool:
    """Whether functions of the file may run before main, when its other globals are not initialized yet."""
    if any(each.kind == "constructor" for each in functions(source)):
        return True
    return any(
        function_of(source, each.node) is None and declarations_named(source, each.name) for each in calls(source)
    )


def _finding(source: Source, found: _Recursion, sizes: tuple[int, ...] | None) -> Finding:
    name = found.function.name
    lines = sorted({line_of(source, each.node.start_byte) for each in found.calls})
    where = f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))}"
    keys = [found.function.parameters[each].name for each in found.keys]
    until = (
        "" if found.lasting else " while one call from outside lasts, since it depends on what may change afterwards"
    )
    kept = f"a table of {' × '.join(map(str, sizes))} results" if sizes is not None else "a hash map"
    return Finding(
        title=f"Remember the results of {name}",
        explanation=(
            f"`{name}` calls itself in {where} and depends only on `{', '.join(keys)}`{until}, so that the same "
            f"arguments come up again and again, often exponentially many times; with {kept} each is computed once."
        ),
        edits=_edits(source, found, sizes),
        range=node_range(found.function.node),
        notes=(f"The stack holds two calls for each level of the recursion of {name}; results take memory.",),
    )


def _edits(source: Source, found: _Recursion, sizes: tuple[int, ...] | None) -> tuple[TextEdit, ...]:
    function, node = found.function, found.function.node
    computing = unused_name(source, f"compute_{function.name}")
    known = function.name if found.lasting else unused_name(source, f"known_{function.name}")
    edits = [TextEdit.replace(function.name_range.start, function.name_range.end, computing)]
    if known != function.name or not _is_declared_before(source, function):
        edits.append(TextEdit.insert(node.start_byte, f"{found.signed(known)};{source.newline}{source.newline}"))
    if known != function.name:
        names = [each.node.child_by_field_name("function") for each in found.calls]
        edits += [replaced(each, known) for each in names if each is not None]
    table = unused_name(source, f"{function.name}_results")
    if sizes is not None:
        lines, headers = _tabulated(source, found, sizes, table, f"{computing}({found.arguments})"), ()
    else:
        lines, headers = _hashed(source, found, (known, table), f"{computing}({found.arguments})")
    edits.append(TextEdit.insert(node.end_byte, laid_out(source, node, "", "", *lines)))
    return (*edits, *included(source, *headers))


def _tabulated(source: Source, found: _Recursion, sizes: tuple[int, ...], table: str, value: str) -> list[str]:
    """The function that looks results up in arrays."""
    flags = unused_name(source, f"{found.function.name}_known")
    flag, true = ("char", "1") if source.language == "c" else ("bool", "true")
    extents = "".join(f"[{each}]" for each in sizes)
    names = [found.function.parameters[each].name for each in found.keys]
    index = "".join(f"[{each}]" for each in names)
    signed = [
        type_at(source, found.function.parameters[each].type_text, found.function.node).is_signed for each in found.keys
    ]
    lows = [f"{name} < 0" for name, each in zip(names, signed, strict=True) if each]
    outside = " || ".join((*lows, *(f"{name} >= {size}" for name, size in zip(names, sizes, strict=True))))
    return [
        f"{found.signed(found.function.name)} {{",
        f"\tstatic {found.function.return_type} {table}{extents};",
        f"\tstatic {flag} {flags}{extents};",
        f"\tif ({outside}) return {value};",
        f"\tif (!{flags}{index}) {{",
        f"\t\t{table}{index} = {value};",
        f"\t\t{flags}{index} = {true};",
        "\t}",
        f"\treturn {table}{index};",
        "}",
    ]


def _hashed(source: Source, found: _Recursion, names: tuple[str, str], value: str) -> tuple[list[str], tuple[str, ...]]:
    """The function that looks results up in a map, and the headers that it needs."""
    known, table = names
    kinds = [type_at(source, found.function.parameters[each].type_text, found.function.node) for each in found.keys]
    keys = [found.function.parameters[each].name for each in found.keys]
    at, result = unused_name(source, "found"), unused_name(source, "result")
    container, headers = standard(source, "unordered_map"), ("<unordered_map>",)
    kind, key = str(kinds[0].decayed), keys[0]
    if len(keys) == 2 and all((each.size or 8) <= 4 for each in kinds):
        kind, key = "unsigned long long", f"(unsigned long long)(unsigned){keys[0]} << 32 | (unsigned){keys[1]}"
    elif len(keys) > 1:
        container, headers = standard(source, "map"), ("<map>", "<tuple>")
        kind = f"{standard(source, 'tuple')}<{', '.join(str(each.decayed) for each in kinds)}>"
        key = ", ".join(keys)
    named = unused_name(source, "key")
    composed = (f"\tconst {kind} {named}{f'({key})' if headers[1:] else f' = {key}'};",) if keys[1:] else ()
    key = named if composed else key
    declared = f"static {container}<{kind}, {found.function.return_type}> {table};"
    lines = [
        f"{found.signed(known)} {{",
        *((f"\t{declared}",) if found.lasting else ()),
        *composed,
        f"\tconst auto {at} = {table}.find({key});",
        f"\tif ({at} != {table}.end()) return {at}->second;",
        f"\tconst auto {result} = {value};",
        f"\tif ({table}.size() < {_MAX_KEPT}) {table}.emplace({key}, {result});",
        f"\treturn {result};",
        "}",
    ]
    if found.lasting:
        return lines, headers
    call = f"\treturn {known}({found.arguments});"
    outer = ["", f"{found.signed(found.function.name)} {{", f"\t{table}.clear();", call, "}"]
    return [declared, "", *lines, *outer], headers


def _is_declared_before(source: Source, function: Function) -> bool:
    same = declarations_named(source, function.name)
    return any(each.node.end_byte < function.node.start_byte for each in same)
