"""Examples of a program, drawn several times with other values of what a plan must not depend on.

These are the numbers of its sites, which sites are asked about, and which of the words for names stand for which name.
(The order of functions, layout and names as written need no draws: `plan.reading` takes them away.)
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Protocol

from pydantic import Field

from models.encode.examples import Example
from models.encode.sites import sites_of, source_of
from models.records import Labelled, SiteLabel
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.reading.facts import COUNTED, MOST, Facts
from perfcoder_lsp.plan.reading.prompt import GAINS, VOCABULARY, Expectation, answer, prompt
from perfcoder_lsp.plan.reading.sites import Site
from perfcoder_lsp.plan.reading.words import KINDS, NAMES_OF_A_KIND
from perfcoder_lsp.rewrite.rule import all_rules
from perfcoder_lsp.statement_counts import StatementCounts
from perfcoder_lsp.text import Frozen

_SPREAD = 0.3
"""Of the gains of sites of which a teacher expects the same, as a standard deviation of logarithms."""
_FAR = 3
"""Steps by which facts are off in draws of which only a teacher knows what to expect."""


@dataclass(frozen=True)
class Belief:
    """What is expected of a site: the chance that it pays, and the gain (time before / time after) if it does."""

    chance: float
    gain: float


class Teacher(Protocol):
    """What to expect of sites of one program, by what is told of them: with `counted`, that of a run as well."""

    def __call__(self, sites: Sequence[Site], *, counted: bool) -> Sequence[Belief]: ...


class EncodeSettings(Frozen):
    """How often each program is told, and the shares of these draws in which names are exchanged, in which nothing is
    said of how often statements ran, in which facts alone are told and nothing of the program (`blind`), and in which
    sites are left out, of which the share `kept` stays; and the share of the facts that count something which are told
    one step too high or too low (`blurred`), of the sites of which the category is told alone, not the rule
    (`unnamed`), and of those whose gain is drawn from what a teacher expects (`taught`; `teacher.py`). Where there is
    a teacher, draws of facts alone tell of places that nobody measured: the share `astray` of their facts is up to
    three steps off, and the share `exchanged` of rules and of counts is another's."""

    seed: int = 1
    draws: int = Field(default=8, ge=1)
    renamed: float = Field(default=0.5, ge=0, le=1)
    uncounted: float = Field(default=0.5, ge=0, le=1)
    blind: float = Field(default=0.5, ge=0, le=1)
    blurred: float = Field(default=0.2, ge=0, le=1)
    unnamed: float = Field(default=0.1, ge=0, le=1)
    taught: float = Field(default=0.0, ge=0, le=1)
    astray: float = Field(default=0.5, ge=0, le=1)
    exchanged: float = Field(default=0.15, ge=0, le=1)
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
    labelled: Labelled, settings: EncodeSettings, context: int, teacher: Teacher | None = None
) -> Iterator[Example]:
    """The draws of a program, in at most `context` tokens each; none where nothing is known of its sites or there is no
    room for their facts. The same settings give the same draws, whatever other programs there are (but for what a
    `teacher` says, who has learned from these)."""
    source = source_of(labelled)
    known = decided(labelled)
    told = [(site, gain(known.sites[place])) for place, site in sites_of(known, source)]
    random = Random(f"{settings.seed}/{labelled.program.key}")
    draws = [_Draw(tuple(_Told(site, known) for site, known in told), labelled.counts, blind=False)] if told else []
    while 0 < len(draws) < settings.draws:
        draws.append(_drawn(told, labelled.counts, random, settings, taught=teacher is not None))
    for number, draw in enumerate(draws if teacher is None else _answered(draws, teacher, random)):
        told_so = draw if number == 0 else _unnamed(draw, random, settings)
        example = _example(labelled.program.key, number, source, told_so, 0 if draw.blind else context)
        if len(example.prompt) + len(example.answer) > context:
            return
        yield example if number == 0 or random.random() >= settings.renamed else _renamed(example, random)


def plain(labelled: Labelled, context: int) -> Iterator[Example]:
    """The program as at run time: with counts of a run, where there are any, and without."""
    for told in (labelled, labelled.uncounted) if labelled.counts is not None else (labelled,):
        yield from examples(told, EncodeSettings(draws=1), context)


@dataclass(frozen=True)
class _Told:
    """A site as it is told, with its gain: as it was measured, or, where a teacher is `asked`, as that expects it."""

    site: Site
    gain: float
    asked: bool = False


