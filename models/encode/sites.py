"""The sites of a labelled program as models are told of them."""

from pathlib import Path

from models.records import Labelled
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.reading.sites import Site, sites


def source_of(labelled: Labelled) -> Source:
    """The program's text. Raises SourceError where it is none."""
    return Source.of(Path(f"{labelled.program.key}.cpp"), labelled.program.source.encode())


def sites_of(labelled: Labelled, source: Source) -> tuple[tuple[int, Site], ...]:
    """The sites as models are told of them, each with its place among the labels; each strategy once."""
    strategies = [each.strategy for each in labelled.sites]
    return tuple((strategies.index(each.strategy), each) for each in sites(source, strategies, counts=labelled.counts))
