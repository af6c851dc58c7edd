"""The tiers of Linux: bubblewrap with the runner in it, with or without a control group around both."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox.limits import Limits
from perfcoder_lsp.sandbox.linux.bubblewrap import bubblewrap, bubblewrap_version
from perfcoder_lsp.sandbox.linux.control_group import ControlGroup, Place, find_place
from perfcoder_lsp.sandbox.linux.seccomp import seccomp_filter
from perfcoder_lsp.sandbox.linux.session import RunnerSession
from perfcoder_lsp.sandbox.native import native_program
from perfcoder_lsp.sandbox.profile import WORK, Mount, Profile

_WIDE = Limits(cpu_s=5, wall_s=20, memory_mb=512, processes=64)
_FORKS = 32
_NARROW_BYTES, _NARROW_PROCESSES = 48 << 20, 16
_NO_GROUP = (
    "no control group of ours (memory, pids) can be made here; to have one, start the editor or shell with "
    "`systemd-run --user --scope -p Delegate=yes PROGRAM`"
)


class BubblewrapTier:
    """Namespaces, a system call filter, limits on each process, and a watch over the memory and CPU time of all."""

    name = "bubblewrap"

    def missing(self) -> str | None:
        try:
            bubblewrap()
        except SandboxError as error:
            return str(error)
        return None

    def version(self) -> str:
        program = str(bubblewrap())
        filters = seccomp_filter() + seccomp_filter(compiling=True)
        return f"{program} {bubblewrap_version(program)} {hashlib.sha256(filters).hexdigest()}"

    def session(
        self,
        profile: Profile,
        programs: Mapping[str, Path],
        limits: Limits,
        cache: Path,
        environment: Mapping[str, str] | None = None,
    ) -> RunnerSession:
        return RunnerSession(profile, programs, limits, cache, environment)

    def attempts(self, cache: Path) -> Mapping[str, bool]:  # noqa: ARG002
        return {}


class ControlGroupTier(BubblewrapTier):
    """The same in a control group: the kernel bounds all memory, also what no process shows as its own (buffers of
    pipes and sockets, files in memory), at once and not at the next look; and what is left over ends as a whole."""

    name = "bubblewrap+cgroup"

    def missing(self) -> str | None:
        if find_place() is None:
            return _NO_GROUP
        return super().missing()

    def version(self) -> str:
        return f"{super().version()} with cgroup {_place().version}"

    def session(
        self,
        profile: Profile,
        programs: Mapping[str, Path],
        limits: Limits,
        cache: Path,
        environment: Mapping[str, str] | None = None,
    ) -> RunnerSession:
        return RunnerSession(profile, programs, limits, cache, environment, ControlGroup(_place()))

    def attempts(self, cache: Path) -> Mapping[str, bool]:
        """Whether the group itself holds: its limits are far below those that the runner keeps."""
        target = WORK / "probe"
        profile = Profile((Mount(native_program("probe", cache), target),))
        with RunnerSession(profile, {"probe": target}, _WIDE, cache, group=_NarrowGroup(_place())) as session:
            memory = session.run("probe", arguments=("memory", str(_WIDE.memory_mb // 2)))
            forks = session.run("probe", arguments=("forks", str(_FORKS)), keep_output=True)
        made = (forks.output or b"").strip()
        return {
            "take memory past its control group's limit": memory.status == "memory",
            "fork past its control group's limit": made.isdigit() and int(made) < _FORKS,
        }


class _NarrowGroup(ControlGroup):
    def limit(self, memory_bytes: int, processes: int) -> None:  # noqa: ARG002
        super().limit(_NARROW_BYTES, _NARROW_PROCESSES)


def _place() -> Place:
    place = find_place()
    if place is None:
        raise SandboxError(_NO_GROUP)
    return place
