"""Bad input: one clear line, the right exit status, and nothing left behind (the `perfcoder` fixture looks)."""

import shutil
from pathlib import Path

import pytest
from cli_runner import Perfcoder

FINE = """\
#include <iostream>
int main() {
    int n;
    std::cin >> n;
    for (int i = 0; i < n; i++) {
        std::cout << i << std::endl;
    }
}
"""


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a folder; temporary files and settings lie elsewhere."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def unreadable(path: Path, kind: str) -> None:
    """Make `path` something that is no C++ text."""
    match kind:
        case "missing":
            pass
        case "directory":
            path.mkdir()
        case "empty":
            path.write_bytes(b"")
        case "blank":
            path.write_bytes(b" \r\n\t\n")
        case "binary":
            path.write_bytes(b"\x7fELF\x02\x01\x01" + bytes(64))
        case _:
            path.write_bytes(b"// caf\xe9\n" + FINE.encode())


@pytest.mark.parametrize("command", ["optimize", "plan", "bench", "check"])
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("missing", "No such file"),
        ("directory", "Is a directory"),
        ("empty", "empty"),
        ("blank", "empty"),
        ("binary", "binary"),
        ("latin-1", "not UTF-8"),
    ],
)
def test_what_is_no_text_has_exit_status_3(
    perfcoder: Perfcoder, tmp_path: Path, command: str, kind: str, words: str
) -> None:
    if (command, kind) == ("check", "directory"):
        pytest.skip("check searches folders")
    unreadable(tmp_path / "a.cpp", kind)
    done = perfcoder(command, "a.cpp")
    assert (done.status, done.stdout) == (3, "")
    assert "a.cpp" in done.error
    assert words in done.error


def test_verify_names_the_file_that_is_wrong(perfcoder: Perfcoder, tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text(FINE, "utf-8")
    done = perfcoder("verify", "a.cpp", "none.cpp")
    assert (done.status, "none.cpp" in done.error) == (3, True)


PROGRAMS = {
    "does not compile": ("int main() { int x = ; std::endl; return y; }\n", {3}, "a.cpp:1"),
    "missing header": ('#include "none.h"\n#include <iostream>\n' + FINE, {3}, "none.h"),
    "no function": ("int x = 3;\n", {0}, ""),
    "no main, and a header is missing": ('#include "none.h"\n' + FINE.replace("int main()", "int f()"), {3}, "none.h"),
    "crashes on every input": (FINE.replace("int n;", "int n; int *p = nullptr; *p = 1;"), {3}, "crashed"),
    "exits with failure": (
        FINE.replace("std::cin >> n;", "std::cin >> n; if (n != 12345678) return 1;"),
        {3},
        "prints the same",
    ),
    "never ends": (FINE.replace("int n;", "int n; for (volatile int i = 0;;) i = 1;"), {3}, "does not end"),
    "sleeps for ever": (
        "#include <unistd.h>\n" + FINE.replace("int n;", "int n; for (;;) sleep(1000);"),
        {3},
        "does not end",
    ),
    "prints gigabytes": (FINE.replace("int n;", 'int n; for (;;) std::cout << "all work and no play";'), {3}, ""),
    "forks for ever": ("#include <unistd.h>\n" + FINE.replace("int n;", "int n; for (;;) fork();"), {0, 3}, ""),
    "needs an argument": (
        "#include <cstdlib>\n"
        + FINE.replace("int main() {", "int main(int argc, char **argv) {\n    if (argc < 2) return 2;").replace(
            "std::cin >> n;", "n = std::atoi(argv[1]);"
        ),
        {3},
        "command-line arguments",
    ),
    "reads a file": (
        "#include <fstream>\n" + FINE.replace("std::cin >> n;", 'std::ifstream in("/etc/perfcoder-none"); in >> n;'),
        {3},
        "/etc/perfcoder-none",
    ),
    "waits for a terminal": (
        "#include <unistd.h>\n" + FINE.replace("int n;", "int n;\n    while (!isatty(0)) usleep(1000);"),
        {3},
        "",
    ),
}


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("kind", PROGRAMS)
def test_programs_that_can_not_be_compared(perfcoder: Perfcoder, tmp_path: Path, kind: str) -> None:
    text, statuses, words = PROGRAMS[kind]
    (tmp_path / "a.cpp").write_text(text, "utf-8")
    before = snapshot(tmp_path)
    done = perfcoder("optimize", "a.cpp", "--output", "b.cpp")
    assert done.status in statuses
    if done.status == 0:
        assert done.stderr == ""
        assert "no faster version that is proven to do the same" in done.stdout.splitlines()[0]
        assert snapshot(tmp_path) == {**before, "b.cpp": text.encode()}
    else:
        assert words in done.error
        assert "a.cpp" in done.error
        assert done.stdout == ""
        assert snapshot(tmp_path) == before


@pytest.mark.parametrize("content", ["nothing", "outputs only", "no folder"])
def test_a_test_folder_without_pairs(perfcoder: Perfcoder, tmp_path: Path, content: str) -> None:
    (tmp_path / "a.cpp").write_text(FINE, "utf-8")
    if content != "no folder":
        (tmp_path / "tests").mkdir()
    if content == "outputs only":
        (tmp_path / "tests" / "1.out").write_text("1\n", "utf-8")
    done = perfcoder("optimize", "a.cpp", "--tests", "tests")
    assert (done.status, done.stdout) == (2, "")
    assert "tests" in done.error


def path_with(folder: Path, *programs: str) -> dict[str, str]:
    """A PATH that holds these programs only."""
    folder.mkdir()
    for program in programs:
        found = shutil.which(program)
        assert found is not None, f"needs {program}"
        (folder / program).symlink_to(found)
    return {"PATH": str(folder)}


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("command", ["optimize", "bench"])
def test_a_missing_compiler_says_which_and_how_to_install_it(
    perfcoder: Perfcoder, tmp_path: Path, command: str
) -> None:
    (tmp_path / "a.cpp").write_text(FINE, "utf-8")
    done = perfcoder(command, "a.cpp", env=path_with(tmp_path / "bin", "bwrap"))
    # 4 where the sandbox's own runner was not compiled before: without it there is no sandbox.
    assert done.status in {3, 4}
    assert "apt-get install g++" in done.error


@pytest.mark.parametrize("command", ["optimize", "bench"])
def test_without_bubblewrap_nothing_is_executed(perfcoder: Perfcoder, tmp_path: Path, command: str) -> None:
    canary = tmp_path / "canary"
    text = FINE.replace("int n;", f'int n; std::ofstream("{canary}") << 1;')
    (tmp_path / "a.cpp").write_text("#include <fstream>\n" + text, "utf-8")
    env = path_with(tmp_path / "bin", "g++", "gcc", "cc", "ld", "as")
    done = perfcoder(command, "a.cpp", env={**env, "PERFCODER_CACHE__DIRECTORY": str(tmp_path / "cache")})
    assert done.status == 4
    assert "bubblewrap" in done.error
    assert not canary.exists()


@pytest.mark.usefixtures("sandbox")
def test_a_cache_that_can_not_be_written_is_one_line(perfcoder: Perfcoder, tmp_path: Path) -> None:
    (tmp_path / "a.cpp").write_text(FINE, "utf-8")
    done = perfcoder("optimize", "a.cpp", env={"PERFCODER_CACHE__DIRECTORY": "/proc/perfcoder"})
    # 4 where it is the sandbox's own runner that can't be stored there.
    assert done.status in {1, 4}
    assert "/proc/perfcoder" in done.error
