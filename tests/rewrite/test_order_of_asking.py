"""What a rule finds is the same alone and after any others: facts are found out only when a rule asks for them, and
kept for the next one."""

import random
from pathlib import Path

import pytest

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.rewrite.rule import Rule, all_rules
from perfcoder_lsp.suggestion import Rewrite
from perfcoder_lsp.text import TextEdit

PROGRAMS = sorted((Path(__file__).parents[2] / "bench" / "rules" / "programs").glob("*.cpp"))
TYPED = (
    "x",
    ";",
    "int n = 0;",
    "n++;",
    "{",
    "}",
    "f(n);",
    "(",
    "#define n m\n",
    "std::sort(v.begin(), v.end());",
    "//",
)


def texts(seed: int) -> list[bytes]:
    """A few programs in one file, and the same after one edit and after two."""
    chance = random.Random(seed)
    parts = (each.read_text() for each in chance.sample(PROGRAMS, 3))
    versions = ["\n".join(f"namespace part{i} {{\n{each}\n}}" for i, each in enumerate(parts)).encode()]
    for _ in range(2):
        before = versions[-1]
        at = before.index(b";", chance.randrange(len(before) * 9 // 10)) + 1
        end = at + chance.choice((0, 0, 1, 7))
        edit = TextEdit.replace(at, min(end, len(before)), chance.choice(TYPED))
        versions.append(Source.of(Path("file.cpp"), before).edited((edit,)).text)
    return versions


def found(rule: Rule, source: Source) -> tuple[Rewrite, ...]:
    return tuple(rule.find(source))


@pytest.mark.parametrize("seed", range(3))
def test_rules_do_not_see_each_other(seed: int) -> None:
    rules = list(all_rules())
    findings = 0
    for text in texts(seed):
        alone = {each.id: found(each, Source.of(Path("file.cpp"), text)) for each in rules}
        for order in range(2):
            random.Random(order).shuffle(rules)
            together = Source.of(Path("file.cpp"), text)
            assert {each.id: found(each, together) for each in rules} == alone
        findings += sum(map(len, alone.values()))
    assert findings
