"""The hunt for wrong rewrites: look-alikes of all tables, judged one after the other, in a file that goes on."""

import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from bench.functions.changes import Change, spread
from bench.rules.judging import Judge, Judgement, Question
from bench.rules.lookalikes import Place, lookalikes
from bench.rules.tables import Applies, source_of, tables
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SourceError
from perfcoder_lsp.rewrite.rule import Rule
from perfcoder_lsp.text import ByteRange, EditConflictError, TextEdit

_MOST_EACH = 2000
_ASIDE = 0.1
"""Of the look-alikes that a rule rewrites elsewhere, so many are judged."""


@dataclass
class Log:
    """The judgements in a file, new ones at its end."""

    path: Path
    judgements: list[Judgement] = field(default_factory=list[Judgement])

    @classmethod
    def open(cls, path: Path) -> "Log":
        """A last line cut short is dropped."""
        text = path.read_text("utf-8") if path.exists() else ""
        whole = text[: text.rfind("\n") + 1]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(whole, "utf-8")
        return cls(path, [Judgement.model_validate_json(line) for line in whole.splitlines()])

    def add(self, judgement: Judgement) -> None:
        self.judgements.append(judgement)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"{judgement.model_dump_json()}\n")

    @property
    def triples(self) -> int:
        return sum(each.triples for each in self.judgements)


def questions(rules: Iterable[Rule], seed: int) -> Iterator[Question]:
    """Look-alikes of every case of the rules' tables, which take turns; of each case the kinds take turns."""
    by_case = [
        _of_case(each, case, seed) for each in rules if each.id in tables() for case in tables()[each.id].applies
    ]
    for turn in itertools.zip_longest(*by_case):
        yield from (each for each in turn if each is not None)


def _of_case(rule: Rule, case: Applies, seed: int) -> Iterator[Question]:
    source = source_of(case.before, case.suffix)
    order = random.Random(f"{seed} {rule.id} {case.name}")
    changes = list(lookalikes(Place.of(source, rule.find(source))))
    turn = {kind: order.random() for kind in sorted({each.kind for each in changes})}
    for change in spread(sorted(changes, key=lambda each: turn[each.kind]), _MOST_EACH, order.shuffle):
        changed = _changed(source, change)
        if changed is not None and (_is_pointed(rule, change, changed) or order.random() < _ASIDE):
            yield Question(rule.id, case, change, changed)


def _is_pointed(rule: Rule, change: Change, changed: Source) -> bool:
    """Whether a rewrite is about text that the change has put there, or none is found any more."""
    places = list(_places_after(change.edits))
    try:
        found = Place.of(changed, rule.find(changed)).ranges
    except Exception:  # which the judge tells
        return True
    return not found or any(each.overlaps(place) for each in found for place in places)


def _places_after(edits: Iterable[TextEdit]) -> Iterator[ByteRange]:
    """Where the new texts stand, but for headers at the beginning."""
    moved = 0
    for edit in sorted(edits, key=lambda each: each.range.start):
        start, size = edit.range.start + moved, len(edit.new_text.encode())
        moved += size - (edit.range.end - edit.range.start)
        if start > 0:
            yield ByteRange(start=start, end=start + size)


def _changed(source: Source, change: Change) -> Source | None:
    try:
        text = source.edited(change.edits).text
        return Source.of(source.path, text)
    except (EditConflictError, SourceError):
        return None


def hunt(judge: Judge, asked: Iterator[Question], log: Log, triples: int, jobs: int) -> None:
    """Judge until there are so many triples in the log, or nothing is left."""
    known = {each.key for each in log.judgements}
    new = (each for each in asked if each.key not in known and not known.add(each.key))
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        while log.triples < triples and (batch := list(itertools.islice(new, 4 * jobs))):
            for judgement in pool.map(judge.judged, batch):
                log.add(judgement)
                for line in told(judgement):
                    print(line, flush=True)


def told(judgement: Judgement) -> Iterator[str]:
    """A wrong rewrite, with its texts."""
    head = f"{judgement.rule}, {judgement.case}, {judgement.kind}"
    if judgement.status == "raised":
        yield f"--- RAISED {head}\n{judgement.text}"
    for each in judgement.survivors:
        given = "" if each.input is None else f" on {each.input!r}"
        yield f"--- {each.status.upper()} by {each.rewrite}{given}: {head}\n{judgement.text}\n--- after\n{each.after}"


def summary(judgements: Iterable[Judgement]) -> str:
    """A table by rule, and the sums."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in judgements:
        mine = counts[each.rule]
        mine.update([each.status, "asked"])
        for outcome in each.outcomes:
            whose = counts[outcome.rewrite.partition("-")[0].partition("#")[0]]
            whose.update(["rewrites", f"rewrite {outcome.status}"])
            whose["triples"] += each.inputs if outcome.status != "unbuilt" else 0
    columns = (
        *("asked", "refused", "unbuilt", "unclean", "raised", "judged", "rewrites", "triples"),
        *("rewrite close", "rewrite unbuilt", "rewrite different"),
    )
    whole = sum(counts.values(), Counter[str]())
    rows = [(rule, counts[rule]) for rule in sorted(counts)] + [("all", whole)]
    lines = [f"| rule | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    lines += [f"| {rule} | {' | '.join(str(row[name]) for name in columns)} |" for rule, row in rows]
    return "\n".join(lines)
