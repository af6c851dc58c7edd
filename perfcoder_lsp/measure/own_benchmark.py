"""Bring your own benchmark: the user's own build and run commands judge a rewrite, instead of inputs and outputs.

Every command runs in the sandbox, which shows the source's folder at its own path, read-only, and the rewritten file
in the place of the original: both sides see the same paths, and relative includes work.
"""

import math
import random
import re
import shlex
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SandboxError, SourceError, UsageError
from perfcoder_lsp.measure.outcome import Undecided
from perfcoder_lsp.measure.own_commands import PLACEHOLDER, OwnBenchmark
from perfcoder_lsp.measure.pairs import Side, VoidComparisonError, paired
from perfcoder_lsp.measure.procedure import Surroundings, compare
from perfcoder_lsp.measure.quiet import QuietWatch
from perfcoder_lsp.measure.record import SIDES
from perfcoder_lsp.sandbox import Limits, RunResult, Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.suggestion import InputSource, Measurement, Verdict
from perfcoder_lsp.text import Frozen

_SHARED = Path("/tmp")  # noqa: S108 (the sandbox has its own; a file right in there is shown without its neighbours)
_OUT = Path("/out/program")
_MESSAGE_LENGTH = 300
_SURROUNDINGS = Surroundings(watch=partial(QuietWatch, launches=True))
_ERROR_LINE = re.compile(r"\berror\b|\bErr\b|\*\*\*", re.IGNORECASE)


class Failed(Frozen):
    """A rewrite that fell out of the user's benchmark: at which stage, and why, in one line."""

    stage: Literal["build", "verify", "measure"]
    reason: str


@dataclass(frozen=True)
class PreparedBenchmark:
    """The original, built and run once. `folder` is scratch space that the caller removes."""

    sandbox: Sandbox
    benchmark: OwnBenchmark
    source: Source
    settings: Settings
    folder: Path


def prepare(
    sandbox: Sandbox, source: Source, benchmark: OwnBenchmark, settings: Settings, folder: Path
) -> PreparedBenchmark:
    """Build the original and run it once. Raises SourceError where that fails (with the compiler's first line),
    UsageError where a command or the metric does not fit, SandboxError."""
    if not source.path.is_file():
        raise SourceError(f"{source.path}: --build and --run need a file on disk")
    if source.path.resolve().parent == Path("/"):
        raise UsageError(f"{source.path}: move the file into a folder of its own; the sandbox shows that folder")
    prepared = PreparedBenchmark(sandbox, benchmark, source, settings, folder)
    original = _Side(prepared, folder / "before", source)
    failed = original.build() or original.check()
    if failed is not None:
        raise SourceError(f"{source.path}: {failed.reason}")
    if benchmark.metric is not None:
        try:
            _metric(benchmark.metric, original.run())
        except VoidComparisonError as error:
            raise UsageError(str(error)) from None
    return prepared


def measure_pair(
    prepared: PreparedBenchmark,
    rewritten: Source,
    *,
    threshold: float | None = None,
    seed: int = 0,
    surroundings: Surroundings = _SURROUNDINGS,
) -> Measurement | Undecided | Failed:
    """Build the rewritten file, run it (exit status 0 is correct), and compare it with the original in pairs.

    One call at a time, since two would disturb each other. A decided comparison is a Measurement, faster or not: ask
    `outcome.claims`. Raises SandboxError.
    """
    with tempfile.TemporaryDirectory(dir=prepared.folder) as folder:
        before = _Side(prepared, prepared.folder / "before", prepared.source)
        after = _Side(prepared, Path(folder), rewritten)
        failed = after.build() or after.check()
        if failed is not None:
            return failed
        bar = max(threshold or 0.0, prepared.settings.measure.minimum_speedup)
        return _compare(prepared, {"before": before, "after": after}, bar, random.Random(seed), surroundings)  # noqa: S311


def _compare(
    prepared: PreparedBenchmark,
    sides: dict[Side, "_Side"],
    bar: float,
    rng: random.Random,
    surroundings: Surroundings,
) -> Measurement | Undecided:
    """By the runs' time, or by the number that they print."""
    settings, metric = prepared.settings.measure, prepared.benchmark.metric
    if metric is None:
        return compare(lambda side: _timeable(side, sides[side].run()), settings, bar, rng, surroundings)

    def timed(order: Sequence[Side]) -> list[float]:
        return [_metric(metric, _checked(side, sides[side].run())) for side in order]

    try:
        timed(SIDES)  # warm-up
        return paired(timed, settings, bar, rng=rng, now=surroundings.now).outcome("metric", startup=False, size=None)
    except VoidComparisonError as error:
        return Undecided(reason=str(error))


