"""Builds that are queued ahead: which of them begins next, and what becomes of those that never do."""

import threading
import time
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any, cast

import pytest

from perfcoder_lsp.build import Build, Builder, CompileCommand, Job, Variant
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.trial import builds as builds_module
from perfcoder_lsp.trial.builds import CandidateBuilds, Layout

COMMAND = CompileCommand(compiler="g++", flags=(), directory=Path())


class Builds:
    """Builds that only remember what was built; the first one waits until `urgent` is asked for."""

    def __init__(self, urgent: str) -> None:
        self.built: list[str] = []
        self.began, self.asked = threading.Event(), threading.Event()
        self.urgent = urgent

    def jobs(self, text: Source, variant: Variant, layout: Layout) -> tuple[Job, ...]:
        if named(text) == self.urgent:
            self.asked.set()
        return (Job(text, COMMAND, variant, layout),)

    def build_job(self, job: Job) -> Build:
        self.built.append(f"{named(job.source)} {job.variant.name}")
        self.began.set()
        assert self.asked.wait(30)
        if named(job.source) == "faulty":
            raise ValueError("no build of this")
        return Build(key=named(job.source), binary=Path("program"))

    def open(self, spare: int = 1) -> CandidateBuilds:
        return CandidateBuilds(cast("Builder", cast("Any", self)), self.jobs, spare=spare)


def text(name: str) -> Source:
    return Source.of(Path("program.cpp"), name.encode())


def candidates(*names: str) -> list[tuple[Source, Source]]:
    return [(text(each), text(each)) for each in names]


def named(source: Source) -> str:
    return source.text.decode()


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builds_module, "usable_cores", lambda: 2)


def test_what_is_waited_for_is_built_before_what_was_queued_earlier() -> None:
    told = Builds(urgent="original")
    with told.open() as builds:
        builds.start(candidates("one", "two"))
        assert told.began.wait(30)
        assert builds.timed(text("original")) == Build(key="original", binary=Path("program"))
        assert told.built[:2] == ["one TIMING", "original TIMING"]
        builds.settle()
    assert told.built[2:] == ["one SANITIZED", "two TIMING", "two SANITIZED"]


def test_what_is_queued_later_begins_earlier() -> None:
    told = Builds(urgent="four")
    with told.open() as builds:
        builds.start(candidates("one", "two", "three"))
        assert told.began.wait(30)
        builds.start(candidates("three", "four"))
        builds.settle()
    later = [f"{each} {variant}" for each in ("three", "four") for variant in ("TIMING", "SANITIZED")]
    assert told.built == ["one TIMING", *later, "one SANITIZED", "two TIMING", "two SANITIZED"]


class Yielding:
    """A lock that lets others in as soon as it is released."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()
        time.sleep(0.02)


def test_the_first_begins_first_though_all_are_queued_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Builds(urgent="two")
    with told.open() as builds:
        monkeypatch.setattr(builds, "_choosing", Yielding())
        builds.start(candidates("one", "two"))
        builds.settle()
    assert told.built == ["one TIMING", "one SANITIZED", "two TIMING", "two SANITIZED"]


def test_who_waits_builds_what_nobody_has_begun_on_the_core_that_is_spared() -> None:
    told = Builds(urgent="none")
    with told.open() as builds:
        builds.start(candidates("one", "two"))
        assert told.began.wait(30)
        threading.Timer(0.1, told.asked.set).start()
        builds.timed(text("two"))
        assert told.built[:2] == ["one TIMING", "two TIMING"]


def test_what_has_not_begun_at_the_end_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builds_module, "usable_cores", lambda: 1)
    told = Builds(urgent="none")
    dropped: list[bool] = []

    def wait(builds: CandidateBuilds) -> None:
        try:
            builds.timed(text("two"))
        except CancelledError:
            dropped.append(True)
        finally:
            told.asked.set()

    with told.open(spare=0) as builds:
        builds.start(candidates("one", "two"))
        assert told.began.wait(30)
        waiting = threading.Thread(target=wait, args=(builds,))
        waiting.start()
    waiting.join()
    assert (dropped, told.built) == ([True], ["one TIMING"])


def test_what_a_build_raises_reaches_who_waits_for_it() -> None:
    told = Builds(urgent="faulty")
    with told.open() as builds, pytest.raises(ValueError, match="no build of this"):
        builds.timed(text("faulty"))
