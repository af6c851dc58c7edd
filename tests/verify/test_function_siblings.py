"""Sources of the project that a function's unit is linked with: real compilers, real symbols."""

import json
from pathlib import Path

import pytest

from perfcoder_lsp.build import Build, Builder, Variant, compile_command
from perfcoder_lsp.build.symbols import missing_symbols
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.function_benchmark import benchmark_function
from perfcoder_lsp.request import FunctionRequest
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.verify.functions.builds import harness_job
from perfcoder_lsp.verify.functions.siblings import siblings_of
from perfcoder_lsp.verify.functions.target import find_target
from perfcoder_lsp.verify.functions.unit import harness_unit

DIGITS = {
    "digits.h": "int half(int);\nint twice(int);\nextern int most;\n",
    "digits.c": '#include "digits.h"\n'
    "int digits(int n) { int d = 0; while (n > 0 && d < most) { n = half(n); d++; } return d; }\n"
    "int unused(int n) { return twice(n); }\n",
    "half.c": '#include "digits.h"\n'
    "static int by(int n, int m) { return n / m; }\nint half(int n) { return by(n, 2); }\n",
    "twice.c": '#include "digits.h"\nint twice(int n) { return n + half(n); }\n',
    "scales.h": "#define SCALE(name, factor) int name(int n) { return n * factor; }\n"
    "int thrice(int);\nint mixed(int);\n",
    "scales.c": '#include "scales.h"\n#define USE(name) name(1)\nSCALE(thrice, 3)\n',
    "mixed.c": '#include "scales.h"\nint mixed(int n) { return thrice(n) + 1; }\n',
    "most.c": "int most = 20;\n",
    "main.c": '#include "digits.h"\nint half(int n) { return n; }\nint main(void) { return half(1); }\n',
}
SHAPES = {
    "include/shape.h": "#pragma once\nnamespace geo {\nclass Shape {\npublic:\n  Shape(int side);\n"
    "  virtual ~Shape();\n  virtual long area() const;\n"
    "  static int scaled(int side);\nprivate:\n  int side_;\n};\n}\n",
    "src/shape.cc": '#include "shape.h"\nnamespace geo {\nShape::Shape(int side) : side_(scaled(side)) {}\n'
    "Shape::~Shape() = default;\nlong Shape::area() const { return long(side_) * side_; }\n}\n",
    "src/scaled.cc": '#include "shape.h"\nint geo::Shape::scaled(int side) { return side % 1000 + 1; }\n',
    "src/broken.cc": '#include "shape.h"\nint geo::Shape::scaled(int side) { return nothing; }\n',
    "src/total.cc": '#include "shape.h"\n#include <vector>\n'
    "long total(const std::vector<int>& sides) {\n"
    "  long all = 0;\n  for (int each : sides) all += geo::Shape(each).area();\n  return all;\n}\n",
}


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def linked(
    path: Path, name: str, builder: Builder, sandbox: Sandbox, settings: Settings
) -> tuple[list[str], list[str]]:
    """The names of the files that a function is linked with, and of what is missing without them."""
    source = Source.read(path)
    unit = harness_unit(find_target(source, name)).source
    built = builder.build_job(harness_job(unit, compile_command(source, settings.build), Variant.SHARED))
    assert isinstance(built, Build), built
    parts = siblings_of(source, built, builder, sandbox, settings)
    missing = missing_symbols(built.binary, sandbox)
    return sorted(each.source.path.name for each in parts), [each.plain for each in missing]


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    """A project that was configured with CMake and never built."""
    written(tmp_path, SHAPES)
    command = "g++ -O2 -I../include -c ../src/{}"
    names = ("scaled.cc", "shape.cc", "total.cc")
    entries = [
        {"directory": str(tmp_path / "build"), "command": command.format(n), "file": f"../src/{n}"} for n in names
    ]
    written(tmp_path, {"build/compile_commands.json": json.dumps(entries)})
    return tmp_path


def test_what_a_function_of_c_reaches_is_found_beside_it(
    tmp_path: Path, builder: Builder, sandbox: Sandbox, settings: Settings
) -> None:
    path = written(tmp_path, DIGITS) / "digits.c"
    found, missing = linked(path, "digits", builder, sandbox, settings)
    assert found == ["half.c", "most.c"]
    assert sorted(missing) == ["half(int)", "most"]
    assert linked(path, "unused", builder, sandbox, settings)[0] == ["half.c", "twice.c"]
    found, _ = linked(tmp_path / "mixed.c", "mixed", builder, sandbox, settings)
    assert found == ["scales.c"]  # where a macro defines it


def test_methods_and_tables_of_classes_are_found_in_the_project(
    shapes: Path, builder: Builder, sandbox: Sandbox, settings: Settings
) -> None:
    found, missing = linked(shapes / "src/total.cc", "total", builder, sandbox, settings)
    assert found == ["scaled.cc", "shape.cc"]
    assert "geo::Shape::Shape(int)" in missing


def test_a_function_of_a_project_that_was_never_built_is_benchmarked(shapes: Path, settings: Settings) -> None:
    source = Source.read(shapes / "src/total.cc")
    report = benchmark_function(source, FunctionRequest("total"), settings, lambda _: None)
    assert report.inputs is not None, report.blockers
    assert report.inputs.valid == report.inputs.tried
    assert report.inputs.outcomes > 50


def test_what_nothing_defines_stays_missing(
    tmp_path: Path, builder: Builder, sandbox: Sandbox, settings: Settings
) -> None:
    path = (
        written(
            tmp_path, {"a.c": "int b(int);\nint a(int n) { return b(n); }\n", "c.c": "int b(int n) { return no; }\n"}
        )
        / "a.c"
    )
    assert linked(path, "a", builder, sandbox, settings) == (["c.c"], ["b(int)"])
    report = benchmark_function(Source.read(path), FunctionRequest("a"), settings, lambda _: None)
    assert report.blockers
