"""What `doctor` reads from the files of other machines: recorded contents, and what each finding must say."""

import gzip
import io
import itertools
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from rich.console import Console

from perfcoder_lsp.cli.doctor import clocks, command, cores, groups, programs, sandboxes, storage
from perfcoder_lsp.cli.doctor.check import Check, Checks, Host
from perfcoder_lsp.cli.doctor.isolation import Isolation, examine
from perfcoder_lsp.measure.machine import SelfCheck, store_check, this_machine
from perfcoder_lsp.sandbox import Sandbox, all_tiers
from perfcoder_lsp.sandbox.linux.tiers import BubblewrapTier
from perfcoder_lsp.settings import CacheSettings, Settings

CPU = "/sys/devices/system/cpu"
CLOCK = "/sys/devices/system/clocksource/clocksource0"
FORBIDDEN = "user namespaces are forbidden here (bubblewrap says: bwrap: setting up uid map: Permission denied)"
ISOLATED = Isolation({"bubblewrap+cgroup": None, "bubblewrap": None}, {"read a file outside": True})
NO_GROUPS = Isolation({"bubblewrap+cgroup": "no group can be made", "bubblewrap": None}, {"become root": True})
NOTHING = Isolation({"bubblewrap+cgroup": FORBIDDEN, "bubblewrap": FORBIDDEN})
NOT_INSTALLED = Isolation({"bubblewrap": "bubblewrap is not installed: sudo apt-get install bubblewrap"})


def host(folder: Path, files: Mapping[str, str], isolation: Isolation = ISOLATED) -> Host:
    """A machine with these files and no others."""
    root = folder / "root"
    for path, text in files.items():
        file = root / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text + "\n")
    return Host(Settings(cache=CacheSettings(directory=folder / "cache")), isolation, root)


@pytest.mark.parametrize(
    ("check", "files", "status", "found"),
    [
        (cores.governor, {}, "ok", "not reported"),
        (cores.governor, {f"{CPU}/cpu0/cpufreq/scaling_governor": "performance"}, "ok", "performance"),
        (
            cores.governor,
            {f"{CPU}/cpu{n}/cpufreq/scaling_governor": word for n, word in enumerate(("performance", "powersave"))},
            "note",
            "performance, powersave",
        ),
        (cores.siblings, {f"{CPU}/smt/active": "0"}, "ok", "off"),
        (
            cores.siblings,
            {f"{CPU}/smt/active": "1", f"{CPU}/cpu0/topology/thread_siblings_list": "0,4"},
            "note",
            "on (one core is 0,4)",
        ),
        (cores.boost, {}, "ok", "not reported"),
        (cores.boost, {f"{CPU}/intel_pstate/no_turbo": "0"}, "note", "on"),
        (cores.boost, {f"{CPU}/intel_pstate/no_turbo": "1"}, "ok", "off"),
        (cores.boost, {f"{CPU}/cpufreq/boost": "1"}, "note", "on"),
        (cores.boost, {f"{CPU}/cpufreq/boost": "0"}, "ok", "off"),
        (cores.pressure, {}, "ok", "not reported"),
        (
            cores.pressure,
            {"/proc/pressure/cpu": "some avg10=1.50 avg60=4.27 avg300=7.54 total=43955341", "/proc/loadavg": "0.4 1 1"},
            "ok",
            "1.50 % of 10 s waited, load 0.4",
        ),
        (cores.pressure, {"/proc/pressure/cpu": "some avg10=88.00 avg60=1 total=4"}, "note", "88.00 % of 10 s waited"),
        (clocks.clock_source, {f"{CLOCK}/current_clocksource": "kvm-clock"}, "ok", "kvm-clock"),
        (
            clocks.clock_source,
            {f"{CLOCK}/current_clocksource": "hpet", f"{CLOCK}/available_clocksource": "hpet acpi_pm"},
            "note",
            "hpet, slow",
        ),
        (clocks.clock_source, {}, "ok", "not reported"),
        (clocks.address_layout, {"/proc/sys/kernel/randomize_va_space": "2"}, "ok", "on (level 2)"),
        (clocks.energy, {}, "ok", "no counter here"),
        (clocks.energy, {"/sys/class/powercap/intel-rapl:0/name": "package-0"}, "note", "not allowed"),
        (
            clocks.energy,
            {
                "/sys/class/powercap/intel-rapl:0/name": "package-0",
                "/sys/class/powercap/intel-rapl:0/energy_uj": "262143328850",
                "/sys/class/powercap/intel-rapl:0/max_energy_range_uj": "262143328850",
            },
            "ok",
            "can be read",
        ),
        (storage.memory, {}, "ok", "not reported"),
        (storage.memory, {"/proc/meminfo": "MemTotal: 1 kB\nMemAvailable:   16384000 kB"}, "ok", "16,000 MB free"),
        (storage.memory, {"/proc/meminfo": "MemAvailable: 512000 kB"}, "note", "500 MB free"),
        (sandboxes.user_namespaces, {}, "ok", "allowed"),
        (sandboxes.user_namespaces, {"/proc/sys/kernel/unprivileged_userns_clone": "0"}, "problem", "switched off"),
        (sandboxes.user_namespaces, {"/proc/sys/user/max_user_namespaces": "0"}, "problem", "limited to none"),
    ],
)
def test_findings_from_recorded_files(
    tmp_path: Path, check: Checks, files: dict[str, str], status: str, found: str
) -> None:
    said = check(host(tmp_path, files))
    assert isinstance(said, Check)
    assert (said.status, said.found) == (status, found)
    assert said.meaning
    assert bool(said.remedy) is (status != "ok")


