"""What every tier of isolation offers: a way to say why it can't be used here, and sessions in which programs run.

Which tiers there are, and which one is used, stands in `tiers.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from perfcoder_lsp.sandbox.limits import Limits
from perfcoder_lsp.sandbox.linux.counters import Counter, Event
from perfcoder_lsp.sandbox.profile import Profile
from perfcoder_lsp.sandbox.result import RunResult


class Session(Protocol):
    """A running sandbox in which programs are run one after another; a context manager.

    Use it from one thread at a time, and close it in the thread that opened it or before that thread ends.
    """

    def run(
        self,
        program: str,
        stdin: bytes = b"",
        *,
        arguments: Sequence[str] = (),
        keep_output: bool = False,
        side: bool = False,
        limits: Limits | None = None,
    ) -> RunResult:
        """Run a program once and wait for its end.

        `keep_output` returns stdout (up to the limit); `side` gives the program a file as descriptor 3 and returns
        what it wrote there; `limits` replace the session's. Raises SandboxError where the program cannot be executed
        or the sandbox is gone.
        """
        ...

    def series(self, order: Sequence[str], stdin: bytes, *, keep_output: bool = False) -> Iterator[RunResult]:
        """Run programs in the given order on one input; each result comes as soon as it is there."""
        ...

    def counter(self, event: Event) -> Counter | None:
        """Counts an event in what is run from now on, to be closed; None where the system does not offer that."""
        ...

    def close(self) -> None:
        """End everything in the sandbox and release it. May be called again, and from another thread to cancel."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Tier(Protocol):
    """One way to isolate. It is used only after the self-test (`selftest.py`) has passed inside one of its sessions."""

    @property
    def name(self) -> str:
        """What a user reads, such as "bubblewrap"."""
        ...

    def missing(self) -> str | None:
        """Why it can't be tried on this machine, with the remedy, in one line; None where it can."""
        ...

    def version(self) -> str:
        """Which programs, of which version, isolate: a passed self-test is remembered for these only."""
        ...

    def session(
        self,
        profile: Profile,
        programs: Mapping[str, Path],
        limits: Limits,
        cache: Path,
        environment: Mapping[str, str] | None = None,
    ) -> Session:
        """Start a sandbox that sees what `profile` says. `programs`: the names that `run` takes, and their paths
        inside. Raises SandboxError where it can't start."""
        ...

    def attempts(self, cache: Path) -> Mapping[str, bool]:
        """What the self-test must try of this tier alone, and whether it was contained. Raises SandboxError."""
        ...
