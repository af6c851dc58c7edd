"""A built harness unit as a process in the sandbox: what it is asked, and the lines that it answers.

The lines come from a process in which the function under test ran: each is checked, and a wrong one is an error of that
process, never of ours. The modes are those of `verify/harness/runtime/modes.hpp`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from pydantic import ValidationError

from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.function_report import Blocker
from perfcoder_lsp.sandbox import Limits, RunResult, Session
from perfcoder_lsp.text import Frozen, printable

Status = Literal["ok", "exception", "trap", "exit", "cpu", "memory", "unsupported"]

NATIVE_LIMITS = Limits(cpu_s=10, wall_s=20, processes=8, stderr_bytes=4096)
SANITIZED_LIMITS = Limits(cpu_s=20, wall_s=40, memory_mb=3072, processes=8, address_space=False, stderr_bytes=8192)
_USAGE = 64  # exit status for wrong arguments
_NOT_LOADED = 70  # that of the host where a unit can't be loaded
_MISSING = re.compile(r"undefined symbol: (\S+)")
_MESSAGE_LENGTH = 200
_NOT_MADE = "while the input was made: "  # how the message of an input that could not be made begins

T = TypeVar("T", bound=Frozen)


class HarnessError(PerfcoderError):
    """The process did not do what it was asked: it broke a limit, or the function under test broke it."""


class ParameterDescription(Frozen):
    """A parameter as the compiler sees it, and why values of its type can't be made, where they can't."""

    name: str
    type: str
    supported: bool
    reason: str = ""


class Description(Frozen):
    """What the compiler knows of the function. `sized`: whether any of its inputs grows with the size; `may_read`:
    whether standard input is a part of its inputs, as far as it reads that."""

    parameters: tuple[ParameterDescription, ...]
    profiles: int
    profile_names: tuple[str, ...] = ()
    globals: int = 0
    result: str = ""
    returns_void: bool = False
    sized: bool = True
    may_read: bool = False


def blockers(description: Description) -> tuple[Blocker, ...]:
    """The parameters of which no values can be made."""
    return tuple(
        Blocker(parameter=each.name, reason=f"{each.type}: {each.reason}")
        for each in description.parameters
        if not each.supported
    )


_WORD = 1 << 64  # in which negative numbers are written
RECORDED = -1
"""In place of a profile: the call number `seed` that the file's own program makes in its run number `size`."""


class InputId(Frozen):
    """Which input: the same profile, size and seed give the same values in every version and build. Integers that
    would be `was` are `now` instead."""

    profile: int
    size: int
    seed: int
    was: int = 0
    now: int = 0

    @property
    def is_aimed(self) -> bool:
        """Whether a number of it was replaced."""
        return self.was != self.now


class Observed(InputId):
    """What one call did. `input` and `result` are hashes; `shape` is that of the result without its floating-point
    numbers, of which `reals` has the first ones and sums of the rest; `effect` is of what was returned, printed, thrown
    or changed alone. `opaque`: part of what it did can't be looked at. `marks` (see `coverage.py`) were reached;
    `unequal` are pairs of numbers that it compared and never found equal. Times are CPU nanoseconds; `read` bytes of
    standard input were read."""

    input: str
    status: Status
    result: str = ""
    shape: str = ""
    effect: str = ""
    reals: tuple[float, ...] = ()
    opaque: bool = False
    text: str = ""
    message: str = ""
    cpu_ns: int = 0
    read: int = 0
    marks: frozenset[int] = frozenset()
    unequal: tuple[tuple[int, int], ...] = ()

    @property
    def id(self) -> InputId:
        return InputId(profile=self.profile, size=self.size, seed=self.seed, was=self.was, now=self.now)

    @property
    def was_made(self) -> bool:
        """Whether the function was called at all."""
        return not self.message.startswith(_NOT_MADE)

    @property
    def returned(self) -> bool:
        """Whether the call came to its end: it returned, or threw."""
        return self.status in ("ok", "exception")


class Rung(Frozen):
    """One size of the ladder: the lowest CPU nanoseconds per call, the first call's time, and the heap's peak where a
    host counts it."""

    size: int
    calls: int
    cpu_ns: float
    peak_bytes: int | None = None
    cold_ns: float | None = None


class Series(InputId):
    """Inputs of one profile and size with consecutive seeds."""

    count: int

    @property
    def next_id(self) -> InputId:
        """The input that would continue them."""
        return InputId(**self.model_dump(exclude={"count", "seed"}), seed=self.seed + self.count)

    @property
    def words(self) -> str:
        words = f"{self.profile}:{self.size}:{self.seed}:{self.count}"
        return f"{words}:{self.was % _WORD}:{self.now % _WORD}" if self.is_aimed else words


