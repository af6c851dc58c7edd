"""Sessions on systems without namespaces: each run is a command of its own, isolated by the words in front of it."""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox.limits import Limits
from perfcoder_lsp.sandbox.linux.counters import Counter, Event
from perfcoder_lsp.sandbox.macos.guard import Guard
from perfcoder_lsp.sandbox.macos.places import Places, View
from perfcoder_lsp.sandbox.macos.portable_run import Order, Run
from perfcoder_lsp.sandbox.native import native_program
from perfcoder_lsp.sandbox.profile import Profile
from perfcoder_lsp.sandbox.result import RunResult
from perfcoder_lsp.storage.scratch import scratch_folder

_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
_TEMPORARY = "tmp"

Isolate = Callable[[View], Sequence[str]]
"""The words to put in front of a command line so that it sees no more than that."""


class PortableSession:
    """A session (`tier.py`) of runs that `isolate` isolates; nothing but POSIX and psutil is needed for the rest.

    Limits hold as in `limits.py`, as far as the system keeps them: macOS ignores `address_space`. Looks count threads
    whether they run or not, and `max_rss_kb` may, on Linux, be the size of the process that started the run.
    """

    def __init__(
        self,
        isolate: Isolate,
        profile: Profile,
        programs: Mapping[str, Path],
        limits: Limits,
        cache: Path,
        environment: Mapping[str, str] | None = None,
        *,
        other_processes: int = 0,
    ) -> None:
        """`other_processes`: how many processes count against the limit on them beside a run's own.

        Raises SandboxError where it can't start, or where a mount can't be shown without namespaces.
        """
        self._limits = limits
        self._other_processes = other_processes
        self._lock = threading.Lock()
        self._closed = threading.Event()
        with contextlib.ExitStack() as stack:
            try:
                self._folder = stack.enter_context(scratch_folder(cache))
                self._folder.chmod(0o711)  # a sandbox that is another user must get to what is in it
                self._places = Places(profile, self._folder)
                self._programs = {name: (path, self._places.program(path)) for name, path in programs.items()}
                self._limited = native_program("limited", cache)
                temporary = self._temporary() if profile.compiling else ()
                executable = (self._limited, *(path for _, path in self._programs.values()))
                self._view = self._places.view(executable, temporary)
                self._isolation = tuple(isolate(self._view))
                self._guard = Guard(cache)
                stack.callback(self._guard.close)
            except OSError as error:
                raise SandboxError(f"the sandbox cannot be started: {error.strerror}") from None
            own = {**_ENVIRONMENT, "TMPDIR": str(temporary[0])} if temporary else _ENVIRONMENT
            self._environment = {**own, **self._places.outward_all(environment or {})}
            self._files = stack.pop_all()

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
        if program not in self._programs:
            raise SandboxError(f"the sandbox holds no program {program!r}")
        limits = limits or self._limits
        with self._lock, contextlib.ExitStack() as files:
            if self._closed.is_set():
                raise SandboxError("the sandbox is closed")
            try:
                order = self._order(program, arguments, stdin, limits, keep_output, side, files)
                result = Run(order, self._guard, self._closed.is_set).result()
                said = None if order.side is None else os.pread(order.side, limits.file_mb << 20, 0)
            except OSError as error:
                raise SandboxError(f"{program} cannot be run: {error.strerror}") from None
        return result.model_copy(update={"stderr": self._places.inward(result.stderr), "side": said})

    def series(self, order: Sequence[str], stdin: bytes, *, keep_output: bool = False) -> Iterator[RunResult]:
        for program in order:
            yield self.run(program, stdin, keep_output=keep_output)

    def counter(self, event: Event) -> Counter | None:  # noqa: ARG002 (there is none to attach)
        return None

    def close(self) -> None:
        self._closed.set()
        with self._lock:
            self._files.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _temporary(self) -> tuple[Path]:
        folder = self._folder.resolve() / _TEMPORARY
        folder.mkdir(mode=0o700)
        return (folder,)

    def _order(
        self,
        program: str,
        arguments: Sequence[str],
        stdin: bytes,
        limits: Limits,
        keep_output: bool,
        side: bool,
        files: contextlib.ExitStack,
    ) -> Order:
        inside, path = self._programs[program]
        return Order(
            isolation=self._isolation,
            limited=self._limited,
            program=path,
            argv=(str(inside), *map(self._places.outward, arguments)),
            programs=frozenset(path for _, path in self._programs.values()),
            cwd=self._view.cwd,
            environment=self._environment,
            limits=limits,
            keep_output=keep_output,
            other_processes=self._other_processes,
            stdin=self._unlinked(stdin, os.O_RDONLY, files),
            side=self._unlinked(b"", os.O_RDWR, files) if side else None,
        )

    def _unlinked(self, content: bytes, mode: int, files: contextlib.ExitStack) -> int:
        """A file that only its descriptor leads to, and only this run: no run changes the next one's input."""
        path = self._folder / "file"
        path.write_bytes(content)
        try:
            fd = os.open(path, mode | os.O_CLOEXEC)
        finally:
            path.unlink()
        files.callback(os.close, fd)
        return fd
