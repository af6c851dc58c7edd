"""The tiers of Linux: bubblewrap with the runner in it, with or without a control group around both."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox.bubblewrap import bubblewrap, bubblewrap_version
from perfcoder_lsp.sandbox.limits import Limits
from perfcoder_lsp.sandbox.profile import Profile
from perfcoder_lsp.sandbox.seccomp import seccomp_filter
from perfcoder_lsp.sandbox.session import RunnerSession


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
        return f"{program} {bubblewrap_version(program)} {hashlib.sha256(seccomp_filter()).hexdigest()}"

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
