"""How long fragments take: each runs alone at both ends of its sizes, in a few draws; `costs.json` keeps it.

Only about how long is asked, so that a program can be put together to run for a while and not for ages. Times are
the least of three runs on the machine where this ran last.
"""

import math
from pathlib import Path

from models.generate import data
from models.generate.catalog import Cost, Fragment
from models.generate.draws import Draws
from models.generate.piece import Piece, literal_words, rendered
from models.generate.streams import Streams
from perfcoder_lsp.build import Builder, BuildFailure, compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.sandbox import Limits, Sandbox, Session
from perfcoder_lsp.settings import Settings

_LIMITS = Limits(cpu_s=5, wall_s=20)
_LEAST_MS = 0.001
_START_MS = 1.5  # what an empty program takes
_STREAMS = Streams("cin", "cout", "'\\n'")
_READING = {
    "ints": "std::vector<int> given;\n    for (int x; std::cin >> x;) given.push_back(x);",
    "words": "std::vector<std::string> given;\n    for (std::string x; std::cin >> x;) given.push_back(x);",
    "text": "std::string given;\n    std::getline(std::cin, given);",
    "number": "int given;\n    std::cin >> given;",
}
_MAIN = """
int main() {{
    std::ios::sync_with_stdio(false);
    {reading}
    double least = 1e9;
    long long result = 0;
    for (int i = 0; i < 3; i++) {{
        auto before = std::chrono::steady_clock::now();
        result ^= {function}(given);
        std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - before;
        least = std::min(least, taken.count());
    }}
    std::cout << std::endl << result << ' ' << least << std::endl;
}}
"""
_INCLUDES = "#include <algorithm>\n#include <chrono>\n#include <iostream>\n#include <string>\n#include <vector>"


class Calibration:
    """Builds and runs fragments by the product's own builder, in its sandbox."""

    def __init__(self, sandbox: Sandbox, settings: Settings) -> None:
        self._sandbox = sandbox
        self._settings = settings
        self._builder = Builder(sandbox, settings)

    def cost(self, fragment: Fragment, draws: int) -> Cost | None:
        """The geometric mean of its times over some draws; None where none of them runs."""
        found = [times for each in range(draws) if (times := self._times(fragment, each))]
        if not found:
            return None
        low, high = (math.exp(sum(map(math.log, each)) / len(each)) for each in zip(*found, strict=True))
        return Cost(smallest_ms=float(f"{low:.3g}"), largest_ms=float(f"{high:.3g}"))

    def _times(self, fragment: Fragment, number: int) -> tuple[float, float] | None:
        draws = Draws.of(f"cost {number}", literal_words(fragment))
        piece = rendered(fragment, draws, _STREAMS, argument="given")
        source = Source.of(Path("/generated/alone.cpp"), _program(piece).encode())
        build = self._builder.build(source, compile_command(source, self._settings.build))
        if isinstance(build, BuildFailure):
            return None
        with self._sandbox.session({"it": build.binary}, _LIMITS) as session:
            times = tuple(_ran(session, piece, draws, size) for size in (fragment.smallest, fragment.largest))
        return (times[0], times[1]) if times[0] and times[1] else None


def _program(piece: Piece) -> str:
    if piece.fragment.takes == "whole":
        return "\n".join([_INCLUDES, *piece.includes, piece.code])
    main = _MAIN.format(reading=_READING[piece.fragment.takes], function=piece.function)
    return "\n".join([_INCLUDES, *piece.includes, piece.code, main])


def _ran(session: Session, piece: Piece, draws: Draws, size: int) -> float:
    """Milliseconds of CPU at a size; 0 where it did not end well."""
    run = session.run("it", _input(piece, draws, size).encode(), keep_output=True)
    if not run.succeeded or not run.output:
        return 0
    if piece.fragment.takes == "whole":
        return max(_LEAST_MS, run.cpu_s * 1000 - _START_MS)
    return max(_LEAST_MS, float(run.output.split()[-1]))


def _input(piece: Piece, draws: Draws, size: int) -> str:
    if piece.own_input is not None:
        return piece.own_input(size)
    return data.elements(draws.random, piece.fragment.takes, size) + "\n"
