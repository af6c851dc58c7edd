"""Many programs, labelled by several processes at a time."""

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import TypeAdapter

from models.label.worker import Answer, Failed, Skipped
from models.records import Labelled, Program
from perfcoder_lsp.errors import PerfcoderError

_ANSWERS: TypeAdapter[Answer] = TypeAdapter(Answer)
Results = queue.SimpleQueue[Labelled | Skipped | Exception | None]
"""Ends with None from each thread."""


def labelled(programs: Iterable[Program], cache: Path, workers: int) -> Iterator[Labelled | Skipped]:
    """What came of each program, as soon as it is there. Raises PerfcoderError where nothing can be labelled."""
    waiting, results = _Shared(programs), Results()
    for _ in range(workers):
        threading.Thread(target=_work, args=(waiting, cache, results), daemon=True).start()
    for _ in range(workers):
        while (result := results.get()) is not None:
            if isinstance(result, Exception):
                raise result
            yield result


def _work(waiting: "_Shared", cache: Path, results: Results) -> None:
    try:
        for result in _results(waiting, cache):
            results.put(result)
    except Exception as error:  # which the main thread raises
        results.put(error)
    results.put(None)


def _results(waiting: "_Shared", cache: Path) -> Iterator[Labelled | Skipped]:
    """By one process, and a new one after each program on which it ended. Raises PerfcoderError."""
    worker: _Worker | None = None
    for program in waiting:
        worker = worker or _Worker(cache)
        answer = worker.answer(program)
        if answer is None:
            worker = None
        elif isinstance(answer, Failed):
            raise PerfcoderError(answer.failure)
        yield answer or Skipped(key=program.key, reason="ends the process that labels it")
    if worker is not None:
        worker.end()


class _Shared:
    """Several threads take programs, which are read as they are needed."""

    def __init__(self, programs: Iterable[Program]) -> None:
        self._programs = iter(programs)
        self._lock = threading.Lock()

    def __iter__(self) -> Iterator[Program]:
        while True:
            with self._lock:
                program = next(self._programs, None)
            if program is None:
                return
            yield program


class _Worker:
    """One process; used by the thread that started it, with which it ends."""

    def __init__(self, cache: Path) -> None:
        words = (sys.executable, "-m", "models.label.worker", "--parent", str(os.getpid()), "--cache", str(cache))
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(words, stdin=pipe, stdout=pipe, start_new_session=True)

    def answer(self, program: Program) -> Answer | None:
        """None where the process has ended on it."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(program.model_dump_json().encode() + b"\n")
            stdin.flush()
        except BrokenPipeError:
            return self.end()
        line = stdout.readline()
        return _ANSWERS.validate_json(line) if line.endswith(b"\n") else self.end()

    def end(self) -> None:
        self._process.communicate()
