"""How well inputs are inferred for real programs: how many get valid inputs, small and large, and what that costs.

For each distinct slower program of a set of human pairs: inputs, then the faster programs on the same inputs. Both were
accepted for the same problem, so where they differ, an input broke a promise of the problem's statement, or the two are
not the same. The programs fall into two halves by a hash of their text: "seen" is looked at while working on the
analysis, "unseen" is only counted.
"""

import argparse
import hashlib
import json
import os
import statistics
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from perfcoder_lsp.build import Builder, BuildFailure, compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.sandbox import Sandbox, open_sandbox
from perfcoder_lsp.settings import Settings, load
from perfcoder_lsp.verify import Prepared, prepare_inputs
from perfcoder_lsp.verify.instrument import instrument
from perfcoder_lsp.verify.ladder import ENOUGH_S
from perfcoder_lsp.verify.numbers import same_within
from perfcoder_lsp.verify.trial import run_limits

ENOUGH = 8
MANY_VALUES, LONG_MS = 1000, 50.0
FLOATS = 1e-6  # as judges compare them
SHOWN = 160
SHOWN_DIFFERENCES = 3


@dataclass(frozen=True)
class Program:
    """A slower program of a data set, and the faster ones beside it."""

    name: str
    suffix: str
    slow: str
    fast: tuple[str, ...]

    @property
    def order(self) -> str:
        return hashlib.sha256(self.slow.encode()).hexdigest()

    @property
    def half(self) -> str:
        return "seen" if int(self.order[-1], 16) % 2 else "unseen"


@dataclass(frozen=True)
class Row:
    """What came of one program. `large` says what its input to time with is; empty where there is none.

    "large": MANY_VALUES are read, or it takes LONG_MS; "timed": it is long enough to time; "fixed": the program reads a
    fixed number of numbers; "bounded": its arrays have no room for more; else "small".
    """

    program: str
    inputs: int = 0
    tried: int = 0
    outcomes: int = 0
    large: str = ""
    timing_values: int = 0
    timing_ms: float = 0.0
    agreed: int = 0  # runs of faster programs
    compared: int = 0
    differences: tuple[str, ...] = ()  # the first few
    error: str = ""
    cpu_s: float = 0.0
    wall_s: float = 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, required=True, help="folder with autopatch/ and codescope/")
    parser.add_argument("--set", choices=("autopatch", "codescope"), default="autopatch")
    parser.add_argument("--half", choices=("seen", "unseen", "both"), default="seen")
    parser.add_argument("--limit", type=int, default=20, help="as many programs, in the order of their hashes")
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--only", nargs="*", help="names of programs")
    parser.add_argument("--against", type=int, default=1, help="run at most so many faster programs of each")
    parser.add_argument("--dump", type=Path, help="folder for the seen programs that fail or disagree")
    arguments = parser.parse_args()
    programs = [one for one in read_programs(arguments.root, arguments.set) if arguments.half in (one.half, "both")]
    chosen = sorted(programs, key=lambda one: one.order)[arguments.skip :][: arguments.limit]
    if arguments.only:
        chosen = [one for one in programs if one.name in arguments.only]
    settings = load()
    sandbox = open_sandbox(settings.cache.directory)
    rows: list[Row] = []
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # compilers in the sandbox run as another user
        bench = Bench(Path(folder), Builder(sandbox, settings), sandbox, settings)
        for program in chosen:
            row = bench.row(program, arguments.against)
            rows.append(row)
            print(json.dumps(asdict(row)), flush=True)
            if arguments.dump and program.half == "seen" and (row.error or row.differences or row.large == "small"):
                dump(arguments.dump, program, row)
    summarize(rows)


def read_programs(root: Path, name: str) -> Iterator[Program]:
    """The distinct slower programs of a data set."""
    if name == "codescope":
        for line in (root / "codescope" / "programs.jsonl").read_text("utf-8").splitlines():
            entry = json.loads(line)
            suffix = ".c" if "++" not in entry["lang"] else ".cpp"
            yield Program(f"c{entry['id']}", suffix, entry["slow"], (entry["mem_slow"],))
        return
    faster: dict[str, list[str]] = {}
    for part in ("train_dataset", "test_dataset"):
        for pair in json.loads((root / "autopatch" / f"{part}.json").read_text("utf-8")):
            faster.setdefault(pair["source_code"], []).append(pair["optimized_code"])
    for number, (slow, fast) in enumerate(faster.items()):
        yield Program(f"a{number}", ".cpp", slow, tuple(dict.fromkeys(fast)))


