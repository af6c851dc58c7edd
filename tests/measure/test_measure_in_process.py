"""Functions compared in one process, in the real sandbox: what is faster, what only looks so, and what cheats."""

from pathlib import Path

import pytest

from perfcoder_lsp.build import Build, Builder, CompileCommand, Job, Variant
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.measure.in_process import LIMITS, OutsideTimes, confirmed_outside, driver, measure_in_process
from perfcoder_lsp.measure.outcome import Undecided, claims
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import MeasureSettings
from perfcoder_lsp.suggestion import Measurement

PATIENT = MeasureSettings(budget_s=60, max_pairs=200)

# A version as the driver wants it, around a function `uint64_t work(Input&)`.
BEGIN = """
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <unordered_map>
#include <vector>
#define EXPORTED extern "C" __attribute__((visibility("default")))
using Input = std::vector<uint32_t>;
"""
END = """
#ifndef PREPARED
#define PREPARED(input)
#endif
static std::vector<Input> inputs;
static Input input(uint64_t number) {
    Input made(400);
    for (auto& each : made) each = uint32_t((number = number * 6364136223846793005u + 1442695040888963407u) >> 40);
    return made;
}
EXPORTED void perfcoder_prepare(uint64_t first, uint64_t count) {
    inputs.resize(count);
    for (uint64_t i = 0; i < count; i++) {
        inputs[i] = input(first + i);
        PREPARED(inputs[i]);
    }
}
EXPORTED uint64_t perfcoder_run() {
    uint64_t hash = 0;
    for (auto& each : inputs) hash = (hash ^ work(each)) * 0x9E3779B97F4A7C15u;
    return hash;
}
"""
ONCE = """
static uint64_t work(Input& input) {
    uint64_t sum = 0;
    for (int turn = 0; turn < 4; turn++) for (uint32_t each : input) sum = (sum ^ each) * 31 % 1000003;
    return sum;
}
"""
TWICE = """
static uint64_t once(const Input& input, uint64_t sum) {
    for (int turn = 0; turn < 4; turn++) for (uint32_t each : input) sum = (sum ^ each) * 31 % 1000003;
    return sum;
}
static volatile uint64_t zero, unused;
static uint64_t work(Input& input) {
    for (int time = 1; time < 2; time++) unused = once(input, zero);
    return once(input, zero);
}
"""
MANY_TIMES = TWICE.replace("time < 2", "time < 40")
INSERTION_SORT = """
static uint64_t work(Input& input) {
    for (size_t i = 1; i < input.size(); i++)
        for (size_t j = i; j > 0 && input[j - 1] > input[j]; j--) std::swap(input[j - 1], input[j]);
    return input[7] + 31ull * input.back();
}
"""
LIBRARY_SORT = """
static uint64_t work(Input& input) {
    std::sort(input.begin(), input.end());
    return input[7] + 31ull * input.back();
}
"""
REMEMBERS = """
static uint64_t slowly(const Input& input) {
    uint64_t sum = 0;
    for (int turn = 0; turn < 4; turn++) for (uint32_t each : input) sum = (sum ^ each) * 31 % 1000003;
    return sum;
}
static uint64_t work(Input& input) {
    static std::unordered_map<uint64_t, uint64_t> known;
    auto [place, is_new] = known.try_emplace(uint64_t(input[0]) << 32 | input[1]);
    if (is_new) place->second = slowly(input);
    return place->second;
}
"""
COUNTS_ITS_CALLS = """
inline uint64_t& calls() { static uint64_t count; return count; }
static uint64_t work(Input& input) {
    uint64_t sum = ++calls();
    for (uint32_t each : input) sum = (sum ^ each) * 31 % 1000003;
    return sum;
}
"""
SLEEPS = """
#include <unistd.h>
static uint64_t work(Input& input) {
    uint64_t sum = 0;
    for (int turn = 0; turn < 4; turn++) for (uint32_t each : input) sum = (sum ^ each) * 31 % 1000003;
    usleep(300);
    return sum;
}
"""
CRASHES = "static uint64_t work(Input&) { return *(volatile uint64_t*)8; }\n"

