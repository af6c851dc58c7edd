"""Balance the categories: python -m models.balance LABELS.jsonl... --out BALANCED.jsonl [--share 0.5] [--plot FILE.svg]

Keeps the share of the programs that are the most balanced (`rarity.py`), and tells which categories pay in how many of
them, before and after.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from matplotlib import pyplot

from models import step
from models.balance.rarity import balanced, shares
from models.manifest import write_manifest
from models.pictures import COLOURS, STYLE, save
from models.records import Labelled, append, read
from perfcoder_lsp.errors import UsageError

_NOTHING = "Nothing pays"


def main() -> int:
    parser = step.parser("balance", __doc__)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--share", type=float, default=0.5, help="of the programs that are kept")
    parser.add_argument("--plot", type=Path)
    arguments = parser.parse_args()
    return step.run(lambda: _balance(arguments))


def _balance(arguments: argparse.Namespace) -> None:
    before = _read(arguments.labels)
    after = list(balanced(before))[: round(arguments.share * len(before))]
    arguments.out.unlink(missing_ok=True)
    append(arguments.out, after)
    told = {str(each or _NOTHING): [share, shares(after)[each]] for each, share in shares(before).items()}
    write_manifest(arguments.out, arguments.labels, share=arguments.share, shares=told)
    if arguments.plot is not None:
        draw(before, after, arguments.plot)
    print(table(before, after))


def _read(files: Sequence[Path]) -> list[Labelled]:
    """Those of which there is something to tell. Raises UsageError."""
    missing = next((each for each in files if not each.is_file()), None)
    if missing is not None:
        raise UsageError(f"{missing}: no such file; python -m models.label makes labels")
    programs = [each for file in files for each in read(file, Labelled) if each.sites]
    if not programs:
        raise UsageError(f"{files[0]}: no program with sites; label more programs")
    return programs


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


if __name__ == "__main__":
    raise SystemExit(main())