@dataclass(frozen=True)
class _Draw:
    """Sites as they are told, with `counts` of a run or without; `blind`: without the program."""

    sites: tuple[_Told, ...]
    counts: StatementCounts | None
    blind: bool

    @property
    def counted(self) -> bool:
        return self.counts is not None


def _drawn(
    told: Sequence[tuple[Site, float]],
    counts: StatementCounts | None,
    random: Random,
    settings: EncodeSettings,
    *,
    taught: bool,
) -> _Draw:
    """Sites in another order, and so with other numbers; sometimes not all of them. `taught`: there is a teacher."""
    few = random.random() < settings.thinned
    kept = [each for each in told if not few or random.random() < settings.kept] or [random.choice(told)]
    random.shuffle(kept)
    blind = random.random() < settings.blind
    ran = None if random.random() < settings.uncounted else counts
    sites: list[_Told] = []
    for number, (site, known) in enumerate(kept):
        astray = taught and blind
        other = _astray(site, told, random, settings) if astray else _near(site, random, settings)
        asked = astray or (taught and random.random() < settings.taught)
        sites.append(_Told(replace(other if ran is not None else other.uncounted, number=number), known, asked))
    return _Draw(tuple(sites), ran, blind)


def _near(site: Site, random: Random, settings: EncodeSettings) -> Site:
    return replace(site, facts=_blurred(site.facts, settings.blurred, 1, random))


def _astray(site: Site, told: Sequence[tuple[Site, float]], random: Random, settings: EncodeSettings) -> Site:
    """A site that nobody has seen."""
    facts, strategy = _blurred(site.facts, settings.astray, _FAR, random), site.strategy
    if random.random() < settings.exchanged:
        rule = random.choice(all_rules())
        strategy = strategy.model_copy(update={"name": rule.id, "category": rule.category})
        facts = replace(facts, usual=rule.gain)
    if random.random() < settings.exchanged:
        other, _ = random.choice(told)
        facts = replace(facts, **{name: getattr(other.facts, name) for name in COUNTED})
    return replace(site, strategy=strategy, facts=facts)


def _blurred(facts: Facts, share: float, far: int, random: Random) -> Facts:
    """This share of what counts something up to so many steps off, as far as there are any."""
    told = {
        name: min(most, max(0, known + random.choice((-1, 1)) * random.randint(1, far)))
        for name, most in MOST.items()
        if random.random() < share and (known := getattr(facts, name)) is not None
    }
    return replace(facts, **told)


def _unnamed(draw: _Draw, random: Random, settings: EncodeSettings) -> _Draw:
    """Some sites without their rules."""

    def told(site: Site) -> Site:
        named = random.random() >= settings.unnamed
        return site if named else replace(site, strategy=site.strategy.model_copy(update={"name": ""}))

    return replace(draw, sites=tuple(replace(each, site=told(each.site)) for each in draw.sites))


def _answered(draws: Sequence[_Draw], teacher: Teacher, random: Random) -> Iterator[_Draw]:
    """With what a teacher expects of the sites for which it is asked."""

    def asked(*, counted: bool) -> Iterator[Belief]:
        told = [each.site for draw in draws if draw.counted == counted for each in draw.sites if each.asked]
        return iter(teacher(told, counted=counted))

    beliefs = {counted: asked(counted=counted) for counted in (True, False)}
    for draw in draws:
        gains = (_believed(next(beliefs[draw.counted]), random) if each.asked else each.gain for each in draw.sites)
        yield replace(draw, sites=tuple(replace(told, gain=gain) for told, gain in zip(draw.sites, gains, strict=True)))


def _believed(belief: Belief, random: Random) -> float:
    """A gain by chance."""
    if random.random() >= belief.chance:
        return 1.0
    return max(GAINS[1], belief.gain * math.exp(random.gauss(0, _SPREAD)))


def _example(program: str, number: int, source: Source, draw: _Draw, context: int) -> Example:
    right = answer([Expectation(each.site, each.gain) for each in draw.sites])
    asked = prompt(source, [each.site for each in draw.sites], context - len(right), counts=draw.counts)
    return Example(program, number, asked.tokens, right)


def _renamed(example: Example, random: Random) -> Example:
    """The words for names exchanged, each with another one of its kind."""
    exchanged: dict[int, int] = {}
    for kind in KINDS:
        first = _numbers[f"{kind}0"]
        numbers = range(first, first + NAMES_OF_A_KIND)
        exchanged |= zip(numbers, random.sample(numbers, NAMES_OF_A_KIND), strict=True)
    return replace(example, prompt=tuple(exchanged.get(each, each) for each in example.prompt))


_numbers = {word: number for number, word in enumerate(VOCABULARY)}