@dataclass(frozen=True)
class Run:
    """A run of the file's own program on an input, and the numbers of the calls to be observed, ascending."""

    stdin: bytes
    calls: tuple[int, ...] = ()


class RunEnd(Frozen):
    """How a run went: whether the program came to its end, and then how many calls it made."""

    run: int
    ended: bool
    calls: int
    message: str = ""


@dataclass(frozen=True)
class Harness:
    """A built unit in a running session: `program` is what is executed, `arguments` come first (a shared object is
    loaded by the host). `counting` is a host that counts what is allocated, and notices what calls free; empty where
    there is none."""

    session: Session
    program: str
    arguments: tuple[str, ...] = ()
    limits: Limits = NATIVE_LIMITS
    counting: str = ""

    def describe(self) -> Description:
        """Raises HarnessError, SandboxError."""
        lines = _parsed(self._run(("describe",)), Description)
        if not lines:
            raise HarnessError("the function's harness does not start: are symbols of the project missing?")
        return lines[0]

    def observe(self, series: Iterable[Series]) -> tuple[Observed, ...]:
        """What the function did on these inputs, as far as the limits allowed. Raises HarnessError, SandboxError."""
        words = [each.words for each in series]
        watched = replace(self, program=self.counting or self.program)
        return tuple(_parsed(watched._run(("observe", *words)), Observed)) if words else ()

    def grow(self, profile: int, seed: int, budget_s: float, most: int) -> tuple[Rung, ...]:
        """Times over growing sizes. Raises HarnessError, SandboxError."""
        arguments = ("grow", f"{profile}:{seed}", str(round(budget_s * 1000)), str(most))
        return tuple(_parsed(self._run(arguments), Rung))

    def peaks(self, profile: int, seed: int, budget_s: float, most: int) -> dict[int, int]:
        """By size, the bytes that one call has allocated at its peak; nothing where they can't be counted. Raises
        HarnessError, SandboxError."""
        if not self.counting:
            return {}
        rungs = replace(self, program=self.counting).grow(profile, seed, budget_s, most)
        return {rung.size: rung.peak_bytes for rung in rungs if rung.peak_bytes is not None}

    def record(self, runs: Sequence[Run]) -> tuple[tuple[Observed, ...], tuple[RunEnd, ...]]:
        """What the function did in calls that the file's own program made, and how its runs went, as far as the limits
        allowed. Raises HarnessError, SandboxError."""
        words = (",".join(map(str, (len(each.stdin), *each.calls))) for each in runs)
        result = self._run(("record", *words), b"".join(each.stdin for each in runs))
        lines = [(b'{"run"' in line[:8], line) for line in (result.side or b"").splitlines(keepends=True)]
        seen = b"".join(line for is_end, line in lines if not is_end)
        ends = b"".join(line for is_end, line in lines if is_end)
        return tuple(_lines(seen, Observed)), tuple(_lines(ends, RunEnd))

    def _run(self, words: Sequence[str], stdin: bytes = b"") -> RunResult:
        arguments = (*self.arguments, *words)
        result = self.session.run(self.program, stdin, arguments=arguments, side=True, limits=self.limits)
        if result.status == "ok" and result.exit_code == _USAGE:
            raise HarnessError(f"the function's harness was ended by the function, or does not know {words[0]}")
        if not result.side and not result.succeeded:
            raise HarnessError(how_it_broke(result))
        return result


def how_it_broke(result: RunResult) -> str:
    """Why a harness answered nothing, in one line."""
    said = printable(result.stderr.decode(errors="replace").strip().partition("\n")[0])[:_MESSAGE_LENGTH]
    if result.exit_code == _NOT_LOADED:
        missing = _MISSING.search(said)
        what = f"it needs {missing[1]}, which" if missing else f"{said}: what it needs,"
        return f"{what} neither the file nor a library in the project's build folder defines; build the project first"
    if result.status in ("cpu", "wall", "memory", "output", "files"):
        return f"the function broke the {result.status} limit before its first call came to an end"
    end = f"signal {result.signal}" if result.status == "signal" else f"status {result.exit_code}"
    return f"the function's harness ended with {end}" + (f": {said}" if said else "")


def _parsed(result: RunResult, model: type[T]) -> list[T]:
    return list(_lines(result.side or b"", model))


def _lines(side: bytes, model: type[T]) -> Iterator[T]:
    """The whole lines; the last one may have been cut off by a limit."""
    for line in side.splitlines(keepends=True):
        if not line.endswith(b"\n"):
            return
        try:
            yield model.model_validate_json(line)
        except ValidationError:
            raise HarnessError("the function wrote into the report on it") from None
