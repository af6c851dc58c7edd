"""Which parts of a file the preprocessor drops, as far as the file alone says."""

from dataclasses import dataclass

from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.tokens import tokenized
from perfcoder_lsp.text import ByteRange


@dataclass
class _Region:
    start: int
    dropped: bool
    known: bool  # whether the condition was understood, so that #else is its opposite


@per_source
def inactive_ranges(source: Source) -> tuple[ByteRange, ...]:
    """Code under `#if 0`, or under `#ifdef X` where the file never defines X and X is no reserved name.

    A build with -DX compiles such code all the same: what is said about it holds for builds without.
    """
    file = tokenized(source)
    defined = {macro.name for macro in file.macros}
    ranges: list[ByteRange] = []
    stack: list[_Region] = []
    for directive in file.directives:
        if directive.kind in ("if", "ifdef", "ifndef"):
            verdict = _is_dropped(directive.kind, directive.text, defined)
            stack.append(_Region(directive.end, bool(verdict), verdict is not None))
        elif directive.kind in ("else", "elif", "endif") and stack:
            region = stack.pop()
            if region.dropped:
                ranges.append(ByteRange(start=region.start, end=directive.start))
            if directive.kind == "else":
                stack.append(_Region(directive.end, region.known and not region.dropped, region.known))
            elif directive.kind == "elif":
                stack.append(_Region(directive.end, False, False))
    return tuple(ranges)


def _is_dropped(kind: str, condition: str, defined: set[str]) -> bool | None:
    """Whether the code under the condition is dropped; None where the file does not say."""
    if kind == "if":
        if condition in ("0", "1", "false", "true"):
            return condition in ("0", "false")
        words = condition.replace("(", " ").replace(")", " ").split()
        if len(words) != 2 or words[0] not in ("defined", "!defined"):
            return None
        kind, condition = ("ifdef" if words[0] == "defined" else "ifndef"), words[1]
    if condition in defined or condition.startswith("_"):
        return None
    return kind == "ifdef"
