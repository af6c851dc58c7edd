"""Labels: intervals of gains from given times, outcomes, and two tiny programs through the whole step."""

import json
import math
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from models.label.bench import Bench
from models.label.effect import Effect, UnmeasurableError
from models.label.gains import MOST_ROUNDS, gains
from models.label.labels import label
from models.label.worker import Skipped, answer
from models.records import Labelled, Program, append, read, without_rest
from perfcoder_lsp.errors import PerfcoderError, SandboxError, SourceError
from perfcoder_lsp.measure.statistics import Interval
from perfcoder_lsp.settings import Settings

COPIES = """
#include <iostream>
#include <string>
#include <vector>
int tagged(std::vector<int> numbers, int step) {
    return numbers[step % numbers.size()] + step;
}
int main() {
    int n, rounds;
    std::cin >> n >> rounds;
    std::vector<int> numbers(n, 3);
    long long sum = 0;
    for (int step = 0; step < rounds; ++step) sum += tagged(numbers, step) % 7;
    std::cout << sum << std::endl;
}
"""
"""MEM6 (pass the vector by reference) pays here, and the flush at the end does not matter."""


def program(
    source: str = COPIES, timed: str = "40000 3000\n", checked: tuple[str, ...] = ("3 5\n", "2 1\n")
) -> Program:
    return Program(key=str(len(source)), family="f", origin="written", source=source, timed=timed, checked=checked)


@pytest.fixture(scope="module")
def bench(sandbox: object, settings: Settings) -> Bench:
    return Bench(settings)


# -------------------------------------------------------------------------------------------------------------- gains


class Machine:
    """Takes the time that is said, give or take some noise; counts the runs."""

    def __init__(self, seconds: dict[str, float], noise: float = 0.0, drift: float = 0.0) -> None:
        self.seconds, self.noise, self.drift = seconds, noise, drift
        self.runs: Counter[str] = Counter()
        self.chance = random.Random(1)

    def __call__(self, version: str) -> float:
        self.runs[version] += 1
        slower = 1 + self.drift * self.runs.total()
        return self.seconds[version] * slower * math.exp(self.chance.gauss(0, self.noise))


def test_a_clear_gain_takes_two_pairs() -> None:
    machine = Machine({"original": 1.0, "fast": 0.3}, noise=0.005)
    found = gains(machine, "original", ["fast"])["fast"]
    assert found.speedups[0] < 1 / 0.3 < found.speedups[2]
    assert machine.runs == {"original": 2, "fast": 2}


def test_a_noisy_one_takes_more_and_ends() -> None:
    machine = Machine({"original": 1.0, "a": 0.99, "b": 0.2}, noise=0.2)
    found = gains(machine, "original", ["a", "b"])
    assert machine.runs["a"] == 2 * MOST_ROUNDS
    assert found["a"].low < 0 < found["a"].high


def test_a_steady_drift_cancels() -> None:
    machine = Machine({"original": 1.0, "a": 1.0, "b": 1.0, "c": 1.0}, drift=0.01)
    found = gains(machine, "original", ["a", "b", "c"])
    assert all(abs(each.center) < 0.005 for each in found.values())


def test_many_versions_are_compared_in_small_groups() -> None:
    names = [f"v{number}" for number in range(9)]
    machine = Machine({"original": 1.0} | dict.fromkeys(names, 0.6), noise=0.002)
    assert gains(machine, "original", names).keys() == set(names)
    assert machine.runs["original"] == 6


@pytest.mark.parametrize(
    ("low", "gain", "high", "outcome"),
    [
        (1.5, 2.0, 2.5, "faster"),
        (1.01, 1.06, 1.11, "faster"),
        (1.01, 1.03, 1.05, "same"),
        (0.95, 1.0, 1.05, "same"),
        (0.8, 0.92, 1.04, "same"),
        (0.99, 1.2, 1.4, "undecided"),
        (0.8, 0.9, 0.95, "slower"),
        (0.8, 0.95, 1.2, "undecided"),
    ],
)
def test_outcomes(low: float, gain: float, high: float, outcome: str) -> None:
    effect = Effect.of(Interval(*map(math.log, (low, gain, high))))
    assert effect.outcome == outcome
    assert effect.gain == pytest.approx(gain)


