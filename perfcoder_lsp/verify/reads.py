"""Where a program reads its input: calls and `>>` chains, with the variable behind each operand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from dataclasses import field as default

from tree_sitter import Node

from perfcoder_lsp.cpp.source import walk
from perfcoder_lsp.verify.sites import Level
from perfcoder_lsp.verify.syntax import (
    ancestors,
    arguments,
    called,
    declared_name,
    field,
    field_of_call,
    function_name,
    key_of,
    operator,
    parameter_names,
    subscript_depth,
    text_of,
)

SCANF = frozenset({"scanf", "fscanf", "scanf_s"})
CHARACTERS = frozenset(
    {"getchar", "getchar_unlocked", "getc", "fgetc", "getc_unlocked", "fread", "fread_unlocked", "_getchar_nolock"}
)
LINES = frozenset({"getline", "fgets", "gets", "getdelim", "gets_s"})
MANIPULATORS = frozenset({"ws", "hex", "dec", "oct", "skipws", "noskipws", "boolalpha", "setw", "endl"})
_CIN = re.compile(r"(::)?(std\s*::\s*)?cin")
_CONVERSION = re.compile(r"%(\*?)(\d*)(?:hh|h|ll|l|j|z|t|L|q|I64)?(\[\^?\]?[^\]]*\]|[a-zA-Z%])")
_LEVEL_OF_CONVERSION = {"s": Level.WORD, "[": Level.WORD, "c": Level.CHARACTER}
_DIGIT_TEST = re.compile(r"'0'|'9'|\bisdigit\b|\b48\b|\b57\b")


@dataclass(frozen=True)
class Operand:
    """One value read into `key`; `depth` subscripts stand behind the name. `at` is the byte of its expression."""

    key: str
    depth: int
    level: Level
    at: int


@dataclass(frozen=True)
class Read:
    """One call or chain that reads; `chain` operands are announced one by one, others together before `node`."""

    node: Node
    operands: tuple[Operand, ...]
    chain: bool


@dataclass(frozen=True)
class Functions:
    """The program's functions: bodies by name, parameters, which are readers that callers use like scanf, and which
    read input at all, themselves or through others."""

    bodies: dict[str, Node]
    parameters: dict[str, list[str]]
    overloads: dict[str, list[Node]] = default(default_factory=dict[str, list[Node]])  # all bodies of a name
    readers: dict[str, Level] = default(default_factory=dict[str, Level])
    character_sources: frozenset[str] = frozenset()
    reading: frozenset[str] = frozenset()

    def hidden(self) -> set[int]:
        """The ids of the bodies of readers: what they do with characters says nothing about what is read."""
        names = self.readers.keys() | self.character_sources
        return {body.id for name in names for body in self.overloads[name]}


def find_functions(root: Node) -> Functions:
    """All functions with a body (lambdas bound to a name too), and the readers among them."""
    definitions = [(name, body, names) for node in walk(root) for name, body, names in _definition(node)]
    bodies = {name: body for name, body, _ in definitions}
    parameters = {name: names for name, _, names in definitions}
    overloads: dict[str, list[Node]] = {name: [] for name in bodies}
    for name, body, _ in definitions:
        overloads[name].append(body)
    sources = _character_sources(overloads)
    numbers = frozenset(name for name in sources if any(_tests_digits(body) for body in overloads[name]))
    readers: dict[str, Level] = {}
    for name, body, names in definitions:
        level = _reader_level(body, names, sources - numbers, numbers) if name != "main" else None
        if level is not None and readers.get(name) != Level.NUMBER:
            readers[name] = level
    found = Functions(bodies, parameters, overloads, readers, sources)
    return replace(found, reading=_reading(found))


def _definition(node: Node) -> Iterator[tuple[str, Node, list[str]]]:
    """Name, body and parameters of the function that a node defines, if it does."""
    body = field(node, "body")
    if node.type == "function_definition" and body is not None:
        yield function_name(node), body, parameter_names(node)
    elif node.type == "init_declarator":
        value = field(node, "value")
        inner = field(value, "body") if value is not None and value.type == "lambda_expression" else None
        if value is not None and inner is not None:
            yield declared_name(field(node, "declarator")), inner, parameter_names(value)


def find_reads(root: Node, functions: Functions) -> list[Read]:
    """All reads in text order, but for those inside readers: there the caller's site holds."""
    hidden = functions.hidden()
    found: list[Read] = []

    def enter(node: Node) -> bool:
        return node.id not in hidden and not node.type.startswith("preproc_def") and not _is_chain(node, functions)

    for node in walk(root, enter):
        if _is_chain(node, functions):
            found.append(Read(node, tuple(_chain_operands(node)), chain=True))
        elif node.type == "call_expression":
            operands = _call_operands(node, functions)
            if operands is not None:
                found.append(Read(node, tuple(operands), chain=False))
    return found


