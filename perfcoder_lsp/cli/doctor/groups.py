"""The control groups around this process, as far as its files show them (man 7 cgroups)."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from perfcoder_lsp.cli.doctor.check import Host


def cpu_quota(host: Host) -> float | None:
    """How many cores' time the groups allow, the least of them; None where there is no bound."""
    return min(_cpu_quotas(host), default=None)


def memory_left(host: Host) -> int | None:
    """How many bytes the groups leave, the least of them; None where there is no bound. What the kernel can drop at
    once (copies of files) counts as free."""
    return min(_memory_left(host), default=None)


def _cpu_quotas(host: Host) -> Iterator[float]:
    for group in _own_groups(host, "cpu"):
        match = re.fullmatch(r"(\d+) (\d+)", host.read(f"{group}/cpu.max"))
        if match and int(match[2]):
            yield int(match[1]) / int(match[2])
        quota, period = (host.number(f"{group}/cpu.cfs_{name}_us") for name in ("quota", "period"))
        if quota is not None and quota > 0 and period:
            yield quota / period


def _memory_left(host: Host) -> Iterator[int]:
    for group in _own_groups(host, "memory"):
        for limit_name, used_name in (("max", "current"), ("limit_in_bytes", "usage_in_bytes")):
            limit, used = (host.number(f"{group}/memory.{name}") for name in (limit_name, used_name))
            if limit is not None and used is not None:
                files = re.search(r"^inactive_file (\d+)", host.read(f"{group}/memory.stat"), re.MULTILINE)
                yield max(0, limit - used + (int(files[1]) if files else 0))


def _own_groups(host: Host, controller: str) -> Iterator[str]:
    """The folders of our own group and of those above it, wherever one of that controller may be mounted."""
    for line in host.read("/proc/self/cgroup").splitlines():
        _, controllers, own = (*line.split(":", 2), "", "")[:3]
        if not controllers:
            tops = {"/sys/fs/cgroup", "/sys/fs/cgroup/unified"}
        elif controller in controllers.split(","):
            tops = {f"/sys/fs/cgroup/{controllers}", f"/sys/fs/cgroup/{controller}"}
        else:
            continue
        path = PurePosixPath("/", own)
        for group in (path, *path.parents):  # a container may see its own group as the top
            yield from (f"{top}{group}".rstrip("/") for top in tops)
