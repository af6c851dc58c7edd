"""A changed program that is to be judged, and what is built of it."""

from collections.abc import Callable
from dataclasses import dataclass

from perfcoder_lsp.build import Build, Builder, BuildFailure, CompileCommand, Variant
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.verify.marks import Marks
from perfcoder_lsp.verify.trace import build_traced, traced


@dataclass(frozen=True)
class Candidate:
    """`marks` are those that the sanitized build was to have; None where rules have proved the change from the text, so
    that it needs none."""

    source: Source
    timing: Build
    sanitized: Build
    marks: Marks | None


def build_candidate(
    builder: Builder, source: Source, command: CompileCommand, is_known: Callable[[str], bool] = lambda _: False
) -> Candidate | BuildFailure:
    """One that nothing is known of but functions with known lines, which need not be reached. Without marks, where it
    does not compile with them: then nothing of it counts as reached."""
    timing = builder.build(source, command)
    if isinstance(timing, BuildFailure):
        return timing
    marked = build_traced(builder, source, command, is_known)
    if not isinstance(marked, BuildFailure):
        return Candidate(source, timing, marked[0], marked[1].marks)
    sanitized = builder.build(source, command, Variant.SANITIZED)
    if isinstance(sanitized, BuildFailure):
        return sanitized
    return Candidate(source, timing, sanitized, traced(source, is_known).marks)
