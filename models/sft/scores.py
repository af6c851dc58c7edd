"""How well a network's plans agree with measurement while it is trained; `models.evaluate` judges what is shipped."""

from collections.abc import Iterable, Mapping, Sequence

from models.encode.examples import Example
from models.network.decode import answers
from models.network.transformer import Network
from perfcoder_lsp.plan.reading.prompt import VOCABULARY, rounds_in
from perfcoder_lsp.text import Frozen

_NO_GAIN = VOCABULARY.index("<gain 0>")


class Scores(Frozen):
    """Shares: of the sites that a plan says pay, those that do (`precision`); of those that do, those that a plan says
    do (`recall`); of all sites, those with the right gain; of the programs, those where it is right of each site
    whether it pays."""

    programs: int
    sites: int
    precision: float
    recall: float
    f1: float
    gain: float
    whole: float


def scores(network: Network, examples: Iterable[Example]) -> Scores:
    """Of the likeliest plans, made under the constraint that holds at run time."""
    said = [(_gains(answers(network, each.prompt, each.rounds)[0]), _gains(each.answer)) for each in examples]
    pairs = [(told.get(site, _NO_GAIN), right[site]) for told, right in said for site in right]
    both = sum(told > _NO_GAIN and right > _NO_GAIN for told, right in pairs)
    precision = _share(both, sum(told > _NO_GAIN for told, _ in pairs))
    recall = _share(both, sum(right > _NO_GAIN for _, right in pairs))
    whole = sum(
        all((told.get(site, _NO_GAIN) > _NO_GAIN) == (gain > _NO_GAIN) for site, gain in right.items())
        for told, right in said
    )
    return Scores(
        programs=len(said),
        sites=len(pairs),
        precision=precision,
        recall=recall,
        f1=_share(2 * precision * recall, precision + recall),
        gain=_share(sum(told == right for told, right in pairs), len(pairs)),
        whole=_share(whole, len(said)),
    )


def _gains(answer: Sequence[int]) -> Mapping[int, int]:
    """The token of the gain by the token of the site."""
    return {site: gain for _, site, *_, gain in rounds_in(answer)}


def _share(part: float, of: float) -> float:
    return part / of if of else 0.0
