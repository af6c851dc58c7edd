"""Whether a file chooses optimization or an instruction set itself, whatever the flags say."""

import re
from collections.abc import Iterator

from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.token_runs import text_at
from perfcoder_lsp.cpp.tokens import Run, tokenized

_PRAGMA = re.compile(r'"?(?:GCC|clang)\s+(optimize|target)\b')
_ATTRIBUTES = frozenset({"optimize", "__optimize__", "target", "__target__", "target_clones"})
_OF_ATTRIBUTES = frozenset({"__attribute__", "__attribute", "gnu"})


@per_source
def tuned_by(source: Source) -> tuple[str, ...]:
    """What does so, as the text names it, each once: `#pragma GCC optimize`, `__attribute__((target))`, ...

    Macros' bodies are included; what is under an `#if` counts."""
    file = tokenized(source)
    found = [f"#pragma GCC {match[1]}" for each in file.directives if (match := _pragma(each.kind, each.text))]
    for run in file.runs:
        pragmas = (_PRAGMA.match(token.text) for token in run if token.kind == "string")
        found += [f"#pragma GCC {match[1]}" for match in pragmas if match]
        found += _attributes(run)
    return tuple(dict.fromkeys(found))


def _pragma(kind: str, text: str) -> re.Match[str] | None:
    return _PRAGMA.match(text) if kind == "pragma" else None


def _attributes(run: Run) -> Iterator[str]:
    """The attributes of functions that choose; functions of the same names are called without quotation or number."""
    if _OF_ATTRIBUTES.isdisjoint(run.positions):
        return
    for at in run.positions_of(_ATTRIBUTES):
        chooses = text_at(run, at - 1) in {"(", ",", "::"}
        if (
            chooses
            and text_at(run, at + 1) == "("
            and run[at + 2 : at + 3]
            and run[at + 2].kind in {"string", "number"}
        ):
            yield f"__attribute__(({run[at].text.strip('_')}))"
