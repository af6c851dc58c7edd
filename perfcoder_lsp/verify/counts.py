"""Programs whose statements are counted: a build of their own, without sanitizers, so that it may run on any input."""

from array import array
from dataclasses import replace
from pathlib import Path

from perfcoder_lsp.build import Build, Builder, BuildFailure, Job
from perfcoder_lsp.statement_counts import StatementCounts
from perfcoder_lsp.verify.marks import MOST_MARKS
from perfcoder_lsp.verify.trace import Traced, untraced_job

_FOLDER = Path(__file__).parent / "tracing"
_NUMBER = "Q"


def build_counted(builder: Builder, program: Traced, job: Job) -> Build | BuildFailure:
    """The program that `job` builds, with counts."""
    account = builder.build_job(untraced_job(_FOLDER / "counts.c", job.command))
    if isinstance(account, BuildFailure):
        return account
    counted = replace(
        job,
        source=program,
        extra_inputs=(*job.extra_inputs, account.binary),
        forced_includes=(*job.forced_includes, _FOLDER / "counts.h"),
    )
    return builder.build_job(counted)


def read_counts(program: Traced, account: bytes | None) -> StatementCounts | None:
    """From what a run has left; None where it left nothing."""
    if account is None or len(account) < MOST_MARKS * array(_NUMBER).itemsize:
        return None
    counts = array(_NUMBER)
    counts.frombytes(account[: MOST_MARKS * counts.itemsize])
    by_start = ((each.start, counts[number]) for number, each in enumerate(program.marks.statements))
    return StatementCounts(by_start=tuple(sorted(by_start)))
