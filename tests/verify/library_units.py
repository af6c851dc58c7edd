"""Hand-written units, as the tool writes them for functions: built and run in the real sandbox."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from perfcoder_lsp.build import SANITIZER_ENVIRONMENT, Build, Builder, CompileCommand, Job, Variant
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.sandbox import Limits, RunResult, Sandbox

LIBRARY = Path(__file__).parents[2] / "perfcoder_lsp" / "verify" / "harness"

UNITS = Path(__file__).parent / "harness_units"

LIMITS = Limits(cpu_s=30, wall_s=60, memory_mb=3072, address_space=False)

DATA = """
namespace perfcoder {
inline const Parameter target_parameters[] = {%s{nullptr, Role::none, 0, 0, -1, 0}};
inline const std::int64_t target_integers[] = {%s 0};
inline const double target_reals[] = {%s 0};
inline const char* const target_strings[] = {%s nullptr};
}
PERFCODER_HARNESS(&::perfcoder_target_)
"""

Line = dict[str, Any]

Lines = list[Line]


def unit(function: str, parameters: str = "", integers: str = "", reals: str = "", strings: str = "") -> Source:
    """A unit around the text of `perfcoder_target_`."""
    return Source.of(UNITS / "unit.cpp", (function + DATA % (parameters, integers, reals, strings)).encode())


def unit_file(name: str) -> Source:
    return Source.read(UNITS / f"{name}.cpp")


class Units:
    """Builds units and runs them. Each is built once for each set of flags."""

    def __init__(self, builder: Builder, sandbox: Sandbox) -> None:
        self.builder, self.sandbox = builder, sandbox

    def build(
        self, source: Source, *flags: str, compiler: str = "g++", variant: Variant = Variant.TIMING, once: bool = False
    ) -> Build:
        """`once`: flags that no other unit is built with. There, precompiling the headers does not pay, and all of the
        library is compiled with the unit."""
        prelude = LIBRARY / "perfcoder_harness.hpp"
        command = CompileCommand(compiler=compiler, flags=("-std=gnu++17", "-O0"), directory=UNITS)
        job = Job(
            source=source,
            command=command,
            variant=variant,
            extra_flags=("-fno-access-control", *(() if once else ("-DPERFCODER_SPLIT",)), *flags),
            extra_inputs=() if once else (LIBRARY / "runtime.cpp",),
            prelude=None if once else prelude,
            forced_includes=(prelude,) if once else (),
        )
        build = self.builder.build_job(job)
        assert isinstance(build, Build), build
        return build

    def result(self, build: Build, *words: str, environment: Mapping[str, str] | None = None) -> RunResult:
        with self.sandbox.session({"unit": build.binary}, LIMITS, environment=environment) as session:
            return session.run("unit", arguments=words, side=True)

    def run(self, build: Build, *words: str, environment: Mapping[str, str] | None = None) -> Lines:
        result = self.result(build, *words, environment=environment)
        assert result.succeeded, result
        return [json.loads(line) for line in (result.side or b"").splitlines()]

    def observe(self, source: Source, *items: str) -> Lines:
        return self.run(self.build(source), "observe", *items)

    def sanitized(self, source: Source, *items: str) -> Lines:
        build = self.build(source, variant=Variant.SANITIZED)
        return self.run(build, "observe", *items, environment=SANITIZER_ENVIRONMENT)


def of(lines: Lines, key: str) -> list[Any]:
    return [line[key] for line in lines]


MANY = ("0:5:1:3", "1:4:7:2", "2:6:1:2", "3:3:1:2", "5:9:1:2", "7:4:1:1", "11:6:1:2", "13:7:1:2", "14:5:1:2")

SUM = "static long perfcoder_target_(%s) { long s = 0; for (int x : a) s += x * long(k); return s; }"
