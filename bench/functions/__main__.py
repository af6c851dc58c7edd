"""Does "benchmark this function" work on real code, and does its verdict notice changes?

python -m bench.functions fetch --into FOLDER [--data DIR]    real C and C++ from Debian (apt-get; nothing is installed)
python -m bench.functions sample --corpus FOLDER --into LIST  a fixed, random sample of its functions
python -m bench.functions run --corpus FOLDER --sample LIST --results FILE     benchmark them; goes on where it ended
python -m bench.functions mutants --corpus FOLDER --results FILE --verdicts FILE    changes of those that run
python -m bench.functions report --results FILE [--verdicts FILE] [--into DIR]      Markdown and JSON
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.functions import corpus, coverage, judging, sample
from bench.functions.asking import Answer, Question, ask_all
from bench.functions.records import Attempt, Log, Record

EQUIVALENTS = Path(__file__).with_name("equivalents.json")
"""Digests of mutants that mean the same as the original, each with the reason."""


def main() -> int:
    arguments = _parser().parse_args()
    try:
        return _COMMANDS[arguments.command](arguments)
    except (corpus.FetchError, LookupError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted; the same command goes on", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    fetch, draw, run, mutants, report = (commands.add_parser(name) for name in _COMMANDS)
    fetch.add_argument("--into", type=Path, required=True)
    fetch.add_argument("--data", type=Path, help="folder with autopatch/ and codescope/")
    draw.add_argument("--into", type=Path, required=True)
    for each in (draw, mutants):
        each.add_argument("--seed", type=int, default=1)
    for each in (draw, run, mutants):
        each.add_argument("--corpus", type=Path, required=True, help="the folder that was fetched")
    for each in (run, mutants, report):
        each.add_argument("--results", type=Path, required=True, help="file of results (JSON lines)")
    for each in (run, mutants):
        each.add_argument("--jobs", type=int, default=1, help="how many at once; times are only good with one")
        each.add_argument("--cap", type=float, default=60.0, help="seconds for each")
    run.add_argument("--sample", type=Path, required=True)
    run.add_argument("--again", action="store_true", help="ask everything twice")
    run.add_argument("--only", default="", help="only functions whose path and name hold this text")
    for name in ("mutants", "rewrites"):
        mutants.add_argument(f"--{name}", type=int, default=4, help="how many of each function")
    mutants.add_argument("--verdicts", type=Path, required=True, help="file of verdicts (JSON lines)")
    report.add_argument("--verdicts", type=Path)
    report.add_argument("--into", type=Path, help="folder for report.md and report.json")
    return parser


def _fetch(arguments: argparse.Namespace) -> int:
    corpus.fetch(arguments.into.absolute(), arguments.data)
    return 0


def _sample(arguments: argparse.Namespace) -> int:
    drawn = sample.draw(arguments.corpus, arguments.seed)
    sample.write(arguments.into, drawn)
    print(f"{len(drawn)} functions, {sum(each.stratum == 'algorithm' for each in drawn)} of algorithms")
    return 0


def _run(arguments: argparse.Namespace) -> int:
    log = Log(arguments.results, Record)
    listed = [each for each in sample.read(arguments.sample) if arguments.only in each.name]
    random.Random(0).shuffle(listed)  # so that what was asked until an interruption is like all of them
    for again in (False, True) if arguments.again else (False,):
        wanted = [Record(question=Question(candidate=each), answer=judging.NO_ANSWER, again=again) for each in listed]
        questions = [each.question for each in wanted if each.key not in log.keys]
        _ask(arguments, questions, lambda question, answer, again=again: log.add(
            Record(question=question, answer=answer, again=again)
        ))  # fmt: skip
    print(coverage.markdown(coverage.coverage(log.lines)))
    return 0


def _mutants(arguments: argparse.Namespace) -> int:
    log = Log(arguments.verdicts, Attempt)
    records = Log(arguments.results, Record).lines
    for is_mutant, each in ((True, arguments.mutants), (False, arguments.rewrites)):
        wanted = judging.planned(arguments.corpus, records, each, is_mutant=is_mutant, seed=arguments.seed)
        missing = {attempt.question: attempt for attempt in wanted if attempt.key not in log.keys}
        _ask(arguments, list(missing), lambda question, answer, missing=missing: log.add(
            missing[question].model_copy(update={"answer": answer})
        ))  # fmt: skip
    print(judging.markdown(log.lines, _equivalents()))
    return 0


def _report(arguments: argparse.Namespace) -> int:
    found = coverage.coverage(Log(arguments.results, Record).lines)
    attempts = Log(arguments.verdicts, Attempt).lines if arguments.verdicts else []
    text = coverage.markdown(found) + (judging.markdown(attempts, _equivalents()) if attempts else "")
    print(text)
    if arguments.into is not None:
        arguments.into.mkdir(parents=True, exist_ok=True)
        figures = [each.model_dump() for each in judging.judged(attempts, _equivalents())]
        (arguments.into / "report.md").write_text(text, "utf-8")
        (arguments.into / "report.json").write_text(json.dumps({**found.model_dump(), "changes": figures}, indent=1))
    return 0


def _ask(arguments: argparse.Namespace, questions: list[Question], keep: Callable[[Question, Answer], None]) -> None:
    """Ask what is missing; tell every half minute how far it is."""
    begun = told = time.monotonic()
    done = 0

    def answered(question: Question, answer: Answer) -> None:
        nonlocal told, done
        keep(question, answer)
        done += 1
        now = time.monotonic()
        if now - told > 30:
            told = now
            left = (now - begun) / done * (len(questions) - done)
            print(f"{done} of {len(questions)}, about {left / 60:.0f} min left", file=sys.stderr)

    ask_all(arguments.corpus.absolute(), questions, arguments.jobs, arguments.cap, answered)


def _equivalents() -> dict[str, str]:
    return json.loads(EQUIVALENTS.read_text("utf-8")) if EQUIVALENTS.exists() else {}


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "fetch": _fetch,
    "sample": _sample,
    "run": _run,
    "mutants": _mutants,
    "report": _report,
}


if __name__ == "__main__":
    sys.exit(main())
