"""The parent's end of a model process: started on first use, killed when it hangs or crashes, back at the next use."""

import contextlib
import importlib.util
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import perfcoder_lsp
from perfcoder_lsp.errors import PerfcoderError, UsageError
from perfcoder_lsp.plan.model.gguf import ModelError, read_header
from perfcoder_lsp.plan.model.memory import available, check_memory
from perfcoder_lsp.plan.model.messages import (
    TELL,
    Cancel,
    Failed,
    Generate,
    Generated,
    Load,
    Loaded,
    Piece,
    Working,
)

_LOAD_S = 120.0
_SILENCE_S = 60.0
"""A model process that says nothing for so long hangs: one that works says so."""
_GRACE_S = 1.0
_CHECK_S = 0.02
_NEEDS = "llama_cpp"
_PASSIVE = {"OMP_WAIT_POLICY": "PASSIVE"}
"""Threads that spin take the processor from what they wait for: a hundredth of the speed on a busy machine."""

Heard = Loaded | Piece | Working | Generated | Failed


class PromptTooLongError(UsageError):
    """The prompt has `tokens`, which is more than the model was given room for."""

    def __init__(self, line: str, tokens: int) -> None:
        super().__init__(line)
        self.tokens = tokens


class ModelDiedError(PerfcoderError):
    """The model process ended or fell silent in the middle of an answer."""


@dataclass(frozen=True)
class _Child:
    process: subprocess.Popen[bytes]
    heard: "queue.SimpleQueue[Heard | None]"
    identity: tuple[int, int, int]
    loaded: Loaded | None = None
    """None as long as nobody waited for it."""


class ModelProcess:
    """One model file in one process, for one answer at a time; threads wait for one another.

    Nothing runs before the first answer is asked for. The process ends by itself after `idle_s` seconds without one.
    """

    def __init__(self, path: Path, context: int, threads: int, idle_s: float = 300.0) -> None:
        self.path = path
        self._context = context
        self._threads = threads
        self._idle_s = idle_s
        self._child: _Child | None = None
        self._one_answer = threading.Lock()
        self._number = 0

    @property
    def pid(self) -> int | None:
        """The process id, None while no process runs."""
        return self._child.process.pid if self._child and self._child.process.poll() is None else None

    def begin(self) -> None:
        """Have the model loaded while others go on. Raises ModelError where that can't even begin."""
        with self._one_answer:
            self._begun()

    def load(self) -> Loaded:
        """Have the model ready; told what it is. Raises ModelError."""
        with self._one_answer:
            loaded = self._ready().loaded
            assert loaded is not None
            return loaded

    def answer(self, ask: Generate, cancelled: Callable[[], bool] | None = None) -> Generator[Piece | Generated]:
        """The answer's pieces as they come, then its end. Raises ModelError, ModelDiedError, PromptTooLongError,
        UsageError.

        `ask.number` is given here. `cancelled` is asked every 20 ms; an iterator that is closed early cancels as well.
        """
        with self._one_answer:
            child = self._ready()
            self._number += 1
            numbered = ask.model_copy(update={"number": self._number})
            _say(child, numbered)
            answering = True
            try:
                for heard in self._listen(child, cancelled or _never):
                    answering = isinstance(heard, Piece)
                    if isinstance(heard, Failed):
                        raise _refusal(self.path, heard)
                    yield heard
            finally:
                if answering and child is self._child:
                    self._calm(child)

    def close(self) -> None:
        """End the process."""
        with self._one_answer:
            self._end()

    def _listen(self, child: _Child, cancelled: Callable[[], bool]) -> Iterator[Piece | Generated | Failed]:
        """What is said about this answer, its end included."""
        interrupted = cancelled
        while True:
            heard = self._next(child, interrupted)
            if heard is None:
                interrupted = _never
                _say(child, Cancel(number=self._number))
            elif isinstance(heard, Failed) or (isinstance(heard, Piece | Generated) and heard.number == self._number):
                yield heard
                if not isinstance(heard, Piece):
                    return

    def _next(self, child: _Child, interrupted: Callable[[], bool]) -> Heard | None:
        """The next message; None as soon as `interrupted`. Raises ModelDiedError."""
        deadline = time.monotonic() + _SILENCE_S
        while time.monotonic() < deadline:
            if interrupted():
                return None
            with contextlib.suppress(queue.Empty):
                heard = child.heard.get(timeout=_CHECK_S)
                if heard is None:
                    break
                return heard
        how = _how_it_ended(child, _SILENCE_S)
        self._end()
        raise ModelDiedError(f"{self.path.name}: the model process {how}; it starts again when needed")

    def _calm(self, child: _Child) -> None:
        """Cancel what nobody waits for any more, and wait until the model is free again."""
        _say(child, Cancel(number=self._number))
        with contextlib.suppress(ModelDiedError):
            while not isinstance(heard := self._next(child, _never), Generated | Failed):
                del heard

    def _ready(self) -> _Child:
        """A running process that has loaded the file as it is now."""
        child = self._begun()
        if child.loaded is None:
            child = self._child = self._loaded(child)
        return child

    def _begun(self) -> _Child:
        """A running process; a file that was replaced is loaded again."""
        identity = _identity(self.path)
        child = self._child
        if child is not None and child.process.poll() is None and child.identity == identity:
            return child
        self._end()
        header = read_header(self.path)
        check_memory(header, self._context, available())
        self._child = self._started(identity)
        return self._child

    def _started(self, identity: tuple[int, int, int]) -> _Child:
        if importlib.util.find_spec(_NEEDS) is None:
            raise ModelError("models need llama.cpp: pip install 'perfcoder-lsp[model]'")
        package = str(Path(perfcoder_lsp.__file__).parents[1])
        path = os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH")]))
        command = [sys.executable, "-P", "-m", "perfcoder_lsp.plan.model.child"]
        process = subprocess.Popen(
            [*command, "--parent", str(os.getpid()), "--idle", str(self._idle_s)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path, **_PASSIVE},
            start_new_session=True,
        )
        heard: queue.SimpleQueue[Heard | None] = queue.SimpleQueue()
        threading.Thread(target=_hear, args=(process, heard), daemon=True).start()
        child = _Child(process, heard, identity)
        _say(child, Load(path=self.path, context=self._context, threads=self._threads))
        return child

    def _loaded(self, child: _Child) -> _Child:
        """The process once it has loaded the file."""
        try:
            first = child.heard.get(timeout=_LOAD_S)
        except queue.Empty:
            first = None
        if isinstance(first, Loaded):
            return replace(child, loaded=first)
        how = "" if isinstance(first, Failed) else _how_it_ended(child, _LOAD_S)
        self._end()
        if isinstance(first, Failed):
            raise ModelError(first.message)
        raise ModelError(f"{self.path}: llama.cpp {how} while loading it; the file is damaged or too new")

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            _kill(child.process)


