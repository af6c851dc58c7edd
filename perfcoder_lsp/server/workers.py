"""The parent's end of a worker process: started at the first job, killed with all it started on cancel, back at the
next job."""

import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import perfcoder_lsp
from perfcoder_lsp.errors import PerfcoderError, SandboxError, SourceError, UsageError
from perfcoder_lsp.request import Event
from perfcoder_lsp.server.messages import (
    MESSAGE,
    Answer,
    BenchmarkJob,
    Checked,
    CheckJob,
    Completed,
    CompleteJob,
    Exported,
    ExportJob,
    Failed,
    FunctionTimed,
    Happened,
    Interrupt,
    Job,
    Optimized,
    OptimizeJob,
    PlanJob,
    Planned,
    Prepared,
    PrepareJob,
)

_LINE_LIMIT = 256 * 1024 * 1024
_GRACE_S = 1.0
_STDERR_LINES = 20

_log = logging.getLogger("perfcoder.workers")


class WorkerDiedError(PerfcoderError):
    """The worker process ended in the middle of a job."""


_ERRORS: dict[str, type[PerfcoderError]] = {
    "usage": UsageError,
    "source": SourceError,
    "sandbox": SandboxError,
    "internal": PerfcoderError,
}


@dataclass(frozen=True)
class _Child:
    process: asyncio.subprocess.Process
    stderr: deque[str]
    drain: asyncio.Task[None]


class Worker:
    """One worker process that does one job at a time; `name` is what messages call it, e.g. "measuring process"."""

    def __init__(self, name: str, timeout_s: float | None = None) -> None:
        """A job that takes longer than `timeout_s` is killed and reported."""
        self.name = name
        self._timeout_s = timeout_s
        self._child: _Child | None = None
        self._one_job = asyncio.Lock()
        self._job: Job | None = None
        self._ends: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> bool:
        return self._one_job.locked()

    @property
    def pid(self) -> int | None:
        """The process id, None while no process runs."""
        return self._child.process.pid if self._child else None

    async def check(self, job: CheckJob) -> Checked:
        """Raises PerfcoderError as the worker did, or WorkerDiedError."""
        answer = await self._do(job, lambda _: None)
        assert isinstance(answer, Checked)
        return answer

    async def plan(self, job: PlanJob) -> Planned:
        """As `check`; given up where there is another job, also one that comes later."""
        if self.busy:
            return Planned()
        answer = await self._do(job, lambda _: None)
        assert isinstance(answer, Planned)
        return answer

    async def complete(self, job: CompleteJob) -> Completed:
        """As `check`."""
        answer = await self._do(job, lambda _: None)
        assert isinstance(answer, Completed)
        return answer

    async def optimize(self, job: OptimizeJob, listen: Callable[[Event], None]) -> Optimized:
        """Raises PerfcoderError as the worker did, or WorkerDiedError. Cancelled, it kills all that runs."""
        answer = await self._do(job, listen)
        assert isinstance(answer, Optimized)
        return answer

    async def benchmark(self, job: BenchmarkJob, listen: Callable[[Event], None]) -> FunctionTimed:
        """As `optimize`."""
        answer = await self._do(job, listen)
        assert isinstance(answer, FunctionTimed)
        return answer

    async def export(self, job: ExportJob) -> Exported:
        """As `optimize`."""
        answer = await self._do(job, lambda _: None)
        assert isinstance(answer, Exported)
        return answer

    async def prepare(self, job: PrepareJob) -> Prepared:
        """As `optimize`."""
        answer = await self._do(job, lambda _: None)
        assert isinstance(answer, Prepared)
        return answer

    async def close(self) -> None:
        """End the process, and wait until it and those ended before are gone."""
        self._end()
        if self._ends:
            await asyncio.wait(self._ends)

    async def _do(self, job: Job, listen: Callable[[Event], None]) -> Answer:
        self._interrupt_plan()
        async with self._one_job:
            self._job = job
            try:
                async with asyncio.timeout(self._timeout_s):
                    answer = await self._converse(job, listen)
            except TimeoutError:
                self._end()
                raise WorkerDiedError(f"{job.path.name}: the {self.name} gave up after {self._timeout_s:g} s") from None
            except BaseException:  # cancelled, died, or no longer understood: what it says next would answer this job
                self._end()
                raise
            finally:
                self._job = None
        if isinstance(answer, Failed):
            raise _ERRORS[answer.error](answer.message)
        return answer

    def _interrupt_plan(self) -> None:
        """A plan gives way to whatever else waits."""
        if isinstance(self._job, PlanJob) and self._child is not None and self._child.process.stdin is not None:
            self._child.process.stdin.write(Interrupt().model_dump_json().encode() + b"\n")

    async def _converse(self, job: Job, listen: Callable[[Event], None]) -> Answer | Failed:
        child = self._child = self._child or await _start()
        stdin, stdout = child.process.stdin, child.process.stdout
        assert stdin is not None
        assert stdout is not None
        with contextlib.suppress(ConnectionError):  # then reading says so
            stdin.write(job.model_dump_json().encode() + b"\n")
            await stdin.drain()
        while line := await stdout.readline():
            message = MESSAGE.validate_json(line)
            if not isinstance(message, Happened):
                return message
            listen(message.event)
        raise WorkerDiedError(await self._last_words(child))

    async def _last_words(self, child: _Child) -> str:
        code = await child.process.wait()
        await asyncio.wait([child.drain], timeout=_GRACE_S)
        how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"
        why = f": {child.stderr[-1]}" if child.stderr else ""
        return f"the {self.name} ended unexpectedly ({how}){why}; it starts again with the next request"

    def _end(self) -> None:
        """Forget the process and have it ended in the background, so that a cancelled task need not wait."""
        child, self._child = self._child, None
        if child is not None:
            task = asyncio.get_running_loop().create_task(_end(child))
            self._ends.add(task)
            task.add_done_callback(self._ends.discard)


async def _start() -> _Child:
    package = str(Path(perfcoder_lsp.__file__).parents[1])
    path = os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH")]))
    # -P: with a user's folder as current directory, a file json.py there must not be imported
    process = await asyncio.create_subprocess_exec(
        *[sys.executable, "-P", "-m", "perfcoder_lsp.server.worker", "--parent", str(os.getpid())],
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
        limit=_LINE_LIMIT,
    )
    tail = deque[str](maxlen=_STDERR_LINES)
    return _Child(process, tail, asyncio.create_task(_drain(process.stderr, tail)))


async def _drain(stderr: asyncio.StreamReader | None, tail: deque[str]) -> None:
    assert stderr is not None
    async for line in stderr:
        text = line.decode(errors="replace").rstrip()
        tail.append(text)
        _log.warning("%s", text)


async def _end(child: _Child) -> None:
    """Closing stdin ends the worker with all it started; one that does not within a second is killed with its group."""
    if child.process.stdin is not None:
        child.process.stdin.close()
    try:
        async with asyncio.timeout(_GRACE_S):
            await child.process.wait()
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)
        await child.process.wait()
    child.drain.cancel()  # a process that escaped may hold its end open
