"""What is measured of planners: times and bytes, with how far they lie, and under which conditions."""

import statistics
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Self

from bench.measurement.report import percentile
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.measure.machine import Machine, cpu_pressure, load_per_core, this_machine
from perfcoder_lsp.text import Frozen


class Spread(Frozen):
    """Measurements of one thing; `p95` is what 95 % of them don't exceed."""

    median: float
    low: float
    high: float
    p95: float
    samples: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Self:
        """Of at least one value."""
        return cls(
            median=statistics.median(values),
            low=min(values),
            high=max(values),
            p95=percentile(values, 0.95),
            samples=len(values),
        )


class Conditions(Frozen):
    """`per_core` is how many processes wanted each core when it began, `pressure` the percentage of time in which some
    process waited for one."""

    machine: Machine
    llama_cpp: str
    per_core: float
    pressure: float | None

    @classmethod
    def now(cls) -> Self:
        """Raises PerfcoderError where llama.cpp is missing."""
        try:
            llama_cpp = version("llama-cpp-python")
        except PackageNotFoundError:
            raise PerfcoderError("models need llama.cpp: pip install 'perfcoder-lsp[model]'") from None
        return cls(
            machine=this_machine(),
            llama_cpp=llama_cpp,
            per_core=load_per_core(),
            pressure=cpu_pressure(),
        )


class Speed(Frozen):
    """A public shape, quantized. `cold_s` and `warm_s` are from the question to the first token of the answer, without
    and with most of the prompt (`reused` tokens) known from the question before; `saved` is their ratio, pair by pair.
    `cancel_s` is from when nobody wants an answer any more until the process is free; `estimated` is what
    `plan/model/memory.py` says, `peak` what it took at most."""

    shape: str
    kind: str
    file_bytes: int
    threads: int
    context: int
    load_s: Spread
    prompt_tokens: int
    reused: int
    cold_s: Spread
    warm_s: Spread
    saved: Spread
    tokens_per_s: Spread
    cancel_s: Spread | None
    peak: int
    estimated: int


class Embedded(Frozen):
    """A planner of our kind. `plan_s` is what predictions add to the rules' plan of a program that was not seen before,
    `reading_s` what of it is reading and checking, before and after the model. `load_s` is starting the process.

    `workers` is the memory of the model's process when it was loaded and after each tenth of `plans` in a row, `asking`
    that of the asking process before and after all; `estimated` is what `plan/model/memory.py` says. Of `sites` that
    were asked about, `answered` were.
    """

    file_bytes: int
    threads: int
    load_s: Spread
    programs: int
    prompt_tokens: Spread
    plan_s: Spread
    reading_s: Spread
    cancel_s: Spread | None
    plans: int
    sites: int
    answered: int
    workers: tuple[int, ...]
    estimated: int
    asking: tuple[int, int]


class Report(Frozen):
    """What a run found: of public shapes, or of an embedded planner."""

    conditions: Conditions
    shapes: tuple[Speed, ...] = ()
    embedded: Embedded | None = None


def resident(pid: int) -> int:
    """Bytes of memory that a process has now."""
    return _status(pid, "VmRSS")


def peak(pid: int) -> int:
    """Bytes of memory that a process had at most."""
    return _status(pid, "VmHWM")


def _status(pid: int, key: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith(f"{key}:"))
