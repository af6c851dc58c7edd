"""Which lines of a function its inputs run through: a mark before each statement, in the sanitized build only."""

from dataclasses import dataclass

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.function_report import LineCoverage
from perfcoder_lsp.text import with_joined_insertions
from perfcoder_lsp.verify.functions.target import Target, find_target
from perfcoder_lsp.verify.marks import Marks, changed_places, mark_function


@dataclass(frozen=True)
class Covered:
    """The function in a text with marks, each on the line that it is about."""

    target: Target
    marks: Marks

    def coverage(self, reached: frozenset[int]) -> LineCoverage:
        """The coverage, from the numbers of the marks that were reached."""
        missed, total = self.marks.missed(reached), len(set(self.marks.lines))
        return LineCoverage(covered=total - len(missed), total=total, missed=missed)

    def untried(self, reached: frozenset[int], before: Target, after: Target) -> frozenset[int]:
        """Statements that were changed in a place that no input reaches."""
        return self.marks.untried(reached, changed_places(before.source, after.source, before.range, after.range))


def covered(target: Target) -> Covered | None:
    """The function with marks; None where it can't have any: it may run in the compiler, or is not understood."""
    function = target.function
    marks = mark_function(target.source, function.node, function.body)
    if marks is None:
        return None
    try:
        marked = target.source.edited(with_joined_insertions(marks.edits))
        return Covered(find_target(marked, f"{function.name}:{target.line}"), marks)
    except UsageError:
        return None  # another function of that name on the same line
