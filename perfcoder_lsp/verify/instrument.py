"""A program's text with its reads announced to the generator's runtime, and the table of its read sites."""

import re
from dataclasses import dataclass, replace

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.text import TextEdit
from perfcoder_lsp.verify.collect import collect_facts
from perfcoder_lsp.verify.exits import without_early_exits
from perfcoder_lsp.verify.facts import Facts
from perfcoder_lsp.verify.labels import labels
from perfcoder_lsp.verify.normal import normal_form
from perfcoder_lsp.verify.reads import CHARACTERS, Functions, find_functions, find_reads
from perfcoder_lsp.verify.roles import Table, assign_roles
from perfcoder_lsp.verify.sites import Level, Role

_PRELUDE_CPP = (
    'extern "C" void perfcoder_at(int, int); namespace perfcoder { struct at { int site; }; '
    "template <class Stream> Stream& operator>>(Stream& in, at where) { perfcoder_at(where.site, 1); return in; } }\n"
)
_PRELUDE_C = "void perfcoder_at(int, int);\n"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_PARTNERS = {"#": ".", ".": "#", "(": ")", ")": "(", "o": "x", "x": "o", "1": "0", "0": "1", "+": "-", "<": ">"}
_LINE_NUMBERS = re.compile(r"\b(?:istringstream|stringstream|stoi|stoll|atoi|atoll|sscanf|strtol|strtoll)\b")
_MAX_CONSTANTS = 64


@dataclass(frozen=True)
class Instrumented:
    """`source` announces its reads; `words` and `constants` are what it compares with;
    `signed` that it tells negative numbers apart; `level` is what reads of single
    characters that no site announces make up."""

    source: Source
    table: Table
    level: Level
    alphabet: str
    signed: bool
    constants: tuple[int, ...]
    words: tuple[str, ...]

    @property
    def reads_wide_scalars(self) -> bool:
        """Whether it reads a fixed number of values, some of 64 bits."""
        sites = self.table.sites
        return any(site.bits > 31 for site in sites) and all(site.role in (Role.VALUE, Role.LABEL) for site in sites)

    @property
    def reads_input(self) -> bool:
        return bool(self.table.sites)

    def without_sites(self, source: Source) -> "Instrumented":
        """For a generator built from the untouched text, where the instrumented one does not compile."""
        return replace(self, source=source, table=Table((), 0, frozenset()))


def instrument(source: Source) -> Instrumented:
    """Find the reads of a program after expansion of its own macros, and announce each in the expanded text."""
    expanded = without_early_exits(normal_form(source))
    functions = find_functions(expanded.root)
    reads = find_reads(expanded.root, functions)
    facts = collect_facts(expanded.root, functions)
    table = assign_roles(reads, facts, functions, labels(expanded.root, reads, functions))
    edits: list[TextEdit] = []
    site = 0
    for read in reads:
        if read.chain:
            for offset, operand in enumerate(read.operands):
                edits.append(TextEdit.insert(operand.at, f"::perfcoder::at{{{site + offset}}} >> "))
        else:
            edits.append(TextEdit.insert(read.node.start_byte, f"(perfcoder_at({site}, {len(read.operands)}), "))
            edits.append(TextEdit.insert(read.node.end_byte, ")"))
        site += len(read.operands)
    prelude = _PRELUDE_C if source.language == "c" else _PRELUDE_CPP
    edits.append(TextEdit.insert(_after_includes(expanded), f"\n{prelude}"))
    text = _apply(expanded.text, edits)
    level = _character_level(expanded, functions)
    words = _words(facts)
    if level == Level.LINE and (words or _LINE_NUMBERS.search(expanded.text.decode())):
        table = _lines_of(Level.COMMAND_LINE if words else Level.NUMBERS_LINE, table)
    signed = any(operand.key in facts.signed for read in reads for operand in read.operands)
    return Instrumented(
        Source(source.path, text, source.language),
        table,
        level,
        alphabet(expanded.text.decode(), facts),
        signed,
        _constants(facts, signed=signed),
        words,
    )


def _after_includes(source: Source) -> int:
    """Where the includes at the beginning end: a precompiled header can stand for them only if nothing is before."""
    for node in source.root.children:
        if node.type not in ("preproc_include", "comment"):
            return node.start_byte
    return len(source.text)


def _apply(text: bytes, edits: list[TextEdit]) -> bytes:
    """Insertions only; several at one point keep their order, closing parentheses first."""
    parts: list[bytes] = []
    position = 0
    for edit in sorted(edits, key=lambda one: (one.range.start, one.new_text != ")", one.new_text[:1] != "\n")):
        parts += [text[position : edit.range.start], edit.new_text.encode()]
        position = edit.range.start
    return b"".join([*parts, text[position:]])


def _constants(facts: Facts, *, signed: bool) -> tuple[int, ...]:
    """Numbers that the program compares with, and their neighbours."""
    near = {value + step for value in sorted(facts.constants, key=abs)[:_MAX_CONSTANTS] for step in (-1, 0, 1)}
    return tuple(sorted(value for value in near if signed or value >= 0))


def _words(facts: Facts) -> tuple[str, ...]:
    """Words that the program compares its input with."""
    found = {choice for choices in facts.choices.values() for choice in choices}
    return tuple(sorted(word for word in found if len(word) > 1 and word[0].isalpha() and word.isprintable()))[:24]


def _lines_of(level: Level, table: Table) -> Table:
    sites = tuple(replace(site, level=level) if site.level == Level.LINE else site for site in table.sites)
    return Table(sites, table.variables, table.uncertain)


def _character_level(source: Source, functions: Functions) -> Level:
    """What character reads mean where no site says it: numbers in programs with a digit reader, else lines."""
    if Level.NUMBER in functions.readers.values():
        return Level.NUMBER
    text = source.text.decode()
    by_line = re.search(r"\b(?:getline|fgets|gets)\b", text) or any(name in text for name in CHARACTERS)
    return Level.LINE if by_line else Level.WORD


def alphabet(text: str, facts: Facts) -> str:
    """Letters for words: those that the program compares with, completed to a pair, digits or capitals."""
    compared = {character for character in facts.characters if character.isprintable() and character not in " \0,;:"}
    if re.search(r"-\s*'0'|\bstoi\b|\bstoll\b|\batoi\b", text) or (compared and compared <= set("0123456789")):
        return "01" if compared and compared <= set("01") else "0123456789"
    if compared and compared <= {"A", "Z"}:
        return _LETTERS.upper()
    if (compared and compared <= {"a", "z"}) or not compared:
        return _LETTERS.upper() if re.search(r"-\s*'A'", text) else _LETTERS
    if len(compared) == 1:
        letter = next(iter(compared))
        partner = _PARTNERS.get(letter, "ab" if letter.islower() else "AB" if letter.isupper() else "a")
        return letter + partner
    if compared <= {"a", "z", "A", "Z", "0", "9"}:
        return _LETTERS + _LETTERS.upper() * ("A" in compared) + "0123456789" * ("0" in compared)
    return "".join(sorted(compared))
