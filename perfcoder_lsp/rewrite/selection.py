"""Which rules run, and where: what settings choose, for all files or for some, and what comments leave out."""

import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from perfcoder_lsp.cpp.own_comments import Completion, Problem, own_comments, text_before
from perfcoder_lsp.cpp.readable import readable
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.rewrite.ignores import Ignore, ignores, list_problems
from perfcoder_lsp.rewrite.rule import Rule, all_rules
from perfcoder_lsp.settings import RulesSettings
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.suggestion import Rewrite
from perfcoder_lsp.text import ByteRange

_log = logging.getLogger(__name__)


def select_rules(rules: Iterable[Rule], settings: RulesSettings) -> tuple[Rule, ...]:
    """The rules that the settings let run somewhere; `ignore` wins over `select`; those that need a consent only with
    it.

    Raises UsageError for a name that no rule or category has.
    """
    rules = tuple(rules)
    known = _known(rules)
    for name in (
        *settings.select,
        *settings.ignore,
        *(each for names in settings.per_file_ignores.values() for each in names),
    ):
        if _folded(name) not in known:
            ids = ", ".join(each.id for each in rules)
            raise UsageError(f"unknown rule or category {name!r}; rules are {ids}")
    select, ignore = {_folded(name) for name in settings.select}, {_folded(name) for name in settings.ignore}
    agreed = tuple(each for each in rules if each.consent is None or each.consent in settings.consent)
    return tuple(each for each in agreed if (not select or _names(each) & select) and not _names(each) & ignore)


def find_rewrites(rules: Iterable[Rule], source: Source, settings: RulesSettings) -> tuple[Rewrite, ...]:
    """What the rules find where neither settings nor comments leave them out, in the order of the rules. A rule that
    raises is logged and skipped, with its findings."""
    out = {
        _folded(name)
        for pattern, names in settings.per_file_ignores.items()
        if _matches(source.path, pattern)
        for name in names
    }
    rewrites: list[Rewrite] = []
    for each in rules:
        if _names(each) & out:
            continue
        try:
            rewrites += _not_ignored(source, each, tuple(each.find(source)))
        except Exception:
            _log.exception("rule %s failed on %s and was skipped", each.id, source.path)
    return tuple(rewrites)


def _not_ignored(source: Source, rule: Rule, rewrites: tuple[Rewrite, ...]) -> tuple[Rewrite, ...]:
    about = [each for each in ignores(source) if _concerns(each, rule)] if rewrites else []
    return tuple(rewrite for rewrite in rewrites if not any(each.touches(rewrite) for each in about))


def _concerns(ignore: Ignore, rule: Rule) -> bool:
    return ignore.names is None or any(_folded(each.text) in _names(rule) for each in ignore.names)


# ---------------------------------------------------------------------------------------------------------------- names


def _names(rule: Rule) -> set[str]:
    """What a rule is chosen by: its id, the letters of it (`IO` of IO2), and its category's name, long or short."""
    return {_folded(rule.id), _folded(_letters(rule)), *_category_names(rule.category)}


def _category_names(category: Category) -> tuple[str, str]:
    return _folded(category.value), _folded(category.name)


def _known(rules: Iterable[Rule]) -> set[str]:
    return {name for each in rules for name in _names(each)} | {
        name for each in Category for name in _category_names(each)
    }


def _letters(rule: Rule) -> str:
    return rule.id.rstrip("0123456789")


def _folded(name: str) -> str:
    return name.casefold()


# ------------------------------------------------------------------------------------------------------------- in files

_WILD = re.compile(r"\*\*/|\*\*|\*|\?|\[.\]|.", re.DOTALL)
_MEANING = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def _matches(path: Path, pattern: str) -> bool:
    """Whether a pattern names a file or a folder around it: `*` and `?` within a name, `**` for any folders, `[x]` for
    x itself; a pattern that is not absolute matches in any folder."""
    anywhere = "" if pattern.startswith("/") else "(?:.*/)?"
    tokens = (
        _MEANING.get(each) or re.escape(each[1] if len(each) == 3 else each)
        for each in _WILD.findall(pattern.rstrip("/"))
    )
    return re.fullmatch(f"{anywhere}{''.join(tokens)}(?:/.*)?", path.absolute().as_posix(), re.DOTALL) is not None


# ---------------------------------------------------------------------------------------------------------- in comments

_BEGUN = re.compile(r"[\w ]*$")
_IN_LIST = re.compile(r"\s*ignore\s*\[[^\]]*$")


def ignore_problems(source: Source) -> tuple[Problem, ...]:
    """Everything in `// perfcoder: ignore[…]` that can't be followed."""
    known = _known(all_rules())
    unknown = tuple(
        Problem(range=each.range, message=f"no rule or category is called {each.text}; `perfcoder rules` lists them")
        for ignore in ignores(source)
        for each in ignore.names or ()
        if _folded(each.text) not in known
    )
    return (*list_problems(source), *unknown)


def ignore_completions(source: Source, offset: int) -> tuple[Completion, ...]:
    """The rules that fit at a byte offset inside the brackets of `// perfcoder: ignore[…]`, and the word itself where
    such a comment begins."""
    view = readable(source)
    lines = (text_before(view, each, offset) for each in own_comments(view))
    return tuple(_fitting(next((each for each in lines if each is not None), "]"), offset))


def _fitting(line: str, offset: int) -> Iterator[Completion]:
    begun = _BEGUN.search(line)
    word = begun[0].lstrip() if begun is not None else ""
    where = ByteRange(start=offset - len(word), end=offset)
    if _IN_LIST.match(line):
        for each in all_rules():
            yield Completion(label=each.id, detail=each.summary, insert=each.id, range=where)
    elif line.strip() == word and "ignore".startswith(word):
        yield Completion(label="ignore[…]", detail="leave this alone", insert="ignore[", range=where)
