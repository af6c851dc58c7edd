"""How well inputs are inferred for real programs: the share that gets enough of them, their growth, the time it takes.

For each distinct slow program of a set of human pairs: inputs, then the faster program on the same inputs. Both were
accepted for the same problem, so where they differ, an input broke a promise of the problem's statement.
"""

import argparse
import json
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from perfcoder_lsp.build import Builder, BuildFailure, compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.sandbox import open_sandbox
from perfcoder_lsp.settings import load
from perfcoder_lsp.verify import prepare_inputs
from perfcoder_lsp.verify.trial import run_limits

ENOUGH = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, required=True, help="folder with autopatch/test_dataset.json")
    parser.add_argument("--set", default="test_dataset", help="name of the data set")
    parser.add_argument("--limit", type=int, default=20)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--step", type=int, default=1, help="take only every so many-th program")
    parser.add_argument("--against", action="store_true", help="also run the faster programs")
    parser.add_argument("--dump", type=Path, help="folder for the programs and inputs that disagree")
    arguments = parser.parse_args()
    pairs = json.loads((arguments.root / "autopatch" / f"{arguments.set}.json").read_text("utf-8"))
    faster: dict[str, list[str]] = {}
    for pair in pairs:
        faster.setdefault(pair["source_code"], []).append(pair["optimized_code"])
    chosen = list(enumerate(faster.items()))[arguments.skip :: arguments.step][: arguments.limit]
    settings = load()
    sandbox = open_sandbox(settings.cache.directory)
    builder = Builder(sandbox, settings)
    rows: list[dict[str, object]] = []
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # compilers in the sandbox run as another user
        for number, (slow, fast) in chosen:
            row = one_program(Path(folder), number, slow, fast if arguments.against else [], builder, sandbox, settings)
            rows.append(row)
            print(json.dumps({name: value for name, value in row.items() if name != "fast"}), flush=True)
            if arguments.dump and row.get("different"):
                arguments.dump.mkdir(parents=True, exist_ok=True)
                (arguments.dump / f"{number}_slow.cpp").write_text(slow)
                (arguments.dump / f"{number}_fast.cpp").write_text(str(row["fast"]))
    summarize(rows)


def one_program(folder, number, slow, fast, builder, sandbox, settings) -> dict[str, object]:
    row: dict[str, object] = {"program": number, "inputs": 0}
    started = time.perf_counter()
    try:
        source = Source.of(folder / f"p{number}.cpp", slow.encode())
        command = compile_command(source, settings.build)
        prepared = prepare_inputs(source, command, builder, sandbox, settings)
    except PerfcoderError as error:
        return row | {"error": str(error).split(": ", 1)[-1], "wall_s": round(time.perf_counter() - started, 2)}
    inputs = prepared.inputs
    row |= {
        "inputs": len(inputs.cases),
        "outcomes": inputs.outcomes,
        "startup": inputs.startup,
        "timing_bytes": len(inputs.timing.stdin),
        "timing_cpu_ms": round(prepared.reference.timing.cpu_s * 1000, 1),
        "note": inputs.note,
        "wall_s": round(time.perf_counter() - started, 2),
    }
    for text in fast[:1]:
        other = Source.of(folder / f"f{number}.cpp", text.encode())
        built = builder.build(other, compile_command(other, settings.build))
        if isinstance(built, BuildFailure):
            continue
        reason = disagreement(prepared, built, sandbox, settings)
        row["against"] = "different" if reason else "equal"
        if reason:
            row |= {"different": reason, "fast": text}
    return row


def disagreement(prepared, built, sandbox, settings) -> str:
    """The first input on which a judge would tell the two apart; empty where there is none."""
    limits = run_limits(settings.verify, 4.0)
    cases = [*prepared.inputs.cases, prepared.inputs.timing]
    with sandbox.session({"before": prepared.timing.binary, "after": built.binary}) as session:
        for case in cases:
            before = session.run("before", case.stdin, keep_output=True, limits=limits)
            after = session.run("after", case.stdin, keep_output=True, limits=limits)
            judged = case.model_copy(update={"expected": (before.output or b"",)})
            if after.status != "ok":
                return f"{after.status} on {case.stdin[:80]!r}"
            if not judged.accepts(after.output or b""):
                return f"on {case.stdin[:80]!r}: {(before.output or b'')[:40]!r} against {(after.output or b'')[:40]!r}"
    return ""


def summarize(rows) -> None:
    usable = [row for row in rows if "outcomes" in row]
    enough = [row for row in usable if row["inputs"] >= ENOUGH]
    large = [row for row in usable if not row["startup"]]
    same = [row for row in rows if row.get("against") == "equal"]
    compared = [row for row in rows if "against" in row]
    walls = [float(row["wall_s"]) for row in rows]
    print(
        f"{len(rows)} programs: {len(usable)} with inputs, {len(enough)} with at least {ENOUGH}, "
        f"{len(large)} that grow; wall median {statistics.median(walls):.2f} s, largest {max(walls):.2f} s"
    )
    if compared:
        print(f"the faster program agrees on all inputs in {len(same)} of {len(compared)}")


if __name__ == "__main__":
    main()
