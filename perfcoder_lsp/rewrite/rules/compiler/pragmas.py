"""Rules of "Compiler Configuration and Tuning": CC1."""

import re
from collections.abc import Iterator

from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.facts.array_loops import array_loops
from perfcoder_lsp.cpp.includes import in_conditional, includes
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_PRAGMA = '#pragma GCC optimize("O3,unroll-loops")'
_CHOSEN_ALREADY = re.compile(
    rb"#\s*pragma\s+(?:GCC|clang)\s+(?:optimize|target|push_options)|_Pragma|\boptimize\s*\(|\btarget\s*\(|"
    rb"\bno_?inline\b|\basm\b|__asm|\bsetjmp\b"
)
_NOTE = "Only GCC heeds it; building with -O3 -funroll-loops does the same for the whole program."


@rule(
    id="CC1",
    category=Category.COMPILER,
    summary="Let GCC vectorise and unroll the loops of this file",
    gain=1.15,
    consent="flags",
)
def optimize_loops_harder(source: Source) -> Iterator[Finding]:
    """
    What it does: adds `#pragma GCC optimize("O3,unroll-loops")` after the includes of a file that computes in loops
    over arrays. No instruction set is named, so the program runs on the same processors as before.

    Why: at -O2 GCC 12 vectorises only loops that cost nothing, unrolls none and interchanges none.

    When not: the file chooses optimization or target itself, by a pragma or an attribute, or depends on exact code
    (asm, setjmp); no loop works on arrays without calling functions.
    Whether it pays is for the measurement to say: it is often slower.

    Source: catalogue CC1, measured 3.7x together with a newer instruction set. Codee RMK015; competitive-programming
    folklore.
    """
    if _CHOSEN_ALREADY.search(source.text):
        return
    found = list(array_loops(source))
    if not found:
        return
    lines = ", ".join(dict.fromkeys(str(line_of(source, each.range.start)) for each in found[:3]))
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    yield Finding(
        "Let GCC vectorise and unroll the loops (-O3 for this file)",
        f"The loops at line {lines}{more} work on arrays; at -O2 the compiler neither unrolls them nor vectorises them "
        "where that needs a check at run time.",
        (TextEdit.insert(_after_includes(source), f"{_PRAGMA}{source.newline}"),),
        found[0].range,
        notes=(_NOTE,),
    )


def _after_includes(source: Source) -> int:
    """The start of the line after the last include that is under no #if; the file's start without one."""
    ends = [each.node.start_byte for each in includes(source) if not in_conditional(source, each.node.start_byte)]
    if not ends:
        return 3 if source.text.startswith(b"\xef\xbb\xbf") else 0
    newline = source.text.find(b"\n", ends[-1])
    return len(source.text) if newline < 0 else newline + 1