# What follows does the same work as ONCE, and makes it look quicker.
TURNS_THE_CLOCK_BACK = """
#include <cstring>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
static uint64_t given;   // the last time that was told
static bool is_running;  // whether the next question is how long we took
static int false_clock(clockid_t clock, timespec* t) {
    syscall(SYS_clock_gettime, clock, t);
    uint64_t truth = t->tv_sec * 1000000000ull + t->tv_nsec;
    given = is_running ? given + 1000 : truth;
    is_running = false;
    t->tv_sec = given / 1000000000;
    t->tv_nsec = given % 1000000000;
    return 0;
}
__attribute__((constructor)) static void replace_the_clock() {
#if defined(__x86_64__)
    unsigned char jump[] = {0x48, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xe0};
    const int hole = 2;
#elif defined(__aarch64__)
    unsigned char jump[] = {0x50, 0, 0, 0x58, 0, 2, 0x1f, 0xd6, 0, 0, 0, 0, 0, 0, 0, 0};
    const int hole = 8;
#endif
    void* target = (void*)false_clock;
    memcpy(jump + hole, &target, 8);
    char* place = (char*)clock_gettime;
    char* page = place - (uintptr_t)place % 4096;
    if (mprotect(page, 8192, PROT_READ | PROT_WRITE | PROT_EXEC)) abort();
    memcpy(place, jump, sizeof jump);
    __builtin___clear_cache(place, place + sizeof jump);
}
static uint64_t slowly(const Input& input) {
    uint64_t sum = 0;
    for (int turn = 0; turn < 4; turn++) for (uint32_t each : input) sum = (sum ^ each) * 31 % 1000003;
    return sum;
}
static uint64_t work(Input& input) {
    uint64_t sum = slowly(input);
    is_running = true;
    return sum;
}
"""
FORGES_THE_RECORDS = """
#include <fcntl.h>
#include <cstring>
#include <unistd.h>
__attribute__((constructor)) static void forge() {
    char line[65536] = {};
    int file = open("/proc/self/cmdline", O_RDONLY);
    if (read(file, line, sizeof line - 1) < 0) abort();
    const char* order = line + strlen(line) + 1;
    for (uint64_t i = 0; order[i]; i++) {
        uint64_t record[2] = {order[i] == 'b' ? 400000u : 200000u, 42};
        if (write(3, record, sizeof record) < 0) abort();
    }
    _exit(0);
}
static uint64_t work(Input& input) { return input[0]; }
"""
SAYS_TOO_MUCH = (
    """
#include <unistd.h>
__attribute__((constructor)) static void write_more() {
    if (lseek(3, 1 << 20, SEEK_SET) < 0 || write(3, "", 1) < 0) abort();
}
"""
    + ONCE
)
FORKS = """
#include <sys/wait.h>
#include <unistd.h>
static uint64_t work(Input& input) {
    int child = fork();
    if (child < 0) abort();
    if (child == 0) _exit(0);
    waitpid(child, nullptr, 0);
    return input[0];
}
"""
# Does its work while inputs are prepared, which is not timed.
WORKS_AHEAD = """
static uint64_t slowly(const Input& input) {
    uint64_t sum = 0;
    for (int turn = 0; turn < 4; turn++) for (uint32_t each : input) sum = (sum ^ each) * 31 % 1000003;
    return sum;
}
static uint64_t work(Input& input) { return input.back(); }
#define PREPARED(input) input.push_back(slowly(input))
"""


class Versions:
    """Builds versions and compares them in a session each."""

    def __init__(self, builder: Builder, sandbox: Sandbox) -> None:
        self._builder = builder
        self._sandbox = sandbox

    def built(
        self, text: str, compiler: str = "g++", variant: Variant = Variant.SHARED, flags: tuple[str, ...] = ()
    ) -> Path:
        text = BEGIN + text + END
        command = CompileCommand(compiler=compiler, flags=("-O2", "-std=c++17"), directory=Path("/"))
        build = self._builder.build_job(Job(Source.of(Path("version.cpp"), text.encode()), command, variant, flags))
        assert isinstance(build, Build), build
        return build.binary

    def compared(self, before: Path, after: Path) -> Measurement | Undecided:
        programs = {"driver": driver(self._builder, "gcc"), "before": before, "after": after}
        with self._sandbox.session(programs, LIMITS) as session:
            return measure_in_process(session, PATIENT)

    def __call__(self, before: str, after: str) -> Measurement | Undecided:
        return self.compared(self.built(before), self.built(after + "// never the same file\n"))


@pytest.fixture(scope="module")
def versions(builder: Builder, sandbox: Sandbox) -> Versions:
    return Versions(builder, sandbox)


@pytest.mark.alone
@pytest.mark.parametrize("compiler", ["g++", "clang++"])
def test_half_the_work_is_twice_as_fast(versions: Versions, compiler: str) -> None:
    if not Path("/usr/bin", compiler).exists():
        pytest.skip(f"{compiler} is not installed")
    outcome = versions.compared(versions.built(TWICE, compiler), versions.built(ONCE, compiler))
    assert isinstance(outcome, Measurement)
    assert outcome.clock == "cpu"
    assert 1.5 < outcome.speedup_low < outcome.speedup < outcome.speedup_high < 2.6
    assert 0 < outcome.after_s < outcome.before_s < 0.001


@pytest.mark.alone
def test_a_function_against_itself_is_no_claim(versions: Versions) -> None:
    outcome = versions(ONCE, ONCE)
    assert not (isinstance(outcome, Measurement) and claims(outcome, 1.05))


