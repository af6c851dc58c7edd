"""The rules of rewrite/rules/algorithm.py on the programs of cases_algorithm.py."""

from pathlib import Path

import pytest
from cases_algorithm import CASES
from rule_cases import Applies, Refuses, check_applies, check_refuses

APPLIES = [pytest.param(each.rule, case, id=f"{each.rule}: {case.name}") for each in CASES for case in each.applies]
REFUSES = [pytest.param(each.rule, case, id=f"{each.rule}: {case.name}") for each in CASES for case in each.refuses]


@pytest.mark.parametrize(("rule", "case"), APPLIES)
def test_applies(rule: str, case: Applies, tmp_path: Path) -> None:
    check_applies(rule, case, tmp_path)


@pytest.mark.parametrize(("rule", "case"), REFUSES)
def test_refuses(rule: str, case: Refuses) -> None:
    check_refuses(rule, case)
