"""Are small mistakes in whole programs noticed? Mutants of real programs, judged on the inputs inferred for these.

python bench/program_mutants.py --root DATA [--half seen] [--limit 20] [--mutants 4]

A mutant that is called "equal" either means the same as the program, which only somebody who reads it can tell, or is
what must never happen. Each is shown, to be read.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.functions.changes import Change, spread
from bench.functions.mutants import mutants
from bench.inputs import Program, read_programs
from perfcoder_lsp.build import Builder, BuildFailure, compile_command
from perfcoder_lsp.cpp.functions import functions
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.sandbox import Sandbox, open_sandbox
from perfcoder_lsp.settings import Settings, load
from perfcoder_lsp.verify import prepare_inputs
from perfcoder_lsp.verify.candidate import build_candidate
from perfcoder_lsp.verify.compare import verify
from perfcoder_lsp.verify.functions.surroundings import reached_functions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, required=True, help="folder with autopatch/ and codescope/")
    parser.add_argument("--set", choices=("autopatch", "codescope"), default="autopatch")
    parser.add_argument("--half", choices=("seen", "unseen"), default="seen")
    parser.add_argument("--limit", type=int, default=20, help="as many programs, in the order of their hashes")
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--mutants", type=int, default=4, help="how many of each program")
    arguments = parser.parse_args()
    programs = [one for one in read_programs(arguments.root, arguments.set) if one.half == arguments.half]
    chosen = sorted(programs, key=lambda one: one.order)[arguments.skip :][: arguments.limit]
    settings = load()
    sandbox = open_sandbox(settings.cache.directory)
    counts: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # compilers in the sandbox run as another user
        judge = Judge(Path(folder), Builder(sandbox, settings), sandbox, settings, arguments.mutants)
        for program in chosen:
            for change, source, status in judge.judged(program):
                counts[status] += 1
                shown = status == "different" or (status != "unbuilt" and program.half != "seen")
                print(
                    f"{program.name} {status:9} {change.kind:16}" + ("" if shown else change.shown(source)), flush=True
                )
    asked = sum(count for status, count in counts.items() if status != "unbuilt")
    print(", ".join(f"{count} {status}" for status, count in sorted(counts.items())))
    print(f"told different: {counts['different']} of {asked} ({100 * counts['different'] / max(1, asked):.1f} %)")


@dataclass(frozen=True)
class Judge:
    folder: Path
    builder: Builder
    sandbox: Sandbox
    settings: Settings
    each: int

    def judged(self, program: Program) -> Iterator[tuple[Change, Source, str]]:
        """Mutants of a program that inputs were found for, with what each was called."""
        source = Source.of(self.folder / f"{program.name}{program.suffix}", program.slow.encode())
        command = compile_command(source, self.settings.build)
        try:
            prepared = prepare_inputs(source, command, self.builder, self.sandbox, self.settings)
        except PerfcoderError:
            return
        for change in self._mutants(source, program.name):
            mutant = Source.of(source.path, source.edited(change.edits).text)
            candidate = build_candidate(self.builder, mutant, command)
            if isinstance(candidate, BuildFailure):
                yield change, source, "unbuilt"
            else:
                yield change, source, verify(prepared, candidate, self.sandbox, self.settings).status

    def _mutants(self, source: Source, seed: str) -> tuple[Change, ...]:
        """In what `main` leads to: contest programs carry libraries of which they use little."""
        main = next((each for each in functions(source) if each.qualified_name == "main"), None)
        reached = reached_functions(source, main) if main is not None else functions(source)
        changes = [change for function in reached for change in mutants(source, function)]
        return spread(changes, self.each, random.Random(seed).shuffle)


if __name__ == "__main__":
    main()
