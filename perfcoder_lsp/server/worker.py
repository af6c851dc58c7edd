"""The child process that does the server's work: `python -m perfcoder_lsp.server.worker --parent PID`.

Jobs come in on stdin, one JSON object per line, and run one after the other; a plan is given up as soon as anything
else comes in. It ends with its parent, also in the middle of a job: sandboxes end with it, and its janitor removes its
temporary folders.
"""

import argparse
import logging
import os
import queue
import sys
from collections.abc import Callable

from perfcoder_lsp import child_process, pipeline
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import PerfcoderError, SandboxError, SourceError, UsageError
from perfcoder_lsp.function_benchmark import benchmark_function
from perfcoder_lsp.function_export import export_function
from perfcoder_lsp.request import Event, FunctionRequest, Listener
from perfcoder_lsp.rewrite.selection import ignore_completions
from perfcoder_lsp.server.analysis import Analysis
from perfcoder_lsp.server.messages import (
    JOB,
    Answer,
    BenchmarkJob,
    CheckJob,
    Completed,
    CompleteJob,
    Completion,
    Exported,
    ExportJob,
    Failed,
    FunctionTimed,
    Happened,
    Interrupt,
    Job,
    Message,
    Optimized,
    OptimizeJob,
    PlanJob,
    Prepared,
    PrepareJob,
    Version,
)
from perfcoder_lsp.trial import preparation
from perfcoder_lsp.verify.functions import annotations

_BACKGROUND = 10  # what Unix calls niceness

_log = logging.getLogger("perfcoder.worker")
Send = Callable[[Message], None]


def complete(job: CompleteJob) -> Completed:
    """What fits into a comment `// perfcoder: …`. Raises PerfcoderError."""
    source = Source.of(job.path, job.text.encode())
    found = (*annotations.completions(source, job.offset), *ignore_completions(source, job.offset))
    return Completed(items=tuple(Completion.model_validate(each.model_dump()) for each in found))


def optimize(job: OptimizeJob, send: Send) -> Optimized:
    """Run the pipeline on a text and pass its events on. Raises PerfcoderError."""
    source = Source.of(job.path, job.text.encode())
    return Optimized(report=pipeline.optimize(source, job.request, job.settings, _listener(send)))


def benchmark(job: BenchmarkJob, send: Send) -> FunctionTimed:
    """Benchmark a function and pass on what is known of it as it comes. Raises PerfcoderError."""
    source = Source.of(job.path, job.text.encode())
    request = FunctionRequest(job.function, job.offset, _version(job.against) if job.against is not None else None)
    return FunctionTimed(report=benchmark_function(source, request, job.settings, _listener(send)))


def prepare(job: PrepareJob) -> Prepared:
    """Make what builds of a text share, behind everything else that runs on this machine. Raises PerfcoderError."""
    os.nice(max(0, _BACKGROUND - os.nice(0)))
    preparation.prepare(Source.of(job.path, job.text.encode()), job.settings)
    return Prepared()


def answer(job: Job, analysis: Analysis, send: Send, superseded: Callable[[], bool]) -> Message:
    """The job's answer. Every error becomes one line that can be shown."""
    try:
        return _done(job, analysis, send, superseded)
    except UsageError as error:
        return Failed(error="usage", message=str(error))
    except SourceError as error:
        return Failed(error="source", message=str(error))
    except SandboxError as error:
        return Failed(error="sandbox", message=str(error))
    except PerfcoderError as error:
        return Failed(error="internal", message=str(error))
    except Exception as error:
        _log.exception("job failed")
        return Failed(error="internal", message=f"internal error: {type(error).__name__}: {error}")


def _done(job: Job, analysis: Analysis, send: Send, superseded: Callable[[], bool]) -> Answer:
    match job:
        case CheckJob():
            return analysis.check(job)
        case PlanJob():
            return analysis.plan(job, superseded)
        case CompleteJob():
            return complete(job)
        case OptimizeJob():
            return optimize(job, send)
        case BenchmarkJob():
            return benchmark(job, send)
        case PrepareJob():
            return prepare(job)
        case ExportJob():
            source = Source.of(job.path, job.text.encode())
            return Exported(file=export_function(source, job.report, job.settings, job.folder))


def _listener(send: Send) -> Listener:
    def listen(event: Event) -> None:
        send(Happened(event=event))

    return listen


def _version(version: Version) -> Source:
    return Source.read(version.path) if version.text is None else Source.of(version.path, version.text.encode())


def main() -> None:
    parser = argparse.ArgumentParser(description="worker process of perfcoder-lsp; started by the server")
    parser.add_argument("--parent", type=int, required=True, help="process id of the server")
    arguments = parser.parse_args()

    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    child_process.live_with(arguments.parent, jobs.put)
    send = child_process.take_stdout()
    analysis = Analysis()
    try:
        while True:
            job = JOB.validate_json(jobs.get())
            if not isinstance(job, Interrupt):
                send(answer(job, analysis, send, lambda: not jobs.empty()))
    except BrokenPipeError:  # the server is gone
        child_process.end()


if __name__ == "__main__":
    main()
