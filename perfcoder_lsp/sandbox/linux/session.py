"""One sandbox and the conversation with the runner in it. The other side is `native/runner.c`."""

import contextlib
import errno
import fcntl
import os
import select
import socket
import struct
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox.limits import Limits
from perfcoder_lsp.sandbox.linux.bubblewrap import TMP_BYTES, memory_file, start, start_failure
from perfcoder_lsp.sandbox.linux.control_group import ControlGroup
from perfcoder_lsp.sandbox.linux.counters import Counter, Event
from perfcoder_lsp.sandbox.profile import Profile
from perfcoder_lsp.sandbox.result import RunResult, Status

_REQUEST = struct.Struct("=13Q")
_REPORT = struct.Struct("=17Q32s")
_UNKNOWN = 2**64 - 1
_SENDER = struct.Struct("=3i")  # process, user and group, as the kernel tells them (man 7 unix)
_DIGEST_BYTES = 32
_KEEP_OUTPUT, _SIDE_CHANNEL = 1, 2
_STATUSES: tuple[Status, ...] = ("ok", "signal", "cpu", "wall", "memory", "output")
_NOT_STARTED = len(_STATUSES)
_MAX_PACKET = 1 << 17
_START_S = 20.0  # far beyond any real start, which takes about 10 ms
_GRACE_S = 10.0  # the runner itself ends a run at its wall limit
_END_S = 5.0  # far beyond any real end
_ROOM_BYTES = 128 << 20  # of a control group, for the runner, bubblewrap and what the kernel keeps for the processes
_TABLE_BYTES = 256 << 20  # more of it where address space is not limited: page tables grow fast between two looks
_OWN_PROCESSES = 8  # of a control group, beside a program's: bubblewrap's two, the runner
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}


