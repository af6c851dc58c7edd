"""Asks the product about one function at a time, in processes of their own that can be killed."""

import multiprocessing
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from threading import local

from bench.functions.questions import Answer, Ended, Part, Question, parts_of
from bench.functions.sample import find
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.function_benchmark import benchmark_function
from perfcoder_lsp.function_report import FunctionReport
from perfcoder_lsp.request import Event, FunctionEvent, FunctionRequest
from perfcoder_lsp.settings import Settings, load


class _Enough(Exception):  # noqa: N818  (no error)
    """The verdict is there; the rest is not wanted."""


@dataclass
class _Listener:
    verdict_only: bool
    told: Callable[[Answer], object]
    begun: float = field(default_factory=time.monotonic)
    seconds: dict[Part, float] = field(default_factory=dict[Part, float])
    last: FunctionReport | None = None

    def __call__(self, event: Event) -> None:
        if not isinstance(event, FunctionEvent):
            return
        self.last = event.report
        for part in parts_of(event.report):
            self.seconds.setdefault(part, time.monotonic() - self.begun)
        self.told(self.answer("timeout", "", self.last))
        if self.verdict_only and event.report.verdict is not None:
            raise _Enough

    def answer(self, ended: Ended, reason: str, report: FunctionReport | None) -> Answer:
        total = time.monotonic() - self.begun
        for part in parts_of(report) if report is not None else ():
            self.seconds.setdefault(part, total)
        return Answer(ended=ended, reason=reason, report=report, seconds=self.seconds, total_s=total)


def ask(corpus: Path, question: Question, settings: Settings, told: Callable[[Answer], object]) -> Answer:
    """Ask in this process; whenever more is known, what the answer is if no more comes in time is `told`."""
    listener = _Listener(bool(question.edits), told)
    return listener.answer(*_ask(corpus, question, settings, listener))


def _ask(
    corpus: Path, question: Question, settings: Settings, listener: _Listener
) -> tuple[Ended, str, FunctionReport | None]:
    try:
        source = Source.read(corpus / question.candidate.path)
        function = find(source, question.candidate)
        against = source.edited(question.edits) if question.edits else None
        request = FunctionRequest(offset=function.name_range.start, against=against)
        return "answered", "", benchmark_function(source, request, settings, listener)
    except _Enough:
        return "answered", "", listener.last
    except PerfcoderError as error:
        return "refused", str(error), listener.last
    except Exception as error:
        return "crashed", f"{type(error).__name__}: {error}", listener.last


class Asker:
    """A process that asks; a new one takes its place where it did not answer in time."""

    def __init__(self, corpus: Path, cap_s: float) -> None:
        self._corpus = corpus
        self._cap_s = cap_s
        self._start()

    def ask(self, question: Question) -> Answer:
        try:
            answer = Answer(ended="timeout")
            end = time.monotonic() + self._cap_s
            self._connection.send(question.model_dump_json())
            while self._connection.poll(max(0.0, end - time.monotonic())):
                answer = Answer.model_validate_json(self._connection.recv())
                if answer.ended != "timeout":
                    return answer
            late = {"reason": f"no answer within {self._cap_s:g} s", "total_s": self._cap_s}
            answer = answer.model_copy(update=late)
        except (EOFError, OSError):
            answer = Answer(ended="crashed", reason="the process that asked died")
        self.close()
        self._start()
        return answer

    def close(self) -> None:
        self._process.kill()
        self._process.join()
        self._connection.close()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(self._corpus, theirs), daemon=True)
        self._process.start()
        theirs.close()


def ask_all(
    corpus: Path, questions: Iterable[Question], jobs: int, cap_s: float, answered: Callable[[Question, Answer], None]
) -> None:
    """Ask with `jobs` processes at once, at most `cap_s` seconds each; `answered` is called in this thread."""
    own = local()
    askers: list[Asker] = []

    def asked(question: Question) -> tuple[Question, Answer]:
        if not hasattr(own, "asker"):
            own.asker = Asker(corpus, cap_s)
            askers.append(own.asker)
        return question, own.asker.ask(question)

    try:
        with ThreadPoolExecutor(jobs) as pool:
            futures = [pool.submit(asked, question) for question in questions]
            try:
                for future in as_completed(futures):
                    answered(*future.result())
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
    finally:
        for each in askers:
            each.close()


def _serve(corpus: Path, connection: Connection) -> None:
    settings = load()
    while True:
        try:
            question = Question.model_validate_json(connection.recv())
        except EOFError:
            return
        answer = ask(corpus, question, settings, lambda part: connection.send(part.model_dump_json()))
        connection.send(answer.model_dump_json())
