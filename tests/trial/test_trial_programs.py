"""What is asked of rewrites of whole programs that no rule has proved."""

from collections.abc import Callable
from pathlib import Path

import pytest

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.request import Request
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.stopwatch import Stopwatch
from perfcoder_lsp.suggestion import Rewrite
from perfcoder_lsp.text import TextEdit
from perfcoder_lsp.trial import Attempt, open_trial

PROGRAM = """#include <cstdio>
int main() {
    int n, best = 0;
    if (scanf("%d", &n) != 1) return 0;
    for (int i = 0; i < n; i++)
        best = (best + i) % 1000003;
    printf("%d\\n", best);
}
"""
LOOP = "        best = (best + i) % 1000003;\n"
ADDED = LOOP + "    if (n == 7654321) best = 0;\n"

Tried = Callable[[str, str], Attempt]


@pytest.fixture
def tried(settings: Settings, tmp_path: Path) -> Tried:
    def attempt(origin: str, text: str) -> Attempt:
        source = Source.of(tmp_path / "program.cpp", PROGRAM.encode())
        start = PROGRAM.index(LOOP)
        edit = TextEdit.replace(start, start + len(LOOP), text)
        rewrite = Rewrite(id=origin, origin=origin, title="", strategies=(), edits=(edit,))
        with open_trial(source, (rewrite,), Request(), settings, Stopwatch(), lambda _: None) as trial:
            return trial.attempt(rewrite)

    return attempt


def test_what_a_model_adds_is_to_be_reached(tried: Tried) -> None:
    attempt = tried("remote/model", ADDED)
    assert attempt.rejected is not None
    assert attempt.rejected.stage == "verify"
    assert attempt.rejected.reason == "no input reaches line 7 of the changed text"


def test_what_is_reached_is_equal(tried: Tried) -> None:
    attempt = tried("remote/model", LOOP.replace("best + i", "i + best"))
    assert attempt.verdict is not None
    assert attempt.verdict.status == "equal"


def test_what_a_rule_adds_it_has_proved(tried: Tried) -> None:
    attempt = tried("rules/XX1", ADDED)
    assert attempt.verdict is not None
    assert (attempt.verdict.status, attempt.verdict.reason) == ("equal", "")


def test_marks_that_do_not_compile_leave_what_was_added_unreached(tried: Tried) -> None:
    clashing = "{ int perfcoder_reached = 0; best = (best + i + perfcoder_reached) % 1000003; }"
    attempt = tried("remote/model", LOOP.replace("best = (best + i) % 1000003;", clashing))
    assert attempt.rejected is not None
    assert attempt.rejected.reason == "no input reaches line 6 of the changed text"
