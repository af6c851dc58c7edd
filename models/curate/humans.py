"""People's programs with inputs: AutoPatch's (arXiv 2503.16057), whose inputs the product makes. Its test half is only
ever tested on, and only by the slower program of each pair, as the suites are."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from models.label.effect import UnmeasurableError
from models.records import Program
from perfcoder_lsp.build import Builder, compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SourceError, UsageError
from perfcoder_lsp.sandbox import open_sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.verify import InputSet, Prepared, prepare_inputs

HALVES = {"train": "train_dataset.json", "test": "test_dataset.json"}
_CHECKED = 6
_LONGEST = 8 << 20


def pairs(folder: Path, half: str = "train") -> list[tuple[str, str]]:
    """Texts of slower and faster programs. Raises UsageError where the folder holds none."""
    file = folder / HALVES[half]
    try:
        told: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))
        return [(str(each["source_code"]), str(each["optimized_code"])) for each in told]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{file}: not AutoPatch's pairs: {error!r}") from None


def autopatch(folder: Path, half: str = "train") -> tuple[Program, ...]:
    """The slower programs of a half, still without inputs, of origin `autopatch-HALF`; of what is trained on, the
    faster ones after them. Programs of one problem are one family, in whichever half. Raises UsageError."""
    known = {each: pairs(folder, each) for each in HALVES}
    problem = _problems(pair for pairs in known.values() for pair in pairs)
    texts = [before for before, _ in known[half]]
    if half == "train":
        texts += [after for _, after in known[half]]
    return tuple(
        Program(key=_key(text), family=f"autopatch/{_key(problem[text])}", origin=f"autopatch-{half}", source=text)
        for text in dict.fromkeys(texts)
    )


def with_inputs(program: Program, settings: Settings) -> Program:
    """The program with inputs that the product makes, as the suites' programs get theirs. Raises UnmeasurableError
    where there are none to time it on, SandboxError where nothing may be executed."""
    source = Source.of(settings.cache.directory / "program.cpp", program.source.encode())
    sandbox = open_sandbox(settings.cache.directory)
    command = compile_command(source, settings.build)
    try:
        prepared = prepare_inputs(source, command, Builder(sandbox, settings), sandbox, settings)
    except SourceError as error:
        raise UnmeasurableError(str(error).rpartition(": ")[2]) from None
    if prepared.inputs.startup:
        raise UnmeasurableError("no input takes longer than its start-up")
    timed = prepared.inputs.timing.stdin
    if len(timed) > _LONGEST:
        raise UnmeasurableError("its input is too large to keep")
    checked = [each.decode() for each in _telling(prepared.inputs, prepared) if each != timed]
    return program.model_copy(update={"timed": timed.decode(), "checked": tuple(checked)})


def _problems(known: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """One text of the same problem for each text: those of a pair are of one."""
    above: dict[str, str] = {}

    def root(text: str) -> str:
        while above.setdefault(text, text) != text:
            text = above[text]
        return text

    for before, after in known:
        above[root(before)] = root(after)
    return {text: root(text) for text in list(above)}


def _telling(inputs: InputSet, prepared: Prepared) -> Iterator[bytes]:
    """A few inputs on which it does different things, the longest first."""
    seen_on = zip(inputs.cases, prepared.reference.observations, strict=True)
    longest_first = sorted(seen_on, key=lambda pair: -len(pair[0].stdin))
    by_outcome = {seen.outcome: case.stdin for case, seen in reversed(longest_first)}
    yield from list(by_outcome.values())[-_CHECKED:]


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
