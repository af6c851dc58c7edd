"""Examples of a program, drawn several times with other values of what a plan must not depend on.

These are the numbers of its sites, which sites are asked about, and which of the words for names stand for which name.
(The order of functions, layout and names as written need no draws: `plan.reading` takes them away.)
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from pydantic import Field

from models.encode.examples import Example
from models.encode.sites import sites_of, source_of
from models.records import Labelled, SiteLabel
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.reading.prompt import GAINS, VOCABULARY, Expectation, answer, prompt
from perfcoder_lsp.plan.reading.sites import MOST, Site
from perfcoder_lsp.plan.reading.words import KINDS, NAMES_OF_A_KIND
from perfcoder_lsp.statement_counts import StatementCounts
from perfcoder_lsp.strategy import Strategy
from perfcoder_lsp.text import Frozen

_SPREAD = 0.3
"""Of the gains of sites of which a teacher expects the same, as a standard deviation of logarithms."""


@dataclass(frozen=True)
class Belief:
    """What is expected of a site: the chance that it pays, and the gain (time before / time after) if it does."""

    chance: float
    gain: float


Beliefs = Mapping[Strategy, Belief]
"""Of one program's sites."""


class EncodeSettings(Frozen):
    """How often each program is told, and the shares of these draws in which names are exchanged, in which nothing is
    said of how often statements ran, in which facts alone are told and nothing of the program (`blind`), and in which
    sites are left out, of which the share `kept` stays; and the share of the facts that count something which are told
    one step too high or too low (`blurred`), of the sites of which the category is told alone, not the rule
    (`unnamed`), and of those whose gain is drawn from what a teacher expects (`taught`; `teacher.py`)."""

    seed: int = 1
    draws: int = Field(default=8, ge=1)
    renamed: float = Field(default=0.5, ge=0, le=1)
    uncounted: float = Field(default=0.3, ge=0, le=1)
    blind: float = Field(default=0.5, ge=0, le=1)
    blurred: float = Field(default=0.2, ge=0, le=1)
    unnamed: float = Field(default=0.1, ge=0, le=1)
    taught: float = Field(default=0.0, ge=0, le=1)
    thinned: float = Field(default=0.3, ge=0, le=1)
    kept: float = Field(default=0.7, gt=0, le=1)


def gain(site: SiteLabel) -> float:
    """The gain to expect: of what was faster the middle between the estimate and what is certain, else none."""
    return (site.low + site.gain) / 2 if site.outcome == "faster" else 1.0


def decided(labelled: Labelled) -> Labelled:
    """Without the sites of which measurement could not tell."""
    sites = tuple(each for each in labelled.sites if each.outcome != "undecided")
    return labelled.model_copy(update={"sites": sites})


def examples(
    labelled: Labelled, settings: EncodeSettings, context: int, beliefs: Beliefs | None = None
) -> Iterator[Example]:
    """The draws of a program, in at most `context` tokens each; none where nothing is known of its sites or there is no
    room for their facts. The same settings give the same draws, whatever other programs there are (but for a teacher's
    `beliefs`, which come from these)."""
    source = source_of(labelled)
    known = decided(labelled)
    told = [(site, gain(known.sites[place])) for place, site in sites_of(known, source)]
    random = Random(f"{settings.seed}/{labelled.program.key}")
    for draw in range(settings.draws if told else 0):
        drawn = told if draw == 0 else _drawn(_taught(told, beliefs or {}, random, settings), random, settings)
        counts = labelled.counts if draw == 0 or random.random() >= settings.uncounted else None
        blind = draw > 0 and random.random() < settings.blind
        example = _example(labelled.program.key, draw, source, drawn, counts, 0 if blind else context)
        if len(example.prompt) + len(example.answer) > context:
            return
        yield example if draw == 0 or random.random() >= settings.renamed else _renamed(example, random)


def _taught(
    told: Sequence[tuple[Site, float]], beliefs: Beliefs, random: Random, settings: EncodeSettings
) -> list[tuple[Site, float]]:
    """Some of the gains as a teacher expects them."""
    return [
        (site, _believed(beliefs[site.strategy], random))
        if site.strategy in beliefs and random.random() < settings.taught
        else (site, measured)
        for site, measured in told
    ]


def _believed(belief: Belief, random: Random) -> float:
    """A gain by chance."""
    if random.random() >= belief.chance:
        return 1.0
    return max(GAINS[1], belief.gain * math.exp(random.gauss(0, _SPREAD)))


def _drawn(told: Sequence[tuple[Site, float]], random: Random, settings: EncodeSettings) -> list[tuple[Site, float]]:
    """Sites in another order, and so with other numbers; sometimes not all of them."""
    few = random.random() < settings.thinned
    kept = [each for each in told if not few or random.random() < settings.kept] or [random.choice(told)]
    random.shuffle(kept)
    return [
        (replace(_blurred(site, random, settings), number=number), expected)
        for number, (site, expected) in enumerate(kept)
    ]


def _blurred(site: Site, random: Random, settings: EncodeSettings) -> Site:
    """Some of its facts one step off, as far as there is one; sometimes without its rule."""
    facts, strategy = site.facts, site.strategy
    told = {
        name: min(most, max(0, known + random.choice((-1, 1))))
        for name, most in MOST.items()
        if random.random() < settings.blurred and (known := getattr(facts, name)) is not None
    }
    if random.random() < settings.unnamed:
        strategy = strategy.model_copy(update={"name": ""})
    return replace(site, strategy=strategy, facts=replace(facts, **told))


def _example(
    program: str,
    draw: int,
    source: Source,
    told: Sequence[tuple[Site, float]],
    counts: StatementCounts | None,
    context: int,
) -> Example:
    right = answer([Expectation(site, expected) for site, expected in told])
    places = [site if counts is not None else site.uncounted for site, _ in told]
    asked = prompt(source, places, context - len(right), counts=counts)
    return Example(program, draw, asked.tokens, right)


def _renamed(example: Example, random: Random) -> Example:
    """The words for names exchanged, each with another one of its kind."""
    exchanged: dict[int, int] = {}
    for kind in KINDS:
        first = _numbers[f"{kind}0"]
        numbers = range(first, first + NAMES_OF_A_KIND)
        exchanged |= zip(numbers, random.sample(numbers, NAMES_OF_A_KIND), strict=True)
    return replace(example, prompt=tuple(exchanged.get(each, each) for each in example.prompt))


_numbers = {word: number for number, word in enumerate(VOCABULARY)}
