"""Statement counts for tests, told by hand."""

from collections.abc import Mapping

from perfcoder_lsp.statement_counts import StatementCounts


def line_counts(text: str, by_line: Mapping[int, int]) -> StatementCounts:
    """By line, from 1, as if one statement began on each."""
    lines = text.splitlines(keepends=True)
    starts = [sum(len(each.encode()) for each in lines[:number]) for number in range(len(lines))]
    blanks = [len(each) - len(each.lstrip()) for each in lines]
    by_start = ((starts[line - 1] + blanks[line - 1], count) for line, count in sorted(by_line.items()))
    return StatementCounts(by_start=tuple(by_start))


def statement_counts(text: str, by_words: Mapping[str, int]) -> StatementCounts:
    """The counts of the statements that begin with these words, of which each stands in the text for the first time."""
    return StatementCounts(by_start=tuple(sorted((text.index(words), count) for words, count in by_words.items())))
