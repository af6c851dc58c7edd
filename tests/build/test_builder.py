"""Building real programs: variants, headers, languages, the cache, and what a failure tells."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from perfcoder_lsp.build import (
    SANITIZER_ENVIRONMENT,
    Build,
    Builder,
    BuildFailure,
    Job,
    Replacement,
    Variant,
    compile_command,
)
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SourceError
from perfcoder_lsp.sandbox import Limits, Sandbox
from perfcoder_lsp.settings import BuildSettings, Settings

SUM = """
#include <cstdio>
int main() { long s = 0; int x; while (scanf("%d", &x) == 1) s += x; printf("%ld\\n", s); }
"""


def job(path: Path, text: str, variant: Variant = Variant.TIMING) -> Job:
    source = Source.of(path, text.encode())
    return Job(source, compile_command(source, BuildSettings()), variant)


def built(builder: Builder, wanted: Job) -> Build:
    result = builder.build_job(wanted)
    assert isinstance(result, Build), result
    return result


def failed(builder: Builder, wanted: Job) -> BuildFailure:
    result = builder.build_job(wanted)
    assert isinstance(result, BuildFailure)
    return result


def output(sandbox: Sandbox, build: Build, stdin: bytes = b"") -> bytes | None:
    limits = Limits(address_space=False)
    with sandbox.session({"p": build.binary}, limits, environment=SANITIZER_ENVIRONMENT) as session:
        return session.run("p", stdin, keep_output=True).output


PROGRAMS = (Variant.TIMING, Variant.SANITIZED)


@pytest.mark.parametrize("variant", PROGRAMS)
def test_variants_run(builder: Builder, sandbox: Sandbox, tmp_path: Path, variant: Variant) -> None:
    assert output(sandbox, built(builder, job(tmp_path / "sum.cpp", SUM, variant)), b"1 2 3") == b"6\n"


def test_a_build_is_found_again_and_by_another_builder(
    builder: Builder, sandbox: Sandbox, settings: Settings, tmp_path: Path
) -> None:
    first = built(builder, job(tmp_path / "sum.cpp", SUM))
    made = first.binary.stat().st_mtime_ns
    assert built(builder, job(tmp_path / "sum.cpp", SUM)) == first
    assert built(Builder(sandbox, settings), job(tmp_path / "sum.cpp", SUM)) == first
    assert first.binary.stat().st_mtime_ns == made
    assert built(builder, job(tmp_path / "sum.cpp", SUM + "// changed\n")).key != first.key


def test_a_changed_header_makes_a_new_build(builder: Builder, sandbox: Sandbox, tmp_path: Path) -> None:
    text = '#include <cstdio>\n#include "part/value.h"\nint main() { printf("%d", VALUE); }\n'
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "value.h").write_text('#include "number.h"\n')
    (tmp_path / "part" / "number.h").write_text("#define VALUE 1\n")
    wanted = job(tmp_path / "main.cpp", text)
    assert output(sandbox, built(builder, wanted)) == b"1"
    (tmp_path / "part" / "number.h").write_text("#define VALUE 2\n")
    assert output(sandbox, built(builder, wanted)) == b"2"


def test_c_is_compiled_as_c(builder: Builder, sandbox: Sandbox, tmp_path: Path) -> None:
    text = "#include <stdio.h>\nint main(void) { int class = sizeof 'a'; printf(\"%d\", class); return 0; }\n"
    assert output(sandbox, built(builder, job(tmp_path / "a.c", text))) == b"4"


def test_names_with_spaces_and_other_characters(builder: Builder, sandbox: Sandbox, tmp_path: Path) -> None:
    folder = tmp_path / "ä folder (1)"
    folder.mkdir()
    (folder / "a b.h").write_text("#define VALUE 7\n")
    text = '#include <cstdio>\n#include "a b.h"\nint main() { printf("%d", VALUE); }\n'
    wanted = job(folder / "my 'program' $x.cpp", text)
    assert output(sandbox, built(builder, wanted)) == b"7"
    (folder / "a b.h").write_text("#define VALUE 8\n")
    assert output(sandbox, built(builder, wanted)) == b"8"


def test_extra_inputs_and_forced_includes(builder: Builder, sandbox: Sandbox, tmp_path: Path) -> None:
    extra, header = tmp_path / "extra.cpp", tmp_path / "forced.hpp"
    extra.write_text("int answer() { return ADD + 2; }\n")
    header.write_text("int answer();\n")
    text = '#include <cstdio>\nint main() { printf("%d", answer()); }\n'
    wanted = replace(
        job(tmp_path / "main.cpp", text),
        extra_flags=("-DADD=40",),
        extra_inputs=(extra,),
        forced_includes=(header,),
        link_flags=("-lm",),
    )
    assert output(sandbox, built(builder, wanted)) == b"42"
    extra.write_text("int answer() { return ADD + 3; }\n")
    assert output(sandbox, built(builder, wanted)) == b"43"


def test_jobs_in_parallel_keep_their_order(builder: Builder, sandbox: Sandbox, tmp_path: Path) -> None:
    texts = [f'#include <cstdio>\nint main() {{ puts("{number % 3}"); }}\n' for number in range(6)]
    results = builder.build_all([job(tmp_path / "a.cpp", text) for text in texts])
    assert [output(sandbox, build) for build in results if isinstance(build, Build)] == [b"0\n", b"1\n", b"2\n"] * 2


def test_sanitizers_find_what_is_undefined(builder: Builder, sandbox: Sandbox, tmp_path: Path) -> None:
    text = "#include <vector>\n#include <cstdlib>\n" + "int main(int n, char **v) { %s }\n"
    bodies = {
        "heap-buffer-overflow": "int *p = (int *)malloc(4 * n); return p[n];",
        "signed integer overflow": "int x = 2147483647; x += n; return x == 0;",
        "__n < this->size()": "std::vector<int> x(n); return x[n];",
    }
    for report, body in bodies.items():
        build = built(builder, job(tmp_path / "bad.cpp", text % body, Variant.SANITIZED))
        limits = Limits(address_space=False)
        with sandbox.session({"p": build.binary}, limits, environment=SANITIZER_ENVIRONMENT) as session:
            result = session.run("p")
        assert not result.succeeded
        assert report in result.stderr.decode()


def test_the_first_error_has_the_users_path(builder: Builder, tmp_path: Path) -> None:
    path = tmp_path / "bad.cpp"
    failure = failed(builder, job(path, "#include <bits/stdc++.h>\n\nint main() { return x; }\nint y = z;\n"))
    assert failure.message == f"{path}:3: error: 'x' was not declared in this scope"
    assert "'z' was not declared" in failure.details
    assert "/w/" not in failure.details


def test_link_errors_name_the_file(builder: Builder, tmp_path: Path) -> None:
    failure = failed(builder, job(tmp_path / "no_main.cpp", "int f() { return 1; }\n"))
    reason = "there is no main function; only whole programs can be run"
    assert failure.message == f"{tmp_path}/no_main.cpp: error: {reason}"


def test_a_missing_compiler_is_told(builder: Builder, tmp_path: Path) -> None:
    wanted = job(tmp_path / "a.cpp", SUM)
    command = wanted.command.model_copy(update={"compiler": "no-such-compiler"})
    with pytest.raises(SourceError, match="no-such-compiler: no such compiler"):
        builder.build(wanted.source, command)
    with pytest.raises(SourceError, match="does not work as a compiler"):
        builder.build(wanted.source, command.model_copy(update={"compiler": "/usr/bin/false"}))


def test_clang_builds_too(builder: Builder, sandbox: Sandbox, tmp_path: Path) -> None:
    if not Path("/usr/bin/clang++").exists():
        pytest.skip("clang++ is not installed")
    text = "#include <bits/stdc++.h>\nint main() { std::cout << std::gcd(12, 18); }\n"
    for variant in PROGRAMS:
        wanted = job(tmp_path / "a.cpp", text, variant)
        command = wanted.command.model_copy(update={"compiler": "clang++"})
        build = builder.build(wanted.source, command, variant)
        assert isinstance(build, Build), build
        assert output(sandbox, build) == b"6"


def test_the_users_folder_is_left_alone(builder: Builder, tmp_path: Path) -> None:
    path = tmp_path / "sum.cpp"
    path.write_text(SUM)
    before = sorted((file.name, file.stat().st_mtime_ns) for file in tmp_path.iterdir())
    built(builder, job(path, SUM + "// not what is on disk\n"))
    assert sorted((file.name, file.stat().st_mtime_ns) for file in tmp_path.iterdir()) == before
    assert path.read_text() == SUM


def test_no_scratch_folder_is_left(
    own_builder: Builder, sandbox: Sandbox, own_settings: Settings, tmp_path: Path
) -> None:
    failed(own_builder, job(tmp_path / "bad.cpp", "int main() { error }\n"))
    scratch = own_settings.cache.directory / "tmp"
    assert list(scratch.iterdir()) == []
    abandoned = scratch / "abandoned"
    abandoned.mkdir()
    (abandoned / "file").write_text("x")
    os.utime(abandoned, (0, 0))
    Builder(sandbox, own_settings)
    assert list(scratch.iterdir()) == []


def test_a_text_in_the_place_of_a_header(builder: Builder, sandbox: Sandbox, tmp_path: Path) -> None:
    header = tmp_path / "answer.h"
    header.write_text("#pragma once\nconstexpr int answer = 42;\n")
    wanted = job(tmp_path / "a.cpp", '#include <cstdio>\n#include "answer.h"\nint main() { printf("%d", answer); }')
    replaced = replace(wanted, overlay=(Replacement(header, b"#pragma once\nconstexpr int answer = 43;\n"),))
    first = built(builder, replaced)
    assert output(sandbox, first) == b"43"
    assert output(sandbox, built(builder, wanted)) == b"42"
    header.write_text("#pragma once\nconstexpr int answer = 44;\n")
    assert output(sandbox, built(builder, wanted)) == b"44"
    assert output(sandbox, built(builder, replaced)) == b"43"
    assert header.read_text().endswith("44;\n")
