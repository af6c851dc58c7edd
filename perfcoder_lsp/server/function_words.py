"""How a function's benchmark is put into words: for lenses, hovers, messages and the report. Pure functions."""

from collections.abc import Iterator

from perfcoder_lsp.function_report import Blocker, FunctionInputs, FunctionPoint, FunctionReport, Growth
from perfcoder_lsp.measure.outcome import claims
from perfcoder_lsp.report.words import order_words
from perfcoder_lsp.server.words import evidence, faster, markdown, seconds, sentence, size
from perfcoder_lsp.suggestion import InputSource, Verdict

_POINTS_IN_HOVER = 6
_SOURCES = {
    InputSource.TESTS: "given",
    InputSource.RECORDED: "recorded",
    InputSource.INFERRED: "inferred",
    InputSource.GENERATED: "generated",
}


def headline(report: FunctionReport) -> str:
    """What is known so far, as short as a lens: `1.2 µs at n = 1,000, O(n log n)`."""
    if report.verdict is not None:
        return _compared(report, report.verdict)
    parts = [] if report.per_call_s is None else [_per_call(report.per_call_s, report.per_call_size)]
    if report.growth is not None:
        parts.append(order_words(report.growth.before))
    if parts:
        return ", ".join(parts)
    return "can't be benchmarked" if report.complete else "benchmarking…"


def outcome(name: str, report: FunctionReport) -> str:
    """One line at the end of a benchmark."""
    why = [f"{_blocked(each)}" for each in report.blockers] or [report.note]
    known = report.per_call_s is not None or report.verdict is not None
    return f"{name}: {headline(report)}" + (f": {why[0]}" if why[0] and not known else "")


def hover(report: FunctionReport) -> str:
    """Markdown with all that is known; of the sizes timed only some."""
    return "\n\n".join(_parts(report, _POINTS_IN_HOVER))


def report_markdown(name: str, report: FunctionReport) -> str:
    """The whole report, for a person."""
    signature = f"```cpp\n{report.signature}\n```"
    parts = [f"# {markdown(name)}", signature, *_parts(report, None), f"{report.elapsed_s:.1f} s in all."]
    return "\n\n".join(parts) + "\n"


def _parts(report: FunctionReport, most_points: int | None) -> Iterator[str]:
    yield f"**{markdown(report.function)}** — {markdown(headline(report))}"
    yield from (markdown(sentence(_blocked(each))) for each in report.blockers)
    if report.verdict is not None:
        yield from _verdict(report, report.verdict)
    if report.growth is not None:
        yield from _growth(report.growth, most_points)
    if report.inputs is not None:
        yield from _inputs(report.inputs)
    if report.note:
        yield markdown(sentence(report.note))
    if not report.complete:
        yield "*The benchmark is still running.*"


def _blocked(blocker: Blocker) -> str:
    who = f"parameter {blocker.parameter}: " if blocker.parameter else ""
    remedy = f"; {blocker.remedy}" if blocker.remedy else ""
    return f"{who}{blocker.reason}{remedy}"


def _per_call(per_call_s: float, at: int | None) -> str:
    return seconds(per_call_s) + (f" at n = {at:,}" if at is not None else "")


def _compared(report: FunctionReport, verdict: Verdict) -> str:
    if verdict.status == "different":
        return "gives different results"
    if verdict.status == "undecided":
        return "can't be compared"
    same = f"same on {verdict.inputs:,} inputs"
    if report.measurement is None:
        return same
    return f"{faster(report.measurement)}, {same}" if claims(report.measurement) else f"no measurable gain, {same}"


def _verdict(report: FunctionReport, verdict: Verdict) -> Iterator[str]:
    if verdict.reason:
        yield markdown(sentence(verdict.reason))
    if report.measurement is not None:
        yield from evidence(verdict, report.measurement)
    if report.per_call_s is not None:
        yield f"Before: {_per_call(report.per_call_s, report.per_call_size)} per call."


def _growth(growth: Growth, most_points: int | None) -> Iterator[str]:
    fits = [("Growth", growth.before)] if growth.after is None else [("Before", growth.before), ("After", growth.after)]
    for name, fit in fits:
        spread = f"n^{fit.exponent:.2f}, 95 % interval {fit.exponent_low:.2f} to {fit.exponent_high:.2f}"
        cold = ", caches cold" if growth.cache == "cold" else ""
        text = f"{name}: {order_words(fit)} ({spread}, for n = {fit.first:,} to {fit.last:,}{cold})"
        yield markdown(sentence(text + (f": {fit.note}" if fit.note else "")))
    if growth.crossing is not None:
        below = f", slower up to {growth.slower_until:,}" if growth.slower_until is not None else ""
        yield f"Faster from n = {growth.crossing:,}{below}."
    yield "\n".join(_table(_some(growth.points, most_points)))


def _some(points: tuple[FunctionPoint, ...], most: int | None) -> tuple[FunctionPoint, ...]:
    """At most so many, evenly over the ladder, the last one among them."""
    if most is None or len(points) <= most:
        return points
    step = (len(points) - 1) / (most - 1)
    return tuple(points[round(number * step)] for number in range(most))


def _table(points: tuple[FunctionPoint, ...]) -> Iterator[str]:
    compared = any(each.after_s is not None for each in points)
    memory = any(each.before_memory_bytes is not None for each in points)
    heads = ["n", "before", "after"] if compared else ["n", "per call"]
    heads += ["memory"] if memory else []
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---:|' * len(heads)}"
    for each in points:
        cells = [f"{each.size:,}", seconds(each.before_s)]
        cells += [seconds(each.after_s) if each.after_s is not None else ""] if compared else []
        cells += [size(each.before_memory_bytes) if each.before_memory_bytes is not None else ""] if memory else []
        yield f"| {' | '.join(cells)} |"


def _inputs(inputs: FunctionInputs) -> Iterator[str]:
    kind = f": {inputs.profile}" if inputs.profile else ""
    made = f"{_SOURCES[inputs.source]} ones"
    if 0 < inputs.recorded < inputs.tried:
        made = f"generated and recorded ({inputs.recorded:,}) ones"
    yield markdown(
        f"Inputs: {inputs.valid:,} of {inputs.tried:,} {made} are valid, {inputs.distinct:,} "
        f"of them different, with {inputs.outcomes:,} different results{kind}."
    )
    coverage = inputs.coverage
    if coverage is not None:
        lines = ("line " if len(coverage.missed) == 1 else "lines ") + ", ".join(str(line) for line in coverage.missed)
        missed = f"; not {lines}" if coverage.missed else ""
        yield f"They ran {coverage.covered} of the function's {coverage.total} lines{missed}."
    if inputs.example:
        yield f"For example {_code(inputs.example)}."


def _code(text: str) -> str:
    """As a code span; a backtick would end it."""
    return f"`{text.replace('`', chr(39))}`"
