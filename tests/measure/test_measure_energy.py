"""Energy, from a tree as the kernel shows it. (It has not been run on a machine with the real counters.)"""

from pathlib import Path

import pytest

from perfcoder_lsp.measure.energy import EnergyMeter
from perfcoder_lsp.measure.record import Record
from perfcoder_lsp.sandbox import RunResult
from perfcoder_lsp.suggestion import Measurement

LARGEST = 262_143_328_850
MEASUREMENT = Measurement(before_s=2, after_s=1, speedup=2, speedup_low=1.9, speedup_high=2.1, pairs=6, clock="cpu")
RESULT = RunResult(
    status="ok",
    exit_code=0,
    signal=0,
    cpu_s=0.03,
    wall_s=0.03,
    output=None,
    output_hash="same",
    output_bytes=2,
    stderr=b"",
    max_rss_kb=1000,
    stragglers=0,
)


@pytest.fixture
def powercap(tmp_path: Path) -> Path:
    """Two packages; the first one's cores and memory, which are part of it; the board; the second interface to the
    first package; the control type itself."""
    names = {
        "intel-rapl:0": "package-0",
        "intel-rapl:0:0": "core",
        "intel-rapl:0:1": "dram",
        "intel-rapl:1": "package-1",
        "intel-rapl:2": "psys",
        "intel-rapl-mmio:0": "package-0",
    }
    for zone, name in names.items():
        (tmp_path / zone).mkdir()
        (tmp_path / zone / "name").write_text(f"{name}\n")
        (tmp_path / zone / "max_energy_range_uj").write_text(f"{LARGEST}\n")
        counted(tmp_path, zone, 1_000_000)
    (tmp_path / "intel-rapl").mkdir()
    (tmp_path / "intel-rapl" / "enabled").write_text("1\n")
    return tmp_path


def counted(powercap: Path, zone: str, microjoules: int) -> None:
    (powercap / zone / "energy_uj").write_text(f"{microjoules}\n")


def test_packages_are_summed_up_and_their_parts_are_not_counted_twice(powercap: Path) -> None:
    meter = EnergyMeter.open(powercap)
    assert meter is not None
    for zone in ("intel-rapl:0", "intel-rapl:0:0", "intel-rapl:2", "intel-rapl-mmio:0"):
        counted(powercap, zone, 3_500_000)
    counted(powercap, "intel-rapl:1", 1_250_000)
    assert meter.spent_j() == pytest.approx(2.75)
    assert meter.spent_j() == 0


def test_a_counter_that_starts_again_is_no_gain(powercap: Path) -> None:
    counted(powercap, "intel-rapl:0", LARGEST - 999_999)
    meter = EnergyMeter.open(powercap)
    assert meter is not None
    counted(powercap, "intel-rapl:0", 500_000)
    assert meter.spent_j() == pytest.approx(1.5)


@pytest.mark.parametrize("text", ["", "much\n"])
def test_a_counter_that_cannot_be_read_is_none(powercap: Path, text: str) -> None:
    meter = EnergyMeter.open(powercap)
    assert meter is not None
    (powercap / "intel-rapl:1" / "energy_uj").write_text(text)
    assert meter.spent_j() is None
    assert EnergyMeter.open(powercap) is None


def test_a_machine_without_counters_has_no_meter(tmp_path: Path) -> None:
    assert EnergyMeter.open(tmp_path) is None
    assert EnergyMeter.open(tmp_path / "missing") is None


@pytest.mark.parametrize(("quiet", "expected"), [(True, (2.0, 0.5)), (False, (None, None))])
def test_joules_per_run_are_told_on_a_quiet_machine(
    powercap: Path, quiet: bool, expected: tuple[float | None, float | None]
) -> None:
    total = 1_000_000

    def run(side: str) -> RunResult:
        nonlocal total
        total += 2_000_000 if side == "before" else 500_000
        counted(powercap, "intel-rapl:0", total)
        return RESULT

    record = Record(run, EnergyMeter.open(powercap))
    record.times(("before", "after", "after", "before"), "cpu")
    told = record.added_to(MEASUREMENT, quiet=quiet)
    assert (told.energy_before_j, told.energy_after_j) == expected
