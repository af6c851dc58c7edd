"""Rewrites through the gates: what is equal and faster becomes a Suggestion, the rest a Rejection with its reason.

`attempt.py` says how far a rewrite came; `programs.py` judges by a program's inputs, `functions.py` (where there is no
`main`) by a function's, `own_benchmark.py` by the user's own commands. `builds.py` compiles ahead, `timing.py` and
`function_timing.py` compare times, `workbench.py` builds and runs functions; `open_trial` chooses and prepares.
"""

from collections.abc import Generator
from contextlib import contextmanager

from perfcoder_lsp.build.builder import Build, Builder, BuildFailure, Job
from perfcoder_lsp.build.cmake import configured
from perfcoder_lsp.build.compile_command import compile_command
from perfcoder_lsp.cpp.functions import has_main
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SourceError
from perfcoder_lsp.measure.calibration import Calibration
from perfcoder_lsp.measure.own_benchmark import prepare
from perfcoder_lsp.request import Listener, Request, StageEvent
from perfcoder_lsp.sandbox import open_sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.stopwatch import Stopwatch
from perfcoder_lsp.storage.scratch import scratch_folder
from perfcoder_lsp.suggestion import Rewrite
from perfcoder_lsp.trial.attempt import Attempt, Trial
from perfcoder_lsp.trial.builds import CandidateBuilds, program_jobs
from perfcoder_lsp.trial.functions import FunctionTrial
from perfcoder_lsp.trial.own_benchmark import OwnBenchmarkTrial
from perfcoder_lsp.trial.programs import ProgramTrial, candidate_texts
from perfcoder_lsp.trial.timing import Timing
from perfcoder_lsp.trial.workbench import open_workbench
from perfcoder_lsp.verify.prepare import prepare_inputs
from perfcoder_lsp.verify.trace import build_account

__all__ = ["Attempt", "Trial", "compile_once", "open_trial"]


@contextmanager
def open_trial(
    source: Source,
    rewrites: tuple[Rewrite, ...],
    request: Request,
    settings: Settings,
    watch: Stopwatch,
    listener: Listener,
    *,
    counting: bool = False,
) -> Generator[Trial]:
    """A trial of this source; building the rewrites begins at once, while inputs are made for the original; so does
    this machine's self-check, where it was never made. `counting`: the trial is to know how often statements run.

    Raises SandboxError where nothing may be executed, SourceError where the original does not compile or run.
    """
    sandbox = open_sandbox(settings.cache.directory)
    settings = configured(source, settings, sandbox)
    with Calibration(sandbox, settings.measure, settings.cache) as calibration:
        if request.own_benchmark is not None:
            with scratch_folder(settings.cache.directory) as folder:
                with watch.stage("build"):
                    own = prepare(sandbox, source, request.own_benchmark, settings, folder)
                yield OwnBenchmarkTrial(own, calibration.bar, watch)
            return
        if not has_main(source):
            with (
                open_workbench(source, settings) as workbench,
                FunctionTrial(workbench, calibration.bar, watch) as trial,
            ):
                yield trial
            return
        builder = Builder(sandbox, settings)
        command = compile_command(source, settings.build)
        # One core is for the runs: what is built late holds up less than what makes inputs slow.
        account = build_account(builder, command)
        jobs = program_jobs(lambda _: command, account.binary if isinstance(account, Build) else None)
        with CandidateBuilds(builder, jobs, spare=1) as builds:
            builds.start(candidate_texts(source, rewrite) for rewrite in rewrites)
            listener(StageEvent(stage="verify", message="making inputs for the original", done=0, total=1))
            with watch.stage("verify"):
                prepared = prepare_inputs(
                    source, command, builder, sandbox, settings, request.tests, listener, counting=counting
                )
            yield ProgramTrial(source, Timing(prepared, builds, sandbox, settings, calibration.bar), watch)


def compile_once(source: Source, request: Request, settings: Settings, watch: Stopwatch) -> None:
    """Only compile the original, so that "nothing to do" is never said of a program that does not build.

    Raises SourceError, SandboxError.
    """
    if request.own_benchmark is not None:
        return
    with watch.stage("build"):
        sandbox = open_sandbox(settings.cache.directory)
        settings = configured(source, settings, sandbox)
        builder = Builder(sandbox, settings)
        compile_only = () if has_main(source) else ("-c",)
        built = builder.build_job(Job(source, compile_command(source, settings.build), extra_flags=compile_only))
    if isinstance(built, BuildFailure):
        raise SourceError(f"does not compile: {built.message}")
