"""Are mutants told apart, and rewrites not? What the verdicts on changed functions come to."""

import random
import statistics
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bench.functions.changes import spread
from bench.functions.coverage import shows
from bench.functions.mutants import mutants
from bench.functions.questions import Answer, Question
from bench.functions.records import Attempt, Record
from bench.functions.rewrites import rewrites
from bench.functions.sample import Candidate, find
from bench.measurement.report import percentile
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.text import Frozen

NO_ANSWER = Answer(ended="timeout", reason="not asked yet")


class Judged(Frozen):
    """How often a kind of change was called what. `other`: no verdict, such as a function that never returns and a
    cap that was reached; `unbuilt`: it does not compile, and so does not count; `equivalent`: mutants that mean the
    same after all, as somebody found who read them."""

    kind: str
    is_mutant: bool
    different: int
    equal: int
    undecided: int
    other: int
    unbuilt: int
    equivalent: int

    @property
    def counted(self) -> int:
        return self.different + self.equal + self.undecided + self.other


def planned(corpus: Path, records: Iterable[Record], each: int, *, is_mutant: bool, seed: int) -> tuple[Attempt, ...]:
    """`each` changes of every function whose results can tell changes apart, without their answers. Functions come in
    random order, so that what is judged until an interruption is like all of them."""
    candidates = [record.question.candidate for record in records if not record.again and shows(record.answer)]
    random.Random(seed).shuffle(candidates)
    return tuple(
        attempt for candidate in candidates for attempt in _changes(corpus, candidate, each, is_mutant, f"{seed}")
    )


def verdict_of(answer: Answer) -> str:
    """`different`, `equal`, `undecided`, `unbuilt` or `other`."""
    if answer.report is not None and answer.report.verdict is not None:
        return answer.report.verdict.status
    is_unbuilt = answer.ended == "refused" and "did not finish" not in answer.reason
    return "unbuilt" if is_unbuilt else "other"


def judged(attempts: Iterable[Attempt], equivalents: dict[str, str]) -> tuple[Judged, ...]:
    """One of each kind, then all mutants, and all rewrites."""
    every = list(attempts)
    kinds = sorted({(each.is_mutant, each.kind) for each in every}, reverse=True)
    found = [_judged(kind, [e for e in every if e.kind == kind], equivalents) for _, kind in kinds]
    for name, is_mutant in (("all mutants", True), ("all rewrites", False)):
        own = [each for each in every if each.is_mutant == is_mutant]
        found += [_judged(name, own, equivalents)] if own else []
    return tuple(found)


def survivors(attempts: Iterable[Attempt], equivalents: dict[str, str]) -> Iterator[Attempt]:
    """Mutants that nothing told apart and nobody has shown to be equivalent, and rewrites called different."""
    for each in attempts:
        verdict = verdict_of(each.answer)
        if each.is_mutant and verdict not in ("different", "unbuilt") and each.digest not in equivalents:
            yield each
        if not each.is_mutant and verdict == "different":
            yield each


def markdown(attempts: Sequence[Attempt], equivalents: dict[str, str]) -> str:
    """A table of all kinds, and a list of what is to be read."""
    lines = ["| change | n | different | equal | undecided | no verdict | does not compile | equivalent |"]
    lines.append("|---" * 8 + "|")
    for each in judged(attempts, equivalents):
        share = f"{each.different} ({each.different / each.counted:.1%})" if each.counted else "0"
        cells = (each.kind, each.counted, share, each.equal, each.undecided, each.other, each.unbuilt, each.equivalent)
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    seconds = [each.answer.seconds["verdict"] for each in attempts if "verdict" in each.answer.seconds]
    if seconds:
        median, most = statistics.median(seconds), percentile(seconds, 0.95)
        lines += ["", f"Seconds to the verdict: median {median:.2f}, 95 % within {most:.2f}"]
    lines += ["", "To be read: mutants that nothing told apart, rewrites called different.", ""]
    for each in survivors(attempts, equivalents):
        lines.append(
            f"- {each.digest} {each.kind}, {each.question.candidate.name}: `{each.shown}` {_said(each.answer)}"
        )
    return "\n".join(lines) + "\n"


def _said(answer: Answer) -> str:
    verdict = answer.report.verdict if answer.report is not None else None
    return f"{verdict.status} {verdict.reason}" if verdict is not None else f"{answer.ended} {answer.reason}"


def _changes(corpus: Path, candidate: Candidate, count: int, is_mutant: bool, seed: str) -> Iterator[Attempt]:
    source = Source.read(corpus / candidate.path)
    function = find(source, candidate)
    found = {each.digest(source): each for each in (mutants if is_mutant else rewrites)(source, function)}
    chance = random.Random(f"{seed} {candidate.name}")
    for change in spread(list(found.values()), count, chance.shuffle):
        yield Attempt(
            is_mutant=is_mutant,
            kind=change.kind,
            digest=change.digest(source),
            shown=change.shown(source)[:300],
            question=Question(candidate=candidate, edits=change.edits),
            answer=NO_ANSWER,
        )


def _judged(kind: str, attempts: Sequence[Attempt], equivalents: dict[str, str]) -> Judged:
    same = [e for e in attempts if e.digest in equivalents and verdict_of(e.answer) != "different"]
    verdicts = [verdict_of(each.answer) for each in attempts if each not in same]
    return Judged(
        kind=kind,
        is_mutant=bool(attempts) and attempts[0].is_mutant,
        different=verdicts.count("different"),
        equal=verdicts.count("equal"),
        undecided=verdicts.count("undecided"),
        other=verdicts.count("other"),
        unbuilt=verdicts.count("unbuilt"),
        equivalent=len(same),
    )
