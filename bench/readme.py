"""Writes what commands print into README.md and docs/, so that no number there was typed by hand.

python bench/readme.py demo                           the block that `make demo` shows
python bench/readme.py figures --data DIR             CodeScope and AutoPatch; DIR holds codescope/ and autopatch/
python bench/readme.py measurement --results FILE     docs/measurement.md and its plot, from the runs in FILE
python bench/readme.py planner                        docs/planner.md: what the embedded model costs
"""

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[1]
PERFCODER = Path(sys.executable).with_name("perfcoder")
EMBEDDED = "perfcoder_lsp/plan/embedded/planner.gguf"
DEMO = "docs/demo/sales_report.cpp"
PLOT = "docs/images/measurement.png"
Fill = Callable[[dict[str, Any]], str]
"""From a suite's summary to the text of a table cell."""
SUITES = {"codescope": "CodeScope", "autopatch": "AutoPatch test"}


def demo() -> str:
    """The demo's output as a code block."""
    done = subprocess.run([PERFCODER, "optimize", DEMO], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=True)
    lines = [line.rstrip() for line in done.stdout.rstrip().splitlines()]
    return "\n".join(["```", f"$ perfcoder optimize {DEMO}", *lines, "```"])


def figures(data: Path) -> str:
    """A table with one column for each suite, and the commands that print the figures."""
    summaries = {suite: evaluate(suite, data / suite) for suite in SUITES}
    rows = [row(name, [fill(summary) for summary in summaries.values()]) for name, fill in ROWS.items()]
    header = row("", [SUITES[suite] for suite in summaries])
    rule = "|---|" + "---:|" * len(summaries)
    commands = [f"perfcoder eval {suite} --root DIR/{suite} --instructions" for suite in summaries]
    return "\n".join([header, rule, *rows, "", "```", *commands, "```"])


def measurement(results: Path) -> str:
    """The figures of all runs in `results`, as a code block; draws their plot as well."""
    options = ["--pairs", "0", "--ratios", "0", "--results", str(results), "--resume", "--plot", PLOT]
    return "\n".join(["```", *printed("bench.measurement", *options), "```"])


def planner() -> str:
    """What the embedded model costs, as a code block."""
    return "\n".join(["```", *printed("bench.planner", "embedded", EMBEDDED, "--plans", "1000"), "```"])


def printed(module: str, *arguments: str) -> list[str]:
    """What a benchmark prints. Its exit status tells whether a figure is missed, which is to be seen as well."""
    command, environment = [sys.executable, "-m", module, *arguments], {**os.environ, "COLUMNS": "120"}
    done = subprocess.run(command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    return [line.rstrip() for line in done.stdout.strip().splitlines()]


def evaluate(suite: str, root: Path) -> dict[str, Any]:
    command = [PERFCODER, "eval", suite, "--root", root, "--instructions", "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)["summary"]


def row(name: str, cells: list[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def group(name: str) -> Fill:
    """Mean speedup, the mean of lower bounds, and the share of effective optimizations of one group."""

    def fill(summary: dict[str, Any]) -> str:
        figures = summary[name]
        if not figures["programs"]:
            return "none"
        share = figures["effective"] / figures["programs"]
        return (
            f"{figures['mean']:.2f}× (≥ {figures['mean_low']:.2f}×), "
            f"{figures['effective']} of {figures['programs']} effective ({share:.0%})"
        )

    return fill


ROWS: dict[str, Fill] = {
    "programs": lambda summary: str(summary["programs"]),
    "**wrong edits offered**": lambda summary: f"**{summary['wrong']}**",
    "runs of suggestions compared once more": lambda summary: f"{summary['runs']:,}",
    "mean speedup, effective optimizations": group("all"),
    "… timed on large inputs": group("large"),
    "… timed at start-up": group("startup"),
    "all, on their smallest input": group("small"),
    "instructions, before / after": lambda summary: (
        f"{summary['instructions']:.1f} (mean of {summary['counted']})" if summary["instructions"] else "not counted"
    ),
    "first measured suggestion, median": lambda summary: f"{summary['first_suggestion_median_s'] or 0:.1f} s",
}


def put(name: str, text: str, file: str = "README.md") -> None:
    """Replace what stands between the markers of that name."""
    path = REPOSITORY / file
    old = path.read_text("utf-8")
    pattern = re.compile(rf"(<!-- {name}:begin -->\n).*?(<!-- {name}:end -->)", re.DOTALL)
    new, count = pattern.subn(lambda match: f"{match[1]}{text}\n{match[2]}", old)
    if count != 1:
        sys.exit(f"{file} has no place for {name}")
    path.write_text(new, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["demo", "figures", "measurement", "planner"])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--results", type=Path)
    arguments = parser.parse_args()
    if arguments.what == "demo":
        put("demo", demo())
    elif arguments.what == "planner":
        put("planner", planner(), "docs/planner.md")
    elif arguments.what == "measurement":
        if arguments.results is None:
            parser.error("measurement needs --results FILE")
        put("measurement", measurement(arguments.results.absolute()), "docs/measurement.md")
    elif arguments.data is None:
        parser.error("figures needs --data DIR")
    else:
        put("figures", figures(arguments.data))


if __name__ == "__main__":
    main()
