"""How findings, evidence and outcomes are put into words. Pure functions; no claim is ever rounded up."""

import math
import re
from collections.abc import Iterable, Iterator

from perfcoder_lsp.measure.outcome import NOTABLE_RATIO, bar_raised, memory_changed
from perfcoder_lsp.server.messages import Finding
from perfcoder_lsp.server.state import Outcome, Unverified
from perfcoder_lsp.strategy import Strategy, prediction
from perfcoder_lsp.suggestion import InputSource, Measurement, Rejection, Report, Rewrite, Suggestion, Verdict

_SOURCES = {
    InputSource.TESTS: "{} from the given tests",
    InputSource.RECORDED: "{} recorded from real runs",
    InputSource.INFERRED: "{} made from what the program reads",
    InputSource.GENERATED: "generated {}",
}
# Code spans stay; everything else that Markdown or HTML would take for markup (`vector<int>`, `a * b * c`) is escaped.
_CODE_SPAN = re.compile(r"(`[^`\n]+`)")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")
_PLAIN = re.compile(r"(`[^`\n]+`)|\\(.)|\*+")
_CLOCKS = {"cpu": "CPU time", "wall": "wall time", "metric": "your own metric"}


def at_least(speedup: float) -> str:
    """A ratio rounded down: 1.07x, 4.1x, 41x."""
    if speedup < 2:
        return f"{math.floor(speedup * 100 + 1e-9) / 100:.2f}x"
    if speedup < 10:
        return f"{math.floor(speedup * 10 + 1e-9) / 10:.1f}x"
    return f"{math.floor(speedup + 1e-9)}x"


def faster(measurement: Measurement) -> str:
    """The claim: "at least 4.1x faster", and that it is about start-up alone where it is."""
    what = "faster to start" if measurement.startup else "faster"
    return f"at least {at_least(measurement.speedup_low)} {what}"


def inputs(verdict: Verdict) -> str:
    plural = "" if verdict.inputs == 1 else "s"
    return f"{verdict.inputs} input{plural}"


def _inputs_and_source(verdict: Verdict) -> str:
    count, _, noun = inputs(verdict).partition(" ")
    return f"{count} {_SOURCES[verdict.source].format(noun)}"


def apply_title(suggestion: Suggestion) -> str:
    """A code action's label. What was measured comes first: menus cut long labels, and combinations have such."""
    claim = f"{faster(suggestion.measurement)} (same output on {inputs(suggestion.verdict)})"
    return f"Apply: {claim} — {lower_first(suggestion.title)}"


def finding_message(finding: Finding, outcome: Outcome | None) -> str:
    """A diagnostic's text: the finding, its reason, and whether it was measured."""
    status = unverified(outcome.reason) if isinstance(outcome, Unverified) else _status(outcome)
    return f"{sentence(finding.title)} {sentence(finding.explanation)} ({status})"


def finding_short(finding: Finding, outcome: Outcome | None) -> str:
    """The same without the reason, for clients that show it beside the hover, which has the reason."""
    return f"{finding.title}: {_status(outcome)}"


def finding_hover(finding: Finding, outcome: Outcome | None) -> str:
    """Markdown about a finding that no suggestion covers."""
    rule = f"[{finding.rule}]({finding.page})" if finding.page else finding.rule
    expected = "" if isinstance(outcome, Rejection) else prediction(finding.confidence, finding.expected_gain)
    reason = f"{_category(finding.category, finding.explanation)} {expected}".rstrip()
    lines = [f"**{markdown(finding.title)}** · {rule}", reason]
    lines += [f"Note: {markdown(note)}" for note in finding.notes]
    if isinstance(outcome, Rejection):
        lines.append(f"Measured, nothing to offer: {markdown(outcome.reason)}")
    elif isinstance(outcome, Unverified):
        lines.append(f"**Not verified**: {markdown(sentence(outcome.reason))}")
    else:
        lines.append("*Not measured yet.* The code action “Measure optimizations” compiles, compares and times it.")
    return "\n\n".join(lines)


def suggestion_hover(suggestion: Suggestion) -> str:
    """Markdown with the strategies, their reasons and the evidence."""
    lines = [f"**{markdown(suggestion.title)}** — {faster(suggestion.measurement)}"]
    lines += [
        _category(strategy.category, strategy.explanation) + _contribution(suggestion, strategy)
        for strategy in suggestion.strategies
    ]
    lines += evidence(suggestion.verdict, suggestion.measurement)
    lines += [f"Note: {markdown(note)}" for note in suggestion.notes]
    return "\n\n".join(lines)


def _contribution(suggestion: Suggestion, strategy: Strategy) -> str:
    part = suggestion.contribution_of(strategy)
    if part is None:
        return ""
    interval = f"99 % interval {part.speedup_low:.2f}x to {part.speedup_high:.2f}x"
    return f" Without this part it takes {part.speedup:.2f}x the time ({interval})."


def evidence(verdict: Verdict, measurement: Measurement) -> list[str]:
    """What was compared and what was timed, one line each."""
    outcomes = f"{verdict.outcomes} different outputs" if verdict.outcomes != 1 else "all with one and the same output"
    checked = ", also with sanitizers" if verdict.sanitized else ""
    compared = f"Same output on {_inputs_and_source(verdict)} ({outcomes}){checked}."
    on = f" on an input of {size(measurement.input_bytes)}" if measurement.input_bytes is not None else ""
    timed = (
        f"{seconds(measurement.before_s)} before, {seconds(measurement.after_s)} after{on}: "
        f"{measurement.speedup:.2f}x, 99 % interval {measurement.speedup_low:.2f}x to {measurement.speedup_high:.2f}x "
        f"({_CLOCKS[measurement.clock]}, {measurement.pairs} paired runs on this machine)."
    )
    lines = [compared, timed, *_beside(measurement)]
    if measurement.startup:
        lines.append("No input made the program run longer than its own start-up: the claim is about start-up alone.")
    if measurement.instructions_before is not None and measurement.instructions_after is not None:
        lines.append(
            f"Instructions: {measurement.instructions_before:,} before, {measurement.instructions_after:,} after."
        )
    return lines


