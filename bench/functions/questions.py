"""What is asked of the product, and what it answers."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from bench.functions.sample import Candidate
from perfcoder_lsp.function_report import FunctionReport
from perfcoder_lsp.text import Frozen, TextEdit

Part = Literal["time", "growth", "inputs", "verdict"]
Ended = Literal["answered", "refused", "crashed", "timeout"]


class Question(Frozen):
    """A function; where there are `edits`, also its version after them, and then only the verdict is waited for."""

    candidate: Candidate
    edits: tuple[TextEdit, ...] = ()


class Answer(Frozen):
    """What the product said. `refused`: one of its own errors (`reason`); `crashed`: any other, a defect of it.

    `seconds` is the wall time after which each part was there, `total_s` that of all.
    """

    ended: Ended
    reason: str = ""
    report: FunctionReport | None = None
    seconds: dict[Part, float] = Field(default_factory=dict)
    total_s: float = 0.0


def parts_of(report: FunctionReport) -> Iterator[Part]:
    """What a report holds already."""
    parts: dict[Part, object] = {
        "time": report.per_call_s,
        "growth": report.growth,
        "inputs": report.inputs,
        "verdict": report.verdict,
    }
    return (name for name, value in parts.items() if value is not None)
