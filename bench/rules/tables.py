"""The rules' test tables, `tests/rewrite/cases/`, as benchmarks and pages use them."""

import sys
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PROGRAMS = Path(__file__).with_name("programs")
"""A program for each rule whose hot part is what the rule looks for."""

sys.path.append(str(REPOSITORY / "tests" / "rewrite"))  # where tests find each other, too
from rule_cases import Applies, RuleCases, all_cases, apply_all, source_of  # noqa: E402

__all__ = ["PROGRAMS", "REPOSITORY", "Applies", "RuleCases", "apply_all", "source_of", "tables"]


@cache
def tables() -> dict[str, RuleCases]:
    """The table of each rule that has one, by its id."""
    return {each.rule: each for each in all_cases()}
