"""A function as it is, running, with its inputs: what all its other versions are compared with."""

from dataclasses import dataclass, replace

from perfcoder_lsp.function_report import Blocker, FunctionInputs, LineCoverage
from perfcoder_lsp.measure.outcome import Undecided
from perfcoder_lsp.suggestion import InputSource, Verdict
from perfcoder_lsp.verify.coverage import guarded
from perfcoder_lsp.verify.functions.coverage import Covered, covered
from perfcoder_lsp.verify.functions.inputs import ValidInputs, as_series, find_inputs, no_inputs
from perfcoder_lsp.verify.functions.ladder import timing_profile
from perfcoder_lsp.verify.functions.outcomes import least_outcomes
from perfcoder_lsp.verify.functions.process import Description, HarnessError, blockers
from perfcoder_lsp.verify.functions.recorded import NOT_RECORDED, Recorded, find_recorded, median_s
from perfcoder_lsp.verify.functions.unit import HarnessUnit
from perfcoder_lsp.verify.functions.verdict import Version, compare_versions, not_enough

_SHOWN_SIZE = 3
_TIMED_CALLS = 64
_SINGLE_CALLS = "timed in single calls: none of its inputs can be made in every size, or as often as timing takes"
_STOOD_IN = "classes that were written for the benchmark take part, and they take other times than real ones"


@dataclass(frozen=True)
class Original:
    """`profile` is the one of its generated inputs that is timed over a ladder of sizes; None where none can be.
    `marked` is the function with the marks that its inputs reach."""

    unit: HarnessUnit
    version: Version
    description: Description
    inputs: ValidInputs
    profile: int | None
    marked: Covered | None

    @property
    def blocker(self) -> Blocker | None:
        """Why it takes no inputs, where it takes none."""
        if self.inputs.profiles or self.inputs.recorded.seen:
            return None
        return next(iter(blockers(self.description)), None) or no_inputs(self.inputs)

    def with_recorded(self, texts: tuple[bytes, ...]) -> "Original":
        """With the calls of the file's own program on these inputs of it. Raises HarnessError, SandboxError."""
        return replace(self, inputs=replace(self.inputs, recorded=_recorded(self.version, texts)))

    def verdict(
        self, changed: HarnessUnit, after: Version, tolerance: float | None, *, proved: bool = False
    ) -> Verdict:
        """Whether another version does the same; `proved`: rules made it. Raises HarnessError, SandboxError."""
        verdict, reached = compare_versions(self.version, after, self.inputs, self._least, tolerance)
        if self.marked is None:
            return verdict
        before = self.marked.reaching(self.inputs.reached).untried(changed.target)
        return guarded(verdict, before, frozenset() if proved else self._untried(changed, reached), proved=proved)

    def _untried(self, changed: HarnessUnit, reached: frozenset[int]) -> frozenset[int]:
        """The lines of the changed text that no input reaches; all of it, where it has no marks."""
        after = covered(changed.target)
        return frozenset({changed.target.line}) if after is None else after.reaching(reached).untried(self.unit.target)

    def timed(self, profile: int, size: int) -> str:
        """The inputs to time, as `PERFCODER_INPUTS` names them."""
        return self.inputs.named(profile, size)

    @property
    def doubt(self) -> str:
        """Why its inputs show too little to call another version equal; empty where they do not."""
        return not_enough(self.inputs.distinct, self.inputs.outcomes, self.inputs, self._least)

    @property
    def caveat(self) -> str:
        """What is to be said of its inputs and of the time of a call, in one line; empty where nothing is."""
        return self.doubt or (_SINGLE_CALLS if self.profile is None else "")

    @property
    def unclaimed(self) -> Undecided | None:
        """Why no gain is claimed, however the times are; None where one may be."""
        unreal = self.unit.companions.has_stand_ins or self.unit.chosen.placeholders
        return Undecided(reason=_STOOD_IN) if unreal else None

    @property
    def _least(self) -> int:
        return least_outcomes(self.unit.target, self.description)

    def call_s(self) -> float | None:
        """The median CPU time of single calls. Raises HarnessError, SandboxError."""
        recorded = self.inputs.recorded.plain
        series = as_series(each.id for each in self.inputs.valid[:_TIMED_CALLS])
        return median_s(recorded or self.version.plain.observe(series))

    def described(self) -> FunctionInputs:
        """Its inputs, for people."""
        inputs, recorded = self.inputs, self.inputs.recorded
        names = self.description.profile_names
        named = self.profile is not None and self.profile < len(names)
        shown = [each for each in inputs.valid if each.profile == self.profile and each.size >= _SHOWN_SIZE]
        return FunctionInputs(
            source=InputSource.RECORDED if recorded.seen and not inputs.valid else InputSource.GENERATED,
            tried=len(inputs.tried) + recorded.tried,
            recorded=recorded.tried,
            valid=len(inputs.valid) + len(recorded.seen),
            distinct=inputs.distinct,
            outcomes=inputs.outcomes,
            profile=names[self.profile] if self.profile is not None and named else "",
            coverage=self.coverage(),
            example=next((each.text for each in (*shown, *recorded.seen[-1:], *inputs.valid)), ""),
        )

    def coverage(self) -> LineCoverage | None:
        """The lines that its valid inputs reach."""
        return None if self.marked is None else self.marked.reaching(self.inputs.reached).coverage.lines


def find_original(unit: HarnessUnit, version: Version) -> Original:
    """The original with generated inputs. Raises HarnessError, SandboxError."""
    description = version.plain.describe()
    marked = covered(unit.target)
    if blockers(description):
        return Original(unit, version, description, ValidInputs(), None, marked)
    marks = len(marked.coverage.marks.statements) if marked is not None else 0
    inputs = find_inputs(version.sanitized, version.plain, description, marks)
    profile = next(iter(inputs.profiles), None)
    if any(each.read for each in inputs.valid):
        profile = None
    if profile is not None:
        most_telling = timing_profile(version.plain, description, inputs.profiles)
        profile = profile if most_telling is None else most_telling
    return Original(unit, version, description, inputs, profile, marked)


def _recorded(version: Version, texts: tuple[bytes, ...]) -> Recorded:
    native = version.recording() if texts else None
    if native is None:
        return NOT_RECORDED
    try:
        return find_recorded(version.sanitized, native, texts)
    except HarnessError as error:
        return Recorded(message=str(error))
