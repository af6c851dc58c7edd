"""What inputs reach of a text, and what is said of a change where they reach nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.function_report import LineCoverage
from perfcoder_lsp.suggestion import Verdict
from perfcoder_lsp.text import ByteRange
from perfcoder_lsp.verify.marks import Marks


@dataclass(frozen=True)
class Coverage:
    """A text, its marked statements, and those that its inputs reach."""

    source: Source
    marks: Marks
    reached: frozenset[int] = frozenset()

    def untried(self, places: Iterable[ByteRange]) -> frozenset[int]:
        """The lines of those places that nothing reaches."""
        return frozenset(line_of(self.source, byte) for byte in self.marks.missed(self.reached, places))

    @property
    def lines(self) -> LineCoverage:
        """The lines on which statements begin; of each the first statement counts."""
        first_there: dict[int, int] = {}
        for number, each in sorted(enumerate(self.marks.statements), key=lambda pair: pair[1].start):
            first_there.setdefault(line_of(self.source, each.start), number)
        missed = tuple(line for line, number in first_there.items() if number not in self.reached)
        return LineCoverage(covered=len(first_there) - len(missed), total=len(first_there), missed=missed)


def guarded(
    verdict: Verdict, before: frozenset[int], after: frozenset[int] = frozenset(), *, proved: bool = False
) -> Verdict:
    """The verdict, where a change has lines that no input reaches, of the text `before` or `after` it: "equal" is then
    more than the inputs show.

    It stays where a rule has `proved` the change from the text, and says that nothing else speaks for these lines.
    """
    if verdict.status != "equal" or not (before or after):
        return verdict
    what = f"{min(before)}, where it was changed" if before else f"{min(after)} of the changed text"
    told = f"no input reaches line {what}"
    if not proved:
        return verdict.model_copy(update={"status": "undecided", "sanitized": False, "reason": told})
    reason = f"{told}: there only the rule's own proof speaks for it"
    return verdict.model_copy(update={"reason": "; ".join(filter(None, (verdict.reason, reason)))})
