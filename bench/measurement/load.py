"""Other work on the machine while comparisons are made."""

import itertools
import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager

from perfcoder_lsp.measure.machine import usable_cores


def processes(text: str) -> int:
    """What `--load` says: a number of busy processes, or "each-core"."""
    return usable_cores() if text == "each-core" else int(text)


@contextmanager
def background(number: int) -> Iterator[None]:
    """That many processes that do nothing but compute, dealt out to the cores in turn."""
    context = multiprocessing.get_context("spawn")  # a fork would share our memory, and its page faults be our time
    cores = sorted(os.sched_getaffinity(0))
    workers = [context.Process(target=_spin, args=(cores[i % len(cores)],), daemon=True) for i in range(number)]
    try:
        for worker in workers:
            worker.start()
        yield
    finally:
        for worker in workers:
            worker.kill()
            worker.join()


def _spin(core: int) -> None:
    os.sched_setaffinity(0, {core})
    for _ in itertools.count():
        pass
