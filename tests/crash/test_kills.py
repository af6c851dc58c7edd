"""Random kills while the server and the command optimize. `python -m bench.crashes` makes 200 of them."""

import os
from pathlib import Path

import pytest

from bench.crashes import Crashes

KILLS = int(os.environ.get("PERFCODER_KILLS", "10"))
SEED = int(os.environ.get("PERFCODER_KILLS_SEED", "3"))


@pytest.mark.alone  # what is left is given five seconds to go
def test_random_kills_leave_nothing_and_spoil_nothing(tmp_path: Path, template: Path) -> None:
    outcomes = list(Crashes(tmp_path, SEED, template).run(KILLS))

    assert len(outcomes) == KILLS
    assert [outcome for outcome in outcomes if outcome.findings] == []
    assert any(outcome.hit for outcome in outcomes)
