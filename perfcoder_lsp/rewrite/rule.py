"""What a deterministic rule is and how one is registered.

A rule is one decorated function in a module of its category's folder under `rewrite/rules/` (or in a module that an
installed package names as an entry point of the group `perfcoder_lsp.rules`). The function looks at a `Source` and
yields `Finding`s; everything that all rules share (ids, origin, the strategy, the check that edits don't overlap) is
added here:

    @rule(id="STR1", category=Category.MEMORY, summary="Append in place", gain=354)
    def append_in_place(source: Source) -> Iterator[Finding]:
        \"\"\"What it does, why the original is slow, an example, and when it is refused.\"\"\"
        yield Finding("Append in place: s += c", "Each pass copies the whole string.", edits, node_range(loop))
"""

import importlib
import itertools
import logging
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.rewrite import rules as builtin_rules
from perfcoder_lsp.rewrite.hidden_names import names_are_hidden
from perfcoder_lsp.settings import Consent
from perfcoder_lsp.strategy import Category, Strategy
from perfcoder_lsp.suggestion import RULES, Rewrite
from perfcoder_lsp.text import ByteRange, TextEdit, sorted_edits

ENTRY_POINT_GROUP = "perfcoder_lsp.rules"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    """One place where a rule applies, and the edits that carry it out.

    `title` is the code action's label, `explanation` the reason that is specific to this code, `range` the code it
    speaks of (None: the whole file), `notes` caveats a user must read before accepting. `variant` tells apart two
    alternative rewrites of the same place.
    """

    title: str
    explanation: str
    edits: tuple[TextEdit, ...]
    range: ByteRange | None = None
    notes: tuple[str, ...] = ()
    variant: str = ""


@dataclass(frozen=True)
class Rule:
    """A catalogue entry: its id (e.g. IO1), category, one-line summary, documentation, and the search itself.

    `gain` is the ratio time before / after that was measured on a small program made to show the effect;
    it only orders what is tried. `consent` is what a user must have agreed to. `find` yields rewrites whose ids are
    unique within the source.
    """

    id: str
    category: Category
    summary: str
    docs: str
    gain: float
    find: Callable[[Source], Iterable[Rewrite]]
    consent: Consent | None = None


def rule(
    *,
    id: str,  # noqa: A002
    category: Category,
    summary: str,
    gain: float = 1.2,
    consent: Consent | None = None,
) -> Callable[[Callable[[Source], Iterable[Finding]]], Rule]:
    """Make a Rule of a function from Source to Findings; its docstring becomes the rule's documentation."""

    def decorate(search: Callable[[Source], Iterable[Finding]]) -> Rule:
        def find(source: Source) -> Iterator[Rewrite]:
            by_text = tuple(_sound(source.by_text, search)) if source.types else ()
            for number, finding in _numbered(_sound(source, search), by_text):
                yield _rewrite(id, category, finding, number)

        return Rule(id, category, summary, search.__doc__ or "", gain, find, consent)

    return decorate


def _sound(source: Source, search: Callable[[Source], Iterable[Finding]]) -> Iterator[Finding]:
    """What is found, without that whose inserted text would not mean there what it says."""
    return (each for each in search(source) if not names_are_hidden(source, each.edits, each.range))


def _numbered(findings: Iterable[Finding], by_text: Sequence[Finding]) -> Iterator[tuple[int, Finding]]:
    """The findings with their numbers. What the text alone shows has the number that it has there, so that an editor,
    which shows that first, knows it again."""
    known, further = list(enumerate(by_text)), itertools.count(len(by_text))
    for finding in findings:
        same = next((each for each in known if each[1] == finding), None)
        if same is not None:
            known.remove(same)
        yield same or (next(further), finding)


def _rewrite(rule_id: str, category: Category, finding: Finding, count: int) -> Rewrite:
    """The Rewrite of one finding. Raises EditConflictError where its edits overlap."""
    variant = f"-{finding.variant}" if finding.variant else ""
    number = f"#{count + 1}" if count and not finding.variant else ""
    strategy = Strategy(category=category, name=rule_id, explanation=finding.explanation, range=finding.range)
    return Rewrite(
        id=f"{rule_id}{variant}{number}",
        origin=f"{RULES}{rule_id}",
        title=finding.title,
        strategies=(strategy,),
        edits=sorted_edits(finding.edits),
        notes=finding.notes,
    )


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule of this package and of installed packages, by id. A package's broken module is logged and left out.

    Raises ValueError where two rules have the same id.
    """
    found: dict[str, Rule] = {}
    for module in (*_builtin_modules(), *_installed_modules()):
        for value in vars(module).values():
            if not isinstance(value, Rule):
                continue
            if found.setdefault(value.id, value) is not value:
                raise ValueError(f"two rules have the id {value.id}")
    return tuple(found[key] for key in sorted(found, key=_natural))


def _natural(rule_id: str) -> tuple[str, int, str]:
    """Sort key under which IO2 comes before IO10."""
    letters = rule_id.rstrip("0123456789")
    return letters, int(rule_id[len(letters) :] or 0), rule_id


def _builtin_modules() -> Iterator[ModuleType]:
    for info in pkgutil.walk_packages(builtin_rules.__path__, f"{builtin_rules.__name__}."):
        yield importlib.import_module(info.name)


def _installed_modules() -> Iterator[ModuleType]:
    for point in entry_points(group=ENTRY_POINT_GROUP):
        try:
            loaded: Any = point.load()
        except Exception:
            _log.exception("entry point %s of %s can't be loaded and is left out", point.value, ENTRY_POINT_GROUP)
            continue
        if isinstance(loaded, ModuleType):
            yield loaded
        else:
            _log.error("entry point %s names no module and is left out", point.value)
