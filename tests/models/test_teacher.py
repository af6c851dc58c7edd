"""A teacher expects of a site what came of others like it, and draws tell what it expects."""

from collections.abc import Mapping, Sequence
from itertools import islice

from extras import need

need("sklearn", "train")

import pytest  # noqa: E402
from hand_made import labelled, site  # noqa: E402

from models.encode.draws import Belief, EncodeSettings, examples  # noqa: E402
from models.encode.sites import sites_of, source_of  # noqa: E402
from models.encode.teacher import teachers  # noqa: E402
from models.records import Labelled  # noqa: E402
from perfcoder_lsp.errors import UsageError  # noqa: E402
from perfcoder_lsp.plan.reading.prompt import GAINS, VOCABULARY, rounds_in  # noqa: E402
from perfcoder_lsp.plan.reading.sites import Site  # noqa: E402


def program(number: int, *, odd: bool = False) -> Labelled:
    """One rule pays, the other does not; the other way round in an odd one."""
    sites = (
        (site("LP1", "same"), site("STR1", "faster", 3.0))
        if odd
        else (site("LP1", "faster", 3.0), site("STR1", "same"))
    )
    return labelled(f"p{number}", *sites, family=f"f{number // 2}")


def beliefs(labels: Sequence[Labelled]) -> Mapping[str, Mapping[str, Belief]]:
    """What teachers expect of the sites as they are, by program and rule."""
    known = teachers(labels)
    found: dict[str, Mapping[str, Belief]] = {}
    for each in labels:
        places = [one for _, one in sites_of(each, source_of(each))]
        said = known[each.program.key](places)
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


def test_too_few_programs_are_told() -> None:
    with pytest.raises(UsageError, match="sites that pay and sites that don't"):
        teachers([program(0)])


def test_draws_tell_what_is_expected_and_the_first_one_what_was_measured() -> None:
    each = program(1)
    settings = EncodeSettings(draws=60, taught=0.5, thinned=0.0, blind=0.0)
    plain, *others = examples(each, settings, 768, lambda sites: [Belief(chance=1.0, gain=4.0)] * len(sites))
    assert plain == next(examples(each, settings, 768))
    gains = [gain for drawn in others for gain in told(drawn.answer)]
    expected = sum(gain >= 2.0 for gain in gains) / len(gains)
    assert 0.6 < expected < 0.9  # all that paid, and half of what did not
    assert {gain for drawn in islice(examples(each, settings, 768), 1, None) for gain in told(drawn.answer)} == {1, 2}


def test_a_teacher_answers_for_places_that_nobody_measured_as_they_are_told() -> None:
    settings = EncodeSettings(draws=40, thinned=0.0, blind=1.0, unnamed=0.0, uncounted=0.0, exchanged=0.3)
    asked: list[Site] = []

    def teacher(sites: Sequence[Site]) -> list[Belief]:
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


def told(answer: tuple[int, ...]) -> list[float]:
    """The gains of an answer's rounds."""
    first = VOCABULARY.index("<gain 0>")
    return [GAINS[gain - first] for *_, gain in rounds_in(answer)]
