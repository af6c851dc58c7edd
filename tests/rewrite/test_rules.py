"""The rules on the programs of `cases/`: `pytest tests/rewrite -k DS4` runs what concerns one of them."""

from pathlib import Path

import pytest
from rule_cases import Applies, Refuses, all_cases, check_applies, check_refuses

APPLIES = [
    pytest.param(each.rule, case, id=f"{each.rule}: {case.name}") for each in all_cases() for case in each.applies
]
REFUSES = [
    pytest.param(each.rule, case, id=f"{each.rule}: {case.name}") for each in all_cases() for case in each.refuses
]


@pytest.mark.parametrize(("rule", "case"), APPLIES)
def test_applies(rule: str, case: Applies, tmp_path: Path) -> None:
    check_applies(rule, case, tmp_path)


@pytest.mark.parametrize(("rule", "case"), REFUSES)
def test_refuses(rule: str, case: Refuses) -> None:
    check_refuses(rule, case)
