"""What the server and its worker processes say to each other: one JSON object per line, typed on both ends.

Byte offsets refer to the UTF-8 text of the job. The server imports this module, so it must stay cheap to import.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from perfcoder_lsp.function_report import FunctionReport
from perfcoder_lsp.request import Event, Request
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.suggestion import Report
from perfcoder_lsp.text import ByteRange, Frozen


class Function(Frozen):
    """A function definition: its name as `Request.function` takes it, a `label` that no other function of the file has,
    its whole text, and its `head`, up to the body. `repeats` says whether it has a loop, calls itself or is called in a
    loop; `fingerprint` changes with all that it depends on in the file."""

    name: str
    label: str
    range: ByteRange
    head: ByteRange
    repeats: bool
    fingerprint: str


class Finding(Frozen):
    """What a rule found without running anything. `ids` are those of the rewrites that a measurement would judge: one,
    or several alternatives for the same place; `page` is the address of the rule's page. `confidence` and
    `expected_gain` are what a planner predicted (`Strategy`), None where none was asked yet."""

    ids: tuple[str, ...]
    rule: str
    category: Category
    title: str
    explanation: str
    range: ByteRange
    notes: tuple[str, ...] = ()
    page: str | None = None
    confidence: float | None = None
    expected_gain: float | None = None


class AnnotationProblem(Frozen):
    """A comment `// perfcoder: …` that can't be followed: where, and why in one line."""

    range: ByteRange
    message: str


class Completion(Frozen):
    """What fits at a place in such a comment; `insert` replaces the `range`, which ends there."""

    label: str
    detail: str
    insert: str
    range: ByteRange


class CheckJob(Frozen):
    """Look at a text, run nothing."""

    kind: Literal["check"] = "check"
    path: Path
    text: str
    settings: Settings


class PlanJob(Frozen):
    """Say what is to be expected of the findings in a text."""

    kind: Literal["plan"] = "plan"
    path: Path
    text: str
    settings: Settings


class Interrupt(Frozen):
    """Give up a plan that is being made: something else waits. There is no answer."""

    kind: Literal["interrupt"] = "interrupt"


class CompleteJob(Frozen):
    """What may be written at a byte offset inside an annotation?"""

    kind: Literal["complete"] = "complete"
    path: Path
    text: str
    offset: int


class OptimizeJob(Frozen):
    """Run the whole pipeline on a text."""

    kind: Literal["optimize"] = "optimize"
    path: Path
    text: str
    settings: Settings
    request: Request


class Version(Frozen):
    """Another version of a file; `text` is None where it is the one on disk."""

    path: Path
    text: str | None = None


class BenchmarkJob(Frozen):
    """Benchmark the function of that name, or the one around the byte offset; where `against` is given, compare it with
    the same function there."""

    kind: Literal["benchmark"] = "benchmark"
    path: Path
    text: str
    settings: Settings
    function: str | None = None
    offset: int | None = None
    against: Version | None = None


class ExportJob(Frozen):
    """Write the benchmark of a function of the text, which was benchmarked, as a program into a folder."""

    kind: Literal["export"] = "export"
    path: Path
    text: str
    settings: Settings
    report: FunctionReport
    folder: Path


class PrepareJob(Frozen):
    """Make what all builds of the text share."""

    kind: Literal["prepare"] = "prepare"
    path: Path
    text: str
    settings: Settings


class Checked(Frozen):
    """The answer to a CheckJob; `omitted` counts findings beyond the number that an editor can show."""

    kind: Literal["checked"] = "checked"
    functions: tuple[Function, ...]
    findings: tuple[Finding, ...]
    problems: tuple[AnnotationProblem, ...] = ()
    omitted: int = 0


class Planned(Frozen):
    """The answer to a PlanJob: the findings of the check again, with what is predicted of them, None where it was given
    up; `note` says why where no model was asked."""

    kind: Literal["planned"] = "planned"
    findings: tuple[Finding, ...] | None = None
    note: str = ""


class Completed(Frozen):
    """The answer to a CompleteJob; nothing outside of annotations."""

    kind: Literal["completed"] = "completed"
    items: tuple[Completion, ...]


class Optimized(Frozen):
    """The answer to an OptimizeJob."""

    kind: Literal["optimized"] = "optimized"
    report: Report


class FunctionTimed(Frozen):
    """The answer to a BenchmarkJob."""

    kind: Literal["function_timed"] = "function_timed"
    report: FunctionReport


class Exported(Frozen):
    """The answer to an ExportJob: the program's file."""

    kind: Literal["exported"] = "exported"
    file: Path


class Prepared(Frozen):
    """The answer to a PrepareJob."""

    kind: Literal["prepared"] = "prepared"


class Happened(Frozen):
    """News while an OptimizeJob or a BenchmarkJob runs."""

    kind: Literal["happened"] = "happened"
    event: Annotated[Event, Field(discriminator="kind")]


class Failed(Frozen):
    """The job ended with an error that a user is meant to read."""

    kind: Literal["failed"] = "failed"
    error: Literal["usage", "source", "sandbox", "internal"]
    message: str


Job = CheckJob | PlanJob | CompleteJob | OptimizeJob | BenchmarkJob | ExportJob | PrepareJob
Answer = Checked | Planned | Completed | Optimized | FunctionTimed | Exported | Prepared
Message = Answer | Happened | Failed

JOB: TypeAdapter[Job | Interrupt] = TypeAdapter(Annotated[Job | Interrupt, Field(discriminator="kind")])
MESSAGE: TypeAdapter[Message] = TypeAdapter(Annotated[Message, Field(discriminator="kind")])
