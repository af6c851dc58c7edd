"""Functions that nothing leads to: whatever stands in them, the program does the same."""

from perfcoder_lsp.cpp.functions import Function, functions
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.tokens import tokenized

_ALWAYS_RUN = "main"


@per_source
def unused_functions(source: Source) -> tuple[Function, ...]:
    """Free functions of a whole program whose names nothing mentions but themselves and each other, macros included."""
    free = [each for each in functions(source) if each.kind == "free" and each.name != _ALWAYS_RUN]
    runs = tokenized(source).runs
    mentions = {
        name: [run[at].start for run in runs for at in run.positions.get(name, ())]
        for name in {each.name for each in free}
    }
    unused: list[Function] = []
    while True:
        ignored = [each.range for each in unused]
        found = [
            each
            for each in free
            if each not in unused
            and all(
                each.range.start <= at < each.range.end or any(part.start <= at < part.end for part in ignored)
                for at in mentions.get(each.name, [])
            )
        ]
        if not found:
            return tuple(unused)
        unused += found
