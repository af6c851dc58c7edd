"""The programs written by hand can be read, built and run on what they say of their inputs."""

import subprocess
from pathlib import Path

import pytest

from models.records import Program
from models.written import programs

PROGRAMS = {each.family: each for each in programs()}


def test_there_are_at_least_sixty():
    assert len(PROGRAMS) >= 60
    assert len({each.key for each in PROGRAMS.values()}) == len(PROGRAMS)


def test_inputs_are_written_out():
    votes, readings = PROGRAMS["word_frequency"], PROGRAMS["temperature_stats"]
    assert len(votes.timed.split()) == 40_001
    assert votes.checked[0].split() == ["5", "a", "b", "a", "c", "b"]
    assert all(-4000 <= int(each) <= 4500 for each in readings.timed.split()[1:])
    assert "timed" not in votes.source


@pytest.mark.parametrize("name", sorted(PROGRAMS)[::6])
def test_runs_on_its_inputs(name: str, tmp_path: Path):
    program: Program = PROGRAMS[name]
    (tmp_path / "a.cpp").write_text(program.source)
    subprocess.run(["g++", "-std=c++17", "-O1", "a.cpp"], cwd=tmp_path, check=True, capture_output=True)
    for given in program.checked:
        done = subprocess.run(["./a.out"], cwd=tmp_path, input=given.encode(), capture_output=True, timeout=60)
        assert done.returncode == 0
        assert done.stdout
