"""Are rewrites of look-alikes right? Each is built and run on several inputs, and so is what rules make of it.

Both are built by the product's own builder in its sandbox, without optimization, with sanitizers and the library's
assertions. A look-alike that these complain about, or whose output differs from run to run, says nothing.
"""

import hashlib
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench.functions.changes import Change
from bench.rules.tables import Applies
from perfcoder_lsp.build import SANITIZER_ENVIRONMENT, Build, Builder, BuildFailure, Job, Variant, compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.rewrite.rule import Rule
from perfcoder_lsp.sandbox import Limits, Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.suggestion import Rewrite
from perfcoder_lsp.text import EditConflictError, Frozen
from perfcoder_lsp.verify.numbers import same_within

_LIMITS = Limits(cpu_s=2, wall_s=10, memory_mb=1024, output_bytes=1 << 20, address_space=False)
_COMPLAINTS = re.compile(rb"Sanitizer|runtime error:|Assertion '")
_INTEGER = re.compile(r"-?\d+")
_MOST_INPUTS = 16
_CLOSE = 1e-6


class Outcome(Frozen):
    """What became of one rewrite: `equal` on all inputs, `close` (floating point), `different`, or `unbuilt`."""

    rewrite: str
    status: str
    input: str | None = None
    after: str | None = None


class Judgement(Frozen):
    """What became of one look-alike. `refused`: no rule rewrites it; `unbuilt`; `unclean`; `raised`: a rule broke;
    `judged` on so many inputs."""

    key: str
    rule: str
    case: str
    kind: str
    status: str
    inputs: int = 0
    outcomes: tuple[Outcome, ...] = ()
    text: str = ""

    @property
    def triples(self) -> int:
        """Pairs of a program and a rewrite, times inputs."""
        return self.inputs * sum(each.status != "unbuilt" for each in self.outcomes)

    @property
    def survivors(self) -> tuple[Outcome, ...]:
        """Rewrites that were not right."""
        return tuple(each for each in self.outcomes if each.status in ("different", "unbuilt"))


@dataclass(frozen=True)
class Question:
    """A look-alike of a case in a rule's table."""

    rule: str
    case: Applies
    change: Change
    source: Source

    @property
    def key(self) -> str:
        return hashlib.sha256(self.source.text).hexdigest()[:16]


@dataclass(frozen=True)
class Judge:
    """`others`: rewrites of rules that the case is not about are judged in one of so many look-alikes."""

    rules: tuple[Rule, ...]
    builder: Builder
    sandbox: Sandbox
    settings: Settings
    others: int

    def judged(self, question: Question) -> Judgement:
        made = Judgement(
            key=question.key, rule=question.rule, case=question.case.name, kind=question.change.kind, status="refused"
        )
        try:
            rewrites = tuple(self._rewrites(question))
        except Exception as error:  # a rule that breaks is a finding like any other
            text = f"{type(error).__name__}: {error}\n{question.source.text.decode()}"
            return made.model_copy(update={"status": "raised", "text": text})
        if not rewrites:
            return made
        before = self._build(question, question.source)
        if isinstance(before, BuildFailure):
            return made.model_copy(update={"status": "unbuilt"})
        expected = self._expected(before, inputs_of(question.case.stdin, question.key))
        if not expected:
            return made.model_copy(update={"status": "unclean"})
        outcomes = tuple(self._outcome(question, rewrite, expected) for rewrite in rewrites)
        wrong = any(each.status in ("different", "unbuilt") for each in outcomes)
        text = question.source.text.decode() if wrong else ""
        return made.model_copy(update={"status": "judged", "inputs": len(expected), "outcomes": outcomes, "text": text})

    def _rewrites(self, question: Question) -> Iterator[Rewrite]:
        all_of_them = int(question.key, 16) % self.others == 0
        for rule in self.rules:
            if all_of_them or rule.id == question.rule:
                yield from rule.find(question.source)

    def _is_certain(self, question: Question, given: str, expected: tuple[int, bytes]) -> bool:
        """Whether a look-alike does the same once more, and in the library's debug mode, which sees more than
        sanitizers (iterators)."""
        builds = [self._build(question, question.source, *flags) for flags in ((), ("-D_GLIBCXX_DEBUG",))]
        seen = [self._observed(build, (given,))[given] for build in builds if isinstance(build, Build)]
        return all(each == expected for each in seen)

    def _build(self, question: Question, source: Source, *more: str) -> Build | BuildFailure:
        command = compile_command(source, self.settings.build)
        flags = question.case.flags if source.language == "c++" else ()
        return self.builder.build_job(Job(source, command, Variant.SANITIZED, (*flags, "-O0", "-g0", *more)))

    def _expected(self, build: Build, inputs: Sequence[str]) -> dict[str, tuple[int, bytes]]:
        """What a look-alike does on the inputs on which it is clean."""
        return {text: seen for text, seen in self._observed(build, inputs).items() if seen is not None}

    def _observed(self, build: Build, inputs: Sequence[str]) -> dict[str, tuple[int, bytes] | None]:
        """Exit status and output on each input; None where the run was not clean."""
        found: dict[str, tuple[int, bytes] | None] = {}
        with self.sandbox.session({"it": build.binary}, _LIMITS, environment=SANITIZER_ENVIRONMENT) as session:
            for text in inputs:
                run = session.run("it", text.encode(), keep_output=True)
                clean = run.status == "ok" and not _COMPLAINTS.search(run.stderr) and not run.stragglers
                found[text] = (run.exit_code, run.output or b"") if clean else None
        return found

    def _outcome(self, question: Question, rewrite: Rewrite, expected: dict[str, tuple[int, bytes]]) -> Outcome:
        try:
            after = question.source.edited(rewrite.edits)
        except EditConflictError:
            return Outcome(rewrite=rewrite.id, status="unbuilt")
        text = after.text.decode()
        built = self._build(question, after)
        if isinstance(built, BuildFailure):
            return Outcome(rewrite=rewrite.id, status="unbuilt", after=f"{built.message}\n{text}")
        status = "equal"
        for given, seen in self._observed(built, tuple(expected)).items():
            if seen == expected[given]:
                continue
            ended = seen is not None and seen[0] == expected[given][0]
            if seen is None or not ended or not same_within(expected[given][1], seen[1], _CLOSE):
                if not self._is_certain(question, given, expected[given]):
                    continue
                return Outcome(rewrite=rewrite.id, status="different", input=given, after=text)
            status = "close"
        return Outcome(rewrite=rewrite.id, status=status)


def inputs_of(stdin: str, seed: str) -> tuple[str, ...]:
    """A case's own input, and such as differ in their numbers, words and length."""
    if not stdin.strip():
        return (stdin,)
    chance = random.Random(seed)
    makers: list[Callable[[str], str]] = [lambda _: "0", lambda _: "1", lambda old: f"-{old}"]
    makers += [lambda _, most=most: str(chance.randint(-most // 3, most)) for most in (3, 9, 40, 1000, 70_000)]
    found = [stdin, "", stdin[: len(stdin) // 2], f"{stdin} {stdin}"]
    found += [_INTEGER.sub(lambda match, make=make: make(match[0].lstrip("-")), stdin) for make in makers]
    for count in (2, 9, 30):
        more = " ".join(str(chance.randint(-20, 40)) for _ in range(count))
        found.append(_INTEGER.sub(str(count), stdin, count=1) + f"\n{more}\n")
    return tuple(dict.fromkeys(found))[:_MOST_INPUTS]
