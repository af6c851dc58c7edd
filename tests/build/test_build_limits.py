"""Honest programs that are too big for a limit: the message names the setting, and with it raised they are built."""

import json
import shutil
from pathlib import Path

import pytest

from perfcoder_lsp.build import Build, Builder, BuildFailure, compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import BuildSettings, Settings

# A generated parser or simulation: many functions, each of which the optimizer has something to do with.
MANY_FUNCTIONS = "".join(
    f"int f{n}(int x) {{ int s = {n}; for (int i = 0; i < x; i++) s = s * 31 + (i ^ {n}) % 7; return s; }}\n"
    for n in range(500)
) + "int main(int n, char **) { return f0(n) + f499(n); }\n"  # fmt: skip
LARGE_TABLE = (
    "struct Place { const char *name; double x, y; int size; };\nconst Place places[] = {"
    + ",".join(f'{{"place {n}", {n}.5, 2.5, {n}}}' for n in range(200_000))
    + "};\nint main(int n, char **) { return places[n].size; }\n"
)
LARGE_DATA = "int cells[3 << 20] = {1};\nint main(int n, char **) { return cells[n]; }\n"
MANY_MESSAGES = (
    '#pragma message("this header was generated from a schema that is out of date; run the generator again")\n' * 8000
    + "int main() {}\n"
)

LIMITS = {
    "build.timeout_s": (MANY_FUNCTIONS, {"timeout_s": 0.15}, "did not finish within 0.15 s"),
    "build.memory_mb": (LARGE_TABLE, {"memory_mb": 256}, "needed more than 256 MB of memory"),
    "build.file_mb": (LARGE_DATA, {"file_mb": 8}, "made a file larger than 8 MB"),
    "build.output_mb": (MANY_MESSAGES, {"output_mb": 1}, "printed more than 1 MB of messages"),
}


def built(text: str, sandbox: Sandbox, settings: Settings, path: Path, **build: object) -> Build | BuildFailure:
    source = Source.of(path, text.encode())
    settings = settings.model_copy(update={"build": BuildSettings.model_validate(build)})
    return Builder(sandbox, settings).build(source, compile_command(source, settings.build))


@pytest.fixture(autouse=True)
def gcc(tmp_path: Path) -> None:
    if shutil.which("g++") is None:
        pytest.skip("g++ is not installed")


@pytest.mark.parametrize("setting", LIMITS)
def test_a_limit_names_the_setting_that_raises_it(
    setting: str, sandbox: Sandbox, settings: Settings, tmp_path: Path
) -> None:
    text, limit, reason = LIMITS[setting]
    path = tmp_path / "big.cpp"
    failure = built(text, sandbox, settings, path, compiler="g++", **limit)
    assert isinstance(failure, BuildFailure)
    assert failure.message == f"{path}: error: the compiler {reason}; raise {setting}"
    assert isinstance(built(text, sandbox, settings, path, compiler="g++", timeout_s=120), Build)


def test_a_folder_outside_can_be_allowed(sandbox: Sandbox, settings: Settings, tmp_path: Path) -> None:
    project, outside = tmp_path / "project", tmp_path / "large" / "tree"
    (outside / "deep" / "down").mkdir(parents=True)
    (outside / "deep" / "down" / "part.h").write_text("int part();\n")
    project.mkdir()
    entry = {"directory": str(project), "file": "a.cpp", "command": f"g++ -I{outside} a.cpp"}
    (project / "compile_commands.json").write_text(json.dumps([entry]))
    text, path = "#include <deep/down/part.h>\nint main() {}\n", project / "a.cpp"
    failure = built(text, sandbox, settings, path)
    assert isinstance(failure, BuildFailure)
    reason = f"({outside} lies outside the project: allow it in build.include_folders)"
    assert failure.message == f"{path}:1: error: deep/down/part.h: No such file or directory {reason}"
    assert isinstance(built(text, sandbox, settings, path, include_folders=[str(tmp_path / "large")]), Build)


def test_a_projects_own_bounds_hold(sandbox: Sandbox, settings: Settings, tmp_path: Path) -> None:
    """Those of the compiler hold where a project sets none: templates 850 deep, constants of a million steps."""
    text = (
        "template<int N> struct B { static const int v = B<N - 1>::v + 1; };\n"
        "template<> struct B<0> { static const int v = 0; };\n"
        "constexpr int f() { int n = 0; for (int i = 0; i < 250'000; i++) for (int j = 0; j < TIMES; j++) n += i & 1;\n"
        "return n; }\nconstexpr int n = f();\nint main() { return B<DEPTH>::v + n; }\n"
    )
    bounds = ("-ftemplate-depth=2000", "-fconstexpr-ops-limit=1000000000")
    for own in (["-DDEPTH=850", "-DTIMES=5"], ["-DDEPTH=1500", "-DTIMES=10", *bounds]):
        flags = ["-std=c++17", *own]
        made = built(text, sandbox, settings, tmp_path / "a.cpp", compiler="g++", flags=flags, timeout_s=120)
        assert isinstance(made, Build), made
