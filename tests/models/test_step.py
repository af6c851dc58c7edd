"""How a step ends: its status, and one line of what went wrong."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import models
from models import step
from perfcoder_lsp.errors import PerfcoderError, UsageError


def ending(error: BaseException | None) -> int:
    def carry_out() -> None:
        if error is not None:
            raise error

    return step.run(carry_out)


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (None, 0, ""),
        (PerfcoderError("a.txt: no such file"), 1, "a.txt: no such file\n"),
        (UsageError("--out: no folder"), 2, "--out: no folder\n"),
        (KeyboardInterrupt(), 130, "interrupted; run the same command again\n"),
    ],
)
def test_an_end_is_told(
    error: BaseException | None, status: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ending(error) == status
    assert capsys.readouterr() == ("", told)


def test_what_nobody_expected_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        ending(ZeroDivisionError())


def test_the_overview_names_each_step() -> None:
    steps = {path.parent.name for path in Path(step.__file__).parent.glob("*/__main__.py")}
    assert steps <= set(re.findall(r"`(\w+)`", models.__doc__ or ""))


def test_a_wrong_option_is_told_by_the_command_s_name() -> None:
    words = [sys.executable, "-m", "models.written", "--nothing"]
    result = subprocess.run(words, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "python -m models.written: error:" in result.stderr
