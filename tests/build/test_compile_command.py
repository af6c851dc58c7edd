"""Where flags come from, and which of them are kept."""

import json
from pathlib import Path

import pytest

from perfcoder_lsp.build import compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SourceError, UsageError
from perfcoder_lsp.settings import BuildSettings

TEXT = b"int main() { return 0; }\n"


def source(path: Path) -> Source:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(TEXT)
    return Source.read(path)


def database(path: Path, *entries: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(entries))


def test_settings_where_there_is_no_database(tmp_path: Path) -> None:
    command = compile_command(source(tmp_path / "a.cpp"), BuildSettings())
    assert command.compiler in {"g++", "clang++"}
    assert command.flags == ("-O2", "-std=c++17")
    assert command.directory == tmp_path
    assert command.optimizes


def test_c_has_its_own_compiler_and_flags(tmp_path: Path) -> None:
    command = compile_command(source(tmp_path / "a.c"), BuildSettings())
    assert command.compiler in {"gcc", "clang"}
    assert command.flags == ("-O2", "-std=gnu17")


def test_entry_found_upward_without_inputs_and_outputs(tmp_path: Path) -> None:
    words = "ccache g++ -Iinclude -isystem third/party -I /abs -O3 -DNAME=1 -Wall"
    words += " -Werror -MD -MF a.d -MT x -c src/a.cpp -o a.o"
    database(
        tmp_path / "compile_commands.json",
        {"directory": str(tmp_path), "file": "src/other.cpp", "command": "g++ -O0 -c src/other.cpp"},
        {"directory": str(tmp_path), "file": "src/a.cpp", "command": words},
    )
    command = compile_command(source(tmp_path / "src" / "a.cpp"), BuildSettings())
    assert Path(command.compiler).name == "g++"
    folders = (f"-I{tmp_path}/include", "-isystem", f"{tmp_path}/third/party", "-I", "/abs")
    assert command.flags == (*folders, "-O3", "-DNAME=1", "-Wall")
    assert list(command.folders()) == [tmp_path / "include", tmp_path / "third/party", Path("/abs")]


def test_entry_in_the_build_folder_with_arguments(tmp_path: Path) -> None:
    file = tmp_path / "with space" / "a.cpp"
    arguments = ["g++", "-O0", "-I../inc", "-o", "x.o", "-c", str(file)]
    database(
        tmp_path / "build" / "compile_commands.json",
        {"directory": str(tmp_path / "build"), "file": str(file), "arguments": arguments},
    )
    command = compile_command(source(file), BuildSettings())
    assert command.flags == ("-O0", f"-I{tmp_path}/build/../inc")
    assert not command.optimizes


def test_words_that_belong_together(tmp_path: Path) -> None:
    (tmp_path / "more.rsp").write_text("-O2 -D NAME='a b'")
    arguments = ["g++", "@more.rsp", "-D", "VERSION=1.5", "-include", "all.h", "other.cpp", "a.cpp", "-lm"]
    database(tmp_path / "compile_commands.json", {"directory": str(tmp_path), "file": "a.cpp", "arguments": arguments})
    flags = compile_command(source(tmp_path / "a.cpp"), BuildSettings()).flags
    assert flags == ("-O2", "-D", "NAME=a b", "-D", "VERSION=1.5", "-include", f"{tmp_path}/all.h", "-lm")


def test_a_file_without_entry_uses_the_settings(tmp_path: Path) -> None:
    database(tmp_path / "compile_commands.json", {"directory": str(tmp_path), "file": "b.cpp", "command": "g++ b.cpp"})
    settings = BuildSettings(flags=("-O1",))
    assert compile_command(source(tmp_path / "a.cpp"), settings).flags == ("-O1",)


@pytest.mark.parametrize("text", ["{", '{"file": 1}', "[1, 2", '"text"'])
def test_a_broken_database_is_one_clear_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "compile_commands.json").write_text(text)
    with pytest.raises(UsageError, match=r"compile_commands\.json: ") as caught:
        compile_command(source(tmp_path / "a.cpp"), BuildSettings())
    assert "\n" not in str(caught.value)


def test_a_database_naming_a_missing_compiler(tmp_path: Path) -> None:
    entry = {"directory": str(tmp_path), "file": "a.cpp", "command": "no-such-g++ -c a.cpp"}
    database(tmp_path / "compile_commands.json", entry)
    with pytest.raises(UsageError, match=r"its compiler no-such-g\+\+ is not found"):
        compile_command(source(tmp_path / "a.cpp"), BuildSettings())


def test_missing_compilers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match=r"build\.compiler: no-such-compiler is not found"):
        compile_command(source(tmp_path / "a.cpp"), BuildSettings(compiler="no-such-compiler"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError, match=r"no C\+\+ compiler is installed: sudo apt-get install g\+\+"):
        compile_command(source(tmp_path / "a.cpp"), BuildSettings())
