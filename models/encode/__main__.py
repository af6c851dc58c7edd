"""Labels as token sequences to train on: python -m models.encode LABELS.jsonl... --out FILE.npz --config FILE.toml
    [--set NAME=VALUE]... [--plain]

A program is told several times, each time with other draws of what a plan must not depend on (`draws.py`). `--plain`
tells each as at run time, with counts of a run and without: what a network is judged by.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from models import step
from models.encode.draws import EncodeSettings, Teacher, examples, plain
from models.encode.examples import Example, Examples
from models.manifest import write_manifest
from models.network.shape import Shape
from models.records import Labelled, read
from models.settings import section
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.plan.reading.prompt import fingerprint


def main() -> int:
    parser = step.parser("encode", __doc__)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--config", type=Path, required=True, help="sections [encode] and [network]")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="instead of the config's")
    parser.add_argument("--plain", action="store_true", help="each program as at run time")
    arguments = parser.parse_args()
    return step.run(lambda: _encode(arguments))


def _encode(arguments: argparse.Namespace) -> None:
    """Raises UsageError where nothing became of the labels."""
    settings = section(arguments.config, "encode", EncodeSettings, arguments.set)
    context = section(arguments.config, "network", Shape).context
    programs = [each for path in arguments.labels for each in read(path, Labelled)]
    found = Examples.of(_plain(programs, context) if arguments.plain else _drawn(programs, settings, context))
    if not len(found):
        raise UsageError(f"{arguments.labels[0]}: no labelled sites there; python -m models.label makes them")
    found.save(arguments.out)
    counts = {
        "programs": len(programs),
        "without_sites_or_room": len(programs) - len(set(found.programs.tolist())),
        "examples": len(found),
        "tokens": int(found.lengths.sum()),
        "longest": int(found.lengths.max()),
    }
    facts = {"vocabulary": fingerprint(), "settings": settings.model_dump(), "context": context, **counts}
    write_manifest(arguments.out, arguments.labels, **facts)
    print(", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts.items()))


def _plain(programs: Sequence[Labelled], context: int) -> Iterator[Example]:
    return (example for each in programs for example in plain(each, context))


def _drawn(programs: Sequence[Labelled], settings: EncodeSettings, context: int) -> Iterator[Example]:
    known = _teachers(programs, settings) if settings.taught else {}
    return (example for each in programs for example in examples(each, settings, context, known.get(each.program.key)))


def _teachers(programs: Sequence[Labelled], settings: EncodeSettings) -> Mapping[str, Teacher]:
    from models.encode.teacher import teachers  # scikit-learn, which nothing else here needs

    return teachers(programs, settings.seed)


if __name__ == "__main__":
    raise SystemExit(main())
