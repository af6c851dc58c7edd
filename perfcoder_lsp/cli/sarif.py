"""Findings as SARIF 2.1.0 (OASIS standard), which code-scanning services and editors read."""

import inspect
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from perfcoder_lsp import __version__
from perfcoder_lsp.cli.baseline import Checked, fingerprint
from perfcoder_lsp.cpp.own_comments import Problem
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.rewrite.pages import page_url
from perfcoder_lsp.rewrite.rule import all_rules
from perfcoder_lsp.settings import RulesSettings
from perfcoder_lsp.suggestion import Rewrite
from perfcoder_lsp.text import ByteRange

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif_log(checked: Sequence[Checked], settings: RulesSettings) -> dict[str, Any]:
    """One run with a result for each rewrite. Level is `note`: nothing was measured, so nothing is claimed. Comments
    that can't be followed are notifications about the tool's configuration."""
    results = [_result(each.source, rewrite) for each in checked for rewrite in each.rewrites]
    problems = [_notification(each.source, problem) for each in checked for problem in each.problems]
    driver = {
        "name": "perfcoder",
        "version": __version__,
        "rules": [
            {
                "id": rule.id,
                "shortDescription": {"text": rule.summary},
                "fullDescription": {"text": inspect.cleandoc(rule.docs) or rule.summary},
                **({"helpUri": url} if (url := page_url(rule.id, settings)) else {}),
                "properties": {"category": rule.category.value},
            }
            for rule in all_rules()
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolConfigurationNotifications": problems}],
        "results": results,
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(source: Source, rewrite: Rewrite) -> dict[str, Any]:
    strategy = rewrite.strategies[0]
    artifact = {"uri": _uri(source.path)}
    where = strategy.range or rewrite.edits[0].range
    replacements = [
        {"deletedRegion": _region(source, edit.range), "insertedContent": {"text": edit.new_text}}
        for edit in rewrite.edits
    ]
    return {
        "ruleId": strategy.name,
        "level": "note",
        "message": {"text": f"{rewrite.title}: {strategy.explanation} (not measured)"},
        "locations": [_location(source, where)],
        "partialFingerprints": {"perfcoderFinding/v1": fingerprint(source, rewrite)},
        "fixes": [
            {
                "description": {"text": rewrite.title},
                "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
            }
        ],
    }


def _notification(source: Source, problem: Problem) -> dict[str, Any]:
    return {
        "level": "warning",
        "message": {"text": problem.message},
        "locations": [_location(source, problem.range)],
    }


def _location(source: Source, where: ByteRange) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(source.path)}, "region": _region(source, where)}}


def _uri(path: Path) -> str:
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _region(source: Source, where: ByteRange) -> dict[str, int]:
    start_line, start_column = _place(source, where.start)
    end_line, end_column = _place(source, where.end)
    return {"startLine": start_line, "startColumn": start_column, "endLine": end_line, "endColumn": end_column}


def _place(source: Source, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, the column in code points."""
    line = source.text.count(b"\n", 0, offset) + 1
    start = source.text.rfind(b"\n", 0, offset) + 1
    return line, len(source.text[start:offset].decode()) + 1
