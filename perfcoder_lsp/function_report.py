"""What is known of one function once it was benchmarked: its inputs, its time, its growth, and against another version
whether that one is equal and faster.

A benchmark announces a FunctionReport whenever a part of it is new: first the time, then the growth, then the verdict.
"""

from typing import Literal

from perfcoder_lsp.suggestion import InputSource, Measurement, Verdict
from perfcoder_lsp.text import ByteRange, Frozen

GrowthOrder = Literal["1", "log n", "sqrt n", "n", "n log n", "n^1.5", "n^2", "n^2 log n", "n^3", "2^n"]
CacheState = Literal["warm", "cold"]


class Blocker(Frozen):
    """Why a function can't be benchmarked: `parameter` is "" where it is no parameter's fault. `reason` and `remedy`
    (the annotation or set-up that would help) are one line each; the remedy is empty where nothing would."""

    parameter: str
    reason: str
    remedy: str = ""

    @property
    def line(self) -> str:
        """All of it in one line."""
        text = f"{self.parameter}: {self.reason}" if self.parameter else self.reason
        return f"{text}; {self.remedy}" if self.remedy else text


class LineCoverage(Frozen):
    """How many of the function's own lines with code the inputs of the verdict ran through; `missed` are 1-based."""

    covered: int
    total: int
    missed: tuple[int, ...] = ()


class FunctionInputs(Frozen):
    """The inputs that the function was run on. `tried` were made, `recorded` of them by the file's own program; `valid`
    ran to their end, clean under sanitizers; `distinct` are the different ones of these, `outcomes` their different
    results. `example` is one input and its result as text; `profile` says in words what the timed inputs are like."""

    source: InputSource
    tried: int
    recorded: int = 0
    valid: int
    distinct: int
    outcomes: int
    profile: str = ""
    example: str = ""
    coverage: LineCoverage | None = None


class FunctionPoint(Frozen):
    """CPU seconds per call on inputs of one size; `*_memory_bytes` is the heap that a call used at its peak,
    `*_instructions` is how many a call executed, where these could be counted."""

    size: int
    before_s: float
    after_s: float | None = None
    before_memory_bytes: int | None = None
    after_memory_bytes: int | None = None
    before_instructions: int | None = None
    after_instructions: int | None = None


class Fit(Frozen):
    """The growth of time with size: `constant_s` + `factor_s` * order(size) seconds, over sizes `first` to `last`.

    `order` is None where it can't be told; `note` then says why, and `candidates` has the orders that may be (most
    likely first; empty where none of them explains the times). The curve is then that of a power of the size, with
    `exponent`: the slope in log-log terms over the larger sizes, with its 95 % interval. "2^n" stands for all that is
    exponential; `base` is which.
    """

    order: GrowthOrder | None
    exponent: float
    exponent_low: float
    exponent_high: float
    first: int
    last: int
    note: str = ""
    candidates: tuple[GrowthOrder, ...] = ()
    constant_s: float = 0.0
    factor_s: float = 0.0
    base: float | None = None


class Growth(Frozen):
    """Times over a ladder of sizes. `crossing` is the measured size from which the version after is the faster one by
    more than noise, where it was slower at some below; `slower_until` is the largest of those."""

    points: tuple[FunctionPoint, ...]
    before: Fit
    after: Fit | None = None
    crossing: int | None = None
    slower_until: int | None = None
    cache: CacheState = "warm"


class FunctionReport(Frozen):
    """All that is known of a function; what is None was not found out (yet, or at all: `blockers` and `note` say why).

    `per_call_s` is the CPU time of one call on inputs of size `per_call_size`. `complete` is false while it is still
    worked on.
    """

    file: str
    function: str
    signature: str
    range: ByteRange
    against: str | None = None
    blockers: tuple[Blocker, ...] = ()
    inputs: FunctionInputs | None = None
    per_call_s: float | None = None
    per_call_size: int | None = None
    growth: Growth | None = None
    verdict: Verdict | None = None
    measurement: Measurement | None = None
    note: str = ""
    complete: bool = True
    elapsed_s: float = 0.0
