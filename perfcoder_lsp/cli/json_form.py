"""What `--json` prints (docs/json.md): plain dicts made from the pipeline's values."""

import bisect
import json
from typing import Any

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.function_report import FunctionReport
from perfcoder_lsp.strategy import Plan, Strategy
from perfcoder_lsp.suggestion import Measurement, Report, Rewrite, Suggestion, Verdict
from perfcoder_lsp.text import ByteRange, TextEdit


def dumps(value: dict[str, Any] | list[Any]) -> str:
    """One JSON text, ASCII only, so that no locale and no odd file name can break it."""
    return json.dumps(value, indent=2, allow_nan=False)


def range_form(source: Source, where: ByteRange | None) -> dict[str, int] | None:
    """Byte offsets, and the same places as lines and byte columns, both counted from 1 as compilers do."""
    if where is None:
        return None
    start_line, start_column = _place(source, where.start)
    end_line, end_column = _place(source, where.end)
    return {
        "start": where.start,
        "end": where.end,
        "start_line": start_line,
        "start_column": start_column,
        "end_line": end_line,
        "end_column": end_column,
    }


def _place(source: Source, offset: int) -> tuple[int, int]:
    line = bisect.bisect_right(source.line_starts, offset)
    return line, offset - source.line_starts[line - 1] + 1


def strategy_form(source: Source, strategy: Strategy) -> dict[str, Any]:
    return {
        "category": strategy.category.value,
        "name": strategy.name,
        "explanation": strategy.explanation,
        "range": range_form(source, strategy.range),
        "confidence": strategy.confidence,
        "expected_gain": strategy.expected_gain,
    }


def plan_form(source: Source, plan: Plan) -> dict[str, Any]:
    strategies = [strategy_form(source, each) for each in plan.strategies]
    return {"planner": plan.planner, "strategies": strategies, "note": plan.note}


def edit_form(source: Source, edit: TextEdit) -> dict[str, Any]:
    return {"range": range_form(source, edit.range), "new_text": edit.new_text}


def verdict_form(verdict: Verdict) -> dict[str, Any]:
    return verdict.model_dump(mode="json")


def measurement_form(measurement: Measurement) -> dict[str, Any]:
    return measurement.model_dump(mode="json")


def rewrite_form(source: Source, rewrite: Rewrite | Suggestion) -> dict[str, Any]:
    return {
        "id": rewrite.id,
        "origin": rewrite.origin,
        "title": rewrite.title,
        "strategies": [strategy_form(source, each) for each in rewrite.strategies],
        "edits": [edit_form(source, each) for each in rewrite.edits],
        "notes": list(rewrite.notes),
    }


def suggestion_form(source: Source, suggestion: Suggestion) -> dict[str, Any]:
    return {
        **rewrite_form(source, suggestion),
        "verdict": verdict_form(suggestion.verdict),
        "measurement": measurement_form(suggestion.measurement),
        "contributions": [each.model_dump(mode="json") for each in suggestion.contributions],
    }


def function_form(source: Source, report: FunctionReport) -> dict[str, Any]:
    """The object of `perfcoder bench --function NAME --json`."""
    return {**report.model_dump(mode="json"), "range": range_form(source, report.range)}


def function_verdict_form(report: FunctionReport) -> dict[str, Any]:
    """The object of `perfcoder verify --function NAME --json`."""
    form = report.model_dump(mode="json", include={"function", "verdict", "inputs", "blockers", "note"})
    return {"before": report.file, "after": report.against, **form}


def report_form(source: Source, report: Report) -> dict[str, Any]:
    """The object of `perfcoder optimize --json`."""
    unverified = report.unverified
    return {
        "file": report.file,
        "functions": list(report.functions),
        "plan": plan_form(source, report.plan),
        "suggestions": [suggestion_form(source, each) for each in report.suggestions],
        "rejected": [each.model_dump(mode="json") for each in report.rejected],
        "best": report.best,
        "elapsed_s": report.elapsed_s.model_dump(mode="json"),
        "note": report.note,
        "unverified": None if unverified is None else [rewrite_form(source, each) for each in unverified],
    }
