"""The frame of the command line: usage errors, signals, a reader that goes away, failures that nobody expected."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runner import PERFCODER, Perfcoder, children, left_over, wait_for_descendant

from perfcoder_lsp import __version__

SLOW = """\
#include <iostream>
int main() {
    int n;
    std::cin >> n;
    for (int i = 0; i < n; i++) {
        std::cout << i << std::endl;
    }
}
"""


def test_version_and_help(perfcoder: Perfcoder) -> None:
    assert perfcoder("--version").stdout == f"perfcoder {__version__}\n"
    shown = perfcoder("--help")
    assert shown.status == 0
    for command in ("optimize", "plan", "bench", "verify", "check", "rules", "doctor", "eval"):
        assert command in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["optimise", "a.cpp"], "optimise"),
        ([], "Missing command"),
        (["optimize"], "FILE"),
        (["optimize", "a.cpp", "--fast"], "--fast"),
        (["optimize", "a.cpp", "--budget", "soon"], "--budget"),
        (["optimize", "a.cpp", "--budget", "0"], "--budget"),
        (["optimize", "a.cpp", "--optimizer", "local"], "language model on this machine"),
        (["optimize", "a.cpp", "--optimizer", "remote"], "language model on another machine"),
        (["optimize", "a.cpp", "--optimizer", "magic"], "magic"),
        (["optimize", "a.cpp", "--run", "./x"], "--build"),
        (["optimize", "a.cpp", "--build", "make"], "--run"),
        (["optimize", "a.cpp", "--metric", "(.*)"], "--run"),
        (["optimize", "a.cpp", "--build", "make {nonsense}", "--run", "{out}"], "nonsense"),
        (["optimize", "a.cpp", "--output", "none/b.cpp"], "does not exist"),
        (["optimize", "a.cpp", "--output", "a.cpp"], "--apply"),
        (["optimize", "a.cpp", "--tests", "none"], "no such folder"),
        (["optimize", "a.cpp", "--function", "nowhere"], "nowhere"),
        (["optimize", "a.cpp", "--set", "measure.budget_s=soon"], "measure.budget_s"),
        (["optimize", "a.cpp", "--set", "rules.select=['XX9']"], "XX9"),
        (["plan", "a.cpp", "--model", "small"], "no model 'small'"),
        (["plan", "a.cpp", "--function", "nowhere"], "nowhere"),
        (["bench", "a.cpp", "--function", "nowhere"], "no function nowhere"),
        (["verify", "a.cpp", "a.cpp", "--function", "nowhere"], "no function nowhere"),
        (["bench", "a.cpp", "--report", "r.html"], "--function"),
        (["bench", "a.cpp", "--function", "main", "--report", "none/r.html"], "--report none/r.html: the folder"),
        (["verify", "a.cpp", "a.cpp", "--function", "main", "--tests", "."], "inputs of a whole program"),
        (["rules", "XX9"], "IO1"),
        (["check", "a.cpp", "--format", "xml"], "xml"),
        (["eval", "pie"], "codescope"),
        (["eval", "codescope"], "--root"),
        (["eval", "codescope", "--root", "none"], "programs.jsonl"),
        (["eval", "codescope", "--root", ".", "--cluster", "here:1"], "--cluster"),
    ],
)
def test_a_wrong_request_is_one_line_and_exit_status_2(
    perfcoder: Perfcoder, tmp_path: Path, arguments: list[str], words: str
) -> None:
    (tmp_path / "a.cpp").write_text(SLOW, "utf-8")
    done = perfcoder(*arguments)
    assert done.error.startswith("perfcoder: ")
    assert words in done.error
    assert (done.status, done.stdout) == (2, "")
    assert (tmp_path / "a.cpp").read_text("utf-8") == SLOW


def test_a_bad_workspace_file_or_variable_is_one_line(perfcoder: Perfcoder, tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text(SLOW, "utf-8")
    done = perfcoder("check", "a.cpp", env={"PERFCODER_MEASURE__BUDGET_S": "soon"})
    assert (done.status, "environment" in done.error) == (2, True)
    (tmp_path / ".perfcoder.toml").write_text('[build]\ncompiler = "./evil"\n', "utf-8")
    done = perfcoder("check", "a.cpp")
    assert (done.status, "build.compiler may not be set by a workspace" in done.error) == (2, True)


def test_a_reader_that_goes_away_ends_the_command_quietly(environment: dict[str, str]) -> None:
    process = subprocess.Popen(
        [PERFCODER, "rules"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    with process.stderr as errors:
        assert errors.read() == b""
    assert process.wait(60) == 141


@pytest.mark.parametrize("redirection", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_standard_streams_are_no_trouble(environment: dict[str, str], redirection: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$0" rules {redirection}', str(PERFCODER)], env=environment, capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_below_standard_output_is_one_line(environment: dict[str, str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([PERFCODER, "rules"], env=environment, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "No space left" in done.stderr


def test_a_narrow_encoding_does_not_break_the_output(perfcoder: Perfcoder) -> None:
    done = perfcoder("rules", env={"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert (done.status, done.stderr) == (0, "")


@pytest.mark.parametrize(("debug", "lines"), [("0", 1), ("1", 5)])
def test_an_unexpected_failure_is_one_line_unless_debugging(
    environment: dict[str, str], debug: str, lines: int
) -> None:
    code = (
        "import sys\nfrom perfcoder_lsp.cli import main, rules\n"
        "def fail():\n    raise ZeroDivisionError('by\\nnought')\n"
        "rules.all_rules = fail\nsys.exit(main.run(['rules']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**environment, "PERFCODER_DEBUG": debug},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "internal error: ZeroDivisionError: by nought" in done.stderr.splitlines()[-1]
    assert len(done.stderr.splitlines()) >= lines
    assert ("Traceback" in done.stderr) is (debug == "1")


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
    ids=lambda each: str(each),
)
@pytest.mark.parametrize("started", ["bwrap", "cc1plus", "before"], ids=["sandbox", "compiler", "program"])
def test_an_interrupted_run_leaves_nothing_behind(
    tmp_path: Path, environment: dict[str, str], perfcoder: Perfcoder, number: int, status: int, started: str
) -> None:
    """`perfcoder` is used for its look at what is left; the run to interrupt has to be started without waiting.

    It is interrupted once it runs a process named `started`. The program computes for long enough on each of 5,000
    inputs that the run can't have ended by then, on however quick a machine.
    """
    text = SLOW.replace("int n;", "int n;\n    for (volatile int i = 0; i < 50'000'000; i++) {}")
    text += f"// {tmp_path.name}: not yet in the shared cache of builds\n"
    (tmp_path / "a.cpp").write_text(text, "utf-8")
    before = children()
    process = subprocess.Popen(
        [PERFCODER, "optimize", "a.cpp", "--budget", "600", "--set", "verify.inputs=5000"],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for_descendant(process, started)
    process.send_signal(number)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == status
    assert len(errors.splitlines()) <= 1
    assert not left_over(before)
    assert list((tmp_path / "tmp").iterdir()) == []
    assert (tmp_path / "a.cpp").read_text("utf-8") == text
