"""The same programs, the same gates: what clang-tidy's fixes are worth, what a person's faster program, and what ours.

python -m bench.peers SUITE --root DATA --results FILE [--limit N] [--clang-tidy PROGRAM]

SUITE is one of `perfcoder eval`, whose results are taken where there are any. The edits of each program are built,
compared and timed by the product's own trial; a run that was interrupted goes on where it ended. What is different or
not faster counts as a speedup of 1. People's programs are timed without a verdict (`human.py`).
clang-tidy is the package of that name (extra `bench`), or any other that is named.
"""

import argparse
import time
from pathlib import Path

from bench.peers.human import speedup_of_a_person
from bench.peers.scores import Score, add_scores, read_scores, table
from bench.peers.tidy import find_tidy, fixed
from perfcoder_lsp import pipeline
from perfcoder_lsp.cli.suites.registry import suite_named
from perfcoder_lsp.cli.suites.runner import evaluate
from perfcoder_lsp.cli.suites.state import State
from perfcoder_lsp.cli.suites.suite import Program
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.request import Request
from perfcoder_lsp.sandbox import open_sandbox
from perfcoder_lsp.settings import Settings, load
from perfcoder_lsp.stopwatch import Stopwatch
from perfcoder_lsp.storage.scratch import scratch_folder
from perfcoder_lsp.suggestion import Rewrite
from perfcoder_lsp.trial import Attempt, open_trial


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite")
    parser.add_argument("--root", type=Path, required=True, help="the folder that holds the suite's files")
    parser.add_argument("--results", type=Path, required=True, help="file of scores (JSON lines)")
    parser.add_argument("--limit", type=int, help="only the first N programs")
    parser.add_argument("--clang-tidy", type=Path)
    arguments = parser.parse_args()
    try:
        tidy, settings = find_tidy(arguments.clang_tidy), load()
        programs = suite_named(arguments.suite).load(arguments.root)[: arguments.limit]
    except PerfcoderError as error:
        print(error)
        return 2
    known = {each.program for each in read_scores(arguments.results)}
    state = State(settings, arguments.suite, fresh=False)
    for program in programs:
        if program.name not in known:
            scores = (tidied(program, tidy, settings), human(program, settings), ours(program, settings, state))
            add_scores(arguments.results, scores)
            for each in scores:
                print(f"{each.program} {each.tool}: {each.end} {each.speedup:.2f} {each.note}", flush=True)
    print(table([each for each in read_scores(arguments.results) if each.program in {one.name for one in programs}]))
    return 0


def tidied(program: Program, tidy: Path, settings: Settings) -> Score:
    """clang-tidy's fixes, all at once, through the gates."""
    score = Score(tool="clang-tidy", program=program.name, end="refused")
    with scratch_folder(settings.cache.directory) as folder:
        source = _written(program, folder)
        try:
            done = fixed(source, tidy, open_sandbox(settings.cache.directory), settings)
        except PerfcoderError as error:
            return score.model_copy(update={"note": str(error)})
        score = score.model_copy(update={"cpu_s": done.cpu_s})
        if done.rewrite is None:
            return score.model_copy(update={"end": "none"})
        return _judged(score, source, done.rewrite, settings)


def human(program: Program, settings: Settings) -> Score:
    """The first faster program that a person wrote, on an input on which both print the same."""
    score = Score(tool="human", program=program.name, end="unknown")
    begin = time.monotonic()
    with scratch_folder(settings.cache.directory) as folder:
        try:
            found = speedup_of_a_person(program, _written(program, folder), settings)
        except PerfcoderError as error:
            return score.model_copy(update={"end": "refused", "note": str(error)})
    judged = score.model_copy(update={"judging_s": time.monotonic() - begin})
    return judged.model_copy(update={"end": "equal", "speedup": max(1.0, found.speedup)} if found is not None else {})


def ours(program: Program, settings: Settings, state: State) -> Score:
    """The best suggestion, checked a second time by what the suite has for it."""
    begin = time.process_time()
    pipeline.check(Source.of(Path(program.file_name), program.text), settings)
    found = time.process_time() - begin
    ((result, _),) = evaluate((program,), settings, state)
    score = Score(tool="perfcoder", program=program.name, end="none", cpu_s=found, judging_s=result.total_s)
    if result.error:
        return score.model_copy(update={"end": "refused", "note": result.error})
    if result.check.wrong:
        return score.model_copy(update={"end": "different", "note": "; ".join(result.check.wrong)})
    if result.best is None:
        return score
    return score.model_copy(update={"end": "equal", "speedup": result.speedup, "note": result.origin})


def _judged(score: Score, source: Source, rewrite: Rewrite, settings: Settings) -> Score:
    begin = time.monotonic()
    try:
        attempt = _attempted(source, rewrite, settings)
    except PerfcoderError as error:
        return score.model_copy(update={"note": str(error)})
    return score.model_copy(update={"judging_s": time.monotonic() - begin, **_end(attempt)})


def _written(program: Program, folder: Path) -> Source:
    path = folder / program.file_name
    path.write_bytes(program.text)
    return Source.read(path)


def _attempted(source: Source, rewrite: Rewrite, settings: Settings) -> Attempt:
    with open_trial(source, (rewrite,), Request(), settings, Stopwatch(), lambda _: None) as trial:
        return trial.attempt(rewrite)


def _end(attempt: Attempt) -> dict[str, object]:
    rejected = attempt.rejected
    note = rejected.reason if rejected is not None else ""
    if attempt.verdict is None:
        return {"end": "not build", "note": note}
    if attempt.verdict.status != "equal":
        return {"end": "different" if attempt.verdict.status == "different" else "unknown", "note": note}
    faster = attempt.suggestion.measurement.speedup if attempt.suggestion is not None else 1.0
    return {"end": "equal", "speedup": max(1.0, faster), "note": note}


if __name__ == "__main__":
    raise SystemExit(main())
