"""What makes timings unsteady: how many cores there are, who else uses them, and at which clock they run."""

import re

from perfcoder_lsp.cli.doctor.check import Check, Host
from perfcoder_lsp.cli.doctor.groups import cpu_quota
from perfcoder_lsp.measure.machine import usable_cores

_CPUS = "/sys/devices/system/cpu"
_BUSY_PERCENT = 20.0
_PAIRED = "Paired runs even most of it out."


def cores(host: Host) -> Check:
    usable, quota = usable_cores(), cpu_quota(host)
    found = f"{usable} usable"
    meaning = "Versions are compiled and checked side by side, as cores allow."
    if quota is not None and quota < usable:
        found += f", of whose time the control group allows {quota:g}"
        meaning = "Who uses up the allowance is stopped for a while: wall time jumps, CPU time does not."
        remedy = "Allow whole cores (docker --cpus, systemd CPUQuota=)."
        return Check(name="cores", status="note", found=found, meaning=meaning, remedy=remedy)
    if usable == 1:
        remedy = "A second one makes answers about twice as quick."
        return Check(name="cores", status="note", found=found, meaning=meaning, remedy=remedy)
    return Check(name="cores", status="ok", found=found, meaning=meaning)


def siblings(host: Host) -> Check:
    name, meaning = "SMT", "Two threads on one core take time from each other."
    active = host.read(f"{_CPUS}/smt/active")
    if active == "1":
        shared = host.read(f"{_CPUS}/cpu0/topology/thread_siblings_list")
        found = f"on (one core is {shared})" if shared else "on"
        remedy = f"Steadier: echo off | sudo tee {_CPUS}/smt/control."
        return Check(name=name, status="note", found=found, meaning=f"{meaning} {_PAIRED}", remedy=remedy)
    return Check(name=name, status="ok", found="off" if active == "0" else "not reported", meaning=meaning)


def governor(host: Host) -> Check:
    paths = host.path(_CPUS).glob("cpu[0-9]*/cpufreq/scaling_governor")
    governors = sorted({host.read(f"{_CPUS}/{path.parts[-3]}/cpufreq/scaling_governor") for path in paths} - {""})
    found = ", ".join(governors) or "not reported"
    meaning = "A changing clock frequency makes timings noisier."
    if governors in ([], ["performance"]):
        return Check(name="CPU governor", status="ok", found=found, meaning=meaning)
    remedy = "Steadier: sudo cpupower frequency-set -g performance."
    return Check(name="CPU governor", status="note", found=found, meaning=f"{meaning} {_PAIRED}", remedy=remedy)


def boost(host: Host) -> Check:
    name, meaning = "turbo boost", "The clock frequency changes with heat and with what other cores do."
    for path, when_on, switch_off in (
        (f"{_CPUS}/intel_pstate/no_turbo", "0", "1"),
        (f"{_CPUS}/cpufreq/boost", "1", "0"),
    ):
        value = host.read(path)
        if value == when_on:
            remedy = f"Steadier: echo {switch_off} | sudo tee {path}."
            return Check(name=name, status="note", found="on", meaning=f"{meaning} {_PAIRED}", remedy=remedy)
        if value:
            return Check(name=name, status="ok", found="off", meaning=meaning)
    return Check(name=name, status="ok", found="not reported", meaning=meaning)


def pressure(host: Host) -> Check:
    """The wait for a core in the last ten seconds, and the load of the last minute."""
    name, meaning = "CPU pressure", "On a busy machine measuring takes longer, and wall time is not judged."
    waited = re.search(r"some avg10=([\d.]+)", host.read("/proc/pressure/cpu"))
    load = re.match(r"[\d.]+", host.read("/proc/loadavg"))
    parts = [f"{waited[1]} % of 10 s waited"] if waited else []
    parts += [f"load {load[0]}"] if load else []
    found = ", ".join(parts) or "not reported"
    if waited and float(waited[1]) > _BUSY_PERCENT:
        remedy = "Stop other work for quicker answers."
        return Check(name=name, status="note", found=found, meaning=meaning, remedy=remedy)
    return Check(name=name, status="ok", found=found, meaning=meaning)
