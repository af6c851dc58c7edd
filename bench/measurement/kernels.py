"""What is compared: small kernels of many kinds, as programs and as shared objects, with other work or layout."""

from dataclasses import dataclass
from pathlib import Path

from bench.measurement.trials import Comparison
from perfcoder_lsp.build import Build, Builder, CompileCommand, Job, Variant
from perfcoder_lsp.cpp.source import Source


@dataclass(frozen=True)
class Kernel:
    """A statement that is executed `steps` times (a multiple of 20, so that 1.05 times as many can be had exactly) and
    takes about `unit_us` microseconds then. What it computes goes into `n`, never into a result: more work must give
    the same result."""

    name: str
    steps: int
    unit_us: float
    step: str
    before: str = ""
    after: str = ""
    headers: tuple[str, ...] = ()
    is_exact: bool = True
    """Whether so many times the work takes so many times as long; else it is only compared with itself."""
    prints: bool = False
    """Only a program does."""


NEXT = "n = n * 6364136223846793005u + 1442695040888963407u;"
KERNELS = (
    Kernel("integers", 800, 1.2, NEXT),
    Kernel("floats", 400, 1.2, "x = x * 0.999999 + 0.5;", before="double x = n % 7;", after="n = x;"),
    Kernel("cache", 200, 1, NEXT + " table[n >> 48] += n;", before="static unsigned table[1 << 16];"),
    # Of many more accesses, more are to what is in the cache already.
    Kernel("memory", 200, 1, NEXT + " table[n >> 44] += n;", before="static unsigned table[1 << 20];", is_exact=False),
    Kernel("branches", 200, 1, "n ^= n << 13; n ^= n >> 7; n ^= n << 17; if (n & 64) n += i; else n ^= 3 * i;"),
    Kernel(
        "allocation",
        40,
        1,
        NEXT + " unsigned slot = n >> 58; free(kept[slot]); kept[slot] = malloc(16 + (n >> 40) % 500);",
        before="static void *kept[64];",
        headers=("cstdlib",),
    ),
    Kernel(
        "strings",
        20,
        1,
        NEXT + " text += std::to_string(n); if (text.size() > 400) n += text.find(';'), text.clear();",
        before="std::string text;",
        headers=("string",),
    ),
    Kernel(
        "sorting",
        20,
        10,
        "for (unsigned &each : values) { "
        + NEXT
        + " each = n >> 33; } std::sort(values, values + 40); n += values[7];",
        before="unsigned values[40];",
        headers=("algorithm",),
    ),
    Kernel(
        "hash table",
        20,
        1,
        NEXT + " table[n >> 52] += n; if (n % 3 == 0) table.erase(n >> 50 & 4095);",
        before="static std::unordered_map<unsigned, uint64_t> table;",
        headers=("unordered_map",),
    ),
    Kernel("system calls", 20, 4, "n += syscall(SYS_getppid);", headers=("sys/syscall.h", "unistd.h")),
    Kernel("output", 20, 3, 'printf("%u lines and some more\\n", i);', is_exact=False, prints=True),
)
_KERNELS = {kernel.name: kernel for kernel in KERNELS}

_WORK = """
__attribute__((noinline)) static void work(uint64_t n) {
    static volatile uint64_t sink;
    n += sink;  // so that no call begins before the last one ended
    %(before)s
    for (unsigned i = 0; i < %(steps)d; i++) { %(step)s }
    %(after)s
    sink = n;
}
"""
_PROGRAM = """
int main() {
    unsigned rounds;
    if (scanf("%u", &rounds) != 1) return 1;
    for (unsigned i = 0; i < rounds; i++) work(i);
    puts("done");
}
"""
_OBJECT = """
static uint64_t inputs, number;
extern "C" __attribute__((visibility("default"))) void perfcoder_prepare(uint64_t first, uint64_t count) {
    inputs = first;
    number = count;
}
extern "C" __attribute__((visibility("default"))) uint64_t perfcoder_run() {
    uint64_t hash = 0;
    for (uint64_t i = 0; i < number; i++) {
        for (unsigned round = 0; round < ROUNDS; round++) work((inputs + i) * ROUNDS + round);
        hash = (hash ^ (inputs + i)) * 31;
    }
    return hash;
}
"""
_UNUSED = "int unused%(number)d(int n) { for (int i = 0; i < 5; i++) n = n * 31 + %(number)d; return n; }\n"
_FLAGS = ("-O2", "-std=c++17")


def stdin(comparison: Comparison) -> bytes:
    """The input on which the program takes about as long as the comparison wants."""
    return b"%d\n" % _rounds(comparison)


def sides(builder: Builder, comparison: Comparison) -> tuple[Path, Path]:
    """Both sides of a comparison, built: the one before does `ratio` times the work of the one after.

    Raises SystemExit with the compiler's message.
    """
    before = _text(comparison, comparison.ratio, 0) + "// before\n"
    after = _text(comparison, 1.0, comparison.padding)
    return _built(builder, comparison, before), _built(builder, comparison, after)


def _rounds(comparison: Comparison) -> int:
    return max(1, round(comparison.microseconds / _KERNELS[comparison.kernel].unit_us))


def _text(comparison: Comparison, factor: float, padding: int) -> str:
    kernel = _KERNELS[comparison.kernel]
    headers = "".join(f"#include <{name}>\n" for name in ("cstdint", "cstdio", *kernel.headers))
    steps = {"steps": round(kernel.steps * factor), "step": kernel.step, "before": kernel.before, "after": kernel.after}
    end = _PROGRAM if comparison.kind == "program" else f"#define ROUNDS {_rounds(comparison)}\n{_OBJECT}"
    return headers + "".join(_UNUSED % {"number": number} for number in range(padding)) + _WORK % steps + end


def _built(builder: Builder, comparison: Comparison, text: str) -> Path:
    source = Source.of(Path(f"{comparison.kernel.replace(' ', '-')}.cpp"), text.encode())
    variant = Variant.TIMING if comparison.kind == "program" else Variant.SHARED
    build = builder.build_job(Job(source, CompileCommand(compiler="g++", flags=_FLAGS, directory=Path("/")), variant))
    if not isinstance(build, Build):
        raise SystemExit(f"{comparison.kernel}: {build.message}")
    return build.binary
