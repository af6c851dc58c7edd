import time
from pathlib import Path

import pytest

from perfcoder_lsp.measure.calibration import Calibration, self_check
from perfcoder_lsp.measure.instructions import count_instructions, with_instructions
from perfcoder_lsp.measure.machine import (
    Bar,
    SelfCheck,
    cpu_pressure,
    load_per_core,
    store_check,
    stored_check,
    this_machine,
)
from perfcoder_lsp.sandbox import Limits, Sandbox
from perfcoder_lsp.sandbox.native import native_program
from perfcoder_lsp.settings import CacheSettings, MeasureSettings, Settings
from perfcoder_lsp.suggestion import Measurement

TWO_NUMBERS = b"12\n15\n"
FACTOR = Path("/usr/bin/factor")


def check(*speedups: float, made_at: float = 1e12) -> SelfCheck:
    return SelfCheck(machine=this_machine(), speedups=speedups, made_at=made_at)


def test_this_machine_is_named_and_always_the_same() -> None:
    machine = this_machine()
    assert machine.cores >= 1
    assert machine.cpu
    assert machine.fingerprint == this_machine().fingerprint
    assert machine.fingerprint != machine.model_copy(update={"kernel": "0.0"}).fingerprint


def test_load_and_pressure_are_read() -> None:
    assert load_per_core() > 0
    pressure = cpu_pressure()
    assert pressure is None or 0 <= pressure <= 100


def test_errors_up_to_two_percent_leave_the_bar_alone_and_larger_ones_raise_it() -> None:
    assert check(1.0, 1.015, 0.985).bar(1.05).speedup == 1.05
    assert check(1.0, 1.03).bar(1.05) == Bar(speedup=1.05 * 1.03, machine_error=1.03)
    assert check(1.0, 1 / 1.04).bar(1.05).speedup == pytest.approx(1.05 * 1.04)


def test_a_check_of_a_bad_moment_expires_and_a_good_one_does_not() -> None:
    machine = this_machine()
    good, bad = check(1.0, made_at=0), check(1.1, made_at=0)
    assert good.is_valid(machine, 1e9)
    assert bad.is_valid(machine, 600)
    assert not bad.is_valid(machine, 7200)
    assert not good.is_valid(machine.model_copy(update={"cores": 999}), 1)


def test_a_kept_check_is_found_again_and_a_damaged_one_is_none(tmp_path: Path) -> None:
    cache = CacheSettings(directory=tmp_path / "new")
    assert stored_check(cache) is None
    store_check(cache, check(1.01))
    assert stored_check(cache) == check(1.01)
    (kept,) = cache.directory.glob("self-check-*.json")
    kept.write_text('{"machine": 1}')
    assert stored_check(cache) is None


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    store_check(CacheSettings(directory=blocked / "below"), check(1.0))
    assert blocked.read_text() == ""


@pytest.mark.alone
def test_the_first_use_of_a_machine_makes_the_self_check_and_the_next_finds_it(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    cache = CacheSettings(directory=tmp_path)
    with Calibration(sandbox, MeasureSettings(), cache) as first:
        bar = first.bar()
    kept = stored_check(cache)
    assert kept is not None
    assert 5 <= len(kept.speedups) <= 10
    assert bar == kept.bar(1.05)
    assert 1.05 <= bar.speedup < 1.5
    with Calibration(sandbox, MeasureSettings(minimum_speedup=1.2), cache) as second:
        assert second.bar() == kept.bar(1.2)
    assert stored_check(cache) == kept


def test_a_bar_that_nobody_waits_for_is_not_kept(sandbox: Sandbox, tmp_path: Path) -> None:
    cache = CacheSettings(directory=tmp_path)
    with Calibration(sandbox, MeasureSettings(), cache):
        pass
    assert stored_check(cache) is None


def test_a_machine_that_is_off_has_a_wider_bar(sandbox: Sandbox, tmp_path: Path) -> None:
    cache = CacheSettings(directory=tmp_path)
    store_check(cache, check(1.0, 1.04, made_at=time.time()))
    with Calibration(sandbox, MeasureSettings(), cache) as calibration:
        assert calibration.bar() == Bar(speedup=1.05 * 1.04, machine_error=1.04)


def test_a_self_check_that_is_stopped_says_nothing(sandbox: Sandbox, settings: Settings) -> None:
    program = native_program("reference", settings.cache.directory)
    assert self_check(sandbox, program, lambda: True) is None


def test_instructions_are_counted_and_repeat(sandbox: Sandbox) -> None:
    first, second = (count_instructions(sandbox, FACTOR, TWO_NUMBERS) for _ in range(2))
    assert first is not None
    assert first == second
    more = count_instructions(sandbox, FACTOR, b"4611686001247518089\n")
    assert more is not None
    assert more > first + 100_000


def test_instructions_join_the_measurement(sandbox: Sandbox) -> None:
    measurement = Measurement(
        before_s=0.001, after_s=0.001, speedup=1, speedup_low=1, speedup_high=1, pairs=6, clock="cpu"
    )
    joined = with_instructions(
        measurement, sandbox, {"before": FACTOR, "after": FACTOR}, TWO_NUMBERS, Limits(), callgrind=True
    )
    assert joined.instructions_before == joined.instructions_after
    assert joined.instructions_before is not None
    assert joined.speedup == measurement.speedup


def test_what_cannot_be_counted_is_none(sandbox: Sandbox, tmp_path: Path) -> None:
    hard = b"4611686001247518089\n" * 20_000
    assert count_instructions(sandbox, FACTOR, hard, limit_s=0.3) is None
    assert count_instructions(sandbox, FACTOR, TWO_NUMBERS, valgrind=tmp_path / "missing") is None
