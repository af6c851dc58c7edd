"""The hunt for wrong rewrites finds wrong ones, and no others; and what rules achieve is told as it was measured."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.functions.changes import Change
from bench.rules.effects import Effect, effects_table
from bench.rules.hunt import Log, hunt, questions, summary, told
from bench.rules.judging import Judge, Judgement, Question, inputs_of
from bench.rules.lookalikes import Place, lookalikes
from bench.rules.tables import Applies, source_of, tables
from perfcoder_lsp.build import Builder
from perfcoder_lsp.cpp.nodes import nodes_of_type, text_of
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.rewrite.rule import Finding, Rule, all_rules, rule
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import ByteRange, EditConflictError, TextEdit

Judged = Callable[[Rule, Question], Judgement]

TEXT = r"""
#include <stdio.h>
int main() {
    int a[3] = {1, 2, 3};
    int n = 0;
    if (scanf("%d", &n) != 1) return 4;
    printf("%d\n", a[n] * 2);
    return n;
}
"""


def _replacing(id: str, old: str, new: str) -> Rule:  # noqa: A002
    """A rule that replaces one number by another expression."""

    @rule(id=id, category=Category.LOOP, summary="Numbers")
    def found(source: Source) -> Iterator[Finding]:
        for node in nodes_of_type(source, "number_literal"):
            if text_of(node) == old:
                yield Finding("", "Because.", (TextEdit.replace(node.start_byte, node.end_byte, new),))

    return found


@rule(id="BROKEN1", category=Category.LOOP, summary="Raises")
def broken(source: Source) -> Iterator[Finding]:
    """Breaks."""
    raise ValueError("no such thing")
    yield


def question(text: str = TEXT, stdin: str = "1") -> Question:
    return Question("X1", Applies("numbers", text, "", stdin), Change("none", ()), source_of(text))


@pytest.fixture
def judged(builder: Builder, sandbox: Sandbox, settings: Settings) -> Judged:
    def judge(rule: Rule, asked: Question) -> Judgement:
        return Judge((rule,), builder, sandbox, settings, others=1).judged(asked)

    return judge


def test_wrong_rewrites_are_found_with_the_input_and_right_ones_are_not(judged: Judged) -> None:
    right = judged(_replacing("R1", "2", "(1 + 1)"), question())
    assert (right.status, right.survivors) == ("judged", ())
    assert right.triples == right.inputs * 2 > 4  # the rule applies at two places
    wrong = judged(_replacing("W1", "4", "5"), question())
    (outcome,) = wrong.survivors
    assert (outcome.status, outcome.input) == ("different", "")
    assert outcome.after is not None
    assert "return 5" in outcome.after
    assert any("return 4" in line for line in told(wrong))
    unbuilt = judged(_replacing("U1", "4", "nothing"), question())
    assert [each.status for each in unbuilt.survivors] == ["unbuilt"]


def test_what_says_nothing_is_passed_over(judged: Judged) -> None:
    assert judged(_replacing("R1", "77", "78"), question()).status == "refused"
    assert judged(_replacing("R1", "2", "3"), question(TEXT.replace("a[n]", "b[n]"))).status == "unbuilt"
    beyond = TEXT.replace('if (scanf("%d", &n) != 1) return 4;', "n = 3;")
    assert judged(_replacing("R1", "2", "7"), question(beyond, "")).status == "unclean"
    raised = judged(broken, question())
    assert (raised.status, "no such thing" in raised.text) == ("raised", True)


def test_a_hunt_goes_on_where_it_ended(tmp_path: Path) -> None:
    class Counting:
        asked = 0

        def judged(self, asked: Question) -> Judgement:
            self.asked += 1
            return Judgement(key=asked.key, rule="X1", case="", kind="", status="refused")

    log = Log.open(tmp_path / "log.jsonl")
    asked = [question(TEXT.replace("2", str(number))) for number in (5, 6, 5)]
    first, second = Counting(), Counting()
    hunt(first, iter(asked), log, 9, 1)  # type: ignore[arg-type]
    with (tmp_path / "log.jsonl").open("a") as file:
        file.write('{"key": "cut sho')
    again = Log.open(tmp_path / "log.jsonl")
    hunt(second, iter([*asked, question()]), again, 9, 1)  # type: ignore[arg-type]
    assert (first.asked, second.asked) == (2, 1)
    assert "| X1 | 3 | 3 |" in summary(again.judgements)


def test_each_kind_of_look_alike_is_made() -> None:
    source = source_of(tables()["MEM1"].applies[0].before)
    kinds = {each.kind for each in lookalikes(Place(source, (ByteRange(start=0, end=len(source.text)),)))}
    wanted = {"off by one", "written by reference", "held", "global changed by a function", "other type", "left early"}
    wanted |= {"other input and output", "macro", "main in another form", "volatile", "reordered", "written by thread"}
    assert wanted <= kinds


def test_questions_are_the_same_each_time_and_of_many_kinds() -> None:
    rules = [each for each in all_rules() if each.id == "AL2"]
    first, again, other = (list(itertools.islice(questions(rules, seed), 30)) for seed in (1, 1, 2))
    assert [each.key for each in first] == [each.key for each in again] != [each.key for each in other]
    assert len({each.change.kind for each in first}) >= 10


def test_edits_of_look_alikes_fit() -> None:
    source = source_of(TEXT)
    for change in lookalikes(Place(source, ())):
        try:
            assert source.edited(change.edits).text != source.text or change.kind in ("reordered", "swapped arguments")
        except EditConflictError:
            assert change.kind in ("held", "global changed by a function")


def test_inputs_vary_in_numbers_and_length() -> None:
    assert inputs_of("", "seed") == ("",)
    found = inputs_of("3\n1 2 3\n", "seed")
    assert found[0] == "3\n1 2 3\n"
    assert {"", "0\n0 0 0\n", "-3\n-1 -2 -3\n"} <= set(found)
    assert len(found) == len(set(found)) > 10
    assert found == inputs_of("3\n1 2 3\n", "seed")


def test_shares_of_rules_with_an_effect() -> None:
    faster = Effect(rule="B1", category=Category.LOOP, found=1, equal=1, speedup=2.0, speedup_low=1.9, speedup_high=2.1)
    slower = Effect(rule="A1", category=Category.MEMORY, found=2, equal=1, note="no gain")
    lines = effects_table([faster, slower]).splitlines()
    assert [line.split("|")[2].strip() for line in lines[2:4]] == ["A1", "B1"]
    assert lines[-1] == "found 2 of 2 (100 %), verified 2 of 2 (100 %), measured faster 1 of 2 (50 %)"
