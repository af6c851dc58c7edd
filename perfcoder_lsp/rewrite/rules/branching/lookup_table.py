"""Rule of "Branching Efficiency": BR3."""

from collections.abc import Iterator

from perfcoder_lsp.cpp.declarations import Declaration
from perfcoder_lsp.cpp.edits import indentation, line_of, starts_line
from perfcoder_lsp.cpp.expressions import type_of, variable_type
from perfcoder_lsp.cpp.facts.choices import Choice, choices, mentions_of
from perfcoder_lsp.cpp.facts.only_read import casts_const_away
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.functions import understood_function
from perfcoder_lsp.cpp.includes import macro_names
from perfcoder_lsp.cpp.loops import runs_often
from perfcoder_lsp.cpp.nodes import ancestors, nodes_inside, text_of
from perfcoder_lsp.cpp.scopes import type_at
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.statements import takes_declarations
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.cpp.uses import uses
from perfcoder_lsp.rewrite.layout import laid_out
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.rewrite.standard import standard
from perfcoder_lsp.rewrite.statements import headers_come_before, included
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import ByteRange, TextEdit

_LEAST = 4  # comparisons: fewer are as fast
_CONSTANT = frozenset({"declaration", "static_assert_declaration", "template_argument_list", "enumerator"})


@rule(id="BR3", category=Category.BRANCHING, summary="Look a character's number up instead of comparing", gain=2)
def table_of_characters(source: Source) -> Iterator[Finding]:
    """
    What it does: puts a chain of `if (c == 'A') x = 1; else if (c == 'B') x = 2; …`, or of `if (c == 'A') return 1; …`,
    into a loop over all 256 characters that fills a table once, and looks the number up there.

    Why: which character comes next can't be predicted, so that processors guess wrongly in every second comparison or
    so, and lose some fifteen cycles each time; one load from a table of the fastest cache takes four.

    When not: the number depends on anything but one character; a branch does more than to return, assign or add one
    integer; a branch may leave the variable as it is (unless all of them add, and no other thread changes it); there
    are fewer than four comparisons; a function that is evaluated where the file is compiled; a macro takes part. In C.

    Source: catalogue BR3, measured 6.2x at -O2. Agner Fog's manual 1.
    """
    if source.language == "c":
        return
    for choice in choices(source):
        result = _result(source, choice) if choice.asked >= _LEAST else None
        if result is not None:
            yield _finding(source, choice, result)


def _result(source: Source, choice: Choice) -> Type | None:
    """The type of the chosen numbers, where a table can be put in front of the statements."""
    first, target = choice.statements[0], choice.target
    function = understood_function(source, first)
    if function is None or not takes_declarations(source, first) or not runs_often(source, first):
        return None
    if any(each.type in _CONSTANT for each in ancestors(source, first)):
        return None  # a function that fills a table, or is evaluated where the file is compiled
    if not headers_come_before(source, first.start_byte):
        return None
    head = source.text[function.node.start_byte : function.body.start_byte]
    if b"constexpr" in head or b"consteval" in head or not starts_line(source, first.start_byte):
        return None
    if choice.operator and target is not None and not _may_add_nothing(source, target):
        return None
    kind = variable_type(source, target) if target is not None else type_at(source, function.return_type, first)
    plain = kind.is_arithmetic and not kind.volatile and not kind.macro_altered
    summed = kind.is_integral and kind.name != "bool"
    return kind if plain and (summed or not choice.operator) else None


def _may_add_nothing(source: Source, target: Declaration) -> bool:
    """Whether 0 can be added where nothing was: no other thread changes the variable, and it is no constant."""
    if target.is_automatic and not target.type.reference:
        return not threads_of(source) or not any(each.in_lambda for each in uses(source, target))
    return not threads_of(source) and not casts_const_away(source)


def _finding(source: Source, choice: Choice, result: Type) -> Finding:
    first, target, subject = choice.statements[0], choice.target, choice.subject
    named = subject.type == "identifier"
    character = text_of(subject) if named else unused_name(source, "letter")
    named_there = {text_of(one) for each in choice.statements for one in nodes_inside(source, each, "identifier")}
    table, code = (
        unused_name(source, each) if each in named_there | macro_names(source) else each for each in ("table", "code")
    )
    numbers, kind = unused_name(source, "numbers"), type_of(source, subject).name
    array = f"{standard(source, 'array')}<{result.name}, 256>"
    lines = [
        f"static const auto {numbers} = [] {{",
        f"\t{array} {table}{{}};",
        f"\tfor (int {code} = 0; {code} < 256; {code}++) {{",
    ]
    if target is not None:
        lines += [
            f"\t\tconst {kind} {character} = ({kind}){code};",
            f"\t\t{result.name} &{target.name} = {table}[{code}];",
        ]
        lines += [*_moved(source, choice, character, 2), "\t}"]
    else:
        lines += [f"\t\t{table}[{code}] = []({kind} {character}) -> {result.name} {{"]
        lines += [*_moved(source, choice, character, 3), f"\t\t}}(({kind}){code});", "\t}"]
    found = f"{numbers}[(unsigned char){source.slice(subject)}];"
    use = f"return {found}" if target is None else f"{target.name} {choice.operator}= {found}"
    lines += [f"\treturn {table};", "}();", use]
    place = ByteRange(start=first.start_byte, end=choice.statements[-1].end_byte)
    return Finding(
        title=f"Look up what {text_of(subject)} stands for in a table",
        explanation=(
            f"From line {line_of(source, place.start)} on, up to {choice.asked} comparisons decide what "
            f"`{text_of(subject)}` stands for, and a processor can't guess which of them holds. A table of 256 "
            "numbers, filled once by the same comparisons, is read without a branch."
        ),
        edits=(
            TextEdit.replace(place.start, place.end, laid_out(source, first, *lines)),
            *included(source, "<array>"),
        ),
        range=place,
    )


def _moved(source: Source, choice: Choice, character: str, steps: int) -> Iterator[str]:
    """The lines of the chain as they are, with another name for its subject, further to the right."""
    start, end = choice.statements[0].start_byte, choice.statements[-1].end_byte
    text = source.text[start:end]
    mentions = [one for each in choice.statements for one in mentions_of(choice, each)]
    for each in reversed(mentions):
        text = text[: each.start_byte - start] + character.encode() + text[each.end_byte - start :]
    margin = indentation(source, start)
    for line in text.decode().replace("\r\n", "\n").split("\n"):
        yield "\t" * steps + line.removeprefix(margin)