@pytest.mark.parametrize(
    ("files", "quota"),
    [
        ({}, None),
        ({"/proc/self/cgroup": "0::/a/b", "/sys/fs/cgroup/a/b/cpu.max": "max 100000"}, None),
        ({"/proc/self/cgroup": "0::/a/b", "/sys/fs/cgroup/a/b/cpu.max": "150000 100000"}, 1.5),
        ({"/proc/self/cgroup": "0::/a/b", "/sys/fs/cgroup/a/cpu.max": "50000 100000"}, 0.5),
        ({"/proc/self/cgroup": "0::/elsewhere", "/sys/fs/cgroup/cpu.max": "200000 100000"}, 2.0),
        (
            {
                "/proc/self/cgroup": "9:name=systemd:/\n4:cpu,cpuacct:/docker/1",
                "/sys/fs/cgroup/cpu,cpuacct/docker/1/cpu.cfs_quota_us": "250000",
                "/sys/fs/cgroup/cpu,cpuacct/docker/1/cpu.cfs_period_us": "100000",
            },
            2.5,
        ),
        (
            {
                "/proc/self/cgroup": "4:cpu:/",
                "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1",
                "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000",
            },
            None,
        ),
        ({"/proc/self/cgroup": "odd\n\n1:\n0::relative/../x", "/sys/fs/cgroup/cpu.max": "0 0"}, None),
    ],
)
def test_the_quota_of_control_groups(tmp_path: Path, files: dict[str, str], quota: float | None) -> None:
    assert groups.cpu_quota(host(tmp_path, files)) == quota


def test_a_quota_below_the_cores_is_told(tmp_path: Path) -> None:
    said = cores.cores(host(tmp_path, {"/proc/self/cgroup": "0::/", "/sys/fs/cgroup/cpu.max": "50000 100000"}))
    assert (said.status, "allows 0.5" in said.found) == ("note", True)


@pytest.mark.parametrize(
    ("files", "left_mb"),
    [
        ({"/proc/self/cgroup": "0::/a", "/sys/fs/cgroup/a/memory.max": "max"}, None),
        (
            {
                "/proc/self/cgroup": "0::/a",
                "/sys/fs/cgroup/a/memory.max": str(1024 << 20),
                "/sys/fs/cgroup/a/memory.current": str(700 << 20),
                "/sys/fs/cgroup/a/memory.stat": f"anon 5\ninactive_file {100 << 20}",
            },
            424,
        ),
        (
            {
                "/proc/self/cgroup": "3:memory:/docker/1",
                "/sys/fs/cgroup/memory/memory.limit_in_bytes": str(512 << 20),
                "/sys/fs/cgroup/memory/memory.usage_in_bytes": str(600 << 20),
            },
            0,
        ),
    ],
)
def test_the_memory_that_control_groups_leave(tmp_path: Path, files: dict[str, str], left_mb: int | None) -> None:
    assert storage.available_mb(host(tmp_path, files)) == left_mb


