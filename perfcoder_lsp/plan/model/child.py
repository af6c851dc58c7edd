"""The process that holds a model: `python -m perfcoder_lsp.plan.model.child --parent PID`.

Requests come in on stdin, one JSON object per line (`messages`), and are done one after the other; only a cancellation
overtakes. llama.cpp aborts its process on files and states that it does not expect: then this one goes, and no other.
"""

import argparse
import logging
import os
import queue
import sys
import time
from collections.abc import Callable
from typing import Literal

from pydantic import BaseModel, ValidationError

from perfcoder_lsp import child_process
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.plan.model.engine import CancelledError, Engine, TooLongError
from perfcoder_lsp.plan.model.messages import ASK, Cancel, Failed, Generate, Generated, Load, Loaded, Piece, Working

_BACKGROUND = 5  # niceness: an editor comes first
_TELL_S = 5.0


class _Child:
    def __init__(self, send: Callable[[BaseModel], None]) -> None:
        self._send = send
        self._engine: Engine | None = None
        self._cancelled: set[int] = set()
        self._current = -1
        self._told = time.monotonic()
        self.asked: queue.SimpleQueue[Load | Generate] = queue.SimpleQueue()

    def receive(self, line: bytes) -> None:
        """Called in a thread of its own, so that a cancellation is seen while an answer is made."""
        try:
            ask = ASK.validate_json(line)
        except ValidationError as error:
            self._send(Failed(message=f"not understood: {error.error_count()} errors in a request"))
            return
        if isinstance(ask, Cancel):
            self._cancelled.add(ask.number)
        else:
            self.asked.put(ask)

    def do(self, ask: Load | Generate) -> None:
        """Every error becomes one line."""
        try:
            if isinstance(ask, Load):
                self._load(ask)
            else:
                self._generate(ask)
        except TooLongError as error:
            self._send(Failed(message=str(error), tokens=error.tokens))
        except PerfcoderError as error:
            self._send(Failed(message=str(error)))
        except Exception as error:
            logging.getLogger("perfcoder.model").exception("request failed")
            self._send(Failed(message=f"internal error: {type(error).__name__}: {error}"))

    def _load(self, ask: Load) -> None:
        begin = time.monotonic()
        self._engine = None  # both at once may not fit
        self._engine = Engine(ask.path, ask.context, ask.threads, self._is_cancelled)
        loaded = Loaded(
            vocabulary=self._engine.vocabulary, context=self._engine.context, load_s=time.monotonic() - begin
        )
        self._send(loaded)

    def _is_cancelled(self) -> bool:
        """Asked all the time, also in the middle of a prompt: now and then, who waits is told that it goes on."""
        now = time.monotonic()
        if self._current >= 0 and now - self._told >= _TELL_S:
            self._told = now
            self._send(Working(number=self._current))
        return self._current in self._cancelled

    def _generate(self, ask: Generate) -> None:
        if self._engine is None:
            self._send(Failed(message="no model is loaded"))
            return
        self._current = ask.number
        done = Generated(number=ask.number, end="cancelled", prompt_tokens=0, reused=0)
        try:
            prompt = self._engine.tokens(ask.prompt)
            done = done.model_copy(update={"prompt_tokens": len(prompt), "reused": self._engine.prepare(prompt)})
            done = done.model_copy(update={"end": self._answer(ask, self._engine)})
        except CancelledError:
            pass
        finally:
            self._current = -1
            self._cancelled.discard(ask.number)
        self._send(done)

    def _answer(self, ask: Generate, engine: Engine) -> Literal["end", "most"]:
        text, count = "", 0
        for token in engine.answer(ask):
            count += 1
            self._send(
                Piece(
                    number=ask.number,
                    token=token.number,
                    text=token.text,
                    log_probability=token.log_probability,
                    chances=token.chances,
                )
            )
            text += token.text
            if any(each in text for each in ask.end_texts):
                return "end"
        return "end" if count < ask.most else "most"


def main() -> None:
    parser = argparse.ArgumentParser(description="model process of perfcoder; started by it")
    parser.add_argument("--parent", type=int, required=True, help="process id of the parent")
    parser.add_argument("--idle", type=float, required=True, help="seconds without a request after which it ends")
    arguments = parser.parse_args()

    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    os.nice(_BACKGROUND)
    child = _Child(child_process.take_stdout())
    child_process.live_with(arguments.parent, child.receive)
    try:
        while True:
            child.do(child.asked.get(timeout=arguments.idle))
    except (queue.Empty, BrokenPipeError):
        child_process.end()


if __name__ == "__main__":
    main()
