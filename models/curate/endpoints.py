"""Pairs from trajectories: what somebody handed in for a problem, version after version."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from perfcoder_lsp.text import Frozen

FAR_SLOWER = 2.0


class Version(Frozen):
    """One program of a trajectory; `time_s` is what it took on the problem's tests."""

    problem: str
    author: str
    version: int
    time_s: float
    source: str


class Pair(Frozen):
    """A program, and what it is to become."""

    before: Version
    after: Version


def endpoints(versions: Iterable[Version]) -> Iterator[Pair]:
    """Each version with its author's last one, where that is faster; with the problem's best where the author's last
    takes more than twice its time (arXiv 2512.14018, section 2.2)."""
    ordered = sorted(versions, key=lambda each: (each.problem, each.author, each.version))
    for _, of_problem in groupby(ordered, key=lambda each: each.problem):
        entries = list(of_problem)
        best = min(entries, key=lambda each: each.time_s)
        for _, of_author in groupby(entries, key=lambda each: each.author):
            trajectory = list(of_author)
            last = trajectory[-1]
            end = best if last.time_s > FAR_SLOWER * best.time_s else last
            yield from (Pair(before=each, after=end) for each in trajectory if end.time_s < each.time_s)
