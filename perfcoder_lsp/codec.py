"""PerfCoder's text format, both ways (arXiv 2512.14018): a plan between `[SUGG/]` and `[/SUGG]`, one line
`- **Category**: text` per strategy, and code between `[OPT/]` and `[/OPT]`.

Writing is exact: what is written reads back as the same plan and the same code, byte for byte. Reading is tolerant,
since models write: end tags may be missing, names misspelt, bullets numbered, code fenced. A line whose category is
unknown is dropped, never guessed.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from perfcoder_lsp.strategy import Category, Plan, Strategy

_TAG = re.compile(r"\[[ \t]*(/?[ \t]*(?:SUGG|OPT)[ \t]*/?)[ \t]*\]", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\n|\r")
_FENCE = re.compile(r"[ \t]*(```+|~~~+)[ \t]*[\w+#.-]*[ \t]*(?:\r\n|\n|\r|$)")
_FENCED_BLOCK = re.compile(
    r"^[ \t]*```[ \t]*(?:cpp|c\+\+|cxx|cc|c)?[ \t]*\r?\n(.*?)^[ \t]*```[ \t]*$", re.I | re.M | re.S
)
_BULLET = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>[-+•‣·](?=[ \t*_])|\*(?=[ \t])|\(?\d{1,3}[.)]|#{1,6})?[ \t]*(?P<rest>.*)",
    re.S,
)
_BOLD_HEAD = re.compile(
    r"(?P<mark>\*\*\*|\*\*|__|\*|_)(?P<head>[^*\n]{1,100}?)(?P=mark)[ \t]*(?:[:：—–-][ \t]*)?(?P<text>.*)", re.S
)
_PLAIN_HEAD = re.compile(r"(?P<head>[^:：—–*\n]{1,100})(?:[:：—–][ \t]*(?P<text>.*))?", re.S)
_NEARLY_EQUAL = 0.88
_CLEARLY_BETTER = 0.05


def encode_plan(plan: Plan) -> str:
    """The plan as text: tags and one line per strategy, without a final newline.

    White space in explanations is written as single blanks, and a tag inside one loses its square brackets: either
    would end the line or the section.
    """
    lines = [f"- **{strategy.category}**: {_one_line(strategy.explanation)}".rstrip() for strategy in plan.strategies]
    return "\n".join(["[SUGG/]", *lines, "[/SUGG]"])


def decode_plan(text: str, planner: str = "text") -> Plan:
    """The plan that a text holds; without tags, the lines before the first `[OPT/]`. Never raises.

    A strategy's `name` is its category's; the format carries no range and no confidence.
    """
    return Plan(planner=planner, strategies=tuple(_strategies(_plan_section(text))))


def encode_answer(plan: Plan, code: str | None) -> str:
    """A plan and the code that carries it out; `code=None` writes the plan alone."""
    return encode_plan(plan) if code is None else f"{encode_plan(plan)}\n[OPT/]\n{code}\n[/OPT]"


def decode_answer(text: str, planner: str = "text") -> tuple[Plan, str | None]:
    """The plan and the code of an answer; None where it holds no code. Never raises.

    Without `[OPT/]`, the first fenced block after the plan counts as the code. The last `[/OPT]` ends the code, so
    that code which mentions the tag survives.
    """
    return decode_plan(text, planner), _code_section(text)


def category_named(name: str) -> Category | None:
    """The category of that name, allowing for case, punctuation and small misspellings; None where it is unclear."""
    wanted = _letters(name)
    exact = _CATEGORIES.get(wanted)
    if exact is not None or not wanted:
        return exact
    scores = sorted(
        ((difflib.SequenceMatcher(None, wanted, known).ratio(), known) for known in _CATEGORIES), reverse=True
    )
    best, second = scores[0], scores[1]
    nearly = best[0] >= _NEARLY_EQUAL and best[0] - second[0] >= _CLEARLY_BETTER
    return _CATEGORIES[best[1]] if nearly else None


def _letters(name: str) -> str:
    return "".join(re.findall(r"[a-z]+", name.casefold().replace("&", " and ")))


_CATEGORIES = {_letters(category.value): category for category in Category}


def _one_line(explanation: str) -> str:
    return " ".join(_TAG.sub(r"(\1)", " ".join(explanation.split())).split())


def _tags(text: str) -> list[tuple[str, int, int]]:
    """All tags as (canonical text, start, end); `[SUGG]` without a slash counts as the opening tag."""
    found: list[tuple[str, int, int]] = []
    for match in _TAG.finditer(text):
        inner = re.sub(r"\s", "", match[1]).upper()
        name = inner.strip("/")
        found.append((f"[/{name}]" if inner.startswith("/") else f"[{name}/]", match.start(), match.end()))
    return found


def _plan_section(text: str) -> str:
    start, end = 0, len(text)
    for tag, tag_start, tag_end in _tags(text):
        if tag == "[SUGG/]" and start == 0:
            start = tag_end
        elif tag != "[SUGG/]":
            end = tag_start
            break
    return text[start:end]


def _code_section(text: str) -> str | None:
    tags = _tags(text)
    opening = next((index for index, tag in enumerate(tags) if tag[0] == "[OPT/]"), None)
    if opening is None:
        after_plan = next((end for tag, _, end in tags if tag == "[/SUGG]"), 0)
        block = _FENCED_BLOCK.search(text, after_plan)
        return block[1] if block else None
    start = tags[opening][2]
    closing = next((tag[1] for tag in reversed(tags[opening:]) if tag[0] == "[/OPT]"), None)
    body = text[start:] if closing is None else text[start:closing]
    newline = "\r\n" if body.startswith("\r\n") else "\n"
    code = body.removeprefix(newline)
    code = code.rstrip() + newline if closing is None else code.removesuffix(newline)
    return _unfenced(code)


def _unfenced(code: str) -> str:
    """The code without a fence around it; a lone fence at the end (one that wrapped the tags) goes as well."""
    stripped = code.strip()
    opening = _FENCE.match(stripped)
    lines = _LINE_END.split(stripped)
    closed = len(lines) > 1 and _FENCE.fullmatch(lines[-1]) is not None
    if opening is None and not closed:
        return code
    body = stripped[opening.end() :] if opening else stripped
    return body[: len(body) - len(lines[-1])] if closed else body


@dataclass
class _Item:
    category: Category | None
    indent: int
    lines: list[str] = field(default_factory=list[str])


def _strategies(section: str) -> Iterator[Strategy]:
    items: list[_Item] = []
    for line in _LINE_END.split(section):
        if _FENCE.fullmatch(line):
            continue
        item = _item(line, items[-1] if items else None)
        if item is not None:
            items.append(item)
        elif items:
            items[-1].lines.append(line)
    for item in items:
        if item.category is not None:
            explanation = " ".join(" ".join(item.lines).split())
            yield Strategy(category=item.category, name=item.category.value, explanation=explanation)


def _item(line: str, previous: _Item | None) -> _Item | None:
    """The item that a line begins, or None where it continues the previous one's explanation.

    An unknown name begins an item (which is dropped) only where it is written as the published lines are, bulleted
    and bold, and not as a sub-point of the previous item.
    """
    bullet = _BULLET.fullmatch(line)
    if bullet is None:
        return None
    rest, indent, marked = bullet["rest"], len(bullet["indent"].expandtabs(4)), bullet["mark"] is not None
    bold = _BOLD_HEAD.fullmatch(rest)
    match = bold or _PLAIN_HEAD.fullmatch(rest)
    if match is None:
        return None
    category = category_named(match["head"])
    if category is not None:
        return _Item(category, indent, [match["text"] or ""])
    sub_point = previous is not None and indent > previous.indent
    return _Item(None, indent) if bold and marked and not sub_point else None
