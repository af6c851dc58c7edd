"""The planner that comes with this program: a small model that predicts of each strategy whether carrying it out pays.

It chooses among the strategies that the rules found, and reads their facts and the program without its style
(`plan/reading/`); what it predicts is added to them. Its file says in its metadata which vocabulary it was trained with
(`VOCABULARY_KEY`), and may say how its probabilities come true (`CALIBRATION_KEY`, a JSON list of pairs), which a file
`NAME.calibration.json` beside it overrides.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.calibration import Calibration
from perfcoder_lsp.plan.model.gguf import Header, ModelError, read_header
from perfcoder_lsp.plan.model.messages import Generate, Generated, Piece
from perfcoder_lsp.plan.model.process import ModelProcess
from perfcoder_lsp.plan.order import by_prediction
from perfcoder_lsp.plan.reading.prompt import GAINS, ROUND, VOCABULARY, fingerprint, prompt, read_answer
from perfcoder_lsp.plan.reading.sites import MOST_SITES, Site, sites
from perfcoder_lsp.statement_counts import StatementCounts
from perfcoder_lsp.strategy import Plan, Strategy

VOCABULARY_KEY = "perfcoder.vocabulary"
CALIBRATION_KEY = "perfcoder.calibration"
_LEAST_CONTEXT = (ROUND + 5) * MOST_SITES
"""Room for a round about each site, and for some of the program."""


class _CancelledError(Exception):
    """The plan is no longer wanted."""


class EmbeddedPlanner:
    """Predicts with a model of our own vocabulary, in a process of its own."""

    def __init__(self, name: str, process: ModelProcess, context: int) -> None:
        """`context` is the tokens that the process has room for."""
        self.name = name
        self._process = process
        self._context = context

    def plan(
        self,
        source: Source,
        known: Plan,
        cancelled: Callable[[], bool] | None = None,
        counts: StatementCounts | None = None,
    ) -> Plan:
        """The known strategies with what is predicted of them, in the order that follows; the known plan where it was
        cancelled. `counts` of a run make it know better. Raises ModelError, ModelDiedError."""
        header = checked_header(self._process.path)
        go_on = _unless(cancelled)
        try:
            found = sites(source, known.strategies, go_on, counts)
            if not found:
                return known.model_copy(update={"planner": self.name})
            answer = ROUND * len(found) + 1
            room = min(self._context, header.shape.context) - answer
            asked = prompt(source, found, room, None, go_on, counts)
        except _CancelledError:
            return known
        ask = Generate(number=0, prompt=asked.tokens, rounds=asked.rounds, most=answer)
        heard = list(self._process.answer(ask, cancelled))
        if any(isinstance(each, Generated) and each.end == "cancelled" for each in heard):
            return known
        pieces = [each for each in heard if isinstance(each, Piece)]
        predicted = _predictions(pieces, found, calibration_of(header))
        note = f"the planner was not shown {asked.left_out} words, for want of room" if asked.left_out else ""
        strategies = by_prediction(predicted.get(each, each) for each in known.strategies)
        return Plan(planner=self.name, strategies=strategies, note=note)


def is_ours(header: Header) -> bool:
    """Whether the model was trained to be asked in tokens of ours, of this version or another."""
    return VOCABULARY_KEY in header.values


def checked_header(path: Path) -> Header:
    """Raises ModelError where the file holds no model for this version."""
    header = read_header(path)
    trained = str(header.values.get(VOCABULARY_KEY, "none"))
    if trained != fingerprint() or header.shape.vocabulary != len(VOCABULARY):
        raise ModelError(
            f"{path}: was trained with another vocabulary ({trained[:16]!r}; this version has {fingerprint()!r}); "
            "use the model of this version"
        )
    if header.shape.context < _LEAST_CONTEXT:
        raise ModelError(f"{path}: was trained on {header.shape.context} tokens; {_LEAST_CONTEXT} are needed")
    return header


def calibration_of(header: Header) -> Calibration:
    """How the model's probabilities come true. Raises ModelError where what says so is damaged."""
    beside = header.path.with_suffix(".calibration.json")
    try:
        told = beside.read_text("utf-8")
        where = str(beside)
    except OSError:
        told = str(header.values.get(CALIBRATION_KEY, "[]"))
        where = f"{header.path}: {CALIBRATION_KEY}"
    try:
        return Calibration.model_validate_json(f'{{"knots": {told}}}')
    except ValidationError:
        raise ModelError(f"{where}: is no rising table of probabilities; copy the model again") from None


def _unless(cancelled: Callable[[], bool] | None) -> Callable[[], None]:
    def go_on() -> None:
        if cancelled is not None and cancelled():
            raise _CancelledError

    return go_on


def _predictions(
    pieces: Sequence[Piece], found: Sequence[Site], calibration: Calibration
) -> Mapping[Strategy, Strategy]:
    """What the answer says of sites, by their strategies: the probability of any gain, and the gain expected then."""
    predicted: dict[Strategy, Strategy] = {}
    rounds = read_answer([each.token for each in pieces], found)
    for said, gain in zip(rounds, pieces[ROUND - 1 :: ROUND], strict=False):
        told = {
            "confidence": calibration.of(min(1.0, sum(gain.chances[1:]))),
            "expected_gain": _expected(gain.chances),
        }
        predicted[said.site.strategy] = said.site.strategy.model_copy(update=told)
    return predicted


def _expected(chances: Sequence[float]) -> float:
    """The geometric mean of the gains above none, by their probabilities."""
    paying = sum(chances[1:])
    if paying <= 0:
        return 1.0
    return math.exp(sum(chance * math.log(gain) for chance, gain in zip(chances[1:], GAINS[1:], strict=True)) / paying)
