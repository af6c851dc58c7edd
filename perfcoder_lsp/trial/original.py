"""A function as it is, running, with its inputs: what all its other versions are compared with."""

from dataclasses import dataclass

from perfcoder_lsp.function_report import Blocker, FunctionInputs, LineCoverage
from perfcoder_lsp.suggestion import InputSource, Verdict
from perfcoder_lsp.verify.functions.coverage import covered
from perfcoder_lsp.verify.functions.inputs import ValidInputs, as_series, find_inputs, no_inputs
from perfcoder_lsp.verify.functions.ladder import timing_profile
from perfcoder_lsp.verify.functions.outcomes import least_outcomes
from perfcoder_lsp.verify.functions.process import Description, blockers
from perfcoder_lsp.verify.functions.unit import HarnessUnit
from perfcoder_lsp.verify.functions.verdict import Version, compare_versions, not_enough

_SHOWN_SIZE = 3


@dataclass(frozen=True)
class Original:
    """`profile` is the one of its inputs that is timed."""

    unit: HarnessUnit
    version: Version
    description: Description
    inputs: ValidInputs
    profile: int

    def verdict(self, after: Version, tolerance: float | None) -> Verdict:
        """Whether another version does the same. Raises HarnessError, SandboxError."""
        return compare_versions(self.version, after, self.inputs, self._least, tolerance)

    def timed(self, size: int) -> str:
        """The inputs to time, as `PERFCODER_INPUTS` names them."""
        return self.inputs.named(self.profile, size)

    @property
    def doubt(self) -> str:
        """Why its inputs show too little to call another version equal; empty where they do not."""
        return not_enough(self.inputs.distinct, self.inputs.outcomes, self.inputs, self._least)

    @property
    def _least(self) -> int:
        return least_outcomes(self.unit.target, self.description)

    def described(self) -> FunctionInputs:
        """Its inputs, for people."""
        names = self.description.profile_names
        shown = [each.text for each in self.inputs.valid if each.profile == self.profile and each.size >= _SHOWN_SIZE]
        return FunctionInputs(
            source=InputSource.GENERATED,
            tried=len(self.inputs.tried),
            valid=len(self.inputs.valid),
            distinct=self.inputs.distinct,
            outcomes=self.inputs.outcomes,
            profile=names[self.profile] if self.profile < len(names) else "",
            example=next(iter(shown), ""),
        )

    def coverage(self) -> LineCoverage | None:
        """The lines that its valid inputs reach. Raises HarnessError, SandboxError."""
        marked = covered(self.unit.target)
        if marked is None:
            return None
        series = as_series(each.id for each in self.inputs.valid)
        return marked.coverage(self.version.sanitized.cover(series))


def find_original(unit: HarnessUnit, version: Version) -> Original | Blocker:
    """The original with its inputs, or why it takes none. Raises HarnessError, SandboxError."""
    description = version.plain.describe()
    if blocked := blockers(description):
        return blocked[0]
    inputs = find_inputs(version.sanitized, version.plain, description)
    if not inputs.profiles:
        return no_inputs(inputs)
    profile = timing_profile(version.plain, description, inputs.profiles)
    return Original(unit, version, description, inputs, inputs.profiles[0] if profile is None else profile)
