"""What the rewrite rules are, and whether they do what they say.

python -m bench.rules pages [--into DIR]             write the pages about the rules (docs/rules)
python -m bench.rules hunt --results FILE            look for wrong rewrites, among programs that look like those in the
    [--triples 20000] [--seed 1] [--jobs 1]          rules' tables: goes on where it ended until so many triples of
    [--only ID,...] [--others 8]                     program, rewrite and input are judged; survivors are printed
python -m bench.rules measure [--results FILE] [--only ID,...]     each rule alone on its own program (programs/):
                                                     found, shown equal, measured faster? Pages show these results
python -m bench.rules suites FILE...                 keep, for the pages, what rules did on the real programs of suites:
                                                     files that `perfcoder eval SUITE --json` wrote
python -m bench.rules survivors --results FILE       print them again, and the table
"""

import argparse
from pathlib import Path
from typing import get_args

from bench.rules.effects import RESULTS, effect_of, effects_table, read_effects, write_effects
from bench.rules.hunt import Log, hunt, questions, summary, told
from bench.rules.judging import Judge
from bench.rules.pages import write_pages
from bench.rules.suites import evaluated, write_suites
from bench.rules.tables import REPOSITORY
from perfcoder_lsp.build import Builder
from perfcoder_lsp.rewrite.rule import Rule, all_rules
from perfcoder_lsp.rewrite.selection import select_rules
from perfcoder_lsp.sandbox import open_sandbox
from perfcoder_lsp.settings import Consent, RulesSettings, load


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    pages, hunting, survivors, measure, suites = (commands.add_parser(name) for name in _COMMANDS)
    pages.add_argument("--into", type=Path, default=REPOSITORY / "docs" / "rules")
    for each in (hunting, survivors):
        each.add_argument("--results", type=Path, required=True, help="file of judgements (JSON lines)")
    measure.add_argument("--results", type=Path, default=RESULTS, help="file of results (JSON), which is added to")
    suites.add_argument("files", type=Path, nargs="+", help="what perfcoder eval --json printed")
    for each in (hunting, measure):
        each.add_argument("--only", default="", help="ids of rules, with commas; all by default")
    hunting.add_argument("--triples", type=int, default=20_000)
    hunting.add_argument("--seed", type=int, default=1)
    hunting.add_argument("--jobs", type=int, default=1)
    hunting.add_argument(
        "--others", type=int, default=8, help="judge what all rules find in one of so many look-alikes"
    )
    arguments = parser.parse_args()
    try:
        _COMMANDS[arguments.command](arguments)
    except KeyboardInterrupt:
        print("interrupted; the same command goes on")
        return 130
    return 0


def _pages(arguments: argparse.Namespace) -> None:
    print(f"{write_pages(arguments.into)} files changed in {arguments.into}")


def _hunt(arguments: argparse.Namespace) -> None:
    settings = load()
    sandbox = open_sandbox(settings.cache.directory)
    everything = select_rules(all_rules(), RulesSettings(consent=get_args(Consent)))
    judge = Judge(everything, Builder(sandbox, settings), sandbox, settings, arguments.others)
    log = Log.open(arguments.results)
    hunt(judge, questions(_chosen(arguments.only), arguments.seed), log, arguments.triples, arguments.jobs)
    print(summary(log.judgements))


def _survivors(arguments: argparse.Namespace) -> None:
    log = Log.open(arguments.results)
    for each in log.judgements:
        for line in told(each):
            print(line)
    print(summary(log.judgements))


def _measure(arguments: argparse.Namespace) -> None:
    effects = read_effects(arguments.results)
    for rule in _chosen(arguments.only):
        effect = effect_of(rule)
        if effect is not None:
            print(f"{rule.id}: {effect.claim or effect.note}", flush=True)
            effects[rule.id] = effect
            write_effects(effects, arguments.results)
    print(effects_table(effects.values()))


def _suites(arguments: argparse.Namespace) -> None:
    write_suites([evaluated(file.read_text("utf-8")) for file in arguments.files])


def _chosen(only: str) -> tuple[Rule, ...]:
    consent = get_args(Consent)
    return select_rules(all_rules(), RulesSettings(select=tuple(filter(None, only.split(","))), consent=consent))


_COMMANDS = {"pages": _pages, "hunt": _hunt, "survivors": _survivors, "measure": _measure, "suites": _suites}


if __name__ == "__main__":
    raise SystemExit(main())
