"""A person's faster program for the same problem, timed beside the original.

People's programs need to be right on the problem's inputs only, and which of the generated ones are such, nobody says:
the two are timed on the largest input on which they print the same.
"""

from perfcoder_lsp.build import Build, Builder, compile_command
from perfcoder_lsp.build.builder import Job
from perfcoder_lsp.cli.suites.suite import Program
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.measure.procedure import measure
from perfcoder_lsp.sandbox import Limits, Session, open_sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.suggestion import Measurement
from perfcoder_lsp.verify import prepare_inputs
from perfcoder_lsp.verify.cases import Case

_MOST_TRIED = 12
"""Inputs, from the largest on, before it is given up that both print the same."""


def speedup_of_a_person(program: Program, source: Source, settings: Settings) -> Measurement | None:
    """How the first human answer's time compares with the original's; None where there is none, where it does not
    build, or where both never print the same. Raises PerfcoderError where the original can't be judged."""
    if not program.rivals:
        return None
    sandbox = open_sandbox(settings.cache.directory)
    builder, command = Builder(sandbox, settings), compile_command(source, settings.build)
    texts = (source, Source.of(source.path, program.rivals[0]))
    before, after = builder.build_all([Job(each, command) for each in texts])
    if not isinstance(before, Build) or not isinstance(after, Build):
        return None
    inputs = prepare_inputs(source, command, builder, sandbox, settings, None, lambda _: None).inputs
    by_size = sorted((inputs.timing, *inputs.cases), key=lambda each: -len(each.stdin))
    limits = Limits(cpu_s=settings.verify.run_timeout_s, memory_mb=settings.verify.memory_mb)
    with sandbox.session({"original": before.binary, "human": after.binary}, limits) as session:
        for case in by_size[:_MOST_TRIED]:
            found = _timed(session, case, settings)
            if found is not None:
                return found
    return None


def _timed(session: Session, case: Case, settings: Settings) -> Measurement | None:
    before, after = session.run("original", case.stdin), session.run("human", case.stdin)
    if before.status != "ok" or after.status != "ok" or before.output_hash != after.output_hash:
        return None
    found = measure(
        session, "original", "human", case, settings.measure, before.output_hash, expected_hash_after=after.output_hash
    )
    return found if isinstance(found, Measurement) else None
