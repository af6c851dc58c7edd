"""Label programs by measurement: python -m models.label PROGRAMS.jsonl --out LABELS.jsonl [--workers 2] [--limit N]

An interrupted run loses nothing: the same command goes on. Programs that can't be labelled are in LABELS.skipped.jsonl.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from models import step
from models.label.farm import labelled
from models.label.worker import Skipped
from models.records import Labelled, Program, append, read, without_rest
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.measure.machine import usable_cores


def main() -> int:
    parser = step.parser("label", __doc__)
    parser.add_argument("programs", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=usable_cores())
    parser.add_argument("--limit", type=int, help="the first so many programs of the file")
    step.add_cache(parser)
    arguments = parser.parse_args()
    return step.run(lambda: _label(arguments))


def _label(arguments: argparse.Namespace) -> None:
    out, aside = arguments.out, arguments.out.with_suffix(".skipped.jsonl")
    try:
        known = {each.program.key for each in read(without_rest(out), Labelled)}
        known |= {each.key for each in read(without_rest(aside), Skipped)}
        programs = _new(arguments.programs, arguments.limit, known)
        for result in labelled(programs, arguments.cache, arguments.workers):
            append(out if isinstance(result, Labelled) else aside, [result])
    finally:
        print(_summary(out, aside))


def _new(file: Path, limit: int | None, known: set[str]) -> Iterator[Program]:
    """Each program once, without those that were done before. Raises PerfcoderError where there is no such file."""
    if not file.is_file():
        raise PerfcoderError(f"{file}: no such file; python -m models.generate makes programs")
    done = set(known)
    for program in islice(read(file, Program), limit):
        if program.key not in done:
            done.add(program.key)
            yield program


def _summary(out: Path, aside: Path) -> str:
    """What is in the files, in a few lines."""
    programs = list(read(out, Labelled))
    outcomes = Counter(site.outcome for each in programs for site in each.sites)
    reasons = Counter(each.reason for each in read(aside, Skipped))
    cpu_s = sum(each.cpu_s for each in programs) / max(1, len(programs))
    lines = [
        f"{len(programs)} programs labelled, {cpu_s:.1f} CPU s each; {outcomes.total()} sites: "
        + ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()),
        f"{reasons.total()} skipped" + ":" * bool(reasons),
        *(f"{count:6} {reason}" for reason, count in reasons.most_common()),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
