"""Functions that need a static library of the project, which its build made for programs, not for shared objects."""

import json
import subprocess
from pathlib import Path

import pytest

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.function_report import Blocker
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.trial.workbench import open_workbench
from perfcoder_lsp.verify.functions.process import Series
from perfcoder_lsp.verify.functions.target import find_target

HEADER = """#pragma once
struct Shape {
    virtual ~Shape();
    virtual int area() const;
};
int told(int n);
"""
LIBRARY = """#include "shape.h"
#include <cstdio>
#include <sstream>
Shape::~Shape() {}
int Shape::area() const { return 7; }
int told(int n) {
    std::ostringstream text;
    text << n;
    if (n < 0) std::fprintf(stderr, "below zero: %s\\n", text.str().c_str());
    return int(text.str().size());
}
"""
USE = """#include "shape.h"
int use(int n) { Shape shape; return shape.area() * told(n); }
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in {"shape.h": HEADER, "shape.cpp": LIBRARY, "use.cpp": USE}.items():
        (tmp_path / name).write_text(text)
    entry = {"directory": str(tmp_path), "file": "use.cpp", "command": "g++ -O1 -c use.cpp"}
    (tmp_path / "compile_commands.json").write_text(json.dumps([entry]))
    words = ["g++", "-O1", "-fPIE", "-c", "shape.cpp", "-o", "shape.o"]
    subprocess.run(words, cwd=tmp_path, check=True)
    subprocess.run(["ar", "rc", "libshape.a", "shape.o"], cwd=tmp_path, check=True)
    return tmp_path / "use.cpp"


def test_a_library_made_for_programs_is_linked(project: Path, settings: Settings, sandbox: Sandbox) -> None:
    source = Source.read(project)
    with open_workbench(source, settings) as workbench:
        unit = workbench.unit(find_target(source, "use"))
        assert not isinstance(unit, Blocker)
        with workbench.plain(unit) as plain:
            observed = plain.observe([Series(profile=each, size=6, seed=1, count=6) for each in (2, 3, 13)])
    assert {each.status for each in observed} == {"ok"}
    assert {each.text.rpartition(" ")[2] for each in observed} >= {"7", "14"}
    assert any("below zero" in each.text or each.text.startswith("-") for each in observed)
