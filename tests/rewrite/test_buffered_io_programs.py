"""IO4 on real programs that nobody wrote for it: nearly all are rewritten, and those give the same answers."""

import json
from pathlib import Path
from typing import Any

import pytest
from io_programs import compiled, run

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.rewrite.rules.input_output.buffered import buffered_io

SUFFIXES = {"GNU C": ".c", "GNU C++": ".cpp"}
RUN = 5  # programs of each language that are compiled, and run on their own tests


@pytest.fixture(scope="module")
def programs(data_folder: Path) -> list[dict[str, Any]]:
    lines = (data_folder / "codescope" / "programs.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _after(program: dict[str, Any]) -> Source | None:
    source = Source.of(Path(f"program{SUFFIXES[program['lang']]}"), program["slow"].encode())
    found = next(iter(buffered_io.find(source)), None)
    return source.edited(found.edits) if found else None


def test_nearly_all_are_rewritten(programs: list[dict[str, Any]]) -> None:
    rewritten = sum(_after(program) is not None for program in programs)
    assert rewritten >= 0.9 * len(programs)


@pytest.mark.parametrize("language", SUFFIXES)
def test_same_answers(language: str, programs: list[dict[str, Any]], tmp_path: Path) -> None:
    chosen = [program for program in programs if program["lang"] == language][-RUN:]
    flags = ("-w", "-ftrivial-auto-var-init=zero")
    for program in chosen:
        after = _after(program)
        if after is None:
            continue
        suffix = SUFFIXES[language]
        old = compiled(program["slow"].encode(), suffix, tmp_path / "before", *flags)
        new = compiled(after.text, suffix, tmp_path / "after", *flags)
        for test in program["tests"][:20]:
            stdin = test["input"].encode()
            assert run(new, stdin) == run(old, stdin), (program["id"], test["input"])
