"""Precompiled headers: used where they help, and never where they could change a program's meaning."""

from pathlib import Path

import pytest

from perfcoder_lsp.build import Build, Builder, Job, Variant, compile_command
from perfcoder_lsp.build.compilation import Compilation, Compiled, compile_in_sandbox
from perfcoder_lsp.build.pch import precompilable
from perfcoder_lsp.build.toolchain import find_toolchain
from perfcoder_lsp.build.variant import variant_flags
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings

ALL = "bits/stdc++.h"


def precompiled(settings: Settings, pattern: str = "*") -> set[Path]:
    """What is in the cache of precompiled headers."""
    return set((settings.cache.directory / "pch").glob(pattern))


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("#include <bits/stdc++.h>\nint main() {}", ALL),
        ("\ufeff#include <bits/stdc++.h>\r\nint main() {}", ALL),
        ("// a comment\n/* another\n * one **/ # include <bits/stdc++.h> // x\n", ALL),
        ("#include <iostream>\n#include <vector>\n#include <bits/stdc++.h>\n", ALL),
        ("#include <iostream>\n#include <vector>\n", "iostream"),
        ("#include <vector>\n#include <iostream>\n", "iostream"),
        ("#include <vector>\n#include <cstdio>\n", None),
        ("#define int long\n#include <bits/stdc++.h>\n", None),
        ("#pragma GCC optimize(\"O3\")\n#include <bits/stdc++.h>\n", None),
        ("#pragma GCC target(\"avx2\")\n#include <iostream>\n", None),
        ("#ifdef LOCAL\n#include <bits/stdc++.h>\n#endif\n", None),
        ("using X = int;\n#include <iostream>\n", None),
        ('#include "mine.h"\n#include <bits/stdc++.h>\n', None),
        ("#include <ext/pb_ds/assoc_container.hpp>\n#include <bits/stdc++.h>\n", None),
        ("#include <vector>\n#define private public\n#include <iostream>\n", None),
        ("// continued \\\n#include <iostream>\n", None),
        ("#include <iostream> x\n", None),
        ("int main() {}\n", None),
    ],
)  # fmt: skip
def test_when_a_precompiled_header_is_the_same_program(text: str, header: str | None) -> None:
    assert precompilable(text.encode()) == header


@pytest.mark.parametrize("compiler", ["g++", "clang++"])
@pytest.mark.parametrize("variant", Variant)
def test_the_precompiled_header_is_really_used(
    own_builder: Builder, sandbox: Sandbox, own_settings: Settings, tmp_path: Path, compiler: str, variant: Variant
) -> None:
    if not Path("/usr/bin", compiler).exists():
        pytest.skip(f"{compiler} is not installed")
    source = Source.of(tmp_path / "a.cpp", b"#include <iostream>\nint main() { std::cout << 1; }\n")
    command = compile_command(source, own_settings.build).model_copy(update={"compiler": compiler})
    assert isinstance(own_builder.build(source, command, variant), Build)
    suffix = ".pch" if "clang" in compiler else ".gch"
    folders = [file.parent for file in precompiled(own_settings, f"*/headers.hpp{suffix}")]
    newest = max(folders, key=lambda folder: folder.stat().st_mtime)
    compilation = Compilation(
        text=source.text,
        path=source.path,
        language="c++",
        flags=(*variant_flags(variant, command.flags), "-H"),  # prints each header as it is opened
        toolchain=find_toolchain(compiler, sandbox),
        precompiled=newest,
    )
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    compiled = compile_in_sandbox(sandbox, compilation, scratch, own_settings.build)
    assert isinstance(compiled, Compiled), compiled
    assert "bits/basic_string.h" not in compiled.diagnostics


@pytest.mark.parametrize("flags", [(), ("-falign-functions=128",)])
def test_the_program_is_the_same_byte_for_byte(
    builder: Builder, sandbox: Sandbox, settings: Settings, tmp_path: Path, flags: tuple[str, ...]
) -> None:
    text = b"#include <iostream>\n#include <map>\nint main() { std::map<int, int> m; std::cout << ++m[1]; }\n"
    source = Source.of(tmp_path / "a.cpp", text)
    command = compile_command(source, settings.build).model_copy(update={"compiler": "g++"})
    build = builder.build_job(Job(source, command, extra_flags=flags))
    assert isinstance(build, Build)
    compilation = Compilation(
        text=source.text,
        path=source.path,
        language="c++",
        flags=(*variant_flags(Variant.TIMING, command.flags), *flags),
        toolchain=find_toolchain("g++", sandbox),
    )
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    compiled = compile_in_sandbox(sandbox, compilation, scratch, settings.build)
    assert isinstance(compiled, Compiled)
    assert compiled.file.read_bytes() == build.binary.read_bytes()


