"""Balance the categories: python -m models.balance LABELS.jsonl... --out BALANCED.jsonl [--share 0.5] [--plot FILE.svg]

What pays is skewed: input and output, loops and containers often, caches and threads rarely. A program's rarity is the
mean of 1 / f(category) over the categories that pay in it, f being the share of programs in which they do; the
categories take turns, and each takes the rarest program that is left to it (arXiv 2512.14018, section 2.3). That
nothing pays is a category like others here: a planner has to learn that as well.
"""

import argparse
import sys
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from matplotlib import pyplot

from models.evaluate.plots import COLOURS, STYLE, save
from models.manifest import write_manifest
from models.records import Labelled, append, read
from perfcoder_lsp.errors import PerfcoderError, UsageError
from perfcoder_lsp.strategy import Category

Paying = Category | None
"""None: nothing pays."""
_NOTHING = "Nothing pays"


def paying(labelled: Labelled) -> frozenset[Paying]:
    """The categories that pay in a program."""
    return frozenset(each.strategy.category for each in labelled.sites if each.outcome == "faster") or frozenset({None})


def shares(programs: Sequence[Labelled]) -> Mapping[Paying, float]:
    """The share of the programs in which each category pays, the largest first; some pay in none."""
    counts = Counter(each for program in programs for each in paying(program))
    known = [*Category, None]
    return {each: counts[each] / max(1, len(programs)) for each in sorted(known, key=lambda one: -counts[one])}


def rarity(labelled: Labelled, frequency: Mapping[Paying, float]) -> float:
    """S, the mean of 1 / f over the categories that pay."""
    own = paying(labelled)
    return sum(1 / frequency[each] for each in own) / len(own)


def balanced(programs: Sequence[Labelled]) -> Iterator[Labelled]:
    """All of the programs, in the order in which the categories take them: the first ones are the most balanced."""
    frequency = shares(programs)
    ranked = sorted(programs, key=lambda each: (-rarity(each, frequency), each.program.key))
    left = {each: deque(one for one in ranked if each in paying(one)) for each in reversed(list(frequency))}
    taken: set[str] = set()
    while any(left.values()):
        for queue in left.values():
            while queue and queue[0].program.key in taken:
                queue.popleft()
            if queue:
                taken.add(queue[0].program.key)
                yield queue.popleft()


def table(before: Sequence[Labelled], after: Sequence[Labelled]) -> str:
    """The shares of both, in Markdown."""
    balance = shares(after)
    rows = [f"| {each or _NOTHING} | {share:.1%} | {balance[each]:.1%} |" for each, share in shares(before).items()]
    head = [f"| pays | of {len(before)} programs | of the {len(after)} that are trained on |", "|---|---:|---:|"]
    return "\n".join([*head, *rows])


def draw(before: Sequence[Labelled], after: Sequence[Labelled], path: Path) -> None:
    """The shares of both, as bars."""
    frequency, balance = shares(before), shares(after)
    names = [str(each or _NOTHING) for each in frequency]
    with pyplot.rc_context(STYLE):
        figure, axes = pyplot.subplots(figsize=(8, 4.5), layout="constrained")
        for number, (label, told) in enumerate((("before", frequency), ("balanced", balance))):
            places = [-at - 0.4 * number for at in range(len(names))]
            axes.barh(places, [told[each] for each in frequency], 0.38, label=label, color=COLOURS[4 * number])
        axes.set_yticks([-at - 0.2 for at in range(len(names))], names)
        axes.xaxis.set_major_formatter("{x:.0%}")
        axes.set_title("Programs in which a category pays")
        axes.legend(frameon=False)
        save(figure, path)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--share", type=float, default=0.5, help="of the programs that are kept")
    parser.add_argument("--plot", type=Path)
    arguments = parser.parse_args()
    try:
        before = _read(arguments.labels)
        after = list(balanced(before))[: round(arguments.share * len(before))]
        arguments.out.unlink(missing_ok=True)
        append(arguments.out, after)
        told = {str(each or _NOTHING): [share, shares(after)[each]] for each, share in shares(before).items()}
        write_manifest(arguments.out, arguments.labels, share=arguments.share, shares=told)
        if arguments.plot is not None:
            draw(before, after, arguments.plot)
    except PerfcoderError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    print(table(before, after))
    return 0


def _read(files: Sequence[Path]) -> list[Labelled]:
    """Those of which there is something to tell. Raises UsageError."""
    missing = next((each for each in files if not each.is_file()), None)
    if missing is not None:
        raise UsageError(f"{missing}: no such file; python -m models.label makes labels")
    programs = [each for file in files for each in read(file, Labelled) if each.sites]
    if not programs:
        raise UsageError(f"{files[0]}: no program with sites; label more programs")
    return programs


if __name__ == "__main__":
    raise SystemExit(main())
