"""Draws a fixed sample of the corpus's functions: the same corpus gives the same list."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from bench.functions.corpus import COMPETITIVE, files_of
from bench.functions.packages import PACKAGES, Stratum
from perfcoder_lsp.cpp.functions import Function, functions
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SourceError
from perfcoder_lsp.text import Frozen

Kind = Literal["free", "free template", "member", "member template", "constructor"]
COMPETITIVE_QUOTA = 100
_PROGRAMS = ("autopatch-*.cpp", "codescope-*.c*")


class Candidate(Frozen):
    """A function of the corpus: `path` is relative to it, `line` (1-based) that of the function's name."""

    package: str
    stratum: Stratum
    path: str
    function: str
    line: int
    kind: Kind
    is_static: bool

    @property
    def name(self) -> str:
        return f"{self.path}:{self.line} {self.function}"

    @property
    def is_free_or_static(self) -> bool:
        return self.kind in ("free", "free template") or self.is_static


def draw(corpus: Path, seed: int = 1) -> tuple[Candidate, ...]:
    """The sample, package by package. Of several functions with the same text only the first can be drawn."""
    competitive = [file for pattern in _PROGRAMS for file in sorted((corpus / COMPETITIVE).glob(pattern))]
    drawn = list(_drawn(corpus, COMPETITIVE, "algorithm", competitive, COMPETITIVE_QUOTA, seed))
    for package in PACKAGES:
        files = files_of(package, corpus / package.name)
        drawn += _drawn(corpus, package.name, package.stratum, files, package.quota, seed)
    return tuple(drawn)


def read(path: Path) -> tuple[Candidate, ...]:
    """A list that was written with `write`."""
    return tuple(Candidate.model_validate_json(line) for line in path.read_text("utf-8").splitlines())


def write(path: Path, candidates: Iterable[Candidate]) -> None:
    path.write_text("".join(f"{each.model_dump_json()}\n" for each in candidates), "utf-8")


def find(source: Source, candidate: Candidate) -> Function:
    """The candidate's function in its file. Raises LookupError where the file is not the one that was sampled."""
    for each in functions(source):
        if each.qualified_name == candidate.function and line_of(source, each) == candidate.line:
            return each
    raise LookupError(f"{candidate.name}: not there any more; draw the sample again")


def line_of(source: Source, function: Function) -> int:
    return source.text.count(b"\n", 0, function.name_range.start) + 1


def _drawn(
    corpus: Path, package: str, stratum: Stratum, files: Iterable[Path], quota: int, seed: int
) -> list[Candidate]:
    """`quota` of the package's functions; taken from its kinds in turn of how common they are, so by plain chance."""
    found = list(_candidates(corpus, package, stratum, files))
    chosen = random.Random(f"{seed} {package}").sample(found, min(quota, len(found)))
    return sorted(chosen, key=lambda each: (each.path, each.line))


def _candidates(corpus: Path, package: str, stratum: Stratum, files: Iterable[Path]) -> Iterator[Candidate]:
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for file in files:
        try:
            source = Source.of(file, file.read_bytes())
        except SourceError:
            continue
        for each in functions(source):
            text = " ".join(source.slice(each.node).split())
            if _is_benchmarkable(each) and text not in seen[each.name]:
                seen[each.name].add(text)
                yield Candidate(
                    package=package,
                    stratum=stratum,
                    path=str(file.relative_to(corpus)),
                    function=each.qualified_name,
                    line=line_of(source, each),
                    kind=_kind(each),
                    is_static="static" in _words_before(source, each),
                )


def _is_benchmarkable(function: Function) -> bool:
    """Whether benchmarking it makes any sense: not `main`, and nothing that can't be called by itself."""
    return function.kind not in ("lambda", "destructor") and function.name != "main" and bool(function.body.children)


def _kind(function: Function) -> Kind:
    if function.kind == "constructor":
        return "constructor"
    if function.class_name is None:
        return "free template" if function.is_template else "free"
    return "member template" if function.is_template else "member"


def _words_before(source: Source, function: Function) -> list[str]:
    return source.text[function.node.start_byte : function.name_range.start].decode().split()
