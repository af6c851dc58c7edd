"""What each rule alone achieves on its own program in `programs/`, by the product's whole pipeline."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import get_args

from bench.rules.tables import PROGRAMS
from perfcoder_lsp import pipeline
from perfcoder_lsp.build import Builder, compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.request import Request
from perfcoder_lsp.rewrite.rule import Rule
from perfcoder_lsp.sandbox import open_sandbox
from perfcoder_lsp.settings import BuildSettings, Consent, Settings, load
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.suggestion import Report
from perfcoder_lsp.text import Frozen

RESULTS = Path(__file__).with_name("results.json")
_CLOSE = 1e-6
"""Within what floating-point output is compared, for rules that need that consent."""


class Effect(Frozen):
    """What the pipeline did with a rule's program: `found` rewrites, of which `equal` were shown to do the same, and
    what the best one gained, with the interval. Without a gain, `note` says why."""

    rule: str
    category: str
    found: int
    equal: int
    speedup: float | None = None
    speedup_low: float | None = None
    speedup_high: float | None = None
    before_s: float | None = None
    after_s: float | None = None
    compiler: str = ""
    flags: str = ""
    note: str = ""

    @property
    def claim(self) -> str:
        return f"{ratio_text(self.speedup)}×" if self.speedup else ""

    @property
    def interval(self) -> str:
        if self.speedup_low is None or self.speedup_high is None:
            return ""
        return f"{ratio_text(self.speedup_low)} to {ratio_text(self.speedup_high)}"

    @property
    def sentence(self) -> str:
        """The gain, its interval, and under what it was found."""
        program = f"[its program](../../bench/rules/programs/{self.rule}.cpp)"
        how = f"{self.compiler} and `{self.flags}`"
        return f"{self.claim.rstrip('×')} times as fast ({self.interval}) on {program}, with {how}."


def effect_of(rule: Rule) -> Effect | None:
    """Run the pipeline on the rule's program with that rule alone; None where there is no program."""
    file = PROGRAMS / f"{rule.id}.cpp"
    if not file.is_file():
        return None
    source = Source.read(file)
    settings = _settings(rule, source)
    try:
        report = pipeline.optimize(source, Request(), settings, lambda _: None)
        command = compile_command(source, settings.build)
        version = Builder(open_sandbox(settings.cache.directory), settings).version(command)
    except PerfcoderError as error:
        return Effect(rule=rule.id, category=rule.category.value, found=0, equal=0, note=str(error))
    return _effect(rule, report, version, " ".join(command.flags))


def _settings(rule: Rule, source: Source) -> Settings:
    """With that rule alone and every consent; programs that include <omp.h> are built with OpenMP."""
    build = {"flags": [*BuildSettings().flags, "-fopenmp"]} if b"<omp.h>" in source.text else {}
    close = {"float_tolerance": _CLOSE} if rule.consent == "floats" else {}
    chosen = {"select": [rule.id], "consent": list(get_args(Consent))}
    return load(flags={"rules": chosen, "verify": close, "build": build})


def _effect(rule: Rule, report: Report, compiler: str, flags: str) -> Effect:
    best = next((each for each in report.suggestions if each.id == report.best), None)
    gain = best.measurement if best is not None else None
    slower = sum(each.stage == "measure" for each in report.rejected)
    reasons = [f"{each.id} ({each.stage}): {each.reason}" for each in report.rejected]
    return Effect(
        rule=rule.id,
        category=rule.category.value,
        found=len(report.suggestions) + len(report.rejected),
        equal=len(report.suggestions) + slower,
        speedup=gain.speedup if gain else None,
        speedup_low=gain.speedup_low if gain else None,
        speedup_high=gain.speedup_high if gain else None,
        before_s=gain.before_s if gain else None,
        after_s=gain.after_s if gain else None,
        compiler=compiler,
        flags=flags,
        note="" if gain else "; ".join(reasons) or report.note,
    )


def read_effects(file: Path = RESULTS) -> dict[str, Effect]:
    """By rule; nothing where there is no such file."""
    if not file.is_file():
        return {}
    return {each["rule"]: Effect.model_validate(each) for each in json.loads(file.read_text("utf-8"))}


def write_effects(effects: Mapping[str, Effect], file: Path) -> None:
    forms = [effects[rule].model_dump() for rule in sorted(effects)]
    file.write_text(json.dumps(forms, indent=1) + "\n", "utf-8")


def effects_table(effects: Iterable[Effect]) -> str:
    """By category and rule, then the shares."""
    order = [each.value for each in Category]
    rows = sorted(effects, key=lambda each: (order.index(each.category), each.rule))
    lines = ["| category | rule | found | equal | times as fast | before | after | |", "|---" * 8 + "|"]
    for each in rows:
        times = [f"{value * 1000:.3g} ms" if value else "" for value in (each.before_s, each.after_s)]
        gain = f"{each.claim} ({each.interval})" if each.speedup else "—"
        cells = (each.category, each.rule, str(each.found), str(each.equal), gain, *times, each.note)
        lines.append(f"| {' | '.join(cells)} |")
    shares = (
        ("found", sum(each.found > 0 for each in rows)),
        ("verified", sum(each.equal > 0 for each in rows)),
        ("measured faster", sum(each.speedup is not None for each in rows)),
    )
    told = (f"{name} {count} of {len(rows)} ({100 * count / max(1, len(rows)):.0f} %)" for name, count in shares)
    return "\n".join([*lines, "", ", ".join(told)])


def ratio_text(value: float) -> str:
    """Cut, not rounded: a claim never grows by printing it."""
    step = 100 if value < 10 else 10 if value < 100 else 1
    return f"{int(value * step) / step:g}"
