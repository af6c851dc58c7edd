"""Which lines of a function its inputs run through: a mark before each statement, in the sanitized build only."""

from dataclasses import dataclass, replace

from perfcoder_lsp.cpp.functions import functions
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.text import with_joined_insertions
from perfcoder_lsp.verify.changes import changed_places
from perfcoder_lsp.verify.coverage import Coverage
from perfcoder_lsp.verify.functions.target import Target, find_target
from perfcoder_lsp.verify.marks import mark_functions


@dataclass(frozen=True)
class Covered:
    """A function, the same in a text with marks, each on the line that it is about, and what is reached of it."""

    target: Target
    marked: Target
    coverage: Coverage

    def reaching(self, reached: frozenset[int]) -> "Covered":
        """With the numbers of the marks that were reached."""
        return replace(self, coverage=replace(self.coverage, reached=reached))

    def untried(self, other: Target) -> frozenset[int]:
        """The lines where it is not as another version of it, and that nothing reaches."""
        places = changed_places(self.target.source, other.source, self.target.range, other.range)
        return self.coverage.untried(places)


def covered(target: Target) -> Covered | None:
    """The function with marks, also in lambdas and classes inside of it; None where it can't have any: only
    the compiler runs it, or nothing of it is understood."""
    function = target.function
    inner = (each for each in functions(target.source) if function.body_range.contains(each.range))
    marks, edits = mark_functions(target.source, (function, *inner))
    if not marks.statements and function.body.named_child_count:
        return None
    try:
        text = target.source.edited(with_joined_insertions(edits))
        return Covered(target, find_target(text, f"{function.name}:{target.line}"), Coverage(target.source, marks))
    except UsageError:
        return None  # another function of that name on the same line
