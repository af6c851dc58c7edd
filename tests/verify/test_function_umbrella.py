"""Headers that can't be compiled on their own, classes in which hooks do not compile, and how often is built at all."""

from pathlib import Path

import pytest

from perfcoder_lsp.build import Builder, BuildFailure, Job, Variant, compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SourceError
from perfcoder_lsp.function_report import Blocker
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.trial.workbench import Workbench, open_workbench
from perfcoder_lsp.verify.functions.target import find_target
from perfcoder_lsp.verify.functions.umbrella import umbrellas
from perfcoder_lsp.verify.functions.unit import HarnessUnit

MATRIX = {
    "Matrix": '#ifndef MATRIX\n#define MATRIX\n#include "src/Base.h"\n#include "src/Sum.h"\n#endif\n',
    "src/Base.h": "struct Base { int seed = 3; };\n",
    "src/Sum.h": "#pragma once\nstruct Sum : Base {\n"
    "  int of(int n) const {\n    return seed + n;\n  }\n};\n"
    "inline int more(int n) {\n  return Sum().of(n);\n}\n",
    "src/Broken.h": "struct Broken : Nowhere { int of(int n) { return n; } };\n",
}
MACROS = """#define OPEN inline
#define PLAIN(name) name() = default; name(int n) : n_(n) {}
struct Odd {
  OPEN Odd(const Odd&) = default;
  PLAIN(Odd)
  int n_ = 0;
};
int twice(Odd odd) { return odd.n_ * 2; }
"""
TEMPLATES = "template <class T> int size_of(const T& all) { return int(all.one().two()); }\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    for name, text in MATRIX.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def unit_of(workbench: Workbench, name: str) -> HarnessUnit | Blocker:
    return workbench.unit(find_target(workbench.source, name))


def test_what_includes_a_header_is_compiled_in_its_place(project: Path, settings: Settings) -> None:
    source = Source.read(project / "src" / "Sum.h")
    with open_workbench(source, settings) as workbench:
        unit = unit_of(workbench, "Sum::of")
        assert isinstance(unit, HarnessUnit), unit
        assert unit.companions.umbrella is not None
        assert unit.companions.umbrella.path == project / "Matrix"
        with workbench.plain(unit) as plain:
            assert [each.reason for each in plain.describe().parameters] == ["", ""]
        workbench.sanitized(unit)  # with marks in the header


def test_a_header_that_nothing_includes_does_not_compile(project: Path, settings: Settings) -> None:
    source = Source.read(project / "src" / "Broken.h")
    assert umbrellas(source, compile_command(source, settings.build)) == ()
    with open_workbench(source, settings) as workbench, pytest.raises(SourceError, match=r"Broken\.h:1: error"):
        unit_of(workbench, "Broken::of")


def test_a_class_may_be_one_that_bears_no_hooks(tmp_path: Path, settings: Settings) -> None:
    source = Source.of(tmp_path / "odd.cpp", MACROS.encode())
    with open_workbench(source, settings) as workbench:
        unit = unit_of(workbench, "twice")
        assert isinstance(unit, HarnessUnit), unit


def test_an_attempt_that_fails_is_compiled_once(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Source.of(tmp_path / "guesses.cpp", TEMPLATES.encode())
    sanitized: list[bytes] = []
    build_job = Builder.build_job

    def counted(self: Builder, job: Job) -> object:
        sanitized.extend([job.source.text] * (job.variant is Variant.SANITIZED))
        return build_job(self, job)

    monkeypatch.setattr(Builder, "build_job", counted)
    with open_workbench(source, settings) as workbench:
        blocker = unit_of(workbench, "size_of")
    assert isinstance(blocker, Blocker)
    assert "does not compile" in blocker.reason
    assert len(sanitized) == 1, "what does not compile is not compiled with sanitizers as well"


def test_a_failure_says_what_stood_in_the_way(tmp_path: Path, builder: Builder, settings: Settings) -> None:
    texts = {"text": b"int main() { return x; }", "other": b"int f(); int main() { return f(); }"}
    for cause, text in texts.items():
        source = Source.of(tmp_path / f"{cause}.cpp", text)
        failure = builder.build(source, compile_command(source, settings.build))
        assert isinstance(failure, BuildFailure)
        assert failure.cause == cause
