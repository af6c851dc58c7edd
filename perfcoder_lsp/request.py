"""What the pipeline is asked, and what it tells while it works."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from perfcoder_lsp.function_report import FunctionReport
from perfcoder_lsp.measure.own_commands import OwnBenchmark
from perfcoder_lsp.suggestion import InputSource, Measurement, Rejection, Suggestion, Verdict
from perfcoder_lsp.text import Frozen

if TYPE_CHECKING:  # the server's process parses nothing
    from perfcoder_lsp.cpp.source import Source

StageName = Literal["plan", "rewrite", "build", "verify", "measure"]


class Request(Frozen):
    """One run of the pipeline: what to look at, and what correctness and time are judged by.

    `function` limits the rewrites to one function; `tests` is a folder of `*.in` files; `own_benchmark` replaces inputs
    and timing by the user's own commands; `budget_s` is the wall time after which no new rewrite is tried.
    """

    function: str | None = None
    tests: Path | None = None
    own_benchmark: OwnBenchmark | None = None
    optimizer: str = "rules"
    budget_s: float | None = None


@dataclass(frozen=True)
class FunctionRequest:
    """One benchmark of a function: by its name (`f`, `ns::f`, `f(int)` or `f:LINE`) or a byte offset inside of it;
    compared with the same function in the version `against`."""

    name: str | None = None
    offset: int | None = None
    against: "Source | None" = None


class StageEvent(Frozen):
    """A stage has `done` of `total` steps behind it; `message` says what it does now."""

    kind: Literal["stage"] = "stage"
    stage: StageName
    message: str
    done: int
    total: int


class SuggestionEvent(Frozen):
    """A rewrite passed every gate. A combination that is told may be missing in the report, which has a smaller one
    where a part turns out to add nothing."""

    kind: Literal["suggestion"] = "suggestion"
    suggestion: Suggestion


class RejectionEvent(Frozen):
    """A rewrite fell out."""

    kind: Literal["rejection"] = "rejection"
    rejection: Rejection


class FunctionEvent(Frozen):
    """More is known of the function that is benchmarked; the report is not complete yet."""

    kind: Literal["function"] = "function"
    report: FunctionReport


Event = StageEvent | SuggestionEvent | RejectionEvent | FunctionEvent
Listener = Callable[[Event], None]


class BenchmarkPoint(Frozen):
    """CPU seconds per run on one input of `input_bytes` bytes; `after_s` where two files are compared."""

    input_bytes: int
    before_s: float
    after_s: float | None = None


class BenchmarkReport(Frozen):
    """How long a program takes on inputs of growing size and, against another file, whether that one is the same and
    faster."""

    file: str
    against: str | None
    points: tuple[BenchmarkPoint, ...]
    inputs: InputSource
    verdict: Verdict | None
    measurement: Measurement | None
    note: str = ""
