"""Inputs that the file's own program makes: its calls of the function, while it runs on inputs of its own.

A recorded input is valid as a generated one is: the program until the call and the call itself are clean under
sanitizers, and the plain build does the same, twice.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from perfcoder_lsp.build import Builder, BuildFailure, CompileCommand
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.verify.functions.process import Harness, InputId, Observed, Run
from perfcoder_lsp.verify.generate import draw_parameters
from perfcoder_lsp.verify.generator import Generator, build_generator
from perfcoder_lsp.verify.instrument import instrument
from perfcoder_lsp.verify.trial import GENERATOR, Meter

_TEXTS = 16
_TRIES = 40
_TEXT_BYTES = 60_000
_INVENTING_CPU_MS = 200
_INVENTING_S = 1.5
_CALLS = 240
_FIRST_CALLS = 3


@dataclass(frozen=True)
class Recorded:
    """Valid recorded inputs: `runs` name them, `seen` and `plain` tell what the original did on them under sanitizers
    and as built for use. `tried` calls were looked at. Of those that are not valid, `message` tells one reason."""

    runs: tuple[Run, ...] = ()
    seen: tuple[Observed, ...] = ()
    plain: tuple[Observed, ...] = ()
    tried: int = 0
    message: str = ""

    @property
    def telling(self) -> tuple[Observed, ...]:
        """Those of which all can be looked at."""
        return tuple(each for each in self.seen if not each.opaque)


NOT_RECORDED = Recorded()


def median_s(seen: Sequence[Observed]) -> float | None:
    """The median CPU seconds of calls, each made once; None where there is none."""
    times = sorted(each.cpu_ns for each in seen)
    return times[len(times) // 2] / 1e9 if times else None


def program_texts(
    source: Source, command: CompileCommand, builder: Builder, sandbox: Sandbox, memory_mb: int
) -> tuple[bytes, ...]:
    """Small inputs of the file's own program, by the generator of whole programs; one empty one where it reads none.

    Raises SandboxError where nothing may be executed."""
    program = instrument(source)
    if not program.reads_input:
        return (b"",)
    built = build_generator(builder, program.source, command)
    if isinstance(built, BuildFailure):
        built = build_generator(builder, source, command)
        program = program.without_sites(source)
    if isinstance(built, BuildFailure):
        return ()
    found: dict[bytes, None] = {}
    with sandbox.session({GENERATOR: built.binary}) as session:
        generator = Generator(session, GENERATOR, program, memory_mb, Meter())
        for parameters in itertools.islice(draw_parameters(program), _TRIES):
            text = generator.invent(replace(parameters, cpu_ms=_INVENTING_CPU_MS))
            if text is not None and len(text) <= _TEXT_BYTES:
                found[text] = None
            if len(found) == _TEXTS or generator.meter.spent_s > _INVENTING_S:
                break
    return tuple(found)


def find_recorded(sanitized: Harness, plain: Harness, texts: Sequence[bytes]) -> Recorded:
    """The valid ones among the calls that the program makes on these inputs. Raises HarnessError, SandboxError."""
    if not texts:
        return NOT_RECORDED
    _, ends = sanitized.record([Run(text) for text in texts])
    counts = {texts[each.run]: each.calls for each in ends if each.ended and each.calls}
    share = max(_FIRST_CALLS + 1, _CALLS // max(1, len(counts)))
    runs = tuple(Run(text, _spread(count, share)) for text, count in counts.items())
    if not runs and ends and not ends[0].ended:  # what it does before it takes too long, or fails
        runs = (Run(texts[0], tuple(range(_CALLS))),)
    tried, _ = sanitized.record(runs)
    if not tried:
        return Recorded(message=next((each.message for each in ends if each.message), ""))
    clean = [each for each in tried if each.returned]
    reasons = [each.message or each.status for each in tried if not each.returned]
    if not clean:
        return Recorded(tried=len(tried), message=max(set(reasons), key=reasons.count, default=""))
    first = _by_id(plain.record(runs)[0])
    again = _by_id(plain.record(runs)[0])
    steady = [each for each in clean if _is_steady(each, first.get(each.id), again.get(each.id))]
    return Recorded(
        runs=runs,
        seen=tuple(steady),
        plain=tuple(first[each.id] for each in steady),
        tried=len(tried),
        message=max(set(reasons), key=reasons.count, default="it does not do the same twice"),
    )


def _spread(count: int, most: int) -> tuple[int, ...]:
    """The first calls, then calls that are evenly spread over the run: the same ones for every version."""
    if count <= most:
        return tuple(range(count))
    step = (count - 1 - _FIRST_CALLS) / (most - 1 - _FIRST_CALLS)
    spread = (_FIRST_CALLS + round(step * number) for number in range(most - _FIRST_CALLS))
    return tuple(sorted({*range(_FIRST_CALLS), *spread}))


def _by_id(seen: Sequence[Observed]) -> dict[InputId, Observed]:
    return {each.id: each for each in seen}


def _is_steady(sanitized: Observed, first: Observed | None, again: Observed | None) -> bool:
    """Whether the plain build got the same input and did the same with it, twice."""
    if first is None or again is None or (first.input, first.result) != (again.input, again.result):
        return False
    return (first.input, first.status, first.shape) == (sanitized.input, sanitized.status, sanitized.shape)
