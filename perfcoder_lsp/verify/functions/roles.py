"""What is known of the parameters of a function: roles, flags, bounds, and literals of its text."""

from dataclasses import dataclass, replace
from enum import IntFlag, StrEnum

from perfcoder_lsp.verify.functions.surroundings import Dictionary


class Role(StrEnum):
    """What a parameter is, most often to another one."""

    NONE = "none"
    LENGTH_OF = "length_of"
    ROOM_OF = "room_of"
    INDEX_INTO = "index_into"
    LAST_OF = "last_of"
    SAME_LENGTH = "same_length"
    END_OF = "end_of"
    RANGE = "range"
    SIZE = "size"
    ZERO = "zero"
    DEPTH = "depth"


class Flag(IntFlag):
    """What else is known of a parameter's values."""

    NONE = 0
    SORTED = 1
    NOT_EMPTY = 2
    RANGE = 4
    PERMUTATION = 8
    INDICES = 16
    DISTINCT = 32
    POSITIVE = 64
    SQUARE = 128
    ADJACENCY = 256
    NUMERAL = 512
    PARENTS = 1024


_NO_LITERALS = Dictionary()


@dataclass(frozen=True)
class ParameterHint:
    """One parameter of the wrapper. `other` is the number of the parameter that the role speaks of; `low` and `high`
    bound its value or, of a sequence, its elements, both included, where flag RANGE says so."""

    name: str
    role: Role = Role.NONE
    other: int = 0
    low: float = 0
    high: float = -1
    flags: Flag = Flag.NONE

    def within(self, low: float, high: float) -> "ParameterHint":
        return replace(self, low=low, high=high, flags=self.flags | Flag.RANGE)

    def flagged(self, flag: Flag) -> "ParameterHint":
        return replace(self, flags=self.flags | flag)

    def to(self, role: Role, other: int = 0) -> "ParameterHint":
        return replace(self, role=role, other=other)


@dataclass(frozen=True)
class Hints:
    """The hints of all parameters of the wrapper, its object first where it has one, those of the file-scope variables
    by their full names, and the target's literals."""

    parameters: tuple[ParameterHint, ...]
    dictionary: Dictionary = _NO_LITERALS
    variables: tuple[ParameterHint, ...] = ()

    def of_variable(self, name: str) -> ParameterHint:
        """The hint of a variable; one that says nothing where none is known."""
        return next((each for each in self.variables if each.name == name), ParameterHint(name))
