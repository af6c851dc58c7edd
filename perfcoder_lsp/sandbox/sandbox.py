"""The sandbox as the other folders use it: sessions of program runs, and single commands such as compilers."""

import functools
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import platformdirs

from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox.limits import Limits
from perfcoder_lsp.sandbox.macos.places import inward
from perfcoder_lsp.sandbox.profile import WORK, Mount, Profile
from perfcoder_lsp.sandbox.quota import Quota
from perfcoder_lsp.sandbox.result import RunResult, too_many_files
from perfcoder_lsp.sandbox.tier import Session, Tier
from perfcoder_lsp.sandbox.tiers import all_tiers, choose


class Sandbox:
    """Isolation that passed its self-test on this machine. Stateless, and safe to share between threads.

    `passed_over` says of each tier that would have been preferred why it is not used.
    """

    def __init__(self, tier: Tier, cache: Path, passed_over: tuple[str, ...] = ()) -> None:
        self._tier = tier
        self._cache = cache
        self.passed_over = passed_over

    @property
    def tier(self) -> str:
        """The name of the tier that isolates."""
        return self._tier.name

    def session(
        self,
        programs: Mapping[str, Path],
        limits: Limits | None = None,
        *,
        environment: Mapping[str, str] | None = None,
    ) -> Session:
        """A sandbox for running programs (name to executable on this machine), with nothing to read but the system's
        /usr and nothing to write; to be used in a `with` statement. Raises SandboxError where it cannot start."""
        mounts = tuple(Mount(path.resolve(), WORK / name) for name, path in programs.items())
        for mount in mounts:
            if not mount.source.is_file():
                raise SandboxError(f"{mount.source}: no such program")
        inside = {name: WORK / name for name in programs}
        return self._tier.session(Profile(mounts), inside, limits or Limits(), self._cache, environment)

    def command(
        self,
        argv: Sequence[str],
        *,
        read_only: Mapping[Path, Path] | None = None,
        writable: Mapping[Path, Path] | None = None,
        cwd: Path = WORK,
        limits: Limits | None = None,
        env: Mapping[str, str] | None = None,
        stdin: bytes = b"",
    ) -> RunResult:
        """Run one command, such as a compiler, in a sandbox of its own; stdout and stderr are returned.

        `read_only` and `writable` map paths of this machine to paths inside; writable ones should be scratch folders:
        they may change their owner where we are root. `argv[0]` is an absolute path inside.
        Raises SandboxError where the sandbox cannot start or `argv[0]` cannot be executed.
        """
        mounts = [Mount(source.resolve(), target) for source, target in (read_only or {}).items()]
        mounts += [Mount(source.resolve(), target, writable=True) for source, target in (writable or {}).items()]
        for mount in mounts:
            if not mount.source.exists():
                raise SandboxError(f"{mount.source}: no such file or folder")
        profile = Profile(tuple(mounts), cwd, compiling=True)
        programs = {argv[0]: Path(argv[0])}
        limits = limits or COMMAND_LIMITS
        folders = [mount.source for mount in mounts if mount.writable]
        with (
            self._tier.session(profile, programs, limits, self._cache, env) as session,
            Quota(folders, limits.folder_mb << 20, limits.folder_files, session.close) as quota,
        ):
            started = time.monotonic()
            try:
                return session.run(argv[0], stdin, arguments=argv[1:], keep_output=True)
            except SandboxError:
                if quota.exceeded:
                    return too_many_files(time.monotonic() - started)
                raise

    def inside(self, text: bytes) -> bytes:
        """What a command wrote into a file, with paths inside where its tier had to use others."""
        return inward(text, self._cache)


COMMAND_LIMITS = Limits(
    cpu_s=10, wall_s=15, memory_mb=2048, output_bytes=8 << 20, processes=32, file_mb=64, stderr_bytes=256 << 10
)


def open_sandbox(cache: Path | None = None, tiers: tuple[Tier, ...] | None = None) -> Sandbox:
    """The sandbox of this machine: the first of `tiers` (all, by default) that passes its self-test, which is tried
    once per boot and kept in `cache`.

    Raises SandboxError with each tier's reason and remedy; there is no weaker isolation to fall back to.
    """
    return _open((cache or platformdirs.user_cache_path("perfcoder")).resolve(), tiers or all_tiers())


@functools.lru_cache(maxsize=8)
def _open(cache: Path, tiers: tuple[Tier, ...]) -> Sandbox:
    tier, passed_over = choose(tiers, cache)
    return Sandbox(tier, cache, passed_over)