def reads_anything(node: Node, functions: Functions) -> bool:
    """Whether the code reads input, itself or through functions that it calls."""
    readers = SCANF | CHARACTERS | LINES | functions.reading | functions.readers.keys()
    return any(
        _is_chain(inner, functions) or (inner.type == "call_expression" and called(inner) in readers)
        for inner in walk(node)
    )


def _reading(functions: Functions) -> frozenset[str]:
    found = {name for name, body in functions.bodies.items() if reads_anything(body, functions)}
    calls = {name: called_names(body) for name, body in functions.bodies.items()}
    while True:
        more = {name for name, names in calls.items() if name not in found and names & found}
        if not more:
            return frozenset(found)
        found |= more


def _is_chain(node: Node, functions: Functions) -> bool:
    if node.type != "binary_expression" or operator(node) != ">>":
        return False
    leaf = _leaf(node)
    if _CIN.fullmatch(text_of(leaf)):
        return True
    own = "operator>>" in functions.readers and leaf.type == "identifier"
    return own and node.parent is not None and node.parent.type == "expression_statement"


def _leaf(node: Node) -> Node:
    while node.type == "binary_expression" and operator(node) == ">>":
        left = field(node, "left")
        if left is None:
            break
        node = left
    return node


def _chain_operands(node: Node) -> Iterator[Operand]:
    operands: list[Node] = []
    current = node
    while current.type == "binary_expression" and operator(current) == ">>":
        right, left = field(current, "right"), field(current, "left")
        if right is None or left is None:
            break
        operands.append(right)
        current = left
    for one in reversed(operands):
        if key_of(one) not in MANIPULATORS and called_or_empty(one) not in MANIPULATORS:
            yield Operand(key_of(one), subscript_depth(one), Level.UNKNOWN, one.start_byte)


def called_or_empty(node: Node) -> str:
    return called(node) if node.type == "call_expression" else ""


def _call_operands(call: Node, functions: Functions) -> list[Operand] | None:
    """What a call reads; None where it reads nothing."""
    name = called(call)
    given = arguments(call)
    member_of = field_of_call(call)
    at = call.start_byte
    if name in SCANF and member_of is None:
        return _scanf_operands(given, 1 if name == "fscanf" else 0, at)
    if member_of is not None and _CIN.fullmatch(text_of(member_of)):
        if name not in ("getline", "get", "read", "peek"):
            return None
        level = Level.LINE if name == "getline" else Level.CHARACTER
        return [Operand(key_of(given[0]) if given else _target(call), 0, level, at)]
    if name in LINES:
        reads_stdin = name in ("gets", "gets_s") or any(_is_stdin(argument) for argument in given)
        key = next((key_of(one) for one in given if not _is_stdin(one)), "")
        return [Operand(key, 0, Level.LINE, at)] if reads_stdin else None
    if name in CHARACTERS or (name in functions.character_sources and name not in functions.readers):
        return [Operand(_target(call), 0, Level.LINE, at)]
    level = functions.readers.get(name)
    if level is None:
        return None
    operands = [Operand(key_of(one), subscript_depth(one), level, at) for one in given if key_of(one)]
    return operands or [Operand(_target(call), _target_depth(call), level, at)]


def _is_stdin(node: Node) -> bool:
    return text_of(node) == "stdin" or bool(_CIN.fullmatch(text_of(node)))


