"""A teacher expects of a site what came of others like it, and draws tell what it expects."""

from itertools import islice

from extras import need

need("sklearn", "train")

import pytest  # noqa: E402
from hand_made import labelled, site  # noqa: E402

from models.encode.draws import Belief, EncodeSettings, examples  # noqa: E402
from models.encode.teacher import beliefs  # noqa: E402
from models.records import Labelled  # noqa: E402
from perfcoder_lsp.errors import UsageError  # noqa: E402
from perfcoder_lsp.plan.reading.prompt import GAINS, VOCABULARY, rounds_in  # noqa: E402


def program(number: int, *, odd: bool = False) -> Labelled:
    """One rule pays, the other does not; the other way round in an odd one."""
    sites = (
        (site("LP1", "same"), site("STR1", "faster", 3.0))
        if odd
        else (site("LP1", "faster", 3.0), site("STR1", "same"))
    )
    return labelled(f"p{number}", *sites, family=f"f{number // 2}")


def test_what_came_of_others_is_expected() -> None:
    known = beliefs([program(number, odd=number == 7) for number in range(48)])
    assert len(known) == 48
    for number in (0, 6, 7, 47):
        by_rule = {strategy.name: belief for strategy, belief in known[f"p{number}"].items()}
        assert by_rule["LP1"].chance > 0.8
        assert by_rule["LP1"].gain == pytest.approx(3.0, rel=0.2)
        assert by_rule["STR1"].chance < 0.2


def test_a_program_and_its_family_say_nothing_of_themselves() -> None:
    labels = [program(number) for number in range(48)]
    changed = [program(number, odd=number in (6, 7)) for number in range(48)]  # a whole family
    before, after = beliefs(labels), beliefs(changed)
    for number in (6, 7):
        assert before[f"p{number}"].keys() == after[f"p{number}"].keys()
        assert all(after[f"p{number}"][each] == belief for each, belief in before[f"p{number}"].items())
    others = beliefs([program(number, odd=number in range(20, 40)) for number in range(48)])
    assert others["p6"] != before["p6"]


def test_too_few_programs_are_told() -> None:
    with pytest.raises(UsageError, match="sites that pay and sites that don't"):
        beliefs([program(0)])


def test_draws_tell_what_is_expected_and_the_first_one_what_was_measured() -> None:
    each = program(1)
    known = {one.strategy: Belief(chance=1.0, gain=4.0) for one in each.sites}
    settings = EncodeSettings(draws=60, taught=0.5, thinned=0.0)
    plain, *others = examples(each, settings, 768, known)
    assert plain == next(examples(each, settings, 768))
    gains = [gain for drawn in others for gain in told(drawn.answer)]
    expected = sum(gain >= 2.0 for gain in gains) / len(gains)
    assert 0.6 < expected < 0.9  # all that paid, and half of what did not
    assert {gain for drawn in islice(examples(each, settings, 768), 1, None) for gain in told(drawn.answer)} == {1, 2}


def told(answer: tuple[int, ...]) -> list[float]:
    """The gains of an answer's rounds."""
    first = VOCABULARY.index("<gain 0>")
    return [GAINS[gain - first] for *_, gain in rounds_in(answer)]
