"""Labels become questions with the right answers, and augmentation changes what a plan must not depend on, no more."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hand_counts import line_counts
from hand_made import labelled, site
from planned import planned

from models.encode.__main__ import main
from models.encode.draws import EncodeSettings, decided, examples, gain, plain
from models.encode.examples import Example, Examples
from models.encode.sites import sites_of, source_of
from models.manifest import sha256
from models.records import Labelled, append
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.plan.reading.prompt import GAINS, VOCABULARY, prompt, read_answer, rounds_in
from perfcoder_lsp.plan.reading.words import KINDS
from perfcoder_lsp.strategy import Category

NAMES = ("AL1", "DS8", "IO2", "LP11")
CONTEXT = 768
PLAIN = EncodeSettings(draws=6, renamed=0.0, uncounted=0.0, blind=0.0, blurred=0.0, unnamed=0.0, thinned=0.0)
ALWAYS = PLAIN.model_copy(update={"draws": 12, "renamed": 1.0, "thinned": 0.5, "kept": 0.6})


def rounds(example: Example) -> list[list[str]]:
    return [[VOCABULARY[token] for token in each] for each in rounds_in(example.answer)]


def facts(example: Example) -> dict[str, tuple[str, ...]]:
    """What is told of each site, by its mark."""
    return {mark: tuple(told) for _, mark, *told, _ in rounds(example)}


def gains(example: Example) -> dict[str, str]:
    """What is answered of each site, by its mark."""
    return {mark: gain for _, mark, *_, gain in rounds(example)}


def code(example: Example) -> list[str]:
    """The program's words without names and marks of sites."""
    words = [VOCABULARY[each] for each in example.prompt]
    assert words[words.index("<answer>") + 1] == f"sites:{len(facts(example))}"
    words.remove(f"sites:{len(facts(example))}")
    marks = ("<s", "R:")
    return [each for each in words if not each.startswith(marks) and each.rstrip("0123456789") not in KINDS]


def test_the_middle_of_what_was_measured_is_expected() -> None:
    assert gain(site("LP1", "faster", 3.0).model_copy(update={"low": 2.0})) == 2.5
    for outcome in ("slower", "same", "different", "unbuilt"):
        assert gain(site("LP1", outcome, 3.0)) == 1.0


def test_what_measurement_could_not_tell_is_not_asked_about() -> None:
    (whole,) = planned("AL1")
    undecided = [each.model_copy(update={"outcome": "undecided"}) for each in whole.sites[:1]]
    partly = whole.model_copy(update={"sites": (*undecided, *decided(whole).sites)})
    assert next(examples(partly, ALWAYS, CONTEXT)) == next(examples(decided(whole), ALWAYS, CONTEXT))
    assert not list(examples(whole.model_copy(update={"sites": tuple(undecided)}), ALWAYS, CONTEXT))


def test_the_first_draw_is_the_question_of_run_time() -> None:
    for each in map(decided, planned(*NAMES)):
        source = source_of(each)
        found = sites_of(each, source)
        plain = next(examples(each, ALWAYS, CONTEXT))
        known = [place for _, place in found]
        asked = prompt(source, known, CONTEXT - len(plain.answer))
        assert plain.prompt == asked.tokens
        assert plain.rounds == asked.rounds
        read = {said.site.number: said.gain for said in read_answer(plain.answer, known)}
        right = {place.number: gain(each.sites[at]) for at, place in found}
        assert read == {number: max(least for least in GAINS if least <= right[number]) for number in right}


def test_draws_keep_what_is_meant() -> None:
    each = planned("AL1")[0]
    plain, *others = examples(each, ALWAYS, CONTEXT)
    right = Counter((told, gains(plain)[mark]) for mark, told in facts(plain).items())
    for drawn in others:
        assert not Counter((told, gains(drawn)[mark]) for mark, told in facts(drawn).items()) - right
        assert code(drawn) == code(plain)
        assert list(facts(drawn)) == [f"<s{number}>" for number in range(len(facts(drawn)))]
        assert drawn.answer[-1] == plain.answer[-1]
    assert len({len(facts(drawn)) for drawn in others}) > 1
    assert len({tuple(facts(drawn).values()) for drawn in others}) > 1


def test_names_are_exchanged_one_for_one() -> None:
    each = planned("LP11")[0]
    plain, *others = examples(each, PLAIN.model_copy(update={"renamed": 1.0}), CONTEXT)

    def names(example: Example) -> list[str]:
        words = [VOCABULARY[token] for token in example.prompt]
        return [word for word in words if word.rstrip("0123456789") in KINDS]

    for drawn in others:
        pairs = set(zip(names(plain), names(drawn), strict=True))
        assert len({old for old, _ in pairs}) == len({new for _, new in pairs}) == len(pairs)
        assert all(old.rstrip("0123456789") == new.rstrip("0123456789") for old, new in pairs)
        assert any(old != new for old, new in pairs)


def counted(name: str) -> Labelled:
    """With counts that nobody took."""
    (each,) = planned(name)
    lines = len(each.program.source.splitlines())
    counts = line_counts(each.program.source, {line: line % 7 * 40 for line in range(1, lines + 1)})
    return each.model_copy(update={"counts": counts})


