"""Choose what is trained on.

python -m models.curate split FILE... --into FOLDER [--config FILE]   programs or labels (JSON lines) into sft, grpo,
    validation and test, without near-duplicates; programs that mix held-out families with others are left out, so that
    to split programs before they are labelled saves a quarter of the labels. The same family is always held out alike.
python -m models.curate humans FOLDER --out PROGRAMS.jsonl [--half test] [--limit N]   AutoPatch's training or test
    programs with inputs that the product makes; the same command goes on where it was interrupted
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from models import step
from models.curate.humans import HALVES, autopatch, with_inputs
from models.curate.near_duplicates import Kept, shingles
from models.curate.splits import CurateSettings, assigned, splitter
from models.label.effect import UnmeasurableError
from models.label.worker import Skipped
from models.manifest import write_manifest
from models.records import Labelled, Program, append, read, without_rest
from models.settings import section
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.settings import CacheSettings, Settings, VerifySettings

_SPLITS = ("sft", "grpo", "validation", "test")


def main() -> int:
    parser = step.parser("curate", __doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    split, humans = commands.add_parser("split"), commands.add_parser("humans")
    split.add_argument("files", type=Path, nargs="+")
    split.add_argument("--into", type=Path, required=True)
    split.add_argument("--config", type=Path, help="a file with a section [curate]")
    humans.add_argument("folder", type=Path)
    humans.add_argument("--out", type=Path, required=True)
    humans.add_argument("--half", choices=tuple(HALVES), default="train")
    humans.add_argument("--limit", type=int)
    step.add_cache(humans)
    arguments = parser.parse_args()
    return step.run(lambda: _split(arguments) if arguments.command == "split" else _humans(arguments))


# --------------------------------------------------------------------------------------------------------------- split


def _split(arguments: argparse.Namespace) -> None:
    settings = section(arguments.config, "curate", CurateSettings) if arguments.config else CurateSettings()
    records = [record for file in arguments.files for record in _records(file)]
    families = assigned(map(_program, records), settings)
    split, kept = splitter(families, settings), Kept(settings.threshold)
    chosen: dict[str, list[Program | Labelled]] = {name: [] for name in _SPLITS}
    counts = Counter(read=len(records))
    # What is held out comes first: of two that are alike, it stays.
    for name, each in sorted(((split(_program(each)), each) for each in records), key=lambda pair: _rank(pair[0])):
        if name is None:
            counts["mixed"] += 1
        elif not kept.is_new(shingles(_source(_program(each)), settings.shingle)):
            counts["near-duplicates"] += 1
        else:
            chosen[name].append(each)
            counts[name] += 1
    _write(chosen, arguments.into, arguments.files, settings, counts, families)
    print(", ".join(f"{count} {name}" for name, count in counts.items()))


def _records(file: Path) -> Sequence[Program | Labelled]:
    """Raises UsageError where it is no such file."""
    if not file.is_file():
        raise UsageError(f"{file}: no such file; python -m models.generate and models.label make them")
    for kind in (Labelled, Program):
        try:
            return list(read(file, kind))
        except ValidationError:
            continue
    raise UsageError(f"{file}: holds neither programs nor labels")


def _program(record: Program | Labelled) -> Program:
    return record.program if isinstance(record, Labelled) else record


def _source(program: Program) -> Source:
    return Source.of(Path("program.cpp"), program.source.encode())


def _rank(name: str | None) -> int:
    return -1 if name is None else -_SPLITS.index(name)


def _write(
    chosen: dict[str, list[Program | Labelled]],
    into: Path,
    inputs: Sequence[Path],
    settings: CurateSettings,
    counts: Counter[str],
    families: object,
) -> None:
    for name, records in chosen.items():
        out = into / f"{name}.jsonl"
        out.unlink(missing_ok=True)
        append(out, records)
        write_manifest(out, inputs, settings=settings.model_dump(), counts=counts, families=families)


# -------------------------------------------------------------------------------------------------------------- humans


def _humans(arguments: argparse.Namespace) -> None:
    settings = Settings(cache=CacheSettings(directory=arguments.cache), verify=VerifySettings(inputs=16))
    out, aside = arguments.out, arguments.out.with_suffix(".skipped.jsonl")
    known = {each.key for each in read(without_rest(out), Program)}
    known |= {each.key for each in read(without_rest(aside), Skipped)}
    for program in autopatch(arguments.folder, arguments.half)[: arguments.limit]:
        if program.key in known:
            continue
        try:
            append(out, [with_inputs(program, settings)])
        except UnmeasurableError as error:
            append(aside, [Skipped(key=program.key, reason=str(error))])
    if out.exists():
        write_manifest(out, [arguments.folder / HALVES[arguments.half]])
    print(f"{len(list(read(out, Program)))} programs with inputs, {len(list(read(aside, Skipped)))} without")


if __name__ == "__main__":
    raise SystemExit(main())
