"""One run of a program by means that every POSIX system has: started, attended to until it ends or breaks a limit,
killed with all that comes from it, and reported on."""

import contextlib
import errno
import math
import os
import selectors
import signal
import struct
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox.limits import Limits
from perfcoder_lsp.sandbox.macos.child import Child, Ended, now
from perfcoder_lsp.sandbox.macos.family import Family, Look
from perfcoder_lsp.sandbox.macos.guard import Guard
from perfcoder_lsp.sandbox.macos.streams import Streams
from perfcoder_lsp.sandbox.result import RunResult, Status

_CHUNK = 1 << 16
_TICK_S = 0.01
_START_S = 20.0  # far beyond any real start
_REPORT = struct.Struct("=qqq")  # of native/limited.c: CPU time and the clock in microseconds, errno
_RSS_UNIT = 1024 if sys.platform == "darwin" else 1  # ru_maxrss counts bytes there, kilobytes elsewhere


@dataclass(frozen=True)
class Order:
    """What is to be run.

    `isolation` are the words in front, `limited` is `native/limited.c`; `program` is executed with `argv`.
    `programs` are those by which orphans are known. `other_processes` count against the limit on processes beside the
    run's own. The descriptors `stdin` and `side` stay the caller's.
    """

    isolation: Sequence[str]
    limited: Path
    program: Path
    argv: Sequence[str]
    programs: frozenset[Path]
    cwd: Path
    environment: Mapping[str, str]
    limits: Limits
    keep_output: bool
    other_processes: int
    stdin: int
    side: int | None

    def words(self, report: int, go: int) -> list[str]:
        """The whole command line."""
        limits = self.limits
        numbers = (
            *(report, go, -1 if self.side is None else self.side),
            *(math.ceil(limits.cpu_s), limits.address_bytes, limits.stack_mb << 20, limits.file_mb << 20),
            *(limits.open_files, limits.processes + self.other_processes),
        )
        argv0, *arguments = self.argv
        return [*self.isolation, str(self.limited), *map(str, numbers), argv0, str(self.program), *arguments]


class Run:
    """One run, made in the thread that asks for its result. `cancelled` is asked every 10 ms."""

    def __init__(self, order: Order, guard: Guard, cancelled: Callable[[], bool]) -> None:
        self._order = order
        self._guard = guard
        self._cancelled = cancelled
        self._streams = Streams(order.limits, keep_output=order.keep_output)
        self._report = b""
        self._status: Status = "ok"
        self._looks: list[Look] = []

    def result(self) -> RunResult:
        """Run it to its end, with paths as the program saw them.

        Raises SandboxError where the program can't be executed or the run is cancelled; OSError.
        """
        order, strangers = self._order, psutil.pids()
        inherited = () if order.side is None else (order.side,)
        child = Child(order.words, stdin=order.stdin, inherited=inherited, cwd=order.cwd, environment=order.environment)
        family = Family(strangers, child.pid, order.programs)
        pipes = {child.output: self._streams.add_output, child.error: self._streams.add_error}
        pipes[child.report] = self._add_report
        try:
            self._guard.watch(child.pid)
            child.go()
            self._attend(child, family, pipes)
        finally:
            stragglers = family.end()
            self._drain(pipes)
            ended = child.wait()
            self._guard.release(child.pid)
        return self._result(ended, stragglers)

    def _attend(self, child: Child, family: Family, pipes: Mapping[int, Callable[[bytes], None]]) -> None:
        """Until the program has ended or broken a limit."""
        end, next_look, started = now() + _START_S, 0.0, False
        with selectors.DefaultSelector() as selector:
            for fd in (*pipes, child.ended):
                selector.register(fd, selectors.EVENT_READ)
            while self._status == "ok" and not self._cancelled():
                for key, _ in selector.select(max(0.0, next_look - now())):
                    if key.fd == child.ended:
                        return
                    if not _taken(key.fd, pipes[key.fd]):
                        selector.unregister(key.fd)
                if self._report and not started:
                    end, started = now() + self._order.limits.wall_s, True
                if now() >= next_look:
                    self._judge(family.look(), late=now() >= end)
                    next_look = now() + _TICK_S

    def _drain(self, pipes: Mapping[int, Callable[[bytes], None]]) -> None:
        """Take what was written before the end; no more than a limit of it, should anyone still write."""
        for fd, take in pipes.items():
            while _taken(fd, take) and not self._streams.broken:
                pass

    def _judge(self, look: Look, *, late: bool) -> None:
        limits = self._order.limits
        self._looks.append(look)
        if look.memory_bytes > limits.memory_mb << 20:
            self._status = "memory"
        elif look.cpu_s > limits.cpu_s:
            self._status = "cpu"
        elif self._streams.broken:
            self._status = "output"
        elif late:
            self._status = "wall"

    def _add_report(self, data: bytes) -> None:
        self._report += data

    def _result(self, ended: Ended, stragglers: int) -> RunResult:
        cpu_before, started = self._required_start()
        limits, streams, usage = self._order.limits, self._streams, ended.usage
        code = os.waitstatus_to_exitcode(ended.status)
        cpu_s = usage.ru_utime + usage.ru_stime - cpu_before
        status = "output" if self._status == "ok" and streams.broken else self._status
        if status == "ok" and code < 0:
            out_of_time = -code == signal.SIGXCPU or (-code == signal.SIGKILL and cpu_s >= limits.cpu_s)
            status = "cpu" if out_of_time else "signal"
        threads = [look.threads for look in self._looks]
        return RunResult(
            status=status,
            exit_code=max(code, 0),
            signal=max(-code, 0),
            cpu_s=max(cpu_s, 0.0),
            wall_s=ended.at - started,
            output=streams.output,
            output_hash=streams.output_hash,
            output_bytes=streams.output_bytes,
            stderr=streams.stderr,
            max_rss_kb=usage.ru_maxrss // _RSS_UNIT,
            stragglers=stragglers,
            peak_memory_kb=max((look.memory_bytes for look in self._looks), default=0) >> 10,
            looks=len(threads),
            parallel_looks=sum(count > 1 for count in threads),
            tasks=max(threads, default=0),
        )

    def _required_start(self) -> tuple[float, float]:
        """The CPU seconds that were used before the program started, and when that was. Raises SandboxError where it
        did not."""
        if self._cancelled():
            raise SandboxError("the sandbox is closed")
        if not self._report:
            said = self._streams.stderr.decode(errors="replace").strip().rpartition("\n")[2]
            raise SandboxError(f"the sandbox did not start: {said or 'it ended without a message'}")
        (cpu_us, clock_us, _), *failed = _REPORT.iter_unpack(self._report)
        if failed:
            error = failed[0][2]
            name = errno.errorcode.get(error, str(error))
            raise SandboxError(f"{self._order.argv[0]} cannot be executed in the sandbox: {name}")
        return cpu_us / 1e6, clock_us / 1e6


def _taken(fd: int, take: Callable[[bytes], None]) -> bool:
    """Take what is there of a stream; whether there was something."""
    with contextlib.suppress(BlockingIOError):
        data = os.read(fd, _CHUNK)
        take(data)
        return bool(data)
    return False
