"""What all builds of a file share, made before anyone asks: a precompiled header takes longer than what it serves."""

from collections.abc import Iterator
from pathlib import Path

from perfcoder_lsp.build import Builder, CompileCommand, Job, Variant, compile_command
from perfcoder_lsp.build.cmake import configured
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.sandbox import open_sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.verify.functions.builds import harness_job, host_job, kept_comparisons


def prepare(source: Source, settings: Settings) -> None:
    """Fill the cache for benchmarks of the file's functions, and for its builds as a program.

    Nothing of the user's file is compiled. Raises SandboxError where nothing may be executed, SourceError without a
    compiler.
    """
    sandbox = open_sandbox(settings.cache.directory)
    settings = configured(source, settings, sandbox)
    builder = Builder(sandbox, settings)
    command = compile_command(source, settings.build)
    builder.build_all([host_job(command), host_job(command, counting=True)])
    for job in _jobs(source, command, kept_comparisons(builder, command)):
        builder.prepare(job)


def _jobs(source: Source, command: CompileCommand, comparisons: Path | None) -> Iterator[Job]:
    for variant in (Variant.SHARED, Variant.SANITIZED):
        yield harness_job(source, command, variant, comparisons=comparisons)
    for variant in (Variant.TIMING, Variant.SANITIZED):
        yield Job(source, command, variant)
