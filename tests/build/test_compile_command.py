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
    assert command.flags == ("-O0", f"-I{tmp_path}/inc")
    assert not command.optimizes


def test_words_that_belong_together(tmp_path: Path) -> None:
    (tmp_path / "more.rsp").write_text("-O2 -D NAME='a b'")
    arguments = ["g++", "@more.rsp", "-D", "VERSION=1.5", "-include", "all.h", "other.cpp", "a.cpp", "-l", "m"]
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


DROPPED = {
    "plugins": "-fplugin=/p.so -fplugin-arg-p-x=1 -fpass-plugin=/p.so -Xclang -load -Xclang /p.so -Xclang -plugin",
    "other programs": "-wrapper /w -B /b -B/b -specs=/s --specs /s -fuse-ld=/x/ld --ld-path=/ld -fmodule-mapper=|/m",
    "configuration": "--config /c --config=/c -include-pch /p.pch --prefix /b",
    "outputs": "-o a.o -oa.o --output x -MD -MF d -MMD -MJ frag -aux-info protos -save-temps=obj -dumpdir /d -x c",
    "dumps": "-fdump-tree-all -fdump-rtl-all=/d -da -dP -fstack-usage -fcallgraph-info -ftime-trace -fopt-info=f",
    "debug files": "-gsplit-dwarf --serialize-diagnostics x.dia -fsave-optimization-record -fcrash-diagnostics-dir=/d",
    "profiling": "--coverage -ftest-coverage -fprofile-arcs -fprofile-generate=/p -fprofile-instr-generate",
    "the linker": "-Wl,-Map,/m -Wl,-Map -Wl,/m -Wl,-plugin,/p.so -Xlinker -Map -Xlinker /m -Wl,-o,/x -Xlinker -o",
    "other tools": "-Wa,-adhln=/l -Wa,-o,/x -Wa,--MD,/d -Wp,-MD,/d -Xassembler -o -Xassembler /x -Xpreprocessor -MD",
    "no compiling": "-c -S -E -fsyntax-only -### -v -H --version --help -print-search-dirs -Werror=all other.cpp main",
}


@pytest.mark.parametrize("words", DROPPED.values(), ids=list(DROPPED))
def test_what_loads_code_or_writes_files_is_dropped(tmp_path: Path, words: str) -> None:
    kept = "-O3 -march=native -fno-rtti -Wall -pthread -D NAME=1 -lm -Wl,-rpath,/usr/lib -Xlinker -s -Xclang -ffast"
    entry = {"directory": str(tmp_path), "file": "a.cpp", "command": f"g++ {words} {kept}"}
    database(tmp_path / "compile_commands.json", entry)
    assert compile_command(source(tmp_path / "a.cpp"), BuildSettings()).flags == tuple(kept.split())
    settings = BuildSettings(flags=tuple(f"{words} {kept}".split()))  # a project's own settings are no better
    (tmp_path / "compile_commands.json").unlink()
    assert compile_command(source(tmp_path / "a.cpp"), settings).flags == tuple(kept.split())


def test_paths_are_named_by_where_they_lead(tmp_path: Path) -> None:
    (tmp_path / "include").symlink_to("/usr/include")
    entry = {"directory": str(tmp_path), "file": "a.cpp", "command": "g++ -Iinclude -I../x -isystem include/.. a.cpp"}
    database(tmp_path / "compile_commands.json", entry)
    flags = compile_command(source(tmp_path / "a.cpp"), BuildSettings()).flags
    assert flags == ("-I/usr/include", f"-I{tmp_path.parent}/x", "-isystem", "/usr")


def test_response_files_of_the_project_only(tmp_path: Path) -> None:
    secret, project = tmp_path / "secret", tmp_path / "project"
    secret.write_text("token")
    path = source(project / "a.cpp").path
    (project / "link.rsp").symlink_to(secret)
    (project / "loop.rsp").symlink_to("loop.rsp")
    (project / "quote.rsp").write_text("-DA='")
    refusals = {
        f"@{secret}": "lies outside the project; copy it to",
        "@../secret": "lies outside the project; copy it to",
        "@link.rsp": "lies outside the project; copy it to",
        "@none.rsp": "missing or larger than 1 MB",
        "@loop.rsp": "missing or larger than 1 MB",
        "@quote.rsp": "cannot be read: No closing quotation",
    }
    for word, reason in refusals.items():
        entry = {"directory": str(project), "file": "a.cpp", "arguments": ["g++", word]}
        database(project / "compile_commands.json", entry)
        with pytest.raises(UsageError, match=reason) as caught:
            compile_command(Source.read(path), BuildSettings())
        assert "token" not in str(caught.value)


def test_hostile_databases_are_one_clear_line(tmp_path: Path) -> None:
    file = tmp_path / "compile_commands.json"
    path = source(tmp_path / "a.cpp").path
    (tmp_path / "loop").symlink_to("loop")
    good = {"directory": str(tmp_path), "file": "a.cpp"}
    texts = (
        "[" * 100_000,
        json.dumps([{"directory": "\0", "file": "a.cpp", "command": "g++"}]),
        json.dumps([{**good, "arguments": ["g++", "-DA\0-fplugin=x"]}]),
        json.dumps([{**good, "arguments": ["g++", "-I\0"]}]),
        json.dumps([{**good, "command": "g++ 'open"}]),
    )
    for text in texts:
        file.write_text(text)
        with pytest.raises(UsageError, match=r"compile_commands\.json: .*cannot be read") as caught:
            compile_command(Source.read(path), BuildSettings())
        assert "\n" not in str(caught.value)
    database(file, {**good, "file": "loop"}, {**good, "command": "g++ -Iloop a.cpp"})
    assert compile_command(Source.read(path), BuildSettings()).flags == (f"-I{tmp_path}/loop",)
    file.unlink()
    with pytest.raises(UsageError, match=r"build\.flags: "):
        compile_command(Source.read(path), BuildSettings(flags=("-I\0",)))


def test_a_header_takes_the_flags_of_the_source_nearest_to_it(tmp_path: Path) -> None:
    database(
        tmp_path / "compile_commands.json",
        {"directory": str(tmp_path), "file": "tool/main.cpp", "command": "g++ -DTOOL -c tool/main.cpp"},
        {"directory": str(tmp_path), "file": "db/skiplist_test.cc", "command": "g++ -DTEST -c db/skiplist_test.cc"},
        {"directory": str(tmp_path), "file": "util/arena.cc", "command": "g++ -DARENA -c util/arena.cc"},
    )
    assert "-DTEST" in compile_command(source(tmp_path / "db" / "skiplist.h"), BuildSettings()).flags
    assert "-DARENA" in compile_command(source(tmp_path / "include" / "arena.h"), BuildSettings()).flags
    assert compile_command(source(tmp_path / "db" / "other.cpp"), BuildSettings()).flags == BuildSettings().flags
