"""Arguments of bubblewrap: which part of the machine a sandboxed program sees, and how the sandbox is started."""

import functools
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path

from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox.linux.seccomp import seccomp_filter
from perfcoder_lsp.sandbox.native import native_program
from perfcoder_lsp.sandbox.profile import WORK, Mount, Profile

SANDBOX_UID = 65534
RUNNER = Path("/run/runner")

_OLDEST = (0, 8)  # the first with --disable-userns and --size
TMP_BYTES = 256 << 20
_ISOLATION = (
    *("--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"),
    *("--die-with-parent", "--new-session", "--as-pid-1", "--disable-userns", "--cap-drop", "ALL", "--clearenv"),
    *("--hostname", "sandbox", "--uid", str(SANDBOX_UID), "--gid", str(SANDBOX_UID)),
)


def _devices(*names: str) -> tuple[str, ...]:
    """A /dev with these devices and the links to a process's own descriptors."""
    words = ["--tmpfs", "/dev"]
    for name in names:
        words += ["--dev-bind", f"/dev/{name}", f"/dev/{name}"]
    for name, number in {"fd": "", "stdin": "/0", "stdout": "/1", "stderr": "/2"}.items():
        words += ["--symlink", f"/proc/self/fd{number}", f"/dev/{name}"]
    return (*words, "--remount-ro", "/dev")


_RUN_DEVICES = _devices("null", "full", "random", "urandom")  # not zero: mapped, it is memory that no limit counts
_COMPILE_DEVICES = (*_devices("null", "urandom"), "--size", str(TMP_BYTES), "--tmpfs", "/tmp")  # noqa: S108
_USERNS_REMEDY = (
    "user namespaces are forbidden here, so nothing can be run safely; a container must be started with --privileged; "
    "on Ubuntu, allow bubblewrap: "
    "printf 'abi <abi/4.0>,\\nprofile bwrap /usr/bin/bwrap flags=(unconfined) { userns, }\\n' "
    "| sudo tee /etc/apparmor.d/bwrap && sudo apparmor_parser -r /etc/apparmor.d/bwrap"
)


@functools.cache
def bubblewrap() -> Path:
    """The bwrap program. Raises SandboxError where it is missing or too old."""
    found = shutil.which("bwrap")
    if found is None:
        raise SandboxError("bubblewrap is not installed: sudo apt-get install bubblewrap")
    if tuple(int(part) for part in bubblewrap_version(found).split(".")[:2]) < _OLDEST:
        raise SandboxError(f"{found} is too old: version 0.8 or newer of bubblewrap is needed")
    return Path(found).resolve()  # a link may lie where the sandbox user can not go


def bubblewrap_version(program: str) -> str:
    """The version as digits and dots. Raises SandboxError where the program does not tell one."""
    try:
        told = subprocess.run([program, "--version"], capture_output=True, check=False, timeout=10).stdout.decode()
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SandboxError(f"{program} cannot be started: {error}") from None
    match = re.search(r"\d+(\.\d+)+", told)
    if match is None:
        raise SandboxError(f"{program} is not bubblewrap: `--version` prints no version")
    return match.group()


@functools.cache
def _system_mounts() -> tuple[str, ...]:
    """/usr and the classic top-level folders, which are links into it on most systems."""
    arguments = ["--ro-bind", "/usr", "/usr"]
    for name in ("/bin", "/sbin", "/lib", "/lib32", "/lib64"):
        path = Path(name)
        if path.is_symlink():
            arguments += ["--symlink", str(path.readlink()), name]
        elif path.is_dir():
            arguments += ["--ro-bind", name, name]
    # Where the dynamic linker finds libraries outside the default folders, and what /usr/bin/cc points to.
    for name in ("/etc/ld.so.cache", "/etc/alternatives"):
        arguments += ["--ro-bind-try", name, name]
    return tuple(arguments)


def arguments(profile: Profile, sources: Sequence[Path], seccomp: int) -> bytes:
    """The argument list for `bwrap --args`; `sources` are the mounts' sources as bwrap itself sees them."""
    words = [*_ISOLATION, *_system_mounts(), "--proc", "/proc"]
    words += _COMPILE_DEVICES if profile.compiling else _RUN_DEVICES
    words += ["--dir", str(WORK)]
    pairs = sorted(zip(profile.mounts, sources, strict=True), key=lambda pair: len(pair[0].target.parts))
    for mount, source in pairs:  # outer folders before what is mounted inside them
        words += ["--bind" if mount.writable else "--ro-bind", str(source), str(mount.target)]
    words += ["--chdir", str(profile.cwd), "--remount-ro", "/", "--seccomp", str(seccomp)]
    return b"".join(os.fsencode(word) + b"\0" for word in words)


def memory_file(name: str, content: bytes = b"") -> int:
    """A file descriptor of a new file in memory, positioned at its start; the caller closes it."""
    fd = os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    view = memoryview(content)
    while view:
        view = view[os.write(fd, view) :]
    os.lseek(fd, 0, os.SEEK_SET)
    return fd


def start(
    profile: Profile, cache: Path, control: socket.socket, shared: Sequence[int], errors: int, groups: Sequence[int]
) -> subprocess.Popen[bytes]:
    """Start a sandbox with the runner as its first process; bwrap's own messages go to `errors`, and `groups` are the
    entries of the control groups to be in.

    The sandbox is killed with the thread that calls this.
    """
    mounts = (*profile.mounts, Mount(native_program("runner", cache), RUNNER))
    profile = Profile(mounts, profile.cwd, profile.compiling)
    as_root = os.geteuid() == 0
    staged = [Path(f"/tmp/{number}") for number in range(len(mounts))]  # noqa: S108 (in a private mount namespace)
    sources = staged if as_root else [mount.source for mount in mounts]
    seccomp = memory_file("seccomp", seccomp_filter(compiling=profile.compiling))
    args = memory_file("arguments", arguments(profile, sources, seccomp))
    inherited = (control.fileno(), *shared)
    command = [str(bubblewrap()), "--args", str(args), "--", str(RUNNER), *map(str, inherited)]
    if as_root:
        launcher = [str(native_program("launcher", cache)), str(SANDBOX_UID), str(SANDBOX_UID), str(len(mounts))]
        command = [*launcher, *("rw"[mount.writable] + str(mount.source) for mount in mounts), *command]
    if groups:  # entered first, while we may: the launcher gives our identity up
        command = [str(native_program("enter", cache)), str(len(groups)), *map(str, groups), *command]
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            pass_fds=(seccomp, args, *groups, *inherited),
            env={"PATH": "/usr/bin:/bin"},
            start_new_session=True,
        )
    except OSError as error:
        raise SandboxError(f"the sandbox cannot be started: {error.strerror}") from None
    finally:
        os.close(seccomp)
        os.close(args)


def start_failure(message: str) -> SandboxError:
    """What bwrap's or the launcher's own message means to a user."""
    line = message.strip().rpartition("\n")[2] or "it ended without a message"
    forbidden = (
        "setting up uid map",
        "creating new namespace",
        "No permissions to create",
        "unshare",
        "launcher: private",
    )
    forbidden += ("make / slave", "mount proc")
    if any(text.lower() in line.lower() for text in forbidden):
        return SandboxError(f"{_USERNS_REMEDY} (bubblewrap says: {line})")
    return SandboxError(f"the sandbox did not start: {line}")
