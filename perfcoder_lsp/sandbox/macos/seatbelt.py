"""The tier of macOS: `sandbox-exec` with a profile that denies by default. It has not been run by its authors.

Written from public reports of what the system needs and denies; the self-test decides at start on each machine, and
nothing is executed where anything escapes. Other than under bubblewrap, paths inside are those of this machine; a
measured program can't start processes, since nothing could be sure to find them all (commands can: compilers must);
memory is bounded by the watch alone, and a compiler's temporary files by the size of each.
"""

import functools
import hashlib
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfcoder_lsp.sandbox.limits import Limits
from perfcoder_lsp.sandbox.macos.places import View
from perfcoder_lsp.sandbox.profile import Profile
from perfcoder_lsp.sandbox.tier import Session

_PROGRAM = Path("/usr/bin/sandbox-exec")  # never one from PATH
_XCRUN = "/usr/bin/xcrun"
_SHIMS = Path("/usr/bin")
_QUESTION_S = 30

_RULES = """
(version 1)
(deny default)
(deny process-info*)
(allow process-info-pidinfo process-info-setcontrol (target self))
(allow signal (target self))
(if (defined? 'nvram*) (deny nvram*))
(if (defined? 'iokit-get-properties) (deny iokit-get-properties))
(if (defined? 'SYS_shmget) (deny syscall-unix (syscall-number SYS_semget SYS_shmget SYS_msgget)))
(allow sysctl-read
  (sysctl-name "hw.activecpu" "hw.byteorder" "hw.cachelinesize" "hw.cachelinesize_compat" "hw.cpufamily" "hw.cputype"
    "hw.cpusubtype" "hw.cpu64bit_capable" "hw.logicalcpu" "hw.logicalcpu_max" "hw.machine" "hw.memsize" "hw.ncpu"
    "hw.pagesize" "hw.pagesize_compat" "hw.physicalcpu" "hw.physicalcpu_max" "kern.argmax" "kern.osproductversion"
    "kern.osrelease" "kern.ostype" "kern.osversion" "kern.usrstack64" "kern.version" "sysctl.proc_cputype")
  (sysctl-name-prefix "hw.optional." "hw.perflevel"))
(allow file-read* file-map-executable
  (subpath "/usr/bin") (subpath "/usr/lib") (subpath "/usr/libexec") (subpath "/usr/share") (subpath "/bin")
  (subpath "/System/Library") (subpath "/System/Cryptexes") (subpath "/System/Volumes/Preboot/Cryptexes")
  (subpath "/Library/Apple")
  (subpath "/usr/local/lib") (subpath "/usr/local/include") (subpath "/usr/local/opt") (subpath "/usr/local/Cellar")
  (subpath "/opt/homebrew/lib") (subpath "/opt/homebrew/include") (subpath "/opt/homebrew/opt")
  (subpath "/opt/homebrew/Cellar"))
(allow file-read*
  (literal "/") (literal "/dev/null") (literal "/dev/random") (literal "/dev/urandom") (literal "/dev/zero")
  (subpath "/private/var/db/timezone"))
(allow file-read-metadata
  (literal "/dev") (literal "/etc") (literal "/tmp") (literal "/var") (literal "/private") (literal "/private/var"))
(allow file-write-data (literal "/dev/null"))
"""
# dyld reads the root folder itself (the literal "/"); its shared cache lies in the system's folders. Of Homebrew only
# libraries are shown: its var and etc hold data. What "deny default" leaves open is denied by name: other processes'
# arguments and environment, identifiers of the machine, shared memory of System V, which would stay. `defined?` leaves
# out what a system does not know.

_COMPILING = """
(allow process-fork)
(allow process-exec*
  (subpath "/usr/bin") (subpath "/usr/libexec") (subpath "/bin")
  (subpath "/usr/local/opt") (subpath "/usr/local/Cellar")
  (subpath "/opt/homebrew/opt") (subpath "/opt/homebrew/Cellar"))
"""


