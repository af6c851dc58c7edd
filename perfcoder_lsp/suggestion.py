"""What the stages after planning pass on: Rewrite, Verdict, Measurement, Suggestion; Rejection for what fell out."""

from enum import StrEnum
from typing import Literal

from perfcoder_lsp.strategy import Plan, Strategy
from perfcoder_lsp.text import Frozen, TextEdit

Stage = Literal["build", "verify", "measure"]


RULES = "rules/"
"""What the origin of a rule's rewrite begins with, and no other's."""


class Rewrite(Frozen):
    """Edits of one source that carry out one or more strategies.

    `id` is unique among the rewrites of a source; `origin` says who wrote it, e.g. `rules/IO1`, `rules/IO1+LP3` or
    `remote/<model>`; `notes` are caveats a user must read before accepting (portability, interactive use).
    """

    id: str
    origin: str
    title: str
    strategies: tuple[Strategy, ...]
    edits: tuple[TextEdit, ...]
    notes: tuple[str, ...] = ()

    @property
    def is_proved(self) -> bool:
        """Whether rules wrote all of it, which act on what they prove of the text; models do not."""
        return self.origin.startswith(RULES) and "/" not in self.origin.removeprefix(RULES)


class InputSource(StrEnum):
    """Where the inputs of a comparison came from; evidence always names it."""

    TESTS = "tests"
    RECORDED = "recorded"
    INFERRED = "inferred"
    GENERATED = "generated"


class Verdict(Frozen):
    """Whether before and after did the same.

    `inputs` counts the inputs on which both ran to their end and were compared; `outcomes` the distinct outputs
    among them (one outcome on many inputs shows little, and none at all shows nothing: vacuous equality is refused).
    """

    status: Literal["equal", "different", "undecided"]
    inputs: int
    outcomes: int
    source: InputSource
    sanitized: bool
    reason: str = ""


class Measurement(Frozen):
    """Time before and after on one machine, flag set and input.

    Times are seconds per run (medians); `speedup` is before/after with its 99 % interval; the lower bound is what is
    claimed. `startup` is true where no input made the program run longer than its own start-up, so that the claim is
    about start-up alone. `input_bytes` is the size of the input timed.

    Reported beside the time that decides, medians over the same runs, None where not known: CPU seconds; wall seconds
    and joules, only where the machine was `quiet`; the most resident memory, in kB. `bar` is the speedup that a claim
    had to reach; it is raised where the machine was found to err by a factor of `machine_error` when it compared a
    program with itself.
    """

    before_s: float
    after_s: float
    speedup: float
    speedup_low: float
    speedup_high: float
    pairs: int
    clock: Literal["cpu", "wall", "metric"]
    instructions_before: int | None = None
    instructions_after: int | None = None
    startup: bool = False
    input_bytes: int | None = None
    quiet: bool | None = None
    cpu_before_s: float | None = None
    cpu_after_s: float | None = None
    wall_before_s: float | None = None
    wall_after_s: float | None = None
    memory_before_kb: int | None = None
    memory_after_kb: int | None = None
    energy_before_j: float | None = None
    energy_after_j: float | None = None
    bar: float | None = None
    machine_error: float | None = None


class Contribution(Frozen):
    """What one part adds to a combination: the time without it / the time with it, with its 99 % interval. `name` is
    that of its strategy."""

    name: str
    speedup: float
    speedup_low: float
    speedup_high: float


class Suggestion(Frozen):
    """A rewrite whose verdict is "equal" and whose measurement's lower bound is at least 1.05. Of a combination,
    `contributions` says what its parts add, as far as there was time to find out."""

    id: str
    origin: str
    title: str
    strategies: tuple[Strategy, ...]
    edits: tuple[TextEdit, ...]
    notes: tuple[str, ...]
    verdict: Verdict
    measurement: Measurement
    contributions: tuple[Contribution, ...] = ()

    def contribution_of(self, strategy: Strategy) -> Contribution | None:
        """What carrying out one of its strategies adds to the others."""
        return next((each for each in self.contributions if strategy.name in each.name.split("+")), None)


class Rejection(Frozen):
    """A rewrite that fell out: at which stage, and why, in one line."""

    id: str
    origin: str
    stage: Stage
    reason: str


class Elapsed(Frozen):
    """Wall seconds spent per stage."""

    plan: float = 0.0
    rewrite: float = 0.0
    build: float = 0.0
    verify: float = 0.0
    measure: float = 0.0
    total: float = 0.0


class Report(Frozen):
    """The result of one run of the pipeline. Suggestions are sorted best first; `best` is the first one's id.

    `note` is one line for the user where nothing could be offered (why, and what to do next). `unverified` is None
    where the rewrites were judged. Where nothing may be executed it holds what was found: to be shown, never to be
    applied; `note` then has the reason and the remedy.
    """

    file: str
    functions: tuple[str, ...]
    plan: Plan
    suggestions: tuple[Suggestion, ...]
    rejected: tuple[Rejection, ...]
    best: str | None
    elapsed_s: Elapsed
    note: str = ""
    unverified: tuple[Rewrite, ...] | None = None
