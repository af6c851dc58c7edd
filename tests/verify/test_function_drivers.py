"""Calls that another program of the project makes of a function whose own file is none: real compilers, real runs."""

import json
from pathlib import Path

import pytest

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.function_benchmark import benchmark_function
from perfcoder_lsp.request import FunctionRequest
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.suggestion import InputSource
from perfcoder_lsp.verify.functions.drivers import drivers_of
from perfcoder_lsp.verify.functions.target import find_target

# Only what `table_make` builds is a table: no generated input is valid.
TABLE = """#include <stdlib.h>
#include "table.h"
struct table { unsigned magic, count; unsigned* cells; unsigned sum; };
static unsigned mixed(unsigned n) { return n * 2654435761u; }
struct table* table_make(unsigned count, unsigned seed) {
    struct table* t = (struct table*)malloc(sizeof *t);
    t->count = count;
    t->sum = 0;
    t->cells = (unsigned*)malloc(count * sizeof *t->cells);
    for (unsigned i = 0; i < count; i++) t->sum += t->cells[i] = mixed(seed += i);
    t->magic = mixed(t->sum) ^ count ^ 0x1d0f7e;
    return t;
}
void table_free(struct table* t) { free(t->cells); free(t); }
unsigned table_weight(const struct table* t) {
    unsigned weight = 0;
    if (t->magic != (mixed(t->sum) ^ t->count ^ 0x1d0f7e)) abort();
    for (unsigned i = 0; i < t->count; i++)
        weight += t->cells[i] % 1000;
    return weight;
}
"""
PROJECT = {
    "src/table.h": "struct table;\nstruct table* table_make(unsigned count, unsigned seed);\n"
    "void table_free(struct table*);\nunsigned table_weight(const struct table*);\n",
    "src/table.cpp": TABLE,
    "tests/other.cpp": "int main(void) { return 0; }\n",
    "tests/helper.cpp": '#include "../src/table.h"\nunsigned tried(unsigned n) {\n'
    "    struct table* t = table_make(n % 17 + 1, n);\n    unsigned w = table_weight(t);\n"
    "    table_free(t);\n    return w;\n}\n",
    "tests/test_table.cpp": '#include <stdio.h>\n#include "../src/table.h"\nunsigned tried(unsigned);\n'
    "/* table_weight */\nint main(int argc, const char** argv) {\n    unsigned all = 0;\n"
    '    for (unsigned n = 0; n < 90; n++) all += tried(n);\n    printf("%u\\n", all);\n'
    "    return argc > 5 && argv[0];\n}\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in PROJECT.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    listed = [
        {"directory": str(tmp_path), "file": each, "arguments": ["g++", "-O2", "-std=c++17", "-c", each]}
        for each in PROJECT
        if each.endswith(".cpp")
    ]
    (tmp_path / "compile_commands.json").write_text(json.dumps(listed))
    return tmp_path


def test_the_tests_of_a_project_make_the_inputs(project: Path, settings: Settings) -> None:
    path, (old, new) = project / "src/table.cpp", ("% 1000", "- t->cells[i] / 1000 * 1000")
    assert old in TABLE
    against = Source.of(path, TABLE.replace(old, new).encode())
    report = benchmark_function(
        Source.read(path), FunctionRequest("table_weight", None, against), settings, lambda _: None
    )
    assert report.inputs is not None, report.blockers
    assert report.inputs.source is InputSource.RECORDED
    assert report.inputs.distinct == 90
    assert report.per_call_s is not None
    assert report.verdict is not None
    assert report.verdict.status == "equal", report.verdict.reason


def test_only_programs_that_mention_the_file_are_tried(project: Path, settings: Settings) -> None:
    target = find_target(Source.read(project / "src/table.cpp"), "table_weight")
    assert [each.source.path.name for each in drivers_of(target, settings)] == ["test_table.cpp"]
    (project / "compile_commands.json").rename(project / "CMakeLists.txt")
    assert [each.source.path.name for each in drivers_of(target, settings)] == ["test_table.cpp"]
    program = find_target(Source.read(project / "tests/test_table.cpp"), "main")
    assert not list(drivers_of(program, settings))
