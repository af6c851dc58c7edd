"""A teacher expects of a site what came of others like it, and draws tell what it expects."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

from extras import need

need("sklearn", "train")

import pytest  # noqa: E402
from hand_counts import line_counts  # noqa: E402
from hand_made import SOURCE, labelled, site  # noqa: E402

from models.encode.draws import Belief, EncodeSettings, examples  # noqa: E402
from models.encode.sites import sites_of, source_of  # noqa: E402
from models.encode.teacher import teachers  # noqa: E402
from models.records import Labelled, SiteLabel  # noqa: E402
from perfcoder_lsp.errors import UsageError  # noqa: E402
from perfcoder_lsp.plan.reading.facts import COUNTED  # noqa: E402
from perfcoder_lsp.plan.reading.prompt import GAINS, VOCABULARY, rounds_in  # noqa: E402
from perfcoder_lsp.plan.reading.sites import Site  # noqa: E402
from perfcoder_lsp.text import ByteRange  # noqa: E402


def program(number: int, *, odd: bool = False) -> Labelled:
    """One rule pays, the other does not; the other way round in an odd one."""
    sites = (
        (site("LP1", "same"), site("STR1", "faster", 3.0))
        if odd
        else (site("LP1", "faster", 3.0), site("STR1", "same"))
    )
    return labelled(f"p{number}", *sites, family=f"f{number // 2}")


def at(label: SiteLabel, text: bytes) -> SiteLabel:
    """The label at a place in the program."""
    begin = SOURCE.encode().index(text)
    where = ByteRange(start=begin, end=begin + len(text))
    return label.model_copy(update={"strategy": label.strategy.model_copy(update={"range": where})})


def beliefs(labels: Sequence[Labelled]) -> Mapping[str, Mapping[str, Belief]]:
    """What teachers expect of the sites as they are, by program and rule."""
    known = teachers(labels)
    found: dict[str, Mapping[str, Belief]] = {}
    for each in labels:
        places = [one for _, one in sites_of(each, source_of(each))]
        said = known[each.program.key](places, counted=each.counts is not None)
        found[each.program.key] = {place.strategy.name: one for place, one in zip(places, said, strict=True)}
    return found


def test_what_came_of_others_is_expected() -> None:
    known = beliefs([program(number, odd=number == 7) for number in range(48)])
    assert len(known) == 48
    for number in (0, 6, 7, 47):
        by_rule = known[f"p{number}"]
        assert by_rule["LP1"].chance > 0.8
        assert by_rule["LP1"].gain == pytest.approx(3.0, rel=0.2)
        assert by_rule["STR1"].chance < 0.2


def test_a_program_and_its_family_say_nothing_of_themselves() -> None:
    before = beliefs([program(number) for number in range(48)])
    after = beliefs([program(number, odd=number in (6, 7)) for number in range(48)])  # a whole family
    assert before["p6"].keys() == {"LP1", "STR1"}
    assert [after[f"p{number}"] for number in (6, 7)] == [before[f"p{number}"] for number in (6, 7)]
    others = beliefs([program(number, odd=number in range(20, 40)) for number in range(48)])
    assert others["p6"] != before["p6"]


def test_without_counts_nothing_is_expected_that_only_counts_tell() -> None:
    def program(number: int, *, busy: bool) -> Labelled:
        """Of the two places the one pays that ran often."""
        line = 7 if busy else 18
        sites = (
            at(site("LP1", "faster", 3.0) if busy else site("LP1", "same"), b"for (int i = 0; i < values"),
            at(site("LP2", "same") if busy else site("LP2", "faster", 3.0), b"values.push_back(x);"),
        )
        counts = line_counts(SOURCE, {each: 9000 if each == line else 1 for each in range(1, 22)})
        return labelled(f"p{number}", *sites, family=f"f{number // 2}").model_copy(update={"counts": counts})

    labels = [program(number, busy=number % 4 < 2) for number in range(48)]
    with_counts, without = beliefs(labels), beliefs([each.uncounted for each in labels])
    for number in range(48):
        assert (with_counts[f"p{number}"]["LP1"].chance > 0.8) == (number % 4 < 2)
        assert 0.3 < without[f"p{number}"]["LP1"].chance < 0.7
    both = teachers(labels)
    for each in labels:
        places = [one for _, one in sites_of(each.uncounted, source_of(each))]
        said = both[each.program.key](places, counted=False)
        assert {place.strategy.name: one for place, one in zip(places, said, strict=True)} == without[each.program.key]


def test_too_few_programs_are_told() -> None:
    with pytest.raises(UsageError, match="sites that pay and sites that don't"):
        teachers([program(0)])


def sure(sites: Sequence[Site], *, counted: bool) -> list[Belief]:
    del counted
    return [Belief(chance=1.0, gain=4.0)] * len(sites)


def test_draws_tell_what_is_expected_and_the_first_one_what_was_measured() -> None:
    each = program(1)
    settings = EncodeSettings(draws=60, taught=0.5, thinned=0.0, blind=0.0)
    plain, *others = examples(each, settings, 768, sure)
    assert plain == next(examples(each, settings, 768))
    gains = [gain for drawn in others for gain in told(drawn.answer)]
    expected = sum(gain >= 2.0 for gain in gains) / len(gains)
    assert 0.6 < expected < 0.9  # all that paid, and half of what did not
    assert {gain for drawn in islice(examples(each, settings, 768), 1, None) for gain in told(drawn.answer)} == {1, 2}


def test_a_teacher_answers_for_places_that_nobody_measured_as_they_are_told() -> None:
    settings = EncodeSettings(draws=40, thinned=0.0, blind=1.0, unnamed=0.0, uncounted=0.0, exchanged=0.3)
    asked: list[Site] = []

    def teacher(sites: Sequence[Site], *, counted: bool) -> list[Belief]:
        assert not (counted and sites)  # nothing was counted
        asked.extend(sites)
        return [Belief(chance=1.0, gain=10.0 if place.strategy.name == "LP1" else 1.3) for place in sites]

    _, *others = examples(program(1), settings, 768, teacher)
    rules = {place.strategy.name for place in asked}
    assert rules > {"LP1", "STR1"}
    assert len({place.facts for place in asked}) > 10
    for drawn in others:
        for each in rounds_in(drawn.answer):
            named, gain = VOCABULARY[each[2]], VOCABULARY[each[-1]]
            assert (gain >= "<gain 5>") == (named == "R:LP1")


def test_who_is_told_no_counts_asks_who_knows_none() -> None:
    asked: list[bool] = []

    def teacher(sites: Sequence[Site], *, counted: bool) -> list[Belief]:
        asked.append(counted)
        assert {getattr(each.facts, name) is not None for each in sites for name in COUNTED} == {counted}
        return [Belief(chance=1.0, gain=100.0 if counted else 1.1)] * len(sites)

    counts = line_counts(SOURCE, {line: line % 7 * 40 for line in range(1, 22)})
    settings = EncodeSettings(draws=40, thinned=0.0, uncounted=0.5, taught=1.0, unnamed=0.0)
    _, *others = examples(program(1).model_copy(update={"counts": counts}), settings, 768, teacher)
    assert sorted(asked) == [False, True]
    by_counts = Counter((VOCABULARY[drawn.prompt[-1]] == "ran:?", min(told(drawn.answer)) == 10) for drawn in others)
    assert by_counts.keys() == {(True, False), (False, True)}
    assert min(by_counts.values()) > 8


def told(answer: tuple[int, ...]) -> list[float]:
    """The gains of an answer's rounds."""
    first = VOCABULARY.index("<gain 0>")
    return [GAINS[gain - first] for *_, gain in rounds_in(answer)]