@dataclass(frozen=True)
class SeatbeltProfile:
    """A profile's text and the paths that it speaks of by name. No path stands in the text: nothing needs quoting."""

    text: str
    paths: tuple[tuple[str, Path], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What stands before the command."""
        parameters = (word for name, path in self.paths for word in ("-D", f"{name}={path}"))
        return (str(_PROGRAM), *parameters, "-p", self.text)


def seatbelt_profile(view: View, toolchain: Sequence[Path] = ()) -> SeatbeltProfile:
    """What a view means to `sandbox-exec`; `toolchain` are folders with compilers, and with libraries that programs
    built by them load."""
    seen = (*view.readable, *view.executable, *toolchain)
    started = (*view.executable, *((*view.readable, *toolchain) if view.compiling else ()))
    rules = (
        ("READ", "file-read* file-map-executable", "subpath", seen),
        ("ABOVE", "file-read-metadata", "literal", _above((*seen, *view.writable, view.cwd))),
        ("START", "process-exec*", "subpath", started),
        ("WRITE", "file-read* file-write*", "subpath", view.writable),
    )
    text = [_RULES.strip(), *((_COMPILING.strip(),) if view.compiling else ())]
    paths: list[tuple[str, Path]] = []
    for name, operations, kind, allowed in rules:
        named = [(f"{name}_{number}", path) for number, path in enumerate(dict.fromkeys(allowed))]
        paths += named
        if named:
            filters = " ".join(f'({kind} (param "{parameter}"))' for parameter, _ in named)
            text.append(f"(allow {operations} {filters})")
    text.append("(deny file-write-setugid)")
    return SeatbeltProfile("\n".join(text), tuple(paths))


class SeatbeltTier:
    """A profile for the kernel's sandbox, limits on each process, and a watch over the memory and CPU time of all."""

    name = "sandbox-exec"

    def missing(self) -> str | None:
        if sys.platform != "darwin":
            return "only on macOS"
        if os.geteuid() == 0:
            return "not for root, whom its limits do not bind: start it as an ordinary user"
        if not _PROGRAM.exists():
            return f"{_PROGRAM} is missing"
        if _answer("/usr/bin/xcode-select", "-p") is None:
            return "no compiler is installed: xcode-select --install"
        return None

    def version(self) -> str:
        rules = hashlib.sha256((_RULES + _COMPILING).encode()).hexdigest()
        return f"macOS {platform.mac_ver()[0]} {platform.machine()} {rules}"

    def session(
        self,
        profile: Profile,
        programs: Mapping[str, Path],
        limits: Limits,
        cache: Path,
        environment: Mapping[str, str] | None = None,
    ) -> Session:
        from perfcoder_lsp.sandbox.macos.family import processes_of  # needs psutil, which is installed on macOS only
        from perfcoder_lsp.sandbox.macos.portable import PortableSession

        def isolate(view: View) -> tuple[str, ...]:
            return seatbelt_profile(view, _toolchain()).words

        given = {**(_compiler_environment() if profile.compiling else {}), **(environment or {})}
        tools = {name: _tool(path) if profile.compiling else path for name, path in programs.items()}
        return PortableSession(isolate, profile, tools, limits, cache, given, other_processes=processes_of(os.getuid()))

    def attempts(self, cache: Path) -> Mapping[str, bool]:  # noqa: ARG002
        return {}


def _above(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The folders on the way to the paths, whose names alone must be found."""
    return tuple(sorted({folder for path in paths for folder in path.parents}))


@functools.cache
def _toolchain() -> tuple[Path, ...]:
    """Apple's tools and SDK: the folder that `xcode-select` names, or all of Xcode around it."""
    developer = Path(_answer("/usr/bin/xcode-select", "-p") or "/Library/Developer/CommandLineTools").resolve()
    return (developer.parent if developer.parent.name == "Contents" else developer,)


@functools.cache
def _compiler_environment() -> Mapping[str, str]:
    """What the shims in /usr/bin would tell the tools that they start."""
    sdk = _answer(_XCRUN, "--show-sdk-path")
    tools = {str(Path(found).parent) for name in ("clang", "ld", "as") if (found := _answer(_XCRUN, "--find", name))}
    path = ":".join((*sorted(tools), "/usr/bin", "/bin"))
    return {"PATH": path, **({"SDKROOT": sdk} if sdk else {})}


@functools.cache
def _tool(path: Path) -> Path:
    """The tool that a shim in /usr/bin starts: to find it, a shim asks services that the sandbox denies."""
    found = _answer(_XCRUN, "--find", path.name) if path.parent == _SHIMS else None
    return Path(found) if found else path


def _answer(*command: str) -> str | None:
    """The line that one of the system's own programs prints; None where it fails."""
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_QUESTION_S, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode(errors="replace").strip() if done.returncode == 0 else None