# ------------------------------------------------------------------------------------------------------- whole programs


@pytest.mark.alone
def test_what_pays_is_faster_and_what_is_cold_is_not(bench: Bench) -> None:
    found = label(program(), bench)
    by_rule = {site.strategy.name: site for site in found.sites}
    assert by_rule["MEM6"].outcome == "faster"
    assert by_rule["MEM6"].low > 1.5
    assert by_rule["IO2"].outcome != "faster"
    assert found.together > 1.5
    assert found.counts is not None
    assert dict(found.counts.by_start)[COPIES.index("return numbers")] == 3000
    assert found.program.timed == ""
    assert found.cpu_s > 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text.replace("long long sum", "long long int sum_"), "does not compile"),
        (lambda text: text.replace("<< sum", "<< __builtin_ia32_rdtsc()"), "does not print the same"),
        (lambda text: text.replace("<< sum", "<< 1"), "prints the same on all inputs"),
        (lambda text: text.replace("% numbers.size()", "+ (1 << 30)"), "does not run to its end"),
    ],
)
def test_what_can_not_be_labelled(bench: Bench, change: Callable[[str], str], reason: str) -> None:
    with pytest.raises(UnmeasurableError, match=reason):
        bench.effects(program(change(COPIES)), [])


def test_too_quick_a_run_is_not_labelled(bench: Bench) -> None:
    with pytest.raises(UnmeasurableError, match="takes less than 2 ms"):
        bench.effects(program(timed="4 3\n"), [])


def test_a_program_without_sites_has_no_labels(bench: Bench) -> None:
    assert label(program("int main() { return 0; }"), bench).sites == ()


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (UnmeasurableError("is odd"), "is odd"),
        (SandboxError("the sandbox has ended"), "ends the sandbox that it runs in"),
        (SourceError("empty"), "is no C++ text"),
    ],
)
def test_one_program_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch, bench: Bench, error: PerfcoderError, reason: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(bench, "effects", fail)
    assert answer(program(), bench) == Skipped(key=program().key, reason=reason)


def _command(programs: Path, out: Path, settings: Settings) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "models.label", str(programs), "--out", str(out), "--workers", "2"]
    words += ["--cache", str(settings.cache.directory)]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)


def test_the_command_goes_on_where_it_was_interrupted(sandbox: object, settings: Settings, tmp_path: Path) -> None:
    programs, out = tmp_path / "programs.jsonl", tmp_path / "labels.jsonl"
    nothing = program("int main() { return 0; }")
    other = program("int main() { return 1 + 2; }")
    append(programs, [nothing, other, program(COPIES + "?"), nothing])
    out.write_text(json.dumps({"cut": "short"})[:8])
    first = _command(programs, out, settings)
    assert first.returncode == 0, first.stderr
    assert "1 does not compile" in first.stdout
    assert sorted(each.program.key for each in read(out, Labelled)) == sorted([nothing.key, other.key])
    before = out.read_text()
    assert _command(programs, out, settings).returncode == 0
    assert out.read_text() == before
    assert len(list(read(tmp_path / "labels.skipped.jsonl", Skipped))) == 1


def test_the_command_without_programs_says_so(settings: Settings, tmp_path: Path) -> None:
    result = _command(tmp_path / "none.jsonl", tmp_path / "labels.jsonl", settings)
    assert result.returncode == 1
    assert "no such file" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_whole_last_line_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"one\ntwo\nthr")
    assert without_rest(file).read_bytes() == b"one\ntwo\n"
    assert without_rest(file).read_bytes() == b"one\ntwo\n"
