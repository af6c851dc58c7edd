"""Whether an input is one: the original program, plain and under sanitizers, must take it and do the same twice."""

from dataclasses import dataclass, field, replace

from perfcoder_lsp.sandbox import Limits, RunResult, Session
from perfcoder_lsp.settings import VerifySettings
from perfcoder_lsp.verify.observation import Observation, how_it_ended, sanitizer_report
from perfcoder_lsp.verify.trace import Trace

BEFORE, SANITIZED, GENERATOR, COUNTED = "before", "sanitized", "generator", "counted"
AFTER, AFTER_SANITIZED = "after", "after-sanitized"
_SLOWDOWN = 8  # of sanitized programs, at most, as a rule
_MEMORY_FACTOR = 3


@dataclass
class Meter:
    """Seconds spent on finding inputs so far: of CPU, and of waiting for programs that did nothing."""

    spent_s: float = 0.0
    waited_s: float = 0.0

    def count(self, result: RunResult) -> RunResult:
        self.spent_s += result.cpu_s
        if result.status == "wall":
            self.waited_s += result.wall_s
        return result


@dataclass
class Tracer:
    """What all runs so far that were clean have reached, and which orders their comparisons saw; one byte each.
    `is_complete`: no input was left out."""

    reached: int = 0
    orders: int = 0
    is_complete: bool = True

    def is_new(self, trace: Trace) -> bool:
        """Whether a run reached what none before it did."""
        return bool(int.from_bytes(trace.reached, "little") & ~self.reached)

    def orders_at(self, site: int) -> int:
        return self.orders >> 8 * site & 0xFF

    def count(self, trace: Trace | None) -> None:
        if trace is not None:
            self.reached |= int.from_bytes(trace.reached, "little")
            self.orders |= int.from_bytes(trace.orders, "little")


@dataclass(frozen=True)
class Trial:
    """The original in a session that holds its plain and its sanitized build, which may be traced."""

    session: Session
    settings: VerifySettings
    meter: Meter = field(default_factory=Meter)
    tracer: Tracer = field(default_factory=Tracer)

    def apart(self) -> "Trial":
        """The same, of which nothing is counted as reached."""
        return replace(self, tracer=Tracer())

    def plain(self, stdin: bytes, cpu_s: float | None = None) -> Observation | str:
        """A run of the plain build: what it did, or why the input is none."""
        limit = cpu_s or self.settings.run_timeout_s
        limits = run_limits(self.settings, limit)
        result = self.meter.count(self.session.run(BEFORE, stdin, keep_output=True, limits=limits))
        return Observation.of(result) or how_it_ended(result)

    def counted(self, stdin: bytes, plain: Observation) -> bytes | None:
        """The account of a run of the build that counts; None where it did something else."""
        limits = run_limits(self.settings, max(self.settings.run_timeout_s, plain.cpu_s * _SLOWDOWN))
        result = self.meter.count(self.session.run(COUNTED, stdin, side=True, limits=limits))
        seen = Observation.of(result)
        return result.side if seen is not None and seen.outcome == plain.outcome else None

    def sanitized(self, stdin: bytes, plain: Observation, cpu_s: float | None = None) -> str:
        """A run of the sanitized build, which must be clean and do the same; empty or the reason why not.

        Two builds that print different things betray what sanitizers do not see: uninitialised values, time, addresses.
        """
        reason, trace = self.traced(stdin, plain, cpu_s)
        self.tracer.count(trace)
        return reason

    def traced(self, stdin: bytes, plain: Observation, cpu_s: float | None = None) -> tuple[str, Trace | None]:
        """The same with its trace, which is not counted; None where it is not clean, or leaves none."""
        limit = cpu_s or max(self.settings.run_timeout_s, plain.cpu_s * _SLOWDOWN)
        limits = sanitized_limits(self.settings, limit)
        result = self.meter.count(self.session.run(SANITIZED, stdin, side=True, limits=limits))
        reason = compare_sanitized(result, plain)
        return reason, None if reason else Trace.of(result.side)


@dataclass(frozen=True)
class CandidateTrial(Trial):
    """Inputs for a changed program beside the original: these decide what an input is, the changed one, traced, what is
    to be reached."""

    def plain(self, stdin: bytes, cpu_s: float | None = None) -> Observation | str:
        plain = super().plain(stdin, cpu_s)
        return plain if isinstance(plain, str) else super().traced(stdin, plain)[0] or plain

    def traced(self, stdin: bytes, plain: Observation, cpu_s: float | None = None) -> tuple[str, Trace | None]:
        """Whatever it does: that is compared elsewhere."""
        limits = sanitized_limits(self.settings, cpu_s or max(self.settings.run_timeout_s, plain.cpu_s * _SLOWDOWN))
        result = self.meter.count(self.session.run(AFTER_SANITIZED, stdin, side=True, limits=limits))
        return "", Trace.of(result.side)


def compare_sanitized(result: RunResult, plain: Observation) -> str:
    report = sanitizer_report(result)
    if report:
        return report
    observed = Observation.of(result)
    if observed is None:
        return f"under sanitizers it {how_it_ended(result)}"
    return "" if observed.outcome == plain.outcome else "its output depends on more than the input"


def run_limits(settings: VerifySettings, cpu_s: float) -> Limits:
    return Limits(
        cpu_s=cpu_s,
        wall_s=3 * cpu_s + 4,
        memory_mb=settings.memory_mb,
        output_bytes=settings.output_mb << 20,
        stderr_bytes=2048,
    )


def sanitized_limits(settings: VerifySettings, cpu_s: float) -> Limits:
    """Shadow memory and red zones take their share, and address space is reserved by the terabyte."""
    return Limits(
        cpu_s=cpu_s,
        wall_s=3 * cpu_s + 4,
        memory_mb=_MEMORY_FACTOR * settings.memory_mb,
        output_bytes=settings.output_mb << 20,
        address_space=False,
        stderr_bytes=8192,
    )
