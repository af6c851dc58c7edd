"""Sources that attack at compile time: nothing outside is read, and every one ends within its limits."""

from collections.abc import Callable
from pathlib import Path

import pytest

from perfcoder_lsp.build import Builder, BuildFailure, CompileCommand, Job
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import BuildSettings, CacheSettings, Settings

SECRET = "s3cret_token_of_the_user"
Fail = Callable[[str], BuildFailure]


@pytest.fixture
def fail(sandbox: Sandbox, settings: Settings, tmp_path: Path) -> Fail:
    """Compile a hostile text in a project folder beside which a secret lies; it must fail without telling it."""
    (tmp_path / "secret.txt").write_text(f"{SECRET}\n")
    project = tmp_path / "project"
    project.mkdir()
    cache = CacheSettings(directory=settings.cache.directory)
    builder = Builder(sandbox, Settings(build=BuildSettings(timeout_s=3.0, memory_mb=512), cache=cache))

    def run(text: str) -> BuildFailure:
        source = Source.of(project / "attack.cpp", text.replace("SECRET", str(tmp_path / "secret.txt")).encode())
        command = CompileCommand(compiler="g++", flags=("-O1", "-std=c++17"), directory=project)
        result = builder.build_job(Job(source, command))
        assert isinstance(result, BuildFailure), result
        assert SECRET not in result.message + result.details
        assert len(result.details) <= 256 << 10
        assert "\n" not in result.message
        assert list((settings.cache.directory / "tmp").iterdir()) == []
        assert not list(project.iterdir())
        return result

    return run


@pytest.mark.parametrize(
    "text",
    [
        '#include "SECRET"\n',
        "#include <SECRET>\n",
        '#include "../secret.txt"\n',
        '#define NAME "SECRET"\n#include NAME\n',
        '#include "/proc/self/root/SECRET"\n',
        '#include "/etc/passwd"\n',
        '#include "/proc/1/environ"\n',
        '#if __has_include("SECRET")\nint main() {}\n#endif\n',
        '#line 1 "SECRET"\nint main() { error; }\n',
    ],
)
def test_including_a_secret(fail: Fail, text: str) -> None:
    fail(text)


@pytest.mark.parametrize(
    "text",
    [
        'asm(".section .rodata\\n.incbin \\"SECRET\\"");\nint main() {}\n',
        'asm(".include \\"SECRET\\"");\nint main() {}\n',
        'asm(".incbin \\"../secret.txt\\"");\nint main() {}\n',
    ],
)
def test_assembling_a_secret(fail: Fail, text: str) -> None:
    assert "error" in fail(text).message


def test_including_endless_devices(fail: Fail) -> None:
    for device in ("/dev/zero", "/dev/urandom", "/dev/stdin", "/proc/kmsg"):
        fail(f'#include "{device}"\nint main() {{}}\n')


def test_including_itself(fail: Fail) -> None:
    fail('#include "attack.cpp"\n#include __FILE__\nint main() {}\n')


BOMBS = {
    "templates": "template<int N, int M> struct B { static const int v = B<N - 1, M>::v + B<N - 1, M + 1>::v; };\n"
    "template<int M> struct B<0, M> { static const int v = M; };\nint main() { return B<600, 0>::v; }\n",
    "macros": "\n".join(f"#define X{n} X{n - 1} X{n - 1} X{n - 1} X{n - 1}" for n in range(1, 30))
    + "\n#define X0 +1\nint main() { return 0 X29; }\n",
    "constexpr": "constexpr long f(long n) { return n < 2 ? 1 : f(n - 1) + f(n - 2); }\n"
    "constexpr long x = f(60);\nint main() {}\n",
    "parentheses": f"int main() {{ return {'(' * 200_000}0{')' * 200_000}; }}\n",
    "huge array": "int bytes[1 << 30] = {1};\nint main() { return bytes[5]; }\n",
    "fill": 'asm(".data\\n.fill 1 << 40, 1, 1");\nint main() {}\n',
    "rept": 'asm(".rept 1 << 40\\n.byte 1\\n.endr");\nint main() {}\n',
    "index sequence": "#include <utility>\ntemplate<std::size_t... I> constexpr int s(std::index_sequence<I...>)\n"
    "{ return (int)((I * I) + ... + 0); }\nint main() { return s(std::make_index_sequence<30000000>()); }\n",
    "errors": "int main() {\n" + "x.y.z(1);\n" * 50_000 + "}\n",
}


@pytest.mark.parametrize("kind", BOMBS)
def test_bombs_end_within_their_limits(fail: Fail, kind: str) -> None:
    assert "attack.cpp" in fail(BOMBS[kind]).message