def _beside(measurement: Measurement) -> Iterator[str]:
    """What was measured besides the time that decided, one line each."""
    if measurement.clock == "wall" and measurement.cpu_before_s and measurement.cpu_after_s:
        share = measurement.cpu_after_s / measurement.cpu_before_s
        used = f", {share:.2f}x as much" if share > NOTABLE_RATIO else ""
        yield (
            "Threads and waiting show in wall time alone, which was taken on an idle machine. "
            f"CPU time: {seconds(measurement.cpu_before_s)} before, {seconds(measurement.cpu_after_s)} after{used}."
        )
    if measurement.clock == "cpu" and measurement.wall_before_s is not None and measurement.wall_after_s is not None:
        yield f"Wall time: {seconds(measurement.wall_before_s)} before, {seconds(measurement.wall_after_s)} after."
    if measurement.clock == "cpu" and measurement.quiet is False:
        yield "Machine busy: CPU time only."
    if memory_changed(measurement) and measurement.memory_before_kb and measurement.memory_after_kb:
        before, after = size(measurement.memory_before_kb * 1024), size(measurement.memory_after_kb * 1024)
        yield f"Peak memory: {before} before, {after} after."
    if measurement.energy_before_j and measurement.energy_after_j:
        yield f"Energy per run: {measurement.energy_before_j:.3g} J before, {measurement.energy_after_j:.3g} J after."
    if bar_raised(measurement) and measurement.bar and measurement.machine_error:
        yield (
            f"This machine errs by {100 * (measurement.machine_error - 1):.2g} % when it compares a program with "
            f"itself, so less than {measurement.bar:.2f}x is not claimed."
        )


def outcome(name: str, report: Report) -> str:
    """One line at the end of a measurement."""
    if report.suggestions:
        best = report.suggestions[0]
        return f"{name}: {faster(best.measurement)} — {lower_first(best.title)}. The code actions apply it."
    return f"{name}: {nothing(report)}"


def nothing(report: Report) -> str:
    """Why nothing is offered, in one line."""
    if report.unverified is not None:
        return unverified(report.note)
    if report.note:
        return report.note
    if report.rejected:
        first = report.rejected[0]
        more = f" (and {len(report.rejected) - 1} more)" if len(report.rejected) > 1 else ""
        return f"no measurable gain; {first.id} fell out: {first.reason}{more}"
    return "no strategy applies here"


def unverified(reason: str) -> str:
    return f"not verified: {reason}"


def measured_name(file: str, scope: str | None) -> str:
    """What a measurement was about: a file, or one of its functions."""
    return file if scope is None else f"{scope} in {file}"


def report_markdown(name: str, report: Report) -> str:
    """The whole report, for a person."""
    parts = [f"# {markdown(name)}", markdown(sentence(nothing(report))) if not report.suggestions else ""]
    parts += [f"## {count}. {suggestion_hover(each)}" for count, each in enumerate(report.suggestions, 1)]
    parts.append(_rejections(report.rejected))
    parts.append(_unverified(report.unverified or ()))
    parts.append(f"{report.elapsed_s.total:.1f} s in all.")
    return "\n\n".join(part for part in parts if part) + "\n"


def markdown(text: str) -> str:
    """Plain text, perhaps with code spans, as Markdown that shows exactly that text."""
    parts = _CODE_SPAN.split(text)
    return "".join(part if index % 2 else _MARKUP.sub(r"\\\1", part) for index, part in enumerate(parts))


def sentence(text: str) -> str:
    """The text with an end: a full stop, unless it has one."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."


def lower_first(title: str) -> str:
    """A title, or those of a combination, inside a sentence; names in capitals stay as they are."""
    parts = [part if part[1:2].isupper() else part[:1].lower() + part[1:] for part in title.split("; ")]
    return "; ".join(parts)


def _rejections(rejected: Iterable[Rejection]) -> str:
    lines = [f"- {markdown(each.id)} ({each.stage}): {markdown(each.reason)}" for each in rejected]
    return "\n".join(["## Tried and not offered", "", *lines]) if lines else ""


def _unverified(rewrites: Iterable[Rewrite]) -> str:
    lines = [
        f"- {markdown(rewrite.title)} (not verified) — {_category(strategy.category, strategy.explanation)}"
        for rewrite in rewrites
        for strategy in rewrite.strategies
    ]
    return "\n".join(["## Could be tried", "", *lines]) if lines else ""


def _category(category: str, explanation: str) -> str:
    return f"*{category}*: {markdown(sentence(explanation))}"


def seconds(value: float) -> str:
    """A duration with three digits and a fitting unit."""
    for unit, factor in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if value >= factor:
            return f"{value / factor:.3g} {unit}"
    return f"{value / 1e-9:.3g} ns"


def size(count: int) -> str:
    """A number of bytes with a fitting unit."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.3g} kB" if count < 1_000_000 else f"{count / 1_000_000:.3g} MB"


def plain(text: str) -> str:
    """Our own Markdown for clients that show plain text."""
    return _PLAIN.sub(lambda match: match[1] or match[2] or "", text)


def _status(outcome: Outcome | None) -> str:
    if isinstance(outcome, Suggestion):
        return f"measured: {faster(outcome.measurement)}"
    if isinstance(outcome, Unverified):
        return "not verified"
    return f"measured, nothing to offer: {outcome.reason}" if outcome is not None else "not measured yet"
