"""Which strategies somebody carried out: python -m models.extract FOLDER

For people's pairs of programs whose change no rule explains: names the categories from what the change adds and
removes (`signs.py`). FOLDER holds AutoPatch's pairs. Words that the two texts share as often say nothing; names of the
program's own say nothing either.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from models import step
from models.curate.humans import pairs
from models.extract.signs import extracted
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.static import StaticPlanner
from perfcoder_lsp.strategy import Category


def main() -> int:
    parser = step.parser("extract", __doc__)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    return step.run(lambda: print(table(pairs(arguments.folder))))


def table(known: Sequence[tuple[str, str]]) -> str:
    """How many pairs carry out each category, and in how many of them a rule finds it, in Markdown."""
    planner = StaticPlanner()
    told: Counter[Category] = Counter()
    found: Counter[Category] = Counter()
    unnamed = unexplained = 0
    for texts in known:
        before, after = (Source.of(Path("program.cpp"), each.encode()) for each in texts)
        categories = extracted(before, after)
        planned = {each.category for each in planner.plan(before).strategies}
        told.update(categories)
        found.update(set(categories) & planned)
        unnamed += not categories
        unexplained += not planned & set(categories)
    rows = [f"| {each} | {told[each]} | {found[each]} |" for each in Category]
    head = [f"| of {len(known)} pairs | carried out | a rule finds it |", "|---|---:|---:|"]
    end = f"{unnamed} pairs without a category; in {unexplained} no rule finds any category of the change."
    return "\n".join([*head, *rows, "", end])


if __name__ == "__main__":
    raise SystemExit(main())
