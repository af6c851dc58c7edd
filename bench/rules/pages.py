"""A page about each rule, and their index: what it does, an example, why, when not, what was measured."""

import difflib
import inspect
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bench.rules.effects import Effect, read_effects
from bench.rules.suites import SuiteScores, read_suites, reason_to_keep, sentence
from bench.rules.tables import tables
from perfcoder_lsp.rewrite.rule import Rule, all_rules
from perfcoder_lsp.strategy import Category

INDEX = "README.md"
_HEADINGS = re.compile(r"(?m)^(What it does|Why|When not|Source): *")
# Outside of code spans, Markdown would take these for HTML.
_TAG = re.compile(r"(`[^`\n]+`)|<")
_LONG_RUN, _RUN_HEAD, _RUN_TAIL = 12, 6, 2


@dataclass(frozen=True)
class Page:
    """What the template shows of a rule; `seen` is how it did on real programs."""

    rule: Rule
    parts: Mapping[str, str]
    example: str
    effect: Effect | None
    seen: str


def write_pages(folder: Path) -> int:
    """Write all pages and remove those of rules that are no more; how many files changed."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = all_pages()
    old = {file.name: file.read_text("utf-8") for file in folder.glob("*.md")}
    for name in old.keys() - wanted.keys():
        (folder / name).unlink()
    changed = {name: text for name, text in wanted.items() if old.get(name) != text}
    for name, text in changed.items():
        (folder / name).write_text(text, "utf-8")
    return len(changed) + len(old.keys() - wanted.keys())


def all_pages() -> dict[str, str]:
    """The text of each file."""
    effects, suites = read_effects(), read_suites()
    pages = [_page(each, effects.get(each.id), suites) for each in all_rules() if each.id in tables()]
    by_category = {category: [each for each in pages if each.rule.category is category] for category in Category}
    found = {f"{each.rule.id}.md": _render("page.md.jinja", page=each) for each in pages}
    return {**found, INDEX: _render("index.md.jinja", categories=by_category, count=len(pages))}


def _page(rule: Rule, effect: Effect | None, suites: Sequence[SuiteScores]) -> Page:
    head, *rest = _HEADINGS.split(inspect.cleandoc(rule.docs))
    parts = {name: _as_markdown(text) for name, text in zip(rest[::2], rest[1::2], strict=True)}
    first = tables()[rule.id].applies[0]
    example = _difference(first.before, first.after)
    seen = f"{sentence(rule.id, suites)} {reason_to_keep(rule.id, suites, effect)}".strip()
    return Page(rule, {"": _as_markdown(head), **parts}, example, effect, seen)


def _as_markdown(text: str) -> str:
    return _TAG.sub(lambda match: match[1] or r"\<", text.strip())


def _difference(before: str, after: str) -> str:
    """A unified diff without its head, long runs of added lines cut in the middle."""
    old, new = (text.strip("\n").split("\n") for text in (before, after))
    lines = list(difflib.unified_diff(old, new, lineterm="", n=2))[2:]
    short: list[str] = []
    for added, run in itertools.groupby(lines, key=lambda line: line.startswith("+")):
        block = list(run)
        if added and len(block) > _LONG_RUN:
            block[_RUN_HEAD:-_RUN_TAIL] = [f"  … {len(block) - _RUN_HEAD - _RUN_TAIL} more added lines"]
        short += block
    return "\n".join(short)


def _render(template: str, **values: object) -> str:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=False,  # Markdown, from our own files
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(**values)