def test_builds_that_differ_in_layout_share_one(own_builder: Builder, own_settings: Settings, tmp_path: Path) -> None:
    source = Source.of(tmp_path / "a.cpp", b"#include <iostream>\nint main() { std::cout << 5; }\n")
    command = compile_command(source, own_settings.build).model_copy(update={"compiler": "g++"})
    assert isinstance(own_builder.build(source, command), Build)
    before = precompiled(own_settings)
    assert isinstance(own_builder.build_job(Job(source, command, extra_flags=("-falign-functions=32",))), Build)
    assert precompiled(own_settings) == before


def test_without_it_the_program_is_the_same(builder: Builder, settings: Settings, tmp_path: Path) -> None:
    """A name that only the precompiled header would bring must not be visible."""
    text = b"#include <cstdio>\nint gcd(int a, int) { return a; }\nint main() { std::vector<int> v; }\n"
    source = Source.of(tmp_path / "a.cpp", text)
    assert not isinstance(builder.build_job(Job(source, compile_command(source, settings.build))), Build)


@pytest.mark.parametrize("compiler", ["g++", "clang++"])
def test_a_prelude_stands_before_everything_and_is_precompiled(
    own_builder: Builder, own_settings: Settings, tmp_path: Path, compiler: str
) -> None:
    if not Path("/usr/bin", compiler).exists():
        pytest.skip(f"{compiler} is not installed")
    prelude = tmp_path / "ours" / "prelude.hpp"
    prelude.parent.mkdir()
    (prelude.parent / "part.hpp").write_text("inline int answer() { return 42; }\n")
    prelude.write_text('#pragma once\n#include "part.hpp"\n')
    text = (
        b"#ifdef VOID\n#error a source's macros come later\n#endif\n#define int long\nlong f() { return answer(); }\n"
    )
    source = Source.of(tmp_path / "project" / "a.c", text + b"#undef int\nint main() { return f() != 42; }\n")
    source.path.parent.mkdir()
    command = compile_command(source, own_settings.build).model_copy(update={"compiler": compiler, "flags": ("-O1",)})
    before = precompiled(own_settings)
    job = Job(source, command, prelude=prelude, language="c++")
    first = own_builder.build_job(job)
    assert isinstance(first, Build), first
    made = precompiled(own_settings) - before
    assert len(made) == 1
    (prelude.parent / "part.hpp").write_text("inline int answer() { return 43; }\n")
    second = own_builder.build_job(job)
    assert isinstance(second, Build)
    assert first.binary != second.binary or first.binary.read_bytes() != second.binary.read_bytes()


def test_preludes_do_not_depend_on_the_folders_of_headers(
    own_builder: Builder, own_settings: Settings, tmp_path: Path
) -> None:
    prelude = tmp_path / "ours" / "prelude.hpp"
    prelude.parent.mkdir()
    prelude.write_text("#pragma once\n#include <vector>\n")
    (tmp_path / "include").mkdir()
    (tmp_path / "include" / "own.h").write_text("inline int own() { return 7; }\n")
    source = Source.of(tmp_path / "a.cpp", b"int main() { return std::vector<int>(3).size() != 3; }\n")
    command = compile_command(source, own_settings.build).model_copy(update={"compiler": "g++", "flags": ("-O1",)})
    before = precompiled(own_settings)
    assert isinstance(own_builder.build_job(Job(source, command, prelude=prelude)), Build)
    text = b'#include "own.h"\nint main() { return own() + std::vector<int>(3).size() != 10; }\n'
    others = command.model_copy(update={"flags": ("-O1", "-I", str(tmp_path / "include"), f"-I{tmp_path}")})
    assert isinstance(
        own_builder.build_job(Job(Source.of(tmp_path / "b.cpp", text), others, prelude=prelude)),
        Build,
    )
    assert len(precompiled(own_settings) - before) == 1
