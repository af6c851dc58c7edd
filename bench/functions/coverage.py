"""What the answers about a sample come to: how many functions run, why the others do not, how long it takes."""

import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from bench.functions.questions import Answer, Part
from bench.functions.records import Record
from bench.measurement.report import percentile
from perfcoder_lsp.text import Frozen

ENOUGH_INPUTS = 50
ENOUGH_OUTCOMES = 5
_PARTS: tuple[Part, ...] = ("time", "inputs", "growth")
_NAMES = re.compile(r"`[^`]*`|'[^']*'|‘[^’]*’|\"[^\"]*\"|/[\w./+-]+(:\d+)*|\b0x[0-9a-f]+|\b\d[\d,.]*")


class Share(Frozen):
    """How many of a group of functions run, and show different results."""

    group: str
    functions: int
    run: int
    show: int


class Reason(Frozen):
    """Why functions do not run: `reason` has no names and numbers in it, `example` and `said` are one of them."""

    reason: str
    count: int
    remedy: str
    example: str
    said: str


class Latency(Frozen):
    """Wall seconds until something is there, over the functions that run."""

    what: str
    functions: int
    median_s: float
    most_s: float


class Coverage(Frozen):
    """All of it. `most_s` of a latency is what 95 % stay within."""

    shares: tuple[Share, ...]
    reasons: tuple[Reason, ...]
    latencies: tuple[Latency, ...]


def runs(answer: Answer) -> bool:
    """Whether it ran on enough different valid inputs."""
    inputs = answer.report.inputs if answer.report is not None else None
    return inputs is not None and inputs.distinct >= ENOUGH_INPUTS


def shows(answer: Answer) -> bool:
    """Whether its results on them differ enough for a comparison to mean something."""
    inputs = answer.report.inputs if answer.report is not None else None
    return runs(answer) and inputs is not None and inputs.outcomes >= ENOUGH_OUTCOMES


def coverage(records: Iterable[Record]) -> Coverage:
    asked = list(records)
    first = [each for each in asked if not each.again]
    return Coverage(
        shares=tuple(_shares(first)),
        reasons=tuple(_reasons([each for each in first if not runs(each.answer)])),
        latencies=tuple(_latencies(asked)),
    )


def reason_of(answer: Answer) -> str:
    """Why a function does not run, in the product's own words."""
    report = answer.report
    if answer.ended != "answered" or report is None:
        return f"{answer.ended}: {answer.reason}"
    if report.blockers:
        return "; ".join(dict.fromkeys(each.reason for each in report.blockers))
    if report.inputs is None:
        return report.note or "no inputs were tried"
    inputs = report.inputs
    if inputs.valid >= ENOUGH_INPUTS:
        return "few different inputs"
    return report.note or f"few valid inputs: {inputs.valid} of {inputs.tried}"


def markdown(found: Coverage) -> str:
    """Three tables."""
    shares = [
        (each.group, each.functions, _percent(each.run, each.functions), _percent(each.show, each.functions))
        for each in found.shares
    ]
    inputs, outcomes = f"≥ {ENOUGH_INPUTS} different valid inputs", f"and ≥ {ENOUGH_OUTCOMES} outcomes"
    reasons = [(each.count, each.reason, each.remedy, f"{each.example}: {each.said}") for each in found.reasons]
    latencies = [(e.what, e.functions, f"{e.median_s:.2f}", f"{e.most_s:.2f}") for e in found.latencies]
    tables = (
        _table(("functions", "n", inputs, outcomes), shares),
        _table(("n", "why not", "remedy", "such as"), reasons),
        _table(("seconds to", "n", "median", "95 %"), latencies),
    )
    return "\n\n".join(tables) + "\n"


def _shares(records: Sequence[Record]) -> Iterator[Share]:
    strata = dict.fromkeys(each.question.candidate.stratum for each in records)
    for stratum in strata:
        own = [each for each in records if each.question.candidate.stratum == stratum]
        yield _share(stratum, own)
        yield _share(f"{stratum}: free and static", [e for e in own if e.question.candidate.is_free_or_static])
        for name, key in _GROUPS.items():
            for value in sorted({key(each) for each in own}):
                yield _share(f"{stratum}, {name} {value}", [each for each in own if key(each) == value])


_GROUPS: dict[str, Callable[[Record], str]] = {
    "kind": lambda record: record.question.candidate.kind,
    "package": lambda record: record.question.candidate.package,
}


def _share(group: str, records: Sequence[Record]) -> Share:
    answers = [each.answer for each in records]
    return Share(group=group, functions=len(answers), run=sum(map(runs, answers)), show=sum(map(shows, answers)))


def _reasons(records: Sequence[Record]) -> Iterator[Reason]:
    groups: dict[str, list[Record]] = {}
    for each in records:
        groups.setdefault(_general(reason_of(each.answer)), []).append(each)
    for reason, own in sorted(groups.items(), key=lambda item: -len(item[1])):
        answer = own[0].answer
        remedies = Counter(blocker.remedy for blocker in (answer.report.blockers if answer.report else ()))
        yield Reason(
            reason=reason,
            count=len(own),
            remedy=next(iter(remedies), ""),
            example=own[0].question.candidate.name,
            said=reason_of(answer),
        )


def _general(reason: str) -> str:
    return _NAMES.sub("…", reason)


def _latencies(records: Sequence[Record]) -> Iterator[Latency]:
    for again, state in ((False, "first asked"), (True, "asked again")):
        own = [each.answer for each in records if each.again == again and runs(each.answer)]
        for part in _PARTS:
            yield from _latency(f"{part}, {state}", [each.seconds[part] for each in own if part in each.seconds])
        yield from _latency(f"all, {state}", [each.total_s for each in own])


def _latency(what: str, seconds: Sequence[float]) -> Iterator[Latency]:
    if seconds:
        median, most = statistics.median(seconds), percentile(seconds, 0.95)
        yield Latency(what=what, functions=len(seconds), median_s=median, most_s=most)


def _percent(part: int, whole: int) -> str:
    return f"{part} ({part / whole:.0%})" if whole else "none"


def _table(header: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)