@dataclass(frozen=True)
class Bench:
    folder: Path
    builder: Builder
    sandbox: Sandbox
    settings: Settings

    def row(self, program: Program, against: int) -> Row:
        started, cpu_before = time.perf_counter(), cpu_seconds()
        source = Source.of(self.folder / f"{program.name}{program.suffix}", program.slow.encode())
        row = Row(program.name)
        prepared: Prepared | None = None
        try:
            command = compile_command(source, self.settings.build)
            prepared = prepare_inputs(source, command, self.builder, self.sandbox, self.settings)
        except PerfcoderError as error:
            row = replace(row, error=str(error).split(": ", 1)[-1])
        row = replace(
            row,
            cpu_s=round(cpu_seconds() - cpu_before, 2),
            wall_s=round(time.perf_counter() - started, 2),
        )
        if prepared is None:
            return row
        inputs, timing = prepared.inputs, prepared.reference.timing
        row = replace(
            row,
            inputs=len(inputs.cases),
            tried=inputs.tried,
            outcomes=inputs.outcomes,
            large=how_large(source, prepared),
            timing_values=values_in(inputs.timing.stdin),
            timing_ms=round(timing.cpu_s * 1000, 1),
        )
        for number, text in enumerate(program.fast[:against]):
            other = Source.of(self.folder / f"{program.name}_{number}{program.suffix}", text.encode())
            built = self.builder.build(other, compile_command(other, self.settings.build))
            if not isinstance(built, BuildFailure):
                differences = self.differences(prepared, built.binary)
                total = len(inputs.cases) + 1
                row = replace(
                    row,
                    agreed=row.agreed + total - len(differences),
                    compared=row.compared + total,
                    differences=row.differences + tuple(differences[:SHOWN_DIFFERENCES]),
                )
        return row

    def differences(self, prepared: Prepared, binary: Path) -> list[str]:
        """The inputs on which a judge would tell the two apart."""
        limits = run_limits(self.settings.verify, 4.0)
        found: list[str] = []
        with self.sandbox.session({"before": prepared.timing.binary, "after": binary}) as session:
            for case in [*prepared.inputs.cases, prepared.inputs.timing]:
                before = session.run("before", case.stdin, keep_output=True, limits=limits).output or b""
                after = session.run("after", case.stdin, keep_output=True, limits=limits)
                printed = after.output or b""
                if after.status != "ok":
                    found.append(f"{after.status} on {shown(case.stdin)}")
                elif not judged_same(before, printed):
                    found.append(f"on {shown(case.stdin)}: {shown(before)} against {shown(printed)}")
        return found


def judged_same(before: bytes, after: bytes) -> bool:
    """Word by word: the judges of these problems look past the kind of white space."""
    expected, printed = (b" ".join(text.split()) for text in (before, after))
    return expected == printed or same_within(expected, printed, FLOATS)


def shown(text: bytes) -> str:
    return repr(text[:SHOWN])[1:]


def values_in(text: bytes) -> int:
    """Values read: numbers, and letters of words."""
    return sum(1 if is_number(token) else len(token) for token in text.split())


def is_number(token: bytes) -> bool:
    return token.lstrip(b"-").replace(b".", b"", 1).isdigit() and len(token) <= 20


def how_large(source: Source, prepared: Prepared) -> str:
    timing, seen = prepared.inputs.timing.stdin, prepared.reference.timing
    if values_in(timing) >= MANY_VALUES or seen.cpu_s * 1000 >= LONG_MS:
        return "large"
    if seen.cpu_s >= ENOUGH_S:
        return "timed"
    texts = [timing, *(case.stdin for case in prepared.inputs.cases)]
    if len({len(text.split()) for text in texts}) == 1 and all(is_number(token) for token in timing.split()):
        return "fixed"
    limits = [site.limit for site in instrument(source).table.sites if site.limit > 0]
    return "bounded" if limits and values_in(timing) >= min(limits) // 2 else "small"


def cpu_seconds() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def dump(folder: Path, program: Program, row: Row) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{program.name}{program.suffix}").write_text(program.slow)
    (folder / f"{program.name}_fast{program.suffix}").write_text(program.fast[0])
    (folder / f"{program.name}.json").write_text(json.dumps(asdict(row), indent=1))


def summarize(rows: list[Row]) -> None:
    def share(count: int, total: int) -> str:
        return f"{count} of {total} ({100 * count / max(1, total):.1f} %)"

    sizes = {size: sum(row.large == size for row in rows) for size in ("large", "timed", "fixed", "bounded", "small")}
    kinds = ", ".join(f"{count} {size}" for size, count in sizes.items())
    print(f"valid small input: {share(sum(row.inputs > 0 for row in rows), len(rows))}")
    print(f"at least {ENOUGH} of them: {share(sum(row.inputs >= ENOUGH for row in rows), len(rows))}")
    large = sum(row.large not in ("", "small") for row in rows)
    print(f"valid large input: {share(large, len(rows))}: {kinds}")
    print(f"tried texts that were valid: {share(sum(row.inputs for row in rows), sum(row.tried for row in rows))}")
    compared = [row for row in rows if row.compared]
    same = [row for row in compared if row.agreed == row.compared]
    if compared:
        runs, agreed = sum(row.compared for row in compared), sum(row.agreed for row in compared)
        print(f"runs of faster programs that agree: {share(agreed, runs)}")
        print(f"programs with which they agree on all inputs: {share(len(same), len(compared))}")
    cpu, wall = [row.cpu_s for row in rows], [row.wall_s for row in rows]
    print(f"CPU: median {statistics.median(cpu):.2f} s, mean {statistics.mean(cpu):.2f} s, largest {max(cpu):.2f} s")
    print(f"wall: median {statistics.median(wall):.2f} s, largest {max(wall):.2f} s")


if __name__ == "__main__":
    main()
