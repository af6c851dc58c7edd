"""Findings that are known and accepted: a file that `perfcoder check` writes, and leaves out of what it tells.

A finding is known again by its rule, its file and the text that it is about, so that it may move to other lines.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from perfcoder_lsp.cli.json_form import dumps
from perfcoder_lsp.cpp.own_comments import Problem
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.suggestion import Rewrite
from perfcoder_lsp.text import Frozen

_DIGITS = 16


class Baseline(Frozen):
    """By file (relative to the baseline's own folder) and rule, the fingerprints of what is known there."""

    version: Literal[1] = 1
    files: dict[str, dict[str, tuple[str, ...]]]


@dataclass(frozen=True)
class Checked:
    """One file, what the rules found in it, and comments in it that can't be followed."""

    source: Source
    rewrites: tuple[Rewrite, ...]
    problems: tuple[Problem, ...] = ()


def fingerprint(source: Source, rewrite: Rewrite) -> str:
    """Of the rule, the line where the finding begins, and those that it would replace, whatever their indentation."""
    strategy = rewrite.strategies[0]
    replaced = ((each.range.start, each.range.end) for each in rewrite.edits if each.range.start < each.range.end)
    first = ((strategy.range.start, strategy.range.start),) if strategy.range is not None else ()
    lines = [line for start, end in (*first, *replaced) for line in _lines(source, start, end)]
    text = b"\n".join((strategy.name.encode(), *(b" ".join(line.split()) for line in lines)))
    return hashlib.sha256(text).hexdigest()[:_DIGITS]


def _lines(source: Source, start: int, end: int) -> Iterable[bytes]:
    first = source.text.rfind(b"\n", 0, start) + 1
    last = source.text.find(b"\n", end)
    return filter(bytes.strip, source.text[first : last if last >= 0 else len(source.text)].split(b"\n"))


def read_baseline(file: Path) -> Baseline:
    """Raises UsageError where the file is none."""
    try:
        return Baseline.model_validate_json(file.read_bytes())
    except OSError as error:
        raise UsageError(f"{file}: the baseline can't be read: {error.strerror}") from None
    except ValidationError:
        raise UsageError(f"{file}: this is no baseline; --write-baseline writes one") from None


def write_baseline(file: Path, checked: Sequence[Checked]) -> None:
    """Raises UsageError where the file can't be written."""
    files = {_name(file, each.source): _by_rule(each) for each in checked if each.rewrites}
    try:
        file.write_text(dumps(Baseline(files=dict(sorted(files.items()))).model_dump()) + "\n", "utf-8")
    except OSError as error:
        raise UsageError(f"{file}: the baseline can't be written: {error.strerror}") from None


def without_known(baseline: Baseline, file: Path, checked: Checked) -> Checked:
    """What the baseline in that file does not have; of several findings that look the same, those beyond its number."""
    known = baseline.files.get(_name(file, checked.source), {})
    left = {rule: Counter(fingerprints) for rule, fingerprints in known.items()}
    found: list[Rewrite] = []
    for each in checked.rewrites:
        counts, mark = left.get(each.strategies[0].name, Counter[str]()), fingerprint(checked.source, each)
        if counts[mark] > 0:
            counts[mark] -= 1
        else:
            found.append(each)
    return replace(checked, rewrites=tuple(found))


def _by_rule(checked: Checked) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for each in checked.rewrites:
        found.setdefault(each.strategies[0].name, []).append(fingerprint(checked.source, each))
    return {rule: tuple(sorted(marks)) for rule, marks in sorted(found.items())}


def _name(file: Path, source: Source) -> str:
    return Path(os.path.relpath(source.path.absolute(), file.absolute().parent)).as_posix()
