"""The vocabulary of read sites, shared with generator/runtime.cpp: what a number or word means where it is read."""

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """What a read number means.

    Tree edges: the parent is an earlier vertex than the child. Pairs are two indices read together: the ends of an
    edge. Edges: how many such pairs there are. Ranges: their ends are those of a loop. At least: not less than the
    number that bounds it. Labels: names of things, which mostly differ.
    """

    VALUE = 0
    SIZE = 1
    CASES = 2
    INDEX_FROM_ONE = 3
    INDEX_FROM_ZERO = 4
    TREE_PARENT = 5
    TREE_CHILD = 6
    EXPONENT = 7
    CHOICE = 8
    PAIR_FIRST = 9
    PAIR_SECOND = 10
    EDGES = 11
    AT_LEAST = 12
    LABEL = 13
    RANGE_FIRST = 14
    RANGE_LAST = 15


class Level(IntEnum):
    """What reads of single characters at a site make up together."""

    UNKNOWN = 0
    NUMBER = 1
    WORD = 2
    LINE = 3
    CHARACTER = 4
    NUMBERS_LINE = 5
    COMMAND_LINE = 6


class Stop(IntEnum):
    """How the loop around a read ends: with the input, or with a value; after as many rounds as size or cases say."""

    NEVER = 0
    END_BY_SIZE = 1
    END_BY_CASES = 2
    VALUE_BY_SIZE = 3
    VALUE_BY_CASES = 4


@dataclass(frozen=True)
class Site:
    """One operand of a read. `variable` and `bound` are numbers of variables, -1 where there is none.

    `terminator` is the value that ends the loop; of a pair it is 1 where indices count from zero, of
    edges 1 where none closes a circle, 2 where mostly none does, of a word how many times its bound it is long.
    `limit` is the largest size or index that fixed arrays have room for (of a word: its longest length), 0: none known.
    `bits` is the width of the variable's type without its sign; `primary` marks the first size of a data set;
    `row` is the variable that says how many values of this site stand on one line.
    `choices` are the values that the program compares the variable with.
    """

    role: Role = Role.VALUE
    level: Level = Level.UNKNOWN
    variable: int = -1
    bound: int = -1
    bits: int = 31
    limit: int = 0
    primary: bool = False
    new_line: bool = False
    row: int = -1
    stop: Stop = Stop.NEVER
    terminator: int = 0
    choices: tuple[str, ...] = ()
