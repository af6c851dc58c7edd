"""What a type is: its name, what it refers to or holds, and what is known of it.

Sizes are those of LP64 (Linux on x86-64 and AArch64).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

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
