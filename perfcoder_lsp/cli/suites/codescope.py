"""CodeScope's program optimization task: slow C and C++ programs with small tests (arXiv 2311.08588)."""

import json
from pathlib import Path
from typing import Any

from perfcoder_lsp.cli.suites.suite import Program, Suite, read_suite_file
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.verify.cases import Case

_FILE = "programs.jsonl"
_SUFFIXES = {"GNU C": ".c", "GNU C++": ".cpp"}


def load(root: Path) -> tuple[Program, ...]:
    """The programs of `programs.jsonl`: `id, lang, slow, tests: [{input, outputs}]` on each line."""
    lines = read_suite_file(root, _FILE).splitlines()
    try:
        return tuple(_program(json.loads(line)) for line in lines if line.strip())
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{root / _FILE}: not CodeScope's programs: {error!r}") from None


def _program(entry: dict[str, Any]) -> Program:
    name = f"codescope-{entry['id']}"
    tests = tuple(
        Case(
            name=f"{number:03}",
            stdin=test["input"].encode(),
            expected=tuple(output.encode() for output in test["outputs"]),
        )
        for number, test in enumerate(entry["tests"], 1)
    )
    return Program(name=name, file_name=name + _SUFFIXES[entry["lang"]], text=entry["slow"].encode(), tests=tests)


SUITE = Suite(name="codescope", title="CodeScope program optimization", load=load)
