"""How often is the measurement wrong? `python -m bench.measurement --pairs 100 --ratios 9 [--load each-core]`

Of whole programs and of functions in process, first A/A: against themselves (every second round with other code in
front, which moves the layout), where each claim would be false. Then against versions that truly do 1.05, 1.2 and 2
times the work. `--load` keeps processes busy meanwhile. Runs that share a `--results` file are reported, and plotted,
together. Exit status 1 where an A/A comparison was claimed, or a ratio of 1.2 and more was missed.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from bench.measurement import kernels
from bench.measurement.load import background, processes
from bench.measurement.plan import planned
from bench.measurement.report import is_in_order, show
from bench.measurement.trials import Comparison, Results, Trial
from perfcoder_lsp.build import Builder
from perfcoder_lsp.measure.in_process import LIMITS, driver, measure_in_process
from perfcoder_lsp.measure.machine import cpu_pressure, load_per_core
from perfcoder_lsp.measure.outcome import Undecided, claims
from perfcoder_lsp.measure.procedure import measure
from perfcoder_lsp.sandbox import Limits, Sandbox, open_sandbox
from perfcoder_lsp.settings import BuildSettings, CacheSettings, MeasureSettings, Settings
from perfcoder_lsp.suggestion import Measurement
from perfcoder_lsp.verify.cases import Case

SETTINGS = MeasureSettings()
PROGRESS_S = 30.0


def main() -> int:
    options = _options()
    results = Results.open(options.results, resume=options.resume)
    kinds = ("program", "function") if options.kind == "both" else (options.kind,)
    wanted = results.missing(planned(kinds, options.load, options.pairs, options.ratios))
    console = Console(width=120)
    try:
        with tempfile.TemporaryDirectory() as folder, background(options.load):
            _compare_all(wanted, results, Path(folder))
    except KeyboardInterrupt:
        console.print("interrupted" + (": --resume goes on" if options.results else ""))
    if results.trials:
        show(results, console)
    if options.plot:
        from bench.measurement.plot import draw  # matplotlib is only needed here

        draw(results, options.plot)
    return 0 if is_in_order(results.trials) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=100, help="A/A comparisons of each kind")
    parser.add_argument("--ratios", type=int, default=15, help="comparisons of each known ratio and kind")
    parser.add_argument("--kind", choices=("program", "function", "both"), default="both")
    parser.add_argument("--load", type=processes, default=0, help="busy processes meanwhile: a number, or each-core")
    parser.add_argument("--results", type=Path, help="file for the raw results (JSON lines)")
    parser.add_argument("--resume", action="store_true", help="go on with that file; what it holds is not run again")
    parser.add_argument("--plot", type=Path, help="draw all results of that file (.svg or .png)")
    return parser.parse_args()


def _compare_all(wanted: list[Comparison], results: Results, folder: Path) -> None:
    sandbox = open_sandbox(folder)
    builder = Builder(
        sandbox, Settings(cache=CacheSettings(directory=folder, size_mb=4096), build=BuildSettings(timeout_s=60))
    )
    begun = told = time.monotonic()
    for number, comparison in enumerate(wanted):
        results.add(compared(sandbox, builder, comparison))
        now = time.monotonic()
        if now - told > PROGRESS_S:
            told = now
            left = (now - begun) / (number + 1) * (len(wanted) - number - 1)
            print(f"{number + 1} of {len(wanted)}, about {left / 60:.0f} min left", file=sys.stderr)


def compared(sandbox: Sandbox, builder: Builder, comparison: Comparison) -> Trial:
    """Make one comparison. Building is not part of its time."""
    before, after = kernels.sides(builder, comparison)
    case = Case(name="rounds", stdin=kernels.stdin(comparison))
    per_core, pressure = load_per_core(), cpu_pressure()
    if comparison.kind == "program":
        begun = time.monotonic()
        with sandbox.session({"before": before, "after": after}, Limits()) as session:
            expected = session.run("before", case.stdin).output_hash
            outcome = measure(session, "before", "after", case, SETTINGS, expected, seed=comparison.number)
    else:
        programs = {"driver": driver(builder, "g++"), "before": before, "after": after}
        begun = time.monotonic()
        with sandbox.session(programs, LIMITS) as session:
            outcome = measure_in_process(session, SETTINGS, seed=comparison.number)
    return _trial(comparison, outcome, time.monotonic() - begun, per_core, pressure)


def _trial(
    comparison: Comparison, outcome: Measurement | Undecided, seconds: float, per_core: float, pressure: float | None
) -> Trial:
    undecided = isinstance(outcome, Undecided)
    decided = "faster" if not undecided and claims(outcome, SETTINGS.minimum_speedup) else "no"
    return Trial(
        comparison=comparison,
        decision="undecided" if undecided else decided,
        speedup=None if undecided else outcome.speedup,
        low=outcome.speedup_low,
        high=outcome.speedup_high,
        pairs=outcome.pairs,
        seconds=seconds,
        per_core=per_core,
        pressure=pressure,
        reason=outcome.reason if undecided else None,
    )


if __name__ == "__main__":
    sys.exit(main())
