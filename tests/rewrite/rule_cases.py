"""The shape of the rules' test tables, and the steps that all of them share.

Each file under `cases/<category>/` holds `CASES`, a tuple of `RuleCases`: one file for each file of rules.
`test_rules.py` runs what they say; `test_all_rules.py` checks what must hold for any rule.
"""

import importlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.rewrite.rule import Rule, all_rules
from perfcoder_lsp.suggestion import Rewrite


@dataclass(frozen=True)
class Applies:
    """A program the rule rewrites: the exact text afterwards, and an input on which both must print the same."""

    name: str
    before: str
    after: str
    stdin: str = ""
    suffix: str = ".cpp"
    flags: tuple[str, ...] = ("-std=c++17",)


@dataclass(frozen=True)
class Refuses:
    """A look-alike that the rule must leave alone."""

    name: str
    text: str
    suffix: str = ".cpp"


@dataclass(frozen=True)
class RuleCases:
    """The table of one rule."""

    rule: str
    applies: tuple[Applies, ...]
    refuses: tuple[Refuses, ...]


def all_cases() -> tuple[RuleCases, ...]:
    """Every table below `cases/`."""
    paths = sorted((Path(__file__).parent / "cases").glob("*/*.py"))
    return tuple(
        case for path in paths for case in importlib.import_module(f"cases.{path.parent.name}.{path.stem}").CASES
    )


def source_of(text: str, suffix: str = ".cpp") -> Source:
    return Source.of(Path(f"case{suffix}"), text.lstrip("\n").encode())


def rule_named(rule_id: str) -> Rule:
    return next(rule for rule in all_rules() if rule.id == rule_id)


def rewrites_of(rule_id: str, text: str, suffix: str = ".cpp") -> tuple[Rewrite, ...]:
    return tuple(rule_named(rule_id).find(source_of(text, suffix)))


def apply_all(rule_id: str, text: str, suffix: str = ".cpp") -> tuple[Source, int]:
    """The text after one rewrite after the other until the rule finds nothing more, and how many there were."""
    source = source_of(text, suffix)
    for count in range(20):
        rewrite = next(iter(rule_named(rule_id).find(source)), None)
        if rewrite is None:
            return source, count
        source = source.edited(rewrite.edits)
    raise AssertionError(f"{rule_id} never comes to an end: {source.text.decode()}")


def error_nodes(source: Source) -> int:
    return sum(node.is_error or node.is_missing for node in walk(source.root))


def output_of(folder: Path, name: str, source: Source, case: Applies) -> bytes:
    """Compile with the real compiler and run on the case's input; fails the test where either fails."""
    path = folder / f"{name}{case.suffix}"
    path.write_bytes(source.text)
    compiler = ["gcc"] if case.suffix == ".c" else ["g++", *case.flags]
    binary = folder / name
    built = subprocess.run(
        [*compiler, "-O0", "-D_GLIBCXX_ASSERTIONS", str(path), "-o", str(binary), "-lm"], capture_output=True, text=True
    )
    if built.returncode:
        pytest.fail(f"{name} does not compile:\n{built.stderr}\n{source.text.decode()}")
    run = subprocess.run([str(binary)], input=case.stdin.encode(), capture_output=True, timeout=20)
    assert run.returncode == 0, f"{name} exits with {run.returncode}: {run.stderr!r}"
    return run.stdout


def check_applies(rule_id: str, case: Applies, folder: Path) -> None:
    """The exact text after the rule, and the same output before and after."""
    after, count = apply_all(rule_id, case.before, case.suffix)
    assert count, f"{rule_id} does not apply to {case.name}"
    assert after.text.decode() == case.after.lstrip("\n")
    before = source_of(case.before, case.suffix)
    expected = output_of(folder, "before", before, case)
    assert expected, "a case that prints nothing compares nothing"
    assert output_of(folder, "after", after, case) == expected


def check_refuses(rule_id: str, case: Refuses) -> None:
    found = rewrites_of(rule_id, case.text, case.suffix)
    assert not found, f"{rule_id} must refuse: {case.name}: {[rewrite.title for rewrite in found]}"