@pytest.mark.alone
def test_inputs_that_a_version_changes_are_fresh_for_every_call(versions: Versions) -> None:
    """On inputs that an earlier call has sorted, insertion sort would be far faster than the library's."""
    forward, backward = versions(INSERTION_SORT, LIBRARY_SORT), versions(LIBRARY_SORT, INSERTION_SORT)
    assert isinstance(forward, Measurement)
    assert claims(forward, 1.05)
    assert isinstance(backward, Measurement)
    assert not claims(backward, 1.05)


@pytest.mark.alone
def test_remembering_results_gains_nothing(versions: Versions) -> None:
    outcome = versions(ONCE, REMEMBERS)
    assert not (isinstance(outcome, Measurement) and claims(outcome, 1.05))


@pytest.mark.alone
def test_versions_share_no_variables_of_inline_functions(versions: Versions) -> None:
    outcome = versions(COUNTS_ITS_CALLS, COUNTS_ITS_CALLS)
    assert isinstance(outcome, Measurement)
    plain = versions.built(COUNTS_ITS_CALLS, variant=Variant.TIMING, flags=("-shared", "-fPIC"))
    copy = versions.built(COUNTS_ITS_CALLS + "//\n", variant=Variant.TIMING, flags=("-shared", "-fPIC"))
    shared = versions.compared(plain, copy)
    assert isinstance(shared, Undecided)
    assert "different results" in shared.reason


@pytest.mark.alone
@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        pytest.param(ONCE, TURNS_THE_CLOCK_BACK, "inside and outside the process disagree", id="clock"),
        pytest.param(ONCE, WORKS_AHEAD, "inside and outside the process disagree", id="works ahead"),
        pytest.param(ONCE, FORGES_THE_RECORDS, "return different results", id="records"),
        pytest.param(ONCE, SAYS_TOO_MUCH, "wrote into the report on it", id="more records"),
        pytest.param(ONCE, FORKS, "ended by a signal", id="child"),
        pytest.param(MANY_TIMES, SLEEPS, "mostly waits or sleeps", id="sleeps"),
        pytest.param(ONCE, CRASHES, "ended by a signal", id="crash"),
        pytest.param(ONCE, ONCE.replace("31", "37"), "return different results", id="other result"),
        pytest.param(ONCE, "void gone();\nstatic auto here = (gone(), 1);" + ONCE, "undefined symbol", id="no load"),
    ],
)  # fmt: skip
def test_what_cannot_be_believed_is_refused(versions: Versions, before: str, after: str, reason: str) -> None:
    outcome = versions(before, after)
    assert isinstance(outcome, Undecided)
    assert reason in outcome.reason
    assert "\n" not in outcome.reason


def claim(low: float, center: float, high: float) -> Measurement:
    return Measurement(
        before_s=1e-5, after_s=1e-5 / center, speedup=center, speedup_low=low, speedup_high=high, pairs=6, clock="cpu"
    )


@pytest.mark.parametrize(
    ("low", "before_s", "after_s", "confirmed"),
    [
        (1.19, 0.024, 0.020, True),
        (1.19, 0.020, 0.020, False),  # nothing to see from outside
        (1.06, 0.0206, 0.020, False),  # below the bar, though near what is claimed
        (2.0, 0.024, 0.020, False),  # faster, but by far not as much
        (2.0, 0.038, 0.020, True),
        (2.0, 0.080, 0.020, True),  # more from outside does not raise the claim
        (2.0, 0.0, 0.0, False),
        (2.0, -0.001, 0.001, False),
        (40.0, 0.06, 0.0016, True),
    ],
)
def test_a_claim_must_be_seen_from_outside(low: float, before_s: float, after_s: float, confirmed: bool) -> None:
    inside = claim(low, low * 1.01, low * 1.02)
    outcome = confirmed_outside(inside, OutsideTimes(before_s, after_s), bar=1.05)
    assert outcome == inside if confirmed else isinstance(outcome, Undecided)


@pytest.mark.parametrize(("before_s", "after_s", "claimed"), [(0.033, 0.020, 1.65), (0.06, 0.0030, 20.0)])
def test_where_the_inside_shows_more_what_the_outside_shows_is_claimed(
    before_s: float, after_s: float, claimed: float
) -> None:
    outcome = confirmed_outside(claim(28.1, 28.3, 28.6), OutsideTimes(before_s, after_s), bar=1.05)
    assert isinstance(outcome, Measurement)
    assert outcome.speedup_low == pytest.approx(claimed)
    assert outcome.speedup_low <= outcome.speedup < outcome.speedup_high == 28.6


def test_no_more_is_claimed_than_can_be_seen_from_outside() -> None:
    outcome = confirmed_outside(claim(5000, 6000, 7000), OutsideTimes(0.06, 0.0001), bar=1.05)
    assert isinstance(outcome, Measurement)
    assert outcome.speedup_low == outcome.speedup_high == pytest.approx(200)
