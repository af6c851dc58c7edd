"""What a unit of the harness library can be asked besides showing inputs: its ladder of sizes, epochs, marks."""

import json

import pytest
from library_units import LIBRARY, LIMITS, SUM, Units, of, unit

from perfcoder_lsp.build import Build, CompileCommand, Variant
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.measure.in_process import driver


def test_the_ladder_doubles_and_ends(units: Units) -> None:
    build = units.build(unit(SUM % "const std::vector<int>& a, int k"))
    rungs = units.run(build, "grow", "1:1", "2000", "300")
    assert of(rungs, "size") == [1, 2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256]
    assert all(rung["cpu_ns"] > 0 and rung["cold_ns"] > 0 for rung in rungs)
    assert rungs[0]["calls"] > rungs[-1]["calls"] > 1
    text = "static int perfcoder_target_(int n) { return n < 2 ? n : %s(n - 1) + %s(n - 2); }"
    slow = unit(text.replace("%s", "perfcoder_target_"), '{"n", Role::size, -1, 0, -1, 0}, ')
    sizes = of(units.run(units.build(slow), "grow", "0:1", "200", "1000000"), "size")
    assert sizes[:6] == [1, 2, 4, 6, 8, 12]
    assert sizes[-1] <= 48


def test_calls_that_do_not_come_back_are_left_out_of_the_ladder(units: Units) -> None:
    build = units.build(unit("static int perfcoder_target_(int a, int b) { if (b == 0) std::abort(); return a / b; }"))
    assert "trap" in of(units.run(build, "observe", "0:3:1:40"), "status")
    assert of(units.run(build, "grow", "0:1", "200", "24"), "size") == [1, 2, 4, 6, 8, 12, 16, 24]
    never = units.build(unit("static int perfcoder_target_(int) { std::abort(); }"))
    assert units.run(never, "grow", "0:1", "200", "24") == []


def test_marks_that_inputs_reach(units: Units) -> None:
    text = """
    static int perfcoder_target_(int n) {
        PERFCODER_COVER(3);
        if (n > 5) { PERFCODER_COVER(700); return 1; }
        if (n > 500) PERFCODER_COVER(5);
        return 0;
    }
    """
    build = units.build(unit(text, '{"n", Role::size, -1, 0, -1, 0}, '))
    assert of(units.run(build, "observe", "0:1:1:1", "1:9:1:1", "0:1:1:1"), "marks") == [[3], [3, 700], [3]]


def epochs(units: Units, before: Source, after: Source, inputs: str, order: str) -> bytes:
    """The side channel of the driver that times in process: a CPU time and a hash for each epoch."""
    flags = ("-DPERFCODER_SHARED",)
    builds = [units.build(each, *flags, variant=Variant.SHARED) for each in (before, after)]
    programs = {"driver": driver(units.builder, "g++"), "before": builds[0].binary, "after": builds[1].binary}
    with units.sandbox.session(programs, LIMITS, environment={"PERFCODER_INPUTS": inputs}) as session:
        result = session.run("driver", arguments=(order, "50", "1", "./before", "./after"), side=True)
    assert result.succeeded, result
    return result.side or b""


def hashes_of(side: bytes) -> list[bytes]:
    return [side[i + 8 : i + 16] for i in range(0, len(side), 16)]


@pytest.mark.parametrize("inputs", ["1:8", "1:8:3,9"])
def test_epochs_hash_what_the_function_returns(units: Units, inputs: str) -> None:
    before, same = unit(SUM % "const std::vector<int>& a, int k"), unit(SUM % "std::vector<int> a, int k")
    other = unit((SUM % "const std::vector<int>& a, int k").replace("long s = 0", "long s = k > 7"))
    hashes = hashes_of(epochs(units, before, same, inputs, "babaB"))
    assert hashes[0] == hashes[1]
    assert hashes[2] == hashes[3]
    assert (hashes[0] == hashes[2]) == (inputs != "1:8")  # other seeds, or the same ones by turns
    assert hashes[4] == bytes(8)
    wrong = hashes_of(epochs(units, before, other, inputs, "ba"))
    assert wrong[0] != wrong[1]


def test_a_shared_unit_is_run_by_the_host(units: Units) -> None:
    source = unit(SUM % "const std::vector<int>& a, int k")
    shared = units.build(source, "-DPERFCODER_SHARED", variant=Variant.SHARED)
    command = CompileCommand(compiler="g++", flags=("-O2", "-ldl"), directory=LIBRARY)
    host = units.builder.build(Source.read(LIBRARY / "host.c"), command)
    assert isinstance(host, Build)
    with units.sandbox.session({"host": host.binary, "unit": shared.binary}, LIMITS) as session:
        result = session.run("host", arguments=("./unit", "observe", "0:5:1:3"), side=True)
        nothing = session.run("host", arguments=("./missing", "describe"), side=True)
    lines = [json.loads(line) for line in (result.side or b"").splitlines()]
    assert of(lines, "result") == of(units.observe(source, "0:5:1:3"), "result")
    assert (nothing.exit_code, b"missing" in nothing.stderr) == (70, True)


@pytest.mark.parametrize(
    "words",
    [(), ("observe",), ("observe", "0:1:2"), ("observe", "99:1:1:1"), ("grow", "0:1", "x", "3"), ("describe", "more")],
)
def test_wrong_arguments(units: Units, words: tuple[str, ...]) -> None:
    build = units.build(unit(SUM % "const std::vector<int>& a, int k"))
    result = units.result(build, *words)
    assert (result.exit_code, result.side) == (64, b"")
    assert b"usage" in result.stderr
