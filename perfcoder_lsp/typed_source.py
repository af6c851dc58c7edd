"""A source with what a compiler told of the types that its text leaves open."""

import logging
from dataclasses import replace
from pathlib import Path

from perfcoder_lsp.build import Builder, BuildFailure, Job, compile_command
from perfcoder_lsp.build.cmake import configured
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.type_probe import TypeProbe, answers, refused_positions, type_probe
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.sandbox import open_sandbox
from perfcoder_lsp.settings import Settings

_HEADER = Path(__file__).parent / "build" / "probe" / "type_probe.hpp"

_log = logging.getLogger(__name__)


def typed_source(source: Source, settings: Settings) -> Source:
    """The source with the types that its compiler tells, as it is compiled here. Where nothing is open, or nothing can
    be asked, the source as it is.

    One compilation, in the sandbox, that makes no program; a second one where some questions can't be asked. Answers
    are kept as builds are: until the text, a header that it reads, the compiler or its flags change.
    """
    probe = type_probe(source)
    if probe is None:
        return source
    try:
        return replace(source, types=_told(source, probe, settings))
    except PerfcoderError as error:
        _log.info("%s: types stay as its text tells them: %s", source.path, error)
        return source


def _told(source: Source, probe: TypeProbe, settings: Settings) -> tuple[tuple[int, str], ...]:
    sandbox = open_sandbox(settings.cache.directory)
    settings = configured(source, settings, sandbox)
    builder = Builder(sandbox, settings)
    command = compile_command(source, settings.build)

    def asked(probe: TypeProbe) -> str | BuildFailure:
        text = replace(source, text=probe.text)
        return builder.warnings(Job(text, command, forced_includes=(_HEADER,)))

    said = asked(probe)
    if isinstance(said, BuildFailure):
        refused = refused_positions(probe, said.details)
        fewer = type_probe(source, refused) if refused else None
        if fewer is None:
            return ()
        probe, said = fewer, asked(fewer)
    return () if isinstance(said, BuildFailure) else answers(probe, said)
