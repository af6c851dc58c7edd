"""What was measured on this machine, taken into account in predictions: how the planner's probabilities come true here,
and how much more or less often each rule pays than was predicted of it. Fitted by `perfcoder models tune`."""

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

import platformdirs
from pydantic import Field, ValidationError

from perfcoder_lsp.errors import PerfcoderError, UsageError
from perfcoder_lsp.plan.calibration import Calibration, fit
from perfcoder_lsp.plan.order import by_prediction
from perfcoder_lsp.plan.outcomes import Outcome
from perfcoder_lsp.strategy import Plan, Strategy
from perfcoder_lsp.text import Frozen

LEAST_OUTCOMES = 20
_PRIOR_WEIGHT = 10.0
"""How many outcomes of a rule what was predicted of it counts for."""


class RulePrior(Frozen):
    """`shift` is added to the log-odds that a strategy of this rule pays; `gain` is the usual one where it does."""

    shift: float
    gain: float


class Tuning(Frozen):
    """`base` is the share of all strategies that pay: it stands for what a planner said where it said nothing."""

    outcomes: int = 0
    base: float = 0.5
    calibration: Calibration = Calibration()
    rules: dict[str, RulePrior] = Field(default_factory=dict[str, RulePrior])

    def confidence(self, rule: str, stated: float | None) -> float | None:
        """The probability to expect where a planner states this one; None where nothing is known."""
        prior = self.rules.get(rule)
        if stated is None and prior is None:
            return None
        expected = self.base if stated is None else self.calibration.of(stated)
        return expected if prior is None else _probability(_log_odds(expected) + prior.shift)

    def strategy(self, strategy: Strategy) -> Strategy:
        """The strategy with what is to be expected of it here."""
        confidence = self.confidence(strategy.name, strategy.confidence)
        prior = self.rules.get(strategy.name)
        gain = prior.gain if strategy.expected_gain is None and prior is not None else strategy.expected_gain
        return strategy.model_copy(update={"confidence": confidence, "expected_gain": gain})


def tuning_file() -> Path:
    return platformdirs.user_data_path("perfcoder") / "tuning.json"


def tuned(plan: Plan) -> Plan:
    """The plan as this machine's tuning has it, in the order that follows; as it is where nothing was tuned."""
    try:
        found = Tuning.model_validate_json(tuning_file().read_bytes())
    except FileNotFoundError:
        return plan
    except (OSError, ValidationError):
        line = f"{tuning_file()}: can't be read and is left out; remove it: perfcoder models tune --reset"
        return plan.model_copy(update={"note": "; ".join(filter(None, [plan.note, line]))})
    return plan.model_copy(update={"strategies": by_prediction(found.strategy(each) for each in plan.strategies)})


def fit_tuning(outcomes: Iterable[Outcome]) -> Tuning:
    """Raises UsageError where too little was measured."""
    decided = [each for each in outcomes if each.decided]
    if len(decided) < LEAST_OUTCOMES:
        raise UsageError(
            f"{len(decided)} measured outcomes are kept, and {LEAST_OUTCOMES} are needed; "
            "set planner.learn=true and measure more"
        )
    base = (1 + sum(each.pays for each in decided)) / (2 + len(decided))
    calibration = fit((each.confidence, each.pays) for each in decided if each.confidence is not None)
    before = Tuning(outcomes=len(decided), base=base, calibration=calibration)
    by_rule: dict[str, list[Outcome]] = {}
    for each in decided:
        by_rule.setdefault(each.rule, []).append(each)
    return before.model_copy(update={"rules": {rule: _prior(before, of) for rule, of in sorted(by_rule.items())}})


def write_tuning(tuning: Tuning) -> None:
    """Use it from now on. Raises PerfcoderError."""
    file = tuning_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        made = file.with_suffix(".new")
        made.write_text(tuning.model_dump_json(indent=1), "utf-8")
        made.replace(file)
    except OSError as error:
        raise PerfcoderError(f"{file}: cannot be written: {error.strerror}") from None


def remove_tuning() -> None:
    """Raises PerfcoderError."""
    try:
        tuning_file().unlink(missing_ok=True)
    except OSError as error:
        raise PerfcoderError(f"{tuning_file()}: cannot be removed: {error.strerror}") from None


def _prior(before: Tuning, outcomes: Sequence[Outcome]) -> RulePrior:
    """Shrunk towards what was predicted, so that few outcomes change little."""
    stated = [before.base if each.confidence is None else before.calibration.of(each.confidence) for each in outcomes]
    expected = sum(stated) / len(stated)
    paid = sum(each.pays for each in outcomes)
    observed = (paid + _PRIOR_WEIGHT * expected) / (len(outcomes) + _PRIOR_WEIGHT)
    gains = [math.log(each.gain) for each in outcomes if each.pays and each.gain > 1]
    gain = math.exp(sum(gains) / len(gains)) if gains else 1.0
    return RulePrior(shift=_log_odds(observed) - _log_odds(expected), gain=gain)


def _log_odds(probability: float) -> float:
    bounded = min(1 - 1e-6, max(1e-6, probability))
    return math.log(bounded / (1 - bounded))


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
