"""Sessions without namespaces, as macOS has them, on Linux: bare for honest programs, else behind bubblewrap."""

import itertools
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from perfcoder_lsp.sandbox import Limits, RunResult
from perfcoder_lsp.sandbox.macos.places import View
from perfcoder_lsp.sandbox.macos.portable import Isolate, PortableSession
from perfcoder_lsp.sandbox.profile import WORK, Mount, Profile

Compile = Callable[[str], Path]
Survivors = Callable[[Path], list[int]]
Run = Callable[..., RunResult]
Open = Callable[..., PortableSession]

LIMITS = Limits(cpu_s=0.2, wall_s=30.0, memory_mb=128, output_bytes=1 << 20, processes=16, file_mb=4)
PATIENT = LIMITS.model_copy(update={"cpu_s": 10.0})
SHORT = LIMITS.model_copy(update={"cpu_s": 30.0, "wall_s": 0.5})
DEFAULT = Limits()
SYSTEM = ("--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib")
ISOLATION = ("--dev", "/dev", "--unshare-net", "--unshare-ipc", "--die-with-parent", "--new-session")
CAPABILITIES = ("--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP")
UNPRIVILEGED = ("--clear-groups", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all")
USERS = itertools.count(100_000 + 100 * os.getpid())

SLEEP = "#include <unistd.h>\nint main(void) { for (;;) pause(); }"


def bare(view: View) -> Sequence[str]:
    return ()


def bind(view: View, *, processes: bool = True) -> Sequence[str]:
    """Everything at its own path. Without `processes`, those of this machine are seen, and none dies with another."""
    words = ["bwrap", *SYSTEM, "--symlink", "usr/lib64", "/lib64", "--ro-bind-try", "/etc/alternatives"]
    words += ["/etc/alternatives", *ISOLATION]
    words += ["--unshare-pid", "--proc", "/proc"] if processes else []
    shown = (*view.readable, *view.executable, *view.writable)
    for folder in sorted({above for path in shown for above in path.parents} - {Path("/"), Path("/usr")}):
        words += ["--perms", "0755", "--dir", str(folder)] if not folder.is_relative_to("/usr") else []
    for path in view.writable:
        path.chmod(0o777)
    for path in shown:
        words += ["--bind" if path in view.writable else "--ro-bind", str(path), str(path)]
    words += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", str(view.cwd)]
    if os.geteuid() != 0:
        return [*words, "--unshare-user", "--"]
    user = next(USERS)  # a new one each time: what ended and was not collected yet counts against its limit
    return [*words, *CAPABILITIES, "--", "setpriv", f"--reuid={user}", f"--regid={user}", *UNPRIVILEGED, "--"]


def bind_files_only(view: View) -> Sequence[str]:
    return bind(view, processes=False)


class BindTier:
    """Bubblewrap used as macOS's sandbox is: no path is another one inside, and each run starts a sandbox."""

    name = "bind"

    def missing(self) -> str | None:
        return None

    def version(self) -> str:
        return self.name

    def session(
        self,
        profile: Profile,
        programs: Mapping[str, Path],
        limits: Limits,
        cache: Path,
        environment: Mapping[str, str] | None = None,
    ) -> PortableSession:
        return PortableSession(bind, profile, programs, limits, cache, environment)

    def attempts(self, cache: Path) -> Mapping[str, bool]:
        return {}


def open_session(
    cache: Path, *programs: Path, limits: Limits = LIMITS, isolate: Isolate = bare, **environment: str
) -> PortableSession:
    """A session in which some programs, named by their own names, may be run."""
    profile = Profile(tuple(Mount(path, WORK / path.name) for path in programs))
    inside = {path.name: WORK / path.name for path in programs}
    return PortableSession(isolate, profile, inside, limits, cache, environment)
