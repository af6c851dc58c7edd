"""AutoPatch's test set: pairs of accepted C++ submissions of one CodeNet problem, a slower and a faster one each
(arXiv 2503.16057). No inputs: those are generated, and a suggestion must agree with the faster human programs wherever
these agree with the original."""

import json
from pathlib import Path
from typing import Any

from perfcoder_lsp.cli.suites.suite import Program, Suite, read_suite_file
from perfcoder_lsp.errors import UsageError

_FILE = "test_dataset.json"
_RIVALS = 3
"""At most so many faster programs per source are compared: some sources have dozens."""


def load(root: Path) -> tuple[Program, ...]:
    """The distinct slower programs of `test_dataset.json`, each with all its faster counterparts."""
    try:
        pairs: list[dict[str, Any]] = json.loads(read_suite_file(root, _FILE))
        rivals: dict[str, list[str]] = {}
        for pair in pairs:
            rivals.setdefault(pair["source_code"], []).append(pair["optimized_code"])
        first_ids = {pair["source_code"]: pair["id"] for pair in reversed(pairs)}
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{root / _FILE}: not AutoPatch's pairs: {error!r}") from None
    return tuple(_program(first_ids[text], text, others) for text, others in rivals.items())


def _program(identifier: str, text: str, rivals: list[str]) -> Program:
    name = f"autopatch-{identifier}"
    distinct = tuple(dict.fromkeys(rival.encode() for rival in rivals))
    return Program(name=name, file_name=f"{name}.cpp", text=text.encode(), rivals=distinct[:_RIVALS])


SUITE = Suite(name="autopatch", title="AutoPatch test set", load=load)