class RunnerSession:
    """A session (`tier.py`) with the runner in bubblewrap. It dies with the thread that opened it.

    Closing leaves no process, descriptor or file.
    """

    def __init__(
        self,
        profile: Profile,
        programs: Mapping[str, Path],
        limits: Limits,
        cache: Path,
        environment: Mapping[str, str] | None = None,
        group: ControlGroup | None = None,
    ) -> None:
        """`programs`: the names that `run` takes and their paths inside. The sandbox is put into `group`, which is
        closed with it. Raises SandboxError where it can't start."""
        self._programs = dict(programs)
        self._limits = limits
        self._environment = {**_ENVIRONMENT, **(environment or {})}
        self._lock = threading.Lock()
        self._files = contextlib.ExitStack()
        self._group = group
        self._kills = 0
        self._room = _ROOM_BYTES + (TMP_BYTES if profile.compiling else 0)
        if group:
            self._files.callback(group.close)
        self._started = self._closed = False
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._output = self._memory("output")
            self._stderr = self._memory("stderr")
            self._errors = self._memory("errors")
            self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            self._files.callback(self._control.close)
            self._control.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)  # the greeting will name the runner
            with theirs:
                shared, entries = (self._output, self._stderr), group.entries if group else ()
                self._process = start(profile, cache, theirs, shared, self._errors, entries)
            self._greet()
        except OSError as error:
            self.close()
            raise SandboxError(f"the sandbox cannot be started: {error.strerror}") from None
        except BaseException:
            self.close()
            raise

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
        limits = limits or self._limits
        path = self._programs.get(program)
        if path is None:
            raise SandboxError(f"the sandbox holds no program {program!r}")
        packet = self._packet((str(path), *arguments), limits, keep_output, side)
        with self._lock, contextlib.ExitStack() as files:
            if self._closed:
                raise SandboxError("the sandbox is closed")
            sent = [self._stdin_for(stdin, files)]
            if side:
                sent.append(memory_file("side"))
                files.callback(os.close, sent[1])
            self._confine(limits)
            report = self._ask(packet, sent, limits)
            side_bytes = os.pread(sent[1], limits.file_mb << 20, 0) if side else None
            return self._result(report, program, side_bytes, keep_output)

    def series(self, order: Sequence[str], stdin: bytes, *, keep_output: bool = False) -> Iterator[RunResult]:
        for program in order:
            yield self.run(program, stdin, keep_output=keep_output)

    def counter(self, event: Event) -> Counter | None:
        return Counter.open(self._runner_pid, event)

    def close(self) -> None:
        with contextlib.suppress(AttributeError, OSError):
            self._control.shutdown(socket.SHUT_RDWR)  # ends the runner, with it all others, and then bubblewrap
        if self._process is not None:
            if not _ended_within(self._process, _END_S):
                self._process.kill()  # leaves the runner to whoever collects orphans
            self._process.wait()
        with self._lock:
            self._closed = True
            self._files.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _confine(self, limits: Limits) -> None:
        """Bound the control group loosely: the runner watches the limits, the group what it can't see or is late for.

        What is kept of the output is the group's memory too.
        """
        if self._group:
            os.ftruncate(self._output, 0)
            room = self._room + limits.output_bytes + limits.stderr_bytes
            room += 0 if limits.address_space else _TABLE_BYTES
            self._group.limit((limits.memory_mb << 20) + room, limits.processes + _OWN_PROCESSES)

    def _memory(self, name: str) -> int:
        fd = memory_file(name)
        self._files.callback(os.close, fd)
        return fd

    def _stdin_for(self, stdin: bytes, files: contextlib.ExitStack) -> int:
        """The input, read-only and at offset 0. It is a new file for each run: in the attributes, times or mode of one
        that stayed, a program could leave its answer for its next run."""
        stored = memory_file("stdin", stdin)
        try:
            seals = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
            fcntl.fcntl(stored, fcntl.F_ADD_SEALS, seals)  # one run does not change it either
            fd = os.open(f"/proc/self/fd/{stored}", os.O_RDONLY | os.O_CLOEXEC)
        finally:
            os.close(stored)
        files.callback(os.close, fd)
        return fd

    def _packet(self, argv: Sequence[str], limits: Limits, keep_output: bool, side: bool) -> bytes:
        environment = [f"{name}={value}" for name, value in self._environment.items()]
        header = _REQUEST.pack(
            _KEEP_OUTPUT * keep_output | _SIDE_CHANNEL * side,
            len(argv),
            len(environment),
            round(limits.cpu_s * 1e6),
            round(limits.wall_s * 1e6),
            limits.memory_mb << 20,
            limits.address_bytes,
            limits.output_bytes,
            limits.stderr_bytes,
            limits.file_mb << 20,
            limits.processes,
            limits.open_files,
            limits.stack_mb << 20,
        )
        words = [os.fsencode(word) for word in (*argv, *environment)]
        if any(b"\0" in word for word in words):
            raise SandboxError("arguments and environment may hold no zero byte")
        packet = header + b"".join(word + b"\0" for word in words)
        if len(packet) > _MAX_PACKET:
            raise SandboxError(f"arguments and environment are too long: {len(packet)} bytes")
        return packet

    def _greet(self) -> None:
        self._control.settimeout(_START_S)
        try:
            greeting, sender, *_ = self._control.recvmsg(16, socket.CMSG_SPACE(_SENDER.size))
        except TimeoutError:
            raise SandboxError(f"the sandbox did not start within {_START_S:.0f} s") from None
        if greeting != b"ready" or not sender:
            raise self._ended()
        self._control.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
        self._started = True
        self._runner_pid, *_ = _SENDER.unpack(sender[0][2])

    def _ask(self, packet: bytes, files: list[int], limits: Limits) -> bytes:
        self._control.settimeout(limits.wall_s + _GRACE_S)
        try:
            socket.send_fds(self._control, [packet], files)
            report = self._control.recv(_REPORT.size)
        except TimeoutError:
            raise SandboxError("the sandbox's runner does not answer") from None
        except OSError as error:
            raise SandboxError(f"the sandbox has ended: {error.strerror}") from None
        if len(report) != _REPORT.size:
            raise self._ended()
        return report

    def _ended(self) -> SandboxError:
        """Why the runner is gone, from what bwrap, the launcher or the runner wrote."""
        assert self._process is not None
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=2)
        if self._group_has_killed():
            return SandboxError("the sandbox has ended: its processes took more memory than they may")
        message = os.pread(self._errors, 4096, 0).decode(errors="replace")
        if not self._started:
            return start_failure(message)
        return SandboxError(f"the sandbox has ended: {message.strip().rpartition(chr(10))[2] or 'it was stopped'}")

    def _group_has_killed(self) -> bool:
        """Whether the kernel ended a process for the group's memory limit since this was asked last."""
        if self._group is None:
            return False
        before, self._kills = self._kills, self._group.kills()
        return self._kills > before

    def _result(self, report: bytes, program: str, side: bytes | None, keep_output: bool) -> RunResult:
        fields: tuple[int, ...] = _REPORT.unpack(report)[:-1]
        status, exit_code, signal, error, cpu_us, wall_us, max_rss_kb, stragglers = fields[:8]
        output_bytes, output_kept, stderr_bytes, stderr_kept = fields[8:12]
        looks, parallel_looks, tasks, queue_us, peak_memory_kb = fields[12:]
        if status == _NOT_STARTED:
            raise SandboxError(f"{program} cannot be executed in the sandbox: {errno.errorcode.get(error, error)}")
        if self._group_has_killed():
            status = _STATUSES.index("memory")  # whatever came of it
        stderr = os.pread(self._stderr, stderr_kept, 0)
        if stderr_bytes > stderr_kept:
            half = stderr_kept // 2
            stderr = stderr[:half] + b"\n[...]\n" + stderr[half:]
        return RunResult(
            status=_STATUSES[status],
            exit_code=exit_code,
            signal=signal,
            cpu_s=cpu_us / 1e6,
            wall_s=wall_us / 1e6,
            output=os.pread(self._output, output_kept, 0) if keep_output else None,
            output_hash=report[-32:].hex(),
            output_bytes=output_bytes,
            stderr=stderr,
            max_rss_kb=max_rss_kb,
            peak_memory_kb=peak_memory_kb,
            stragglers=stragglers,
            side=side,
            looks=looks,
            parallel_looks=parallel_looks,
            tasks=tasks,
            queue_s=None if queue_us == _UNKNOWN else queue_us / 1e6,
        )


def _ended_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait for the end of a process without looking again and again."""
    if process.returncode is not None:
        return True
    try:
        watched = os.pidfd_open(process.pid)
    except ProcessLookupError:  # another thread collected it
        return True
    try:
        return bool(select.select([watched], [], [], seconds)[0])
    finally:
        os.close(watched)
