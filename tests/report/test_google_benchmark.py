"""The exported Google Benchmark: it builds from its own folder alone, runs, and tells the sizes and their growth."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import StorageError
from perfcoder_lsp.function_report import Fit, FunctionPoint, FunctionReport, Growth
from perfcoder_lsp.report.google_benchmark import HEADERS, export_google_benchmark, google_benchmark
from perfcoder_lsp.text import ByteRange
from perfcoder_lsp.verify.functions.target import find_target
from perfcoder_lsp.verify.functions.unit import harness_unit

FLAGS = ("-O0",)
CODE = """\
#include <cstdio>
#include <vector>
#define int long
int sum(const std::vector<int> &values) {
    int total = 0;
    for (int value : values) total += value;
    std::printf("not the benchmark's output\\n");
    if (values.empty()) throw total;
    return total;
}
signed main() { return 0; }
"""
HOSTILE = 'a"b\\\n#error line\x1b*/'


def report(**more: object) -> FunctionReport:
    values: dict[str, object] = {
        "file": "src/sum.cpp",
        "function": "sum",
        "signature": "",
        "range": ByteRange(start=0, end=1),
    }
    return FunctionReport.model_validate({**values, **more})


def growth(*sizes: int) -> Growth:
    fit = Fit(order=None, exponent=1, exponent_low=0, exponent_high=2, first=1, last=1)
    return Growth(points=tuple(FunctionPoint(size=size, before_s=1e-9) for size in sizes), before=fit)


def unit_text() -> str:
    unit = harness_unit(find_target(Source.of(Path("sum.cpp"), CODE.encode()), "sum"))
    return unit.source.text.decode()


def has_library() -> bool:
    probe = ["g++", "-x", "c++", "-", "-fsyntax-only"]
    text = b"#include <benchmark/benchmark.h>\n"
    return shutil.which("g++") is not None and subprocess.run(probe, input=text, capture_output=True).returncode == 0


def test_it_builds_and_runs_where_the_package_is_not(tmp_path: Path) -> None:
    if not has_library():
        pytest.skip("Google Benchmark is not installed: sudo apt-get install -y libbenchmark-dev")
    program = google_benchmark(unit_text(), report(growth=growth(0, 1, 16, 64)), flags=FLAGS)
    export_google_benchmark(tmp_path / "sum_benchmark.cpp", program)
    command = program.splitlines()[1].removeprefix("//").replace("FILE.cpp", "sum_benchmark.cpp").split()
    subprocess.run(command, cwd=tmp_path, check=True)
    ran = subprocess.run(
        [str(tmp_path / "benchmark"), "--benchmark_min_time=0.01", "--benchmark_format=json"],
        capture_output=True,
        check=True,
    )
    told = json.loads(ran.stdout)["benchmarks"]
    assert [each["name"] for each in told] == ["sum/1", "sum/16", "sum/64", "sum_BigO", "sum_RMS"]
    assert all(each["iterations"] > 0 for each in told[:3])


def test_sizes_are_those_of_the_report_or_a_ladder() -> None:
    assert "{3, 5, 8}" in google_benchmark("", report(growth=growth(3, 5, 8)))
    assert "{1, 4, 16, 64, 256, 1024, 4096, 16384, 65536}" in google_benchmark("", report())


def test_no_name_leaves_its_string_or_its_comment() -> None:
    text = google_benchmark("", report(file=HOSTILE, function=HOSTILE), flags=("-DX=" + HOSTILE, "-O2"))
    assert "\x1b" not in text
    assert not [line for line in text.splitlines() if line.startswith("#error")]
    assert '"a\\"b\\\\ #error line\\\\x1b*/"' in text


def test_flags_stand_in_the_command_as_they_are() -> None:
    flags = ("-std=c++20", "-I", "/a b", "-I", "/c", "-fno-access-control")
    line = google_benchmark("", report(), compiler="clang++", flags=flags).splitlines()[1]
    assert "clang++ -std=c++20 -I '/a b' -I /c -fno-access-control -w FILE.cpp" in line


def test_the_folder_of_headers_goes_along(tmp_path: Path) -> None:
    export_google_benchmark(tmp_path / "a.cpp", "first")
    export_google_benchmark(tmp_path / "a.cpp", "second")
    assert (tmp_path / "a.cpp").read_text() == "second"
    names = {path.name for path in (tmp_path / HEADERS).iterdir()}
    assert {"perfcoder_harness.hpp", "google_benchmark.hpp", "runtime"} <= names
    assert not any(name.endswith((".gch", ".c")) for name in names)


def test_a_folder_that_is_none_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=r"benchmark cannot be written: .*choose another folder") as raised:
        export_google_benchmark(tmp_path / "file" / "a.cpp", "")
    assert "\n" not in str(raised.value)
