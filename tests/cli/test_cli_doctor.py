"""`doctor`: what is there, what is missing, and what to do about it."""

import json
from pathlib import Path

from cli_runner import Perfcoder


def checks(perfcoder: Perfcoder, env: dict[str, str] | None = None) -> tuple[bool, dict[str, dict[str, str]]]:
    done = perfcoder("doctor", "--json", env=env)
    assert done.status == 0, done.stderr
    form = json.loads(done.stdout)
    return form["ready"], {check["name"]: check for check in form["checks"]}


def test_every_check_says_what_it_means(perfcoder: Perfcoder) -> None:
    ready, found = checks(perfcoder)
    assert ready is all(check["status"] != "problem" for check in found.values())
    assert set(found) >= {"Python", "compiler", "bubblewrap", "sandbox self-test", "user namespaces", "cache"}
    for check in found.values():
        assert check["meaning"]
        assert check["status"] == "ok" or check["remedy"]


def test_missing_programs_are_problems_with_a_remedy(perfcoder: Perfcoder, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    ready, found = checks(perfcoder, {"PATH": str(tmp_path / "bin")})
    assert ready is False
    assert (found["compiler"]["status"], "apt-get install g++" in found["compiler"]["remedy"]) == ("problem", True)
    assert "apt-get install bubblewrap" in found["bubblewrap"]["remedy"]
    assert found["sandbox self-test"]["status"] == "problem"


def test_a_cache_that_can_not_be_written_is_a_problem(perfcoder: Perfcoder) -> None:
    _, found = checks(perfcoder, {"PERFCODER_CACHE__DIRECTORY": "/proc/perfcoder"})
    assert found["cache"]["status"] == "problem"
    assert "PERFCODER_CACHE__DIRECTORY" in found["cache"]["remedy"]


def test_the_table_is_for_people(perfcoder: Perfcoder) -> None:
    done = perfcoder("doctor")
    assert done.status == 0
    assert "What it means, what to do" in done.stdout
    assert "sandbox self-test" in done.stdout
