"""Another tool's fixes go through our gates, and both are told side by side."""

from pathlib import Path

import pytest

from bench.peers.scores import Score, add_scores, read_scores, table
from bench.peers.tidy import find_tidy, fixed
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings

TEXT = b"int main() { return 0; }\n"


@pytest.fixture
def tidy(tmp_path: Path) -> Path:
    """A program that is called like clang-tidy does: the file is the fourth argument, flags follow `--`."""
    program = tmp_path / "data" / "bin" / "clang-tidy"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\n[ "$5" = -- ] && [ "$7" = -std=c++17 ] && sed -i s/0/1/ "$4"\n', "utf-8")
    program.chmod(0o755)
    for folder in (tmp_path, tmp_path / "data", program.parent):
        folder.chmod(0o755)
    return program


def test_fixes_become_a_rewrite(tidy: Path, sandbox: Sandbox, settings: Settings) -> None:
    source = Source.of(Path("a.cpp"), TEXT)
    done = fixed(source, find_tidy(tidy), sandbox, settings)
    assert done.rewrite is not None
    assert source.edited(done.rewrite.edits).text == TEXT.replace(b"0", b"1")
    assert fixed(source.edited(done.rewrite.edits), tidy, sandbox, settings).rewrite is None


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="pip install clang-tidy"):
        find_tidy(tmp_path / "none")


def test_scores_are_told_side_by_side(tmp_path: Path) -> None:
    scores = [
        Score(tool="clang-tidy", program="a", end="different", cpu_s=1.0),
        Score(tool="perfcoder", program="a", end="equal", speedup=3.0, cpu_s=0.5),
        Score(tool="human", program="a", end="equal", speedup=5.0),
        Score(tool="clang-tidy", program="b", end="equal", speedup=1.2),
        Score(tool="perfcoder", program="b", end="none"),
        Score(tool="human", program="b", end="unknown"),
        Score(tool="clang-tidy", program="c", end="equal", speedup=9.0),
        Score(tool="perfcoder", program="c", end="refused"),
    ]
    file = tmp_path / "scores.jsonl"
    add_scores(file, scores[:2])
    add_scores(file, scores[2:])
    with file.open("a") as out:
        out.write('{"tool": "perf')
    assert read_scores(file) == scores
    lines = table(read_scores(file)).splitlines()
    assert "| programs | 2 | 2 | 2 |" in lines
    assert "| different on some input | 1 | 0 | 0 |" in lines
    assert "| effective (equal, ≥ 1.1×) | 1 (50.0 %) | 1 (50.0 %) | 1 (50.0 %) |" in lines
    assert "| mean speedup | 1.10× | 3.00× | 2.00× |" in lines
