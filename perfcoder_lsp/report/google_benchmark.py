"""A function's benchmark as a program of its own, for Google Benchmark: the same generated inputs, the same sizes.

The harness goes along as a folder of headers, so that the program builds where this package is not installed.
"""

import json
import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path

from perfcoder_lsp.errors import StorageError
from perfcoder_lsp.function_report import FunctionReport
from perfcoder_lsp.text import printable
from perfcoder_lsp.verify.functions.builds import LIBRARY

HEADERS = "perfcoder_harness"
"""The folder beside an exported program that holds the harness."""
_HEADER = Path(__file__).with_name("google_benchmark.hpp")
_SIZES = tuple(1 << power for power in range(0, 17, 2))
_TEXT = """\
// Benchmark of a function over sizes of its input, exported by PerfCoder. Build it with the folder {headers} beside it:
//   {command}
#define PERFCODER_SHARED  // the harness brings no main of its own
#include "{headers}/google_benchmark.hpp"
#line 1 {path}
{unit}
int main(int argc, char** argv) {{
    return perfcoder::benchmark_main(perfcoder::unit_target(), {name}, {profile}, {{{sizes}}}, argc, argv);
}}
"""


def google_benchmark(
    unit_text: str, report: FunctionReport, profile: int = 0, compiler: str = "g++", flags: Sequence[str] = ("-O2",)
) -> str:
    """The text of the program: `unit_text` is the harness unit's, `profile` the number of that of its inputs that is
    timed, `flags` those with which the harness unit compiles (folders in them are best absolute). Sizes are those of
    the report's growth, but for 0, which the library takes for none."""
    sizes = [point.size for point in report.growth.points if point.size > 0] if report.growth else _SIZES
    standard = () if any(flag.startswith("-std=") for flag in flags) else ("-std=gnu++17",)
    access = () if "-fno-access-control" in flags else ("-fno-access-control",)
    words = [compiler, *standard, *flags, *access, "-w", "FILE.cpp", "-o", "benchmark", "-lbenchmark", "-lpthread"]
    return _TEXT.format(
        headers=HEADERS,
        command=_in_a_comment(shlex.join(words)),
        path=_quoted(report.file),
        unit=unit_text.rstrip("\n"),
        name=_quoted(report.function),
        profile=profile,
        sizes=", ".join(map(str, sizes)),
    )


def export_google_benchmark(file: Path, text: str) -> None:
    """Write the program, and the folder of headers beside it, over what may be there.

    Raises StorageError where that can't be written.
    """
    folder = file.parent / HEADERS
    try:
        shutil.copytree(LIBRARY, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.gch", "*.pch", "*.c"))
        shutil.copy(_HEADER, folder)
        file.write_text(text, "utf-8")
    except (OSError, shutil.Error) as error:
        raise StorageError(f"{file}: the benchmark cannot be written: {error}; choose another folder") from error


def _quoted(text: str) -> str:
    """As a C++ string literal; what no literal may hold is written as words."""
    return json.dumps(printable(text).replace("\n", " "), ensure_ascii=False)


def _in_a_comment(text: str) -> str:
    """On one line, which no backslash continues."""
    return printable(text).replace("\n", " ").rstrip("\\")
