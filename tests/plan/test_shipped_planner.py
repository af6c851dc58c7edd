"""The model that comes with the package is of this version, small, and says something of every place."""

from pathlib import Path

import pytest
from extras import need
from hand_counts import line_counts

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.catalog import EMBEDDED_FILE
from perfcoder_lsp.plan.embedded_planner import calibration_of, checked_header
from perfcoder_lsp.plan.planners import Predictor
from perfcoder_lsp.plan.static import StaticPlanner
from perfcoder_lsp.settings import PlannerSettings
from perfcoder_lsp.strategy import Plan

DEMO = Path(__file__).parents[2] / "docs" / "demo" / "sales_report.cpp"


def test_it_is_of_this_version_and_small() -> None:
    header = checked_header(EMBEDDED_FILE)
    assert EMBEDDED_FILE.stat().st_size <= 25_000_000
    assert header.shape.context >= 1024
    assert calibration_of(header).knots


@pytest.fixture(scope="module", params=["counted", "uncounted"])
def plan(request: pytest.FixtureRequest) -> Plan:
    need("llama_cpp", "model")
    source = Source.read(DEMO)
    lines = range(1, source.text.count(b"\n") + 1)
    taken = line_counts(source.text.decode(), {line: line % 7 * 40 for line in lines})
    counts = taken if request.param == "counted" else None
    with Predictor(PlannerSettings()) as predictor:
        return predictor.plan(source, StaticPlanner().plan(source), counts=counts)


def test_it_plans_where_nothing_else_is_wanted(plan: Plan) -> None:
    assert (plan.planner, plan.note) == ("embedded", "")
    assert len(plan.strategies) > 5
    assert all(each.confidence is not None and 0 <= each.confidence <= 1 for each in plan.strategies)
    assert all(each.expected_gain is not None and each.expected_gain >= 1 for each in plan.strategies)


def test_it_tells_places_apart(plan: Plan) -> None:
    assert len({each.confidence for each in plan.strategies}) > 2
