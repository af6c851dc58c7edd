"""What a class's move constructor does, field by field, and whether its other special members keep to its fields."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from perfcoder_lsp.cpp.includes import macro_names
from perfcoder_lsp.cpp.members import Class, Method
from perfcoder_lsp.cpp.nodes import field_of, text_of
from perfcoder_lsp.cpp.scopes import candidates, declarations_named, names_of
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.cpp.types import Type

_STANDARD = frozenset({"move", "swap", "exchange"})
_RESETS = frozenset({"nullptr", "NULL", "0", "{}", "false"})
_FOREIGN = frozenset({"<<", "static", "throw_statement", "lambda_expression", "ERROR"})
_NAMES = frozenset({"identifier", "field_identifier", "type_identifier", "namespace_identifier"})
_NEVER_THROWING = frozenset({"vector", "string"})


@dataclass(frozen=True)
class Taking:
    """The fields that a constructor takes over from the same fields of its parameter: as they are, by std::move, or by
    a swap; and those that it leaves empty there."""

    plain: frozenset[str]
    moved: frozenset[str]
    emptied: frozenset[str]


def constructor_from(known: Class, written: str) -> Method | None:
    """The one constructor that takes just a `C&&` or `const C&`."""
    wanted = (written, f"{known.name} const&") if written.startswith("const") else (written,)
    found = [each for each in known.constructors if [p.type_text for p in each.parameters] in [[w] for w in wanted]]
    return found[0] if len(found) == 1 else None


def taking_of(source: Source, constructor: Method) -> Taking | None:
    """What a constructor does with its parameter, where it does nothing else and calls nothing that can throw."""
    other = constructor.parameters[0].name
    if not other or any(declarations_named(source, each) for each in _STANDARD) or _STANDARD & macro_names(source):
        return None
    plain: set[str] = set()
    moved: set[str] = set()
    emptied: set[str] = set()
    name, reset = r"([A-Za-z_]\w*)", f"({'|'.join(map(re.escape, _RESETS))})"
    source_field = rf"{other}\.\1"
    steps = [
        (rf"{name}={source_field}", (plain,)),
        (rf"{name}=move\({source_field}\)", (moved,)),
        (rf"{name}=exchange\({source_field},{reset}\)", (plain, emptied)),
        (rf"swap\({name},{source_field}\)", (plain, moved, emptied)),
        (rf"{other}\.{name}={reset}", (emptied,)),
        (rf"{other}\.{name}\.clear\(\)", (moved,)),
    ]
    for each in _steps(constructor.node):
        matched = ((re.fullmatch(pattern, each), into) for pattern, into in steps)
        found, into = next(((match, into) for match, into in matched if match), (None, ()))
        if found is None:
            return None
        for fields in into:
            fields.add(found.group(1))
    return Taking(frozenset(plain), frozenset(moved), frozenset(emptied))


def _steps(definition: Node) -> Iterator[str]:
    """The initialisers and statements of a constructor without spaces, `std::` and `this->`: `a=move(o.a)`."""
    listed = next((each for each in definition.children if each.type == "field_initializer_list"), None)
    for each in listed.named_children if listed is not None else ():
        parts = [child for child in each.named_children if child.type != "comment"]
        yield f"{text_of(parts[0])}={_plain(text_of(parts[-1])[1:-1])}" if len(parts) == 2 else "?"
    body = field_of(definition, "body")
    for each in body.named_children if body is not None else ():
        if each.type != "comment":
            yield _plain(text_of(each)).removesuffix(";")


def _plain(text: str) -> str:
    return re.sub(r"\s+|\bstd::|\bthis->", "", text)


def names_only(source: Source, method: Method, allowed: frozenset[str]) -> bool:
    """Whether a special member's text names nothing but these, its parameters and its locals, and writes to no
    stream: what it does concerns the object alone."""
    for each in walk(method.node):
        if each.type in _FOREIGN:
            return False
        if each.type in _NAMES and text_of(each) not in allowed:
            found = candidates(source, each)
            if not found or any(d.function != method.node or not d.is_automatic for d in found):
                return False
    return True


def field_types(source: Source, known: Class) -> dict[str, Type]:
    """The types of a class's own fields by name."""
    scope = names_of(source).classes.get(known.name)
    named = scope.names if scope is not None and scope.node == known.node else {}
    return {each.name: named[each.name][0].type for each in known.fields if len(named.get(each.name, ())) == 1}


def never_throws_moving(kind: Type) -> bool:
    """Whether moving such a value throws in no standard library."""
    if kind.is_scalar:
        return True
    known = kind.is_value and kind.is_plain and not kind.reference
    return known and (
        kind.name in _NEVER_THROWING or (kind.name == "pair" and all(map(never_throws_moving, kind.arguments)))
    )
