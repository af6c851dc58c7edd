"""The labels that come with the recipe, so that a model can be trained again without measuring for hours.

python -m models.prepared pack LABELS.jsonl... [--file FILE.jsonl.xz]                   keep labels
python -m models.prepared unpack --out LABELS.jsonl [--autopatch FOLDER] [--file FILE]  those of people's programs only
    where the folder of the data set is given
"""

import argparse
from pathlib import Path

from models import step
from models.prepared import FILE, known_elsewhere, pack, unpack
from models.records import Labelled, append, read
from perfcoder_lsp.errors import UsageError


def main() -> int:
    parser = step.parser("prepared", __doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    packing, unpacking = commands.add_parser("pack"), commands.add_parser("unpack")
    packing.add_argument("labels", type=Path, nargs="+")
    unpacking.add_argument("--out", type=Path, required=True)
    unpacking.add_argument("--autopatch", type=Path)
    for each in (packing, unpacking):
        each.add_argument("--file", type=Path, default=FILE)
    arguments = parser.parse_args()
    return step.run(lambda: _pack(arguments) if arguments.command == "pack" else _unpack(arguments))


def _pack(arguments: argparse.Namespace) -> None:
    """Raises UsageError where a file of labels is missing."""
    for each in arguments.labels:
        if not each.is_file():
            raise UsageError(f"{each}: no such file; python -m models.label makes it")
    count = pack((labelled for each in arguments.labels for labelled in read(each, Labelled)), arguments.file)
    print(f"{count} programs in {arguments.file}, {arguments.file.stat().st_size / 1e6:.2f} MB")


def _unpack(arguments: argparse.Namespace) -> None:
    found = list(unpack(arguments.file, known_elsewhere(arguments.autopatch)))
    arguments.out.unlink(missing_ok=True)
    append(arguments.out, found)
    sites = sum(len(each.sites) for each in found)
    print(f"{len(found)} programs with {sites} sites in {arguments.out}")


if __name__ == "__main__":
    raise SystemExit(main())
