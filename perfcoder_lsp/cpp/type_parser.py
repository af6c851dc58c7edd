"""Types from their text: `const std::vector<long long>&` refers to a const vector of integers."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from perfcoder_lsp.cpp.types import UNKNOWN, Type

_LEXEME = re.compile(r"[A-Za-z_]\w*|::|\.\.\.|&&|<<|->|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|\d[\w.']*|\S")
_INTEGER_WORDS = frozenset({"char", "short", "int", "long", "signed", "unsigned", "bool", "float", "double"})
_NOISE = frozenset(
    {"typename", "struct", "class", "union", "enum", "static", "inline", "constexpr", "mutable", "register", "extern"}
)
_BUILT_IN = _INTEGER_WORDS | _NOISE | {"const", "volatile", "*", "&", "&&"}
_STANDARD_INTEGERS = (
    {"int8_t": "signed char", "uint8_t": "unsigned char"}
    | {"int16_t": "short", "uint16_t": "unsigned short"}
    | {"int32_t": "int", "uint32_t": "unsigned int"}
    | {"int64_t": "long", "uint64_t": "unsigned long"}
    | {"size_t": "unsigned long", "ssize_t": "long", "ptrdiff_t": "long"}
    | {"intptr_t": "long", "uintptr_t": "unsigned long", "intmax_t": "long"}
    | {"uintmax_t": "unsigned long"}
)
_MAX_NESTING = 32


def _no_alias(_: str) -> Type | None:
    return None


def _not_declared(_: str) -> bool:
    return False


@dataclass(frozen=True)
class TypeNames:
    """What type names mean at one place: `alias` gives what a typedef or using stands for, `declared` whether the file
    declares a class or template parameter of that name; `macros` are object-like macros, name to body."""

    alias: Callable[[str], Type | None] = _no_alias
    declared: Callable[[str], bool] = _not_declared
    macros: Mapping[str, str] | None = None


def parse_type(text: str, names: TypeNames | None = None) -> Type:
    """The type that a text such as `const std::vector<int>&` or `int[10]` denotes; UNKNOWN where it is none."""
    names, lexemes = names or TypeNames(), _lexemes(text)
    if names.macros is None or names.macros.keys().isdisjoint(lexemes):
        return _built_in(text) or _parse_all(list(lexemes), names)
    return replace(_parse_all(_expand(list(lexemes), dict(names.macros)), names), macro_altered=True)


def _parse_all(lexemes: list[str], names: TypeNames) -> Type:
    kind, rest = _parse(lexemes, names, _MAX_NESTING)
    return UNKNOWN if rest else kind


@lru_cache(maxsize=4096)
def _built_in(text: str) -> Type | None:
    """The type of a text such as `const int&` or `char[N + 1]`, which is the same everywhere; None of any other."""
    lexemes = list(_lexemes(text))
    described = lexemes[: lexemes.index("[")] if "[" in lexemes else lexemes
    return _parse_all(lexemes, TypeNames()) if _BUILT_IN.issuperset(described) else None


@lru_cache(maxsize=4096)
def _lexemes(text: str) -> tuple[str, ...]:
    return tuple(match.group() for match in _LEXEME.finditer(text))


def _expand(lexemes: list[str], macros: dict[str, str]) -> list[str]:
    """Replace object-like macros, at most eight levels deep."""
    for _ in range(8):
        if not any(lexeme in macros for lexeme in lexemes):
            break
        once: list[str] = []
        for lexeme in lexemes:
            once += _lexemes(macros[lexeme]) if lexeme in macros else [lexeme]
        if once == lexemes:
            break
        macros = {name: body for name, body in macros.items() if name not in lexemes}
        lexemes = once
    return lexemes


def _parse(lexemes: list[str], names: TypeNames, nesting: int) -> tuple[Type, list[str]]:
    """One type from the front of the lexemes, and the lexemes after it."""
    const = volatile = False
    words: list[str] = []
    name, arguments = "", ()
    while lexemes:
        lexeme = lexemes[0]
        if lexeme == "const":
            const = True
        elif lexeme == "volatile":
            volatile = True
        elif lexeme in _NOISE:
            pass
        elif lexeme in _INTEGER_WORDS and not name:
            words.append(lexeme)
        elif _is_name_start(lexeme) and not name and not words:
            name, arguments, lexemes = _parse_name(lexemes, names, nesting)
            continue
        else:
            break
        lexemes = lexemes[1:]
    base = Type(_integer_name(words)) if words else _named(name, arguments, names)
    base = replace(base, const=base.const or const, volatile=base.volatile or volatile) if const or volatile else base
    return _suffixes(base, lexemes) if lexemes else (base, lexemes)


def _is_name_start(lexeme: str) -> bool:
    return lexeme == "::" or lexeme[0].isalpha() or lexeme[0] == "_"


def _parse_name(lexemes: list[str], names: TypeNames, nesting: int) -> tuple[str, tuple[Type, ...], list[str]]:
    parts: list[str] = []
    arguments: tuple[Type, ...] = ()
    while lexemes and (lexemes[0] == "::" or not parts or parts[-1] == "::"):
        if lexemes[0] != "::" and not _is_name_start(lexemes[0]):
            break
        parts.append(lexemes[0])
        lexemes = lexemes[1:]
        if lexemes and lexemes[0] == "<":
            arguments, lexemes = _parse_arguments(lexemes[1:], names, nesting - 1)
            if lexemes and lexemes[0] == "::":
                parts.append(f"<{', '.join(map(str, arguments))}>")
                arguments = ()
                parts.append("::")
                lexemes = lexemes[1:]
    return "".join(parts).removeprefix("::"), arguments, lexemes


def _parse_arguments(lexemes: list[str], names: TypeNames, nesting: int) -> tuple[tuple[Type, ...], list[str]]:
    """Template arguments up to the matching `>`."""
    arguments: list[Type] = []
    while lexemes:
        piece, lexemes = _until_comma(lexemes)
        kind, rest = _parse(piece, names, nesting) if nesting > 0 else (UNKNOWN, piece)
        arguments.append(kind if piece and not rest and kind.name else Type(" ".join(piece)))
        if not lexemes:
            return tuple(arguments), []
        closing, lexemes = lexemes[0], lexemes[1:]
        if closing == ">":
            break
    return tuple(arguments), lexemes


def _until_comma(lexemes: list[str]) -> tuple[list[str], list[str]]:
    angle = round_ = 0
    for position, lexeme in enumerate(lexemes):
        if round_ == 0 and angle == 0 and lexeme in (",", ">"):
            return lexemes[:position], lexemes[position:]
        angle += (lexeme == "<" and round_ == 0) - (lexeme == ">" and round_ == 0)
        round_ += (lexeme in "([{") - (lexeme in ")]}")
    return lexemes, []


def _integer_name(words: list[str]) -> str:
    """`long unsigned int` and its like under one name."""
    for single in ("bool", "float"):
        if single in words:
            return single
    if "double" in words:
        return "long double" if "long" in words else "double"
    unsigned = "unsigned" in words
    if "char" in words:
        return "unsigned char" if unsigned else ("signed char" if "signed" in words else "char")
    size = "short" if "short" in words else ("long " * words.count("long")).strip()
    return f"unsigned {size or 'int'}" if unsigned else (size or "int")


def _named(name: str, arguments: tuple[Type, ...], names: TypeNames) -> Type:
    if name.startswith("std::"):  # never one of the file
        plain = name.removeprefix("std::")
        return Type(_STANDARD_INTEGERS.get(plain, plain), arguments)
    if name and (meaning := names.alias(name)) is not None:
        return UNKNOWN if arguments else meaning  # a template of types may stand for references
    if name and names.declared(name):
        return Type(name, arguments, user_defined=True)
    return Type(_STANDARD_INTEGERS.get(name, name), arguments)


def _suffixes(kind: Type, lexemes: list[str]) -> tuple[Type, list[str]]:
    """Stars, references and extents after the name; parentheses make it a function or member pointer: unknown."""
    while lexemes:
        lexeme = lexemes[0]
        if lexeme == "*" and not kind.reference:
            kind = replace(kind, pointers=kind.pointers + 1)
        elif lexeme in ("&", "&&"):
            kind = replace(kind, reference=kind.reference or lexeme)
        elif lexeme == "const":
            kind = replace(kind, const=True) if not kind.pointers else kind
        elif lexeme == "[" and "]" in lexemes:
            end = lexemes.index("]")
            kind = replace(kind, extents=(*kind.extents, " ".join(lexemes[1:end])))
            lexemes = lexemes[end:]
        elif lexeme != "restrict" and lexeme != "__restrict":
            break
        lexemes = lexemes[1:]
    return kind, lexemes