def exit_status_verdict() -> Verdict:
    """What may be said of a rewrite whose `--run` exited 0: equal as far as the user's own check goes."""
    return Verdict(
        status="equal",
        inputs=1,
        outcomes=1,
        source=InputSource.TESTS,
        sanitized=False,
        reason="judged by the exit status of --run",
    )


class _Side:
    """One of the two texts, with the mounts under which both look the same from inside."""

    def __init__(self, prepared: PreparedBenchmark, folder: Path, source: Source) -> None:
        self._prepared = prepared
        path = prepared.source.path.resolve()
        self._values = {"source": str(path), "dir": str(path.parent), "out": str(_OUT)}
        self._directory = path.parent
        self._out = folder / "out"
        self._out.mkdir(parents=True, exist_ok=True)
        text = folder / "source"
        text.write_bytes(source.text)
        text.chmod(0o644)
        self._mounts = {text: path}
        if self._directory != _SHARED:
            self._mounts[self._directory] = self._directory

    def build(self) -> Failed | None:
        settings = self._prepared.settings.build
        limits = Limits(
            cpu_s=settings.timeout_s * 4,
            wall_s=settings.timeout_s * 2,
            memory_mb=settings.memory_mb,
            output_bytes=8 << 20,
            file_mb=256,
            open_files=256,
            stderr_bytes=256 << 10,
        )
        result = self._command("--build", self._prepared.benchmark.build, limits, building=True)
        if result.succeeded:
            return None
        return Failed(stage="build", reason=f"--build fails: {_first_message(result) or _end(result)}")

    def check(self) -> Failed | None:
        """Whether the build left something that can be run and exits 0."""
        built = self._out / _OUT.name
        if "{out}" in self._prepared.benchmark.run and not built.exists():
            return Failed(stage="build", reason="--build exits 0 but leaves no {out}")
        try:
            result = self.run()
        except SandboxError as error:
            return Failed(stage="verify", reason=f"--run can't be started: {error}")
        return None if result.succeeded else Failed(stage="verify", reason=f"--run fails: {_end(result)}")

    def run(self) -> RunResult:
        settings = self._prepared.settings.verify
        limit = max(settings.run_timeout_s, 10.0)
        limits = Limits(
            cpu_s=4 * limit, wall_s=4 * limit, memory_mb=settings.memory_mb, output_bytes=settings.output_mb << 20
        )
        return self._command("--run", self._prepared.benchmark.run, limits, building=False)

    def _command(self, option: str, command: str, limits: Limits, *, building: bool) -> RunResult:
        words = [PLACEHOLDER.sub(lambda match: self._values[match[1]], word) for word in shlex.split(command)]
        program = _program(option, words[0], self._directory)
        out = {self._out: _OUT.parent}
        return self._prepared.sandbox.command(
            (str(program), *words[1:]),
            read_only=self._mounts if building else {**self._mounts, **out},
            writable=out if building else {},
            cwd=self._directory,
            limits=limits,
        )


def _program(option: str, word: str, directory: Path) -> Path:
    """The command's first word as a path inside the sandbox, which shows /usr and the source's folder."""
    if "/" in word:
        return directory / word
    found = shutil.which(word, path="/usr/bin:/bin:/usr/local/bin")
    if found is None:
        raise UsageError(f"{option}: {word}: not found in /usr/bin; name it with its path")
    return Path(found)


def _checked(side: Side, result: RunResult) -> RunResult:
    if not result.succeeded:
        raise VoidComparisonError(f"--run failed in a later run {side}: {_end(result)}")
    return result


def _timeable(side: Side, result: RunResult) -> RunResult:
    if _checked(side, result).stragglers:
        raise VoidComparisonError(f"--run leaves processes running {side}, whose time can't be counted")
    return result


def _metric(metric: str, result: RunResult) -> float:
    match = re.search(metric, (result.output or b"").decode("utf-8", "replace"), re.MULTILINE)
    if match is None:
        raise VoidComparisonError(f"--metric: {metric!r} does not match anything that --run prints")
    try:
        value = float(match[1])
    except (TypeError, ValueError):
        value = math.nan
    if not 0 < value < math.inf:
        raise VoidComparisonError(f"--metric: {metric!r} captures {match[1]!r}, which is no number above 0")
    return value


def _first_message(result: RunResult) -> str:
    """The first line of a compiler's output that speaks of an error, else its first line."""
    text = (result.stderr + b"\n" + (result.output or b"")).decode("utf-8", "replace")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return next((line for line in lines if _ERROR_LINE.search(line)), lines[0] if lines else "")[:_MESSAGE_LENGTH]


def _end(result: RunResult) -> str:
    if result.status == "ok":
        said = _first_message(result)
        return f"exit status {result.exit_code}" + (f" ({said})" if said else "")
    if result.status == "signal":
        return f"killed by signal {result.signal}"
    return f"it broke its {result.status} limit"
