"""What a type is, as far as its text tells: `const std::vector<long long>&` refers to a const vector of integers.

Sizes are those of LP64 (Linux on x86-64 and AArch64).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

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
_SIZES = {
    "bool": 1,
    "char": 1,
    "signed char": 1,
    "unsigned char": 1,
    "wchar_t": 4,
    "char8_t": 1,
    "char16_t": 2,
    "char32_t": 4,
    "short": 2,
    "unsigned short": 2,
    "int": 4,
    "unsigned int": 4,
    "long": 8,
    "unsigned long": 8,
    "long long": 8,
    "unsigned long long": 8,
    "__int128": 16,
    "unsigned __int128": 16,
    "float": 4,
    "double": 8,
    "long double": 16,
}
_FLOATING = frozenset({"float", "double", "long double"})
_STRINGS = frozenset({"string", "basic_string"})
_SEQUENCES = frozenset({"vector", "deque", "list", "forward_list", "array", "valarray"})
_ORDERED = frozenset({"map", "multimap", "set", "multiset"})
_HASHED = frozenset({"unordered_map", "unordered_multimap", "unordered_set", "unordered_multiset"})
CONTAINERS = _SEQUENCES | _ORDERED | _HASHED | _STRINGS | {"stack", "queue", "priority_queue", "bitset"}
_FUNCTORS = frozenset({"less", "greater", "hash", "equal_to", "allocator"})
_VIEWS = frozenset({"string_view", "basic_string_view", "span", "initializer_list", "reference_wrapper"})
_VALUES = CONTAINERS | _FUNCTORS | {"pair", "tuple", "optional", "complex", "shared_ptr", "unique_ptr", "variant"}
_MAX_NESTING = 32


@dataclass(frozen=True)
class Type:
    """A type, with aliases resolved.

    `name` is canonical: `int`, `unsigned long`, `vector`, `string`, or the name as written where it is not known;
    `std::` is dropped, other qualifiers stay. `arguments` are the template arguments (a number or expression is a Type
    whose name is its text). `user_defined`: the file itself declares a class, struct, enum or template parameter of
    that name. `macro_altered`: a macro of the file took part (`#define int long long`). `extents` are the texts between
    the brackets of an array, outermost first.
    """

    name: str
    arguments: tuple["Type", ...] = ()
    const: bool = False
    volatile: bool = False
    pointers: int = 0
    reference: str = ""
    extents: tuple[str, ...] = ()
    user_defined: bool = False
    macro_altered: bool = False

    @property
    def is_plain(self) -> bool:
        """Neither pointer nor array (references count as what they refer to)."""
        return not self.pointers and not self.extents

    @property
    def is_arithmetic(self) -> bool:
        return self.is_plain and not self.user_defined and self.name in _SIZES

    @property
    def is_integral(self) -> bool:
        """Any integer, character or bool type."""
        return self.is_arithmetic and self.name not in _FLOATING

    @property
    def is_floating(self) -> bool:
        return self.is_arithmetic and self.name in _FLOATING

    @property
    def is_signed(self) -> bool:
        """Whether negative numbers are values of this integer type (char is signed on x86-64, not on AArch64)."""
        return self.is_integral and not self.name.startswith(("unsigned", "bool", "char8", "char16", "char32"))

    @property
    def is_string(self) -> bool:
        return self.is_plain and not self.user_defined and self.name in _STRINGS

    @property
    def is_scalar(self) -> bool:
        """An arithmetic type or a pointer: copied in a register, no constructor runs."""
        return self.is_arithmetic or (bool(self.pointers) and not self.extents)

    @property
    def container(self) -> str:
        """The standard container's name (`vector`, `map`, `string`…), empty for anything else."""
        return self.name if self.is_plain and not self.user_defined and self.name in CONTAINERS else ""

    @property
    def is_view(self) -> bool:
        """A standard type that refers to elements that something else owns."""
        if not self.is_plain or self.user_defined:
            return False
        bound = self.name in ("pair", "tuple") and any(each.reference for each in self.arguments)
        return bound or self.name in _VIEWS or self.name.endswith("::reference")

    @property
    def is_value(self) -> bool:
        """Known to own what it holds all the way down: a scalar, or a standard container, pair or tuple of such."""
        if self.is_arithmetic:
            return True
        known = self.is_plain and not self.user_defined and self.name in _VALUES
        return known and all(each.is_value or _is_number(each) for each in self.arguments)

    @property
    def is_library_class(self) -> bool:
        """A class of the standard library that is known here, whatever its arguments."""
        return not self.user_defined and is_library_name(self.name)

    @property
    def is_known_outside(self) -> bool:
        """Whether it is known here what its name stands for, whatever its arguments are."""
        return self.user_defined or self.name in _SIZES or self.name == "void" or self.is_library_class

    @property
    def is_known(self) -> bool:
        """Whether its name, and those of its arguments, are known here: of built-in types, of classes of the file or
        of the standard library."""
        return self.is_known_outside and all(each.is_known or _is_number(each) for each in self.arguments)

    @property
    def holds_bits(self) -> bool:
        """Whether elements are bits, which share bytes and are reached by proxies: vector<bool>, bitset."""
        bits = self.name == "bitset" or (
            self.name == "vector" and any(each.name == "bool" for each in self.arguments[:1])
        )
        return bits or any(each.holds_bits for each in self.arguments)

    @property
    def is_auto(self) -> bool:
        return self.name == "auto"

    @property
    def size(self) -> int | None:
        """Bytes of an arithmetic type or pointer; None where the text does not tell."""
        if self.extents:
            return None
        return 8 if self.pointers else (_SIZES.get(self.name) if self.is_arithmetic else None)

    @property
    def bits(self) -> int | None:
        """Value bits of an integer type: 31 for int, 32 for unsigned int."""
        if not self.is_integral or self.size is None:
            return None
        return 1 if self.name == "bool" else self.size * 8 - (1 if self.is_signed else 0)

    @property
    def element(self) -> "Type | None":
        """The type of `x[i]`: an array's or pointer's target, a sequence's or map's element."""
        if self.extents:
            return replace(self, extents=self.extents[1:], reference="")
        if self.pointers:
            return replace(self, pointers=self.pointers - 1, reference="", const=self.const and self.pointers == 1)
        if self.is_string:
            return Type("char", macro_altered=self.macro_altered)
        if self.container in ("map", "unordered_map") and len(self.arguments) >= 2:
            return self.arguments[1]
        return (
            self.arguments[0] if self.container in ("vector", "deque", "array", "valarray") and self.arguments else None
        )

    @property
    def visited(self) -> "Type | None":
        """The type of what a range-for over it visits: an array's or sequence's element, a map's pair, a set's key."""
        if self.extents or self.is_string:
            return self.element
        if self.container.endswith("map"):
            return Type("pair", self.arguments[:2]) if len(self.arguments) >= 2 else None
        sequence = self.container in _SEQUENCES or self.container.endswith("set")
        return self.arguments[0] if sequence and self.container != "bitset" and self.arguments else None

    @property
    def decayed(self) -> "Type":
        """Without reference, const and volatile: the type of a copy of the value."""
        return replace(self, const=False, volatile=False, reference="")

    def is_vector_of(self, test: Callable[["Type"], bool]) -> bool:
        return self.container == "vector" and bool(self.arguments) and test(self.arguments[0])

    def __str__(self) -> str:
        arguments = f"<{', '.join(map(str, self.arguments))}>" if self.arguments else ""
        extents = "".join(f"[{each}]" for each in self.extents)
        return f"{'const ' if self.const else ''}{self.name}{arguments}{'*' * self.pointers}{self.reference}{extents}"


UNKNOWN = Type("")


def is_library_name(name: str) -> bool:
    """Whether a class of the standard library that is known here is called so."""
    return name in _VALUES or name in _VIEWS


def _is_number(kind: Type) -> bool:
    return bool(kind.name) and not kind.arguments and (kind.name[0].isdigit() or "(" in kind.name)


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