def test_plain_is_with_counts_and_without() -> None:
    each = counted("NUM2")
    first, second = plain(each, CONTEXT)
    assert first == next(examples(each, ALWAYS, CONTEXT))
    assert second == next(examples(each.uncounted, ALWAYS, CONTEXT))
    assert (first.answer[-1], gains(first)) == (second.answer[-1], gains(second))
    assert [VOCABULARY[told.prompt[-1]] for told in (first, second)] == ["ran:3", "ran:?"]
    assert list(plain(each.uncounted, CONTEXT)) == [second]


def test_facts_that_count_are_told_one_step_off() -> None:
    plain, *others = examples(counted("NUM2"), PLAIN.model_copy(update={"blurred": 0.5}), CONTEXT)
    exact = {told[:6]: told[6:] for told in facts(plain).values()}  # rule, and what is no matter of degree
    assert len(exact) == len(facts(plain)) > 1
    steps = [
        abs(degree(one) - degree(other))
        for drawn in others
        for told in facts(drawn).values()
        for one, other in zip(told[6:], exact[told[:6]], strict=True)
    ]
    assert set(steps) == {0, 1}


def degree(word: str) -> int:
    return int(word.partition(":")[2])


def test_some_draws_tell_facts_alone_and_some_no_rule() -> None:
    plain, *others = examples(counted("AL1"), PLAIN.model_copy(update={"blind": 1.0, "unnamed": 1.0}), CONTEXT)
    assert len(plain.prompt) > 50
    for drawn in others:
        told = [VOCABULARY[each] for each in drawn.prompt]
        assert told == ["<plan>", "<cut>", "<answer>", f"sites:{len(facts(drawn))}", "ran:3"]
        assert {told[0] for told in facts(drawn).values()} <= {f"<{category}>" for category in Category}
        assert sorted(told[1:] for told in facts(drawn).values()) == sorted(told[1:] for told in facts(plain).values())


def test_draws_depend_on_the_seed_alone() -> None:
    first, second = planned("AL1", "DS8")
    alone = list(examples(second, ALWAYS, CONTEXT))
    list(examples(first, ALWAYS, CONTEXT))
    assert list(examples(second, ALWAYS, CONTEXT)) == alone
    assert list(examples(second, ALWAYS.model_copy(update={"seed": 2}), CONTEXT)) != alone


def test_there_is_no_example_without_sites_or_room() -> None:
    assert list(examples(labelled("a"), ALWAYS, CONTEXT)) == []
    each = planned("AL1")[0]
    assert list(examples(each, ALWAYS, 30)) == []
    assert {len(told.prompt) + len(told.answer) <= 120 for told in examples(each, ALWAYS, 120)} == {True}


def test_a_file_gives_back_what_it_was_given(tmp_path: Path) -> None:
    told = [drawn for each in planned(*NAMES) for drawn in examples(each, ALWAYS, CONTEXT)]
    path = tmp_path / "some" / "examples.npz"
    Examples.of(told).save(path)
    read = Examples.load(path)
    assert [read[number] for number in range(len(read))] == told
    first = sha256(path)
    Examples.of(told).save(path)
    assert sha256(path) == first


def test_the_command_writes_examples_and_where_they_are_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    labels, config, out = tmp_path / "labels.jsonl", tmp_path / "a.toml", tmp_path / "a.npz"
    append(labels, [*planned("AL1", "IO2"), labelled("nothing")])
    config.write_text("[encode]\ndraws = 3\n[network]\ncontext = 512\n")
    command = ["encode", str(labels), "--out", str(out), "--config", str(config)]
    monkeypatch.setattr("sys.argv", command)
    assert main() == 0
    assert "3 programs, 1 without sites or room, 6 examples" in capsys.readouterr().out
    assert Examples.load(out).draws.tolist() == [0, 1, 2, 0, 1, 2]
    manifest = json.loads((tmp_path / "a.npz.manifest.json").read_text())
    assert manifest["sha256"] == sha256(out)
    assert manifest["inputs"] == {"labels.jsonl": sha256(labels)}
    monkeypatch.setattr("sys.argv", [*command, "--plain"])
    assert main() == 0
    assert Examples.load(out).draws.tolist() == [0, 0]  # nothing was counted
    monkeypatch.setattr("sys.argv", [*command, "--set", "draws=5"])
    assert main() == 0
    assert Examples.load(out).draws.tolist() == [0, 1, 2, 3, 4] * 2


@pytest.mark.parametrize(
    ("text", "instead", "words"),
    [
        ("[encode]\ndraws = 0", [], "encode.draws"),
        ("[encode]\ndraw = 1", [], "encode.draw"),
        ("[encode", [], "is no TOML"),
        ("[encode]\ndraws = 2", ["--set", "draws=0"], "encode.draws"),
        ("[encode]\ndraws = 2", ["--set", "draws"], "'draws': say NAME=VALUE"),
        ("[encode]\ndraws = 2", ["--set", "=2"], "Extra inputs"),
    ],
)
def test_wrong_settings_are_told_in_one_line(
    text: str,
    instead: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    config = tmp_path / "a.toml"
    config.write_text(text)
    monkeypatch.setattr("sys.argv", ["encode", "labels.jsonl", "--out", "a.npz", "--config", str(config), *instead])
    assert main() == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert words in told[0]


def test_what_holds_no_examples_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    for data in (None, b"nothing", b"PK\x03\x04"):
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(UsageError, match="holds no examples"):
            Examples.load(path)
