"""A function's benchmark handed on: the same inputs and sizes as a program for Google Benchmark."""

import re
from pathlib import Path

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import StorageError, UsageError
from perfcoder_lsp.function_report import Blocker, FunctionReport
from perfcoder_lsp.report.google_benchmark import export_google_benchmark, google_benchmark
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.trial.workbench import open_workbench
from perfcoder_lsp.verify.functions.builds import harness_command
from perfcoder_lsp.verify.functions.target import find_target


def export_function(source: Source, report: FunctionReport, settings: Settings, folder: Path) -> Path:
    """Write the program into the folder, which is made where it is missing, and return its path.

    `report` is of a function of this source. Raises UsageError where that can't be benchmarked, StorageError where the
    folder can't be written, SourceError, SandboxError.
    """
    if report.blockers:
        raise UsageError(f"{report.function}: nothing to export: {report.blockers[0].reason}")
    with open_workbench(source, settings) as workbench:
        unit = workbench.unit(find_target(source, offset=report.range.end - 1))
        if isinstance(unit, Blocker):
            raise UsageError(f"{report.function}: nothing to export: {unit.reason}")
        command = harness_command(workbench.command, unit.source)
        with workbench.plain(unit) as plain:
            names = plain.describe().profile_names
    timed = report.inputs.profile if report.inputs is not None else ""
    text = google_benchmark(
        unit.source.text.decode(),
        report,
        profile=names.index(timed) if timed in names else 0,
        compiler=command.compiler,
        flags=command.flags,
    )
    path = folder / f"{re.sub(r'[^A-Za-z0-9]+', '_', report.function).strip('_') or 'function'}_benchmark.cpp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{folder}: cannot be made: {error.strerror}; choose another folder") from None
    export_google_benchmark(path, text)
    return path
