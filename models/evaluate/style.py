"""Whether a mere change of style changes a plan."""

from collections import Counter
from collections.abc import Callable, Iterable

from models.encode.sites import source_of
from models.evaluate.bootstrap import Draws, Interval
from models.evaluate.measures import Measure, Tally, ratio
from models.evaluate.model import ModelPlanner
from models.evaluate.restyle import restyled
from models.records import Labelled
from perfcoder_lsp.build import Build, Builder, compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.reading.canonical import canonical
from perfcoder_lsp.plan.static import StaticPlanner
from perfcoder_lsp.sandbox import open_sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.text import Frozen

Compiles = Callable[[Source], bool]


class StyleChanges(Frozen):
    """Of `versions` of `programs` in other styles, the shares in which something is another than in the original:
    `sites` those that the rules find, `words` those that the model reads of the program, `plan` what is said to pay,
    in which `order`, and what comes `first`. The last three are of `alike` versions, in
    which the rules find the same. Of a sample, `compiled` of `tried` versions compile; what doesn't is left out."""

    planner: str
    programs: int
    versions: int
    alike: int
    tried: int
    compiled: int
    sites: Interval
    words: Interval
    plan: Interval
    order: Interval
    first: Interval


def style_changes(
    labels: Iterable[Labelled], model: ModelPlanner, compiles: Compiles, *, versions: int = 2, sample: int = 20
) -> StyleChanges:
    """Ask the model about every program in its own and in `versions` other styles."""
    families: list[str] = []
    tallies: list[Tally] = []
    tried = compiled = 0
    for each in labels:
        own = source_of(each)
        before = _read(own, model)
        counts: Counter[str] = Counter()
        for seed in range(versions):
            other = restyled(own, seed)
            if tried < sample:
                tried += 1
                if not compiles(other):
                    continue
                compiled += 1
            counts.update(_changed(before, _read(other, model)))
        families.append(each.program.family)
        tallies.append(counts)
    drawn = Draws(tuple(families)).drawn(tallies)
    return StyleChanges(
        planner=model.name,
        programs=len(tallies),
        versions=round(drawn.sums["versions"]),
        alike=round(drawn.sums["alike"]),
        tried=tried,
        compiled=compiled,
        sites=drawn.interval(_share("sites", "versions")),
        words=drawn.interval(_share("words", "versions")),
        plan=drawn.interval(_share("plan", "alike")),
        order=drawn.interval(_share("order", "alike")),
        first=drawn.interval(_share("first", "alike")),
    )


def compiler(settings: Settings) -> Compiles:
    """Asks the product's builder. Raises SandboxError where nothing may be executed."""
    builder = Builder(open_sandbox(settings.cache.directory), settings)

    def compiles(source: Source) -> bool:
        return isinstance(builder.build(source, compile_command(source, settings.build)), Build)

    return compiles


class _Read(Frozen):
    """A program as the model reads it, and its plan: rules in the place of sites, which are elsewhere in another style.
    `order` is the plan's, `rules` and `paying` are sorted."""

    words: tuple[str, ...]
    rules: tuple[str, ...]
    paying: tuple[str, ...]
    order: tuple[str, ...]


def _read(source: Source, model: ModelPlanner) -> _Read:
    plan = model.plan(source, StaticPlanner(Settings()).plan(source).strategies)
    return _Read(
        words=tuple(each.text for each in canonical(source)),
        rules=tuple(sorted(each.name for each in plan)),
        paying=tuple(sorted(each.name for each in plan if not each.is_doubtful)),
        order=tuple(each.name for each in plan),
    )


def _changed(before: _Read, after: _Read) -> Counter[str]:
    counts = Counter(versions=1, words=before.words != after.words, sites=before.rules != after.rules)
    if before.rules == after.rules:
        counts["alike"] = 1
        counts["plan"] = before.paying != after.paying
        counts["order"] = before.order != after.order
        counts["first"] = before.order[:1] != after.order[:1]
    return counts


def _share(of: str, among: str) -> Measure:
    return lambda sums: ratio(sums[of], sums[among])
