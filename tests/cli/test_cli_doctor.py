"""`doctor` on the real machine: what is there, what is missing, and what to do about it."""

import json
from pathlib import Path

import pytest
from cli_runner import Perfcoder

NAMES = {
    *("Python", "compiler", "C compiler", "static C library", "valgrind", "planner model"),
    *("bubblewrap", "user namespaces", "control groups", "sandbox self-test", "user"),
    *("cores", "CPU pressure", "CPU governor", "SMT", "turbo boost", "clock", "CPU clock", "ASLR"),
    *("hardware counters", "energy", "A/A self-check", "memory", "cache", "server command", "editors"),
}


def checks(
    perfcoder: Perfcoder, env: dict[str, str] | None = None, *, status: int = 0
) -> tuple[bool, dict[str, dict[str, str]]]:
    done = perfcoder("doctor", "--json", env=env)
    assert done.status == status, done.stderr
    if status:
        assert "nothing is executed" in done.error
    form = json.loads(done.stdout)
    return form["ready"], {check["name"]: check for check in form["checks"]}


@pytest.mark.usefixtures("sandbox")
def test_every_check_says_what_it_means(perfcoder: Perfcoder) -> None:
    ready, found = checks(perfcoder)
    assert ready is all(check["status"] != "problem" for check in found.values())
    assert set(found) >= NAMES
    for check in found.values():
        assert check["meaning"]
        assert check["status"] == "ok" or check["remedy"]
        assert "Please report it" not in check["remedy"], check


@pytest.mark.usefixtures("sandbox")
def test_the_tier_that_isolates_and_each_attempt_of_its_self_test_are_named(perfcoder: Perfcoder) -> None:
    _, found = checks(perfcoder)
    tiers = {name: check["found"] for name, check in found.items() if name.startswith("tier ")}
    assert list(tiers.values()).count("used") == 1
    assert "tier bubblewrap" in tiers
    made, _, all_of_them, *_ = found["sandbox self-test"]["found"].split()
    assert made == all_of_them
    for attempt in ("read a file outside", "connect to the network", "fork past the limit", "become root"):
        assert attempt in found["sandbox self-test"]["meaning"]


def test_missing_programs_are_problems_with_a_remedy(perfcoder: Perfcoder, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    ready, found = checks(perfcoder, {"PATH": str(tmp_path / "bin")}, status=4)
    assert ready is False
    assert (found["compiler"]["status"], "apt-get install g++" in found["compiler"]["remedy"]) == ("problem", True)
    assert "apt-get install gcc" in found["C compiler"]["remedy"]
    assert "apt-get install bubblewrap" in found["bubblewrap"]["remedy"]
    assert found["sandbox self-test"]["status"] == "problem"
    assert found["valgrind"]["status"] == found["static C library"]["status"] == "note"
    assert "perfcoder-lsp" in found["server command"]["remedy"]


def test_where_nothing_isolates_each_tier_says_why(
    perfcoder: Perfcoder, unusable_bubblewrap: tuple[dict[str, str], str]
) -> None:
    environment, remedy = unusable_bubblewrap
    ready, found = checks(perfcoder, environment, status=4)
    assert ready is False
    tiers = [check for name, check in found.items() if name.startswith("tier ")]
    assert tiers
    assert {(tier["status"], tier["found"]) for tier in tiers} == {("note", "not usable")}
    if remedy == "apparmor":
        assert found["user namespaces"]["status"] == "problem"
        assert all("user namespaces" in tier["remedy"] for tier in tiers)
    else:
        assert remedy in found["tier bubblewrap"]["remedy"]
    assert found["sandbox self-test"]["status"] == "problem"


def test_a_cache_that_can_not_be_written_is_a_problem(perfcoder: Perfcoder) -> None:
    _, found = checks(perfcoder, {"PERFCODER_CACHE__DIRECTORY": "/proc/perfcoder"}, status=4)
    assert found["cache"]["status"] == "problem"
    assert "PERFCODER_CACHE__DIRECTORY" in found["cache"]["remedy"]


@pytest.mark.usefixtures("sandbox")
def test_the_table_is_for_people(perfcoder: Perfcoder) -> None:
    done = perfcoder("doctor")
    assert (done.status, done.stderr) == (0, "")
    assert "What it means, what to do" in done.stdout
    for words in ("Programs", "Isolation", "Measuring", "sandbox self-test", "→ "):
        assert words in done.stdout