def _scanf_operands(given: list[Node], skip: int, at: int) -> list[Operand] | None:
    if len(given) <= skip or (skip and not _is_stdin(given[0])):
        return None
    targets = given[skip + 1 :]
    conversions = [match for match in _CONVERSION.finditer(text_of(given[skip])) if match[3] != "%" and not match[1]]
    operands: list[Operand] = []
    for match, target in zip(conversions, targets, strict=False):
        level = _LEVEL_OF_CONVERSION.get(match[3][0], Level.NUMBER)
        operands.append(Operand(key_of(target), subscript_depth(target), level, at))
    return operands or [Operand("", 0, Level.UNKNOWN, at)]


def _target_node(call: Node) -> Node | None:
    """Where the value of a call goes: the left side of its assignment, the declared variable, the container."""
    for node in ancestors(call):
        if node.type == "assignment_expression":
            return field(node, "left")
        if node.type == "init_declarator":
            return field(node, "declarator")
        if node.type == "call_expression":
            member_of = field_of_call(node)
            return member_of if called(node) in ("push_back", "emplace_back", "insert", "push", "emplace") else None
        if node.type.endswith("statement") or node.type == "compound_statement":
            return None
    return None


def _target(call: Node) -> str:
    node = _target_node(call)
    return (key_of(node) or declared_name(node)) if node is not None else ""


def _target_depth(call: Node) -> int:
    node = _target_node(call)
    return subscript_depth(node) if node is not None else 0


def _character_sources(overloads: dict[str, list[Node]]) -> frozenset[str]:
    """Functions that return or store characters of the input, or numbers made of them.

    They call getchar or the like, or one another; those that only call readers of numbers read values, as others do.
    """
    found: set[str] = set()
    names = {
        name: [(called_names(body), _tests_digits(body)) for body in bodies if not _formatted(body)]
        for name, bodies in overloads.items()
        if name != "main"
    }
    for _ in range(4):
        characters = CHARACTERS | {name for name in found if not any(digits for _, digits in names[name])}
        found |= {name for name, bodies in names.items() if any(inner & characters for inner, _ in bodies)}
    return frozenset(found)


def _tests_digits(body: Node) -> bool:
    return bool(_DIGIT_TEST.search(text_of(body)))


def called_names(body: Node) -> set[str]:
    return {called(node) for node in walk(body) if node.type == "call_expression"}


def _formatted(body: Node) -> bool:
    return any(_CIN.fullmatch(text_of(node)) or text_of(node) in SCANF for node in walk(body) if not node.children)


def _reader_level(
    body: Node, parameters: list[str], characters: frozenset[str], numbers: frozenset[str]
) -> Level | None:
    """What a function reads for its caller: a number or word parsed from characters, or one value read as it is."""
    names = called_names(body)
    if names & (CHARACTERS | characters):
        if _tests_digits(body):
            return Level.NUMBER
        return Level.WORD if parameters else None
    if names & numbers:
        return Level.NUMBER if _passes_on(body, parameters, numbers) else None
    return Level.UNKNOWN if _is_thin(body, parameters) else None


def _passes_on(body: Node, parameters: list[str], numbers: frozenset[str]) -> bool:
    """Whether readers of numbers are only called for the function's own parameters, or for what it returns."""
    calls = [node for node in walk(body) if node.type == "call_expression" and called(node) in numbers]
    return all(
        {key_of(one) for one in arguments(call)} <= set(parameters)
        if arguments(call)
        else any(node.type == "return_statement" for node in ancestors(call))
        for call in calls
    )


def _is_thin(body: Node, parameters: list[str]) -> bool:
    """Whether all that a function reads goes into its parameters or into what it returns."""
    nothing = Functions({}, {})
    reads = find_reads(body, nothing)
    if not reads or any(node.type in ("for_statement", "while_statement") for node in walk(body)):
        return False
    returned = {
        text_of(inner)
        for node in walk(body)
        if node.type == "return_statement"
        for inner in walk(node)
        if inner.type == "identifier"
    }
    keys = {operand.key for read in reads for operand in read.operands}
    if "" in keys or not (keys <= set(parameters) or keys <= returned):
        return False
    return len(text_of(body)) < 400
