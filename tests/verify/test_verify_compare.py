"""Candidates against an original: what counts as the same, and what is found out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from perfcoder_lsp.build import Builder, compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings, VerifySettings
from perfcoder_lsp.suggestion import InputSource, Verdict
from perfcoder_lsp.verify import Candidate, Prepared, prepare_inputs, verify
from perfcoder_lsp.verify.candidate import build_candidate

BEFORE = """
#include <cstdio>
#include <vector>
int main() {
    int n;
    scanf("%d", &n);
    std::vector<int> a(n);
    for (int &x : a) scanf("%d", &x);
    long long best = 0;
    for (int i = 0; i < n; i++) {
        long long sum = 0;
        for (int j = i; j < n; j++) { sum += a[j]; if (sum > best) best = sum; }
    }
    printf("%lld\\n", best);
}
"""
KADANE = """
#include <cstdio>
int main() {
    int n, x;
    scanf("%d", &n);
    long long best = 0, sum = 0;
    for (int i = 0; i < n; i++) { scanf("%d", &x); sum = sum + x > 0 ? sum + x : 0; if (sum > best) best = sum; }
    printf("%lld\\n", best);
}
"""

Check = Callable[[str], Verdict]


class Comparer:
    def __init__(self, builder: Builder, sandbox: Sandbox, settings: Settings, folder: Path):
        self._builder, self._sandbox, self.settings, self._folder = builder, sandbox, settings, folder

    def prepare(self, text: str, tests: Path | None = None) -> Prepared:
        source = Source.of(self._folder / "before.cpp", text.encode())
        command = compile_command(source, self.settings.build)
        return prepare_inputs(source, command, self._builder, self._sandbox, self.settings, tests)

    def check(self, prepared: Prepared, text: str) -> Verdict:
        source = Source.of(self._folder / "after.cpp", text.encode())
        command = compile_command(source, self.settings.build)
        candidate = build_candidate(self._builder, source, command)
        assert isinstance(candidate, Candidate)
        return verify(prepared, candidate, self._sandbox, self.settings)


@pytest.fixture(scope="module")
def comparer(
    builder: Builder, sandbox: Sandbox, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Comparer:
    return Comparer(builder, sandbox, settings, tmp_path_factory.mktemp("compare"))


@pytest.fixture(scope="module")
def prepared(comparer: Comparer) -> Prepared:
    return comparer.prepare(BEFORE)


def test_a_faster_algorithm_is_equal(comparer: Comparer, prepared: Prepared) -> None:
    verdict = comparer.check(prepared, KADANE)
    assert verdict.status == "equal"
    assert verdict.sanitized
    assert verdict.outcomes == prepared.inputs.outcomes >= 20
    assert verdict.inputs in (len(prepared.inputs.cases), len(prepared.inputs.cases) + 1)
    assert verdict.reason == ""


def edited(*replacements: tuple[str, str]) -> str:
    text = KADANE
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return text


WRONG = {
    "forgets negative sums": (edited(("sum + x > 0 ? sum + x : 0", "sum + x")), "instead of"),
    "overflows on large sums": (edited(("long long best = 0, sum", "int best = 0, sum"), ("%lld", "%d")), ""),
    "differs in white space": (edited(('"%lld\\n"', '"%lld \\n"')), "line 1 of the output is"),
    "ends with another exit code": (edited(("best);\n}", "best);\n    return 1;\n}")), "exit code is 1 instead of 0"),
    "crashes": (edited(("int n, x;", "int n, x, *p = nullptr;"), ("sum = sum", "x += *p; sum = sum")), "crashed"),
    "does not end": (edited(("i++)", "i += n > 2 ? 0 : 1)")), "did not end"),
    "writes past an array": (
        edited(
            ("int n, x;", "int n, x, seen[8] = {};"),
            ("sum = sum", "if (i <= 8) seen[i] = x; if (i > 0 && seen[i & 7] == 77777) sum++; sum = sum"),
        ),
        "sanitizers report",
    ),
    "prints nothing": (edited(('printf("%lld\\n", best);', "")), "instead of"),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_wrong_candidates_are_found_out(mistake: str, comparer: Comparer, prepared: Prepared) -> None:
    text, reason = WRONG[mistake]
    verdict = comparer.check(prepared, text)
    assert verdict.status == "different"
    assert reason in verdict.reason
    assert "on generated-" in verdict.reason
    assert not verdict.sanitized


def test_a_short_input_is_shown_with_the_difference(comparer: Comparer, prepared: Prepared) -> None:
    verdict = comparer.check(prepared, KADANE.replace("best = 0,", "best = 1,"))
    assert "(input: " in verdict.reason
    assert len(verdict.reason) < 250


def test_floats_need_consent(comparer: Comparer) -> None:
    before = """
#include <cstdio>
int main() {
    int n; double sum = 0;
    scanf("%d", &n);
    for (int i = 0; i < n; i++) { double x; scanf("%lf", &x); sum += x / 3; }
    printf("%d numbers: %.17g\\n", n, sum);
}
"""
    after = before.replace("x / 3", "x * (1.0 / 3)")
    prepared = comparer.prepare(before)
    assert comparer.check(prepared, after).status == "different"
    consenting = Comparer(
        comparer._builder,
        comparer._sandbox,
        comparer.settings.model_copy(update={"verify": VerifySettings(float_tolerance=1e-9)}),
        comparer._folder,
    )
    verdict = consenting.check(prepared, after)
    assert verdict.status == "equal"
    assert "within 1e-09" in verdict.reason
    assert consenting.check(prepared, after.replace("%d numbers", "%d values")).status == "different"
    assert consenting.check(prepared, after.replace("1.0 / 3", "0.333")).status == "different"


def test_tests_with_one_outcome_are_helped_by_generated_inputs(comparer: Comparer, tmp_path: Path) -> None:
    (tmp_path / "1.in").write_text("3 -1 -2 -3\n")
    (tmp_path / "2.in").write_text("2 -1 -2\n")
    prepared = comparer.prepare(BEFORE, tmp_path)
    assert prepared.inputs.source == InputSource.TESTS
    assert prepared.inputs.outcomes >= 5
    assert "only one outcome" in prepared.inputs.note
    assert comparer.check(prepared, KADANE).status == "equal"
    assert comparer.check(prepared, KADANE.replace('"%lld\\n", best', '"0\\n"')).status == "different"


def test_equality_on_one_outcome_shows_nothing(comparer: Comparer, prepared: Prepared) -> None:
    one = prepared.model_copy(update={"inputs": prepared.inputs.model_copy(update={"outcomes": 1})})
    verdict = comparer.check(one, KADANE)
    assert verdict.status == "undecided"
    assert "show nothing" in verdict.reason


def test_undefined_behaviour_of_the_original_is_no_fault_of_the_candidate(comparer: Comparer, tmp_path: Path) -> None:
    """The user's test makes both read one number past the end; the candidate is no worse."""
    before = (
        BEFORE.replace("std::vector<int> a(n);", "static int a[4];")
        .replace("int &x : a", "int i = 0; i < n; i++")
        .replace('scanf("%d", &x);', 'scanf("%d", a + i);')
    )
    (tmp_path / "1.in").write_text("5 1 2 3 4 5\n")
    (tmp_path / "2.in").write_text("2 1 -2\n")
    prepared = comparer.prepare(before, tmp_path)
    assert comparer.check(prepared, before.replace("best = 0;", "best = 0 ;")).status == "equal"