def _refusal(path: Path, heard: Failed) -> UsageError:
    line = f"{path.name}: {heard.message}"
    return UsageError(line) if heard.tokens is None else PromptTooLongError(line, heard.tokens)


def _never() -> bool:
    return False


def _hear(process: subprocess.Popen[bytes], heard: "queue.SimpleQueue[Heard | None]") -> None:
    assert process.stdout is not None
    with contextlib.suppress(ValueError):  # no message of ours: the process is of no use any more
        for line in process.stdout:
            heard.put(TELL.validate_json(line))
    heard.put(None)
    process.wait()  # one that ends while nobody asks it leaves no zombie


def _say(child: _Child, ask: Load | Generate | Cancel) -> None:
    assert child.process.stdin is not None
    with contextlib.suppress(OSError):  # then listening says so
        child.process.stdin.write(ask.model_dump_json().encode() + b"\n")
        child.process.stdin.flush()


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _how_it_ended(child: _Child, silent_s: float) -> str:
    """Of a process that ended or, before it is killed for that, was silent."""
    try:
        code = child.process.wait(_GRACE_S)
    except subprocess.TimeoutExpired:
        return f"said nothing for {silent_s:g} s"
    return f"ended ({signal.Signals(-code).name})" if code < 0 else f"ended (exit status {code})"


def _identity(path: Path) -> tuple[int, int, int]:
    """Tells a file from the one that took its place. Raises ModelError."""
    try:
        found = path.stat()
    except OSError as error:
        raise ModelError(
            f"{path}: cannot be read: {error.strerror}; `perfcoder models list` shows what there is"
        ) from None
    return found.st_ino, found.st_size, found.st_mtime_ns