def test_the_step_of_a_clock() -> None:
    looks = itertools.count()
    assert clocks.smallest_step(lambda: next(looks) // 100 * 0.01) == pytest.approx(0.01)
    assert clocks.smallest_step(lambda: 1.0) is None


def test_a_kernel_that_estimates_user_and_system_time_is_known(tmp_path: Path) -> None:
    machine = host(tmp_path, {"/proc/cpuinfo": ""})
    assert "estimated" not in clocks.cpu_clocks(machine).meaning
    (tmp_path / "root/proc/config.gz").write_bytes(gzip.compress(b"CONFIG_SMP=y\nCONFIG_TICK_CPU_ACCOUNTING=y\n"))
    assert "estimated" in clocks.cpu_clocks(machine).meaning
    (tmp_path / "root/proc/config.gz").write_bytes(b"no gzip")
    assert "estimated" not in clocks.cpu_clocks(machine).meaning


@pytest.mark.parametrize(
    ("paranoid", "allowed", "there", "status"),
    [("2", True, True, "ok"), ("2", True, False, "ok"), ("4", False, False, "note"), ("", False, False, "ok")],
)
def test_hardware_counters(paranoid: str, allowed: bool, there: bool, status: str) -> None:
    said = clocks.counters(paranoid, allowed=allowed, there=there)
    assert (said.status, bool(said.remedy)) == (status, status == "note")


def test_the_stored_self_check_is_told(tmp_path: Path) -> None:
    machine = host(tmp_path, {})
    assert clocks.self_check(machine).found == "not made yet"
    for speedups, status, found in (
        ((1.0, 0.995, 1.001), "ok", "off by 0.5 % at most, 3 h ago; the bar is 1.05"),
        ((1.0, 1.1), "note", "off by 10.0 % at most, less than an hour ago; the bar is 1.16"),
    ):
        age_s = 3 * 3600 + 60 if status == "ok" else 60
        made = SelfCheck(machine=this_machine(), speedups=speedups, made_at=time.time() - age_s)
        store_check(machine.settings.cache, made)
        said = clocks.self_check(machine)
        assert (said.status, said.found) == (status, found)


@pytest.mark.parametrize(
    ("isolation", "status", "found"),
    [
        (ISOLATED, "ok", "restricted by AppArmor, bubblewrap may make them"),
        (NOTHING, "problem", "forbidden by AppArmor"),
    ],
)
def test_the_profile_is_printed_only_where_apparmor_is_the_cause(
    tmp_path: Path, isolation: Isolation, status: str, found: str
) -> None:
    files = {"/proc/sys/kernel/apparmor_restrict_unprivileged_userns": "1"}
    said = sandboxes.user_namespaces(host(tmp_path, files, isolation))
    assert (said.status, said.found) == (status, found)
    assert ("\n  userns,\n}\nPROFILE\nsudo apparmor_parser" in said.script) is (status == "problem")
    assert not sandboxes.user_namespaces(host(tmp_path, files, NOT_INSTALLED)).script


def test_in_a_container_the_runtime_is_named(tmp_path: Path) -> None:
    said = sandboxes.user_namespaces(host(tmp_path, {}, NOTHING))
    assert (said.status, "container" in said.remedy, said.script) == ("problem", True, "")


@pytest.mark.parametrize(
    ("isolation", "expected"),
    [
        (ISOLATED, [("ok", "used"), ("ok", "usable")]),
        (NO_GROUPS, [("note", "not usable"), ("ok", "used")]),
        (NOTHING, [("note", "not usable"), ("note", "not usable")]),
    ],
)
def test_the_tiers(tmp_path: Path, isolation: Isolation, expected: list[tuple[str, str]]) -> None:
    said = sandboxes.tiers(host(tmp_path, {}, isolation))
    assert [(check.status, check.found) for check in said] == expected
    assert all(check.remedy for check in said if check.status == "note")


class _Odd(BubblewrapTier):
    """A tier of another package that has a defect."""

    name = "odd"

    def missing(self) -> str | None:
        raise LookupError("nobody expects this")


def test_a_defective_tier_of_another_package_harms_nothing(sandbox: Sandbox, settings: Settings) -> None:
    isolation = examine((_Odd(), *all_tiers()), settings.cache.directory)
    assert isolation.tiers["odd"] == "LookupError: nobody expects this"
    assert isolation.chosen == sandbox.tier
    assert isolation.attempts
    assert all(isolation.attempts.values())


def _divides(_: Host) -> Check:
    return Check(name="never", status="ok", found=str(1 // 0), meaning="")


def test_a_check_that_fails_becomes_a_note(tmp_path: Path) -> None:
    (note,) = command.checked(_divides, host(tmp_path, {}))
    assert (note.status, note.name) == ("note", " divides")
    assert "ZeroDivisionError" in note.found


@pytest.mark.parametrize(("columns", "side_by_side"), [(72, False), (80, False), (140, True)])
def test_the_table_fits_and_loses_nothing(tmp_path: Path, columns: int, side_by_side: bool) -> None:
    files = {"/proc/sys/kernel/apparmor_restrict_unprivileged_userns": "1"}
    machine = host(tmp_path, files, NOTHING)
    odd = Check(name="odd", status="note", found="\x1b[31m", meaning="[bold]x", remedy="y")
    found = {
        "Isolation": [sandboxes.user_namespaces(machine), *sandboxes.tiers(machine)],
        "Programs": [programs.python(machine), odd],
    }
    file = io.StringIO()
    command.show(Console(file=file, width=columns, highlight=False, markup=False, emoji=False), found)
    text = file.getvalue()
    headings = " ".join(text.splitlines()[0].split())
    assert headings == f"Check {'Found' if side_by_side else 'Found.'} What it means, what to do"
    table = text.partition("commands to copy")[0].splitlines()
    assert max(len(line) for line in table) <= columns
    assert "…" not in text
    assert "\x1b" not in text
    assert found["Isolation"][0].script in text
    if not side_by_side:  # one column of text, so that its words follow each other
        words = "".join(text.split())
        for check in (check for checks in found.values() for check in checks):
            assert "".join(f"→{check.remedy}".split() if check.remedy else check.meaning.split()) in words
