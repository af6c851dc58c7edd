"""By which clock two programs may be compared, from what single runs show.

CPU time hardly notices a busy machine, and decides wherever it can. It is blind to what several threads gain and to
time spent waiting: there wall time decides, which needs an idle machine.
"""

from collections.abc import Sequence

from perfcoder_lsp.measure.machine import usable_cores
from perfcoder_lsp.sandbox import RunResult

PARALLEL_SHARE = 0.1


def is_parallel(runs: Sequence[RunResult]) -> bool:
    """Whether several threads or processes work at a time: at more than a tenth of the looks taken at the runs, or
    because more CPU time than wall time passed (20 % and 2 ms are left to the clocks' differences)."""
    looks, parallel = sum(run.looks for run in runs), sum(run.parallel_looks for run in runs)
    if parallel > 1 and parallel > PARALLEL_SHARE * looks:
        return True
    return any(run.cpu_s > 1.2 * run.wall_s + 0.002 for run in runs)


def cores_needed(runs: Sequence[RunResult]) -> int:
    """How many cores the runs would use on an idle machine: all there are, where it is not known."""
    if not is_parallel(runs):
        return 1
    tasks = max(run.tasks for run in runs)
    return min(tasks, usable_cores()) if tasks > 1 else usable_cores()


def waits(run: RunResult, load: float) -> bool:
    """Whether wall time is far above CPU time, beyond the time for which the run waited for a core; where that is not
    known, beyond what `load` runnable processes per core explain."""
    if run.queue_s is not None:
        return run.wall_s - run.queue_s > 2 * run.cpu_s + 0.02
    return run.wall_s > (2 * run.cpu_s + 0.02) * max(1.0, load)
