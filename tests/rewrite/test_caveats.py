"""A file that chooses optimization itself is told so with every rewrite: the comparison is unfair to read."""

from pathlib import Path

from perfcoder_lsp import pipeline
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.rewrite.caveats import unequal_tuning
from perfcoder_lsp.settings import Settings

FLUSHES = """\
#include <iostream>
int main() {
    for (int i = 0; i < 100; i++)
        std::cout << i << std::endl;
}
"""
NOTE = "The file sets its own optimization (#pragma GCC target), before and after; without it the gain may differ."


def test_every_rewrite_of_a_tuned_file_says_so() -> None:
    settings = Settings()
    path = Path("/project/main.cpp")
    _, plain = pipeline.check(Source.of(path, FLUSHES.encode()), settings)
    _, tuned = pipeline.check(Source.of(path, f'#pragma GCC target("avx2")\n{FLUSHES}'.encode()), settings)
    assert plain
    assert [rewrite.id for rewrite in tuned] == [rewrite.id for rewrite in plain]
    assert [rewrite.notes for rewrite in tuned] == [(*rewrite.notes, NOTE) for rewrite in plain]
    assert not any(NOTE in rewrite.notes for rewrite in plain)


def test_two_files_that_choose_differently() -> None:
    path = Path("/project/main.cpp")
    plain, tuned = (Source.of(path, text.encode()) for text in (FLUSHES, f"#pragma GCC optimize 3\n{FLUSHES}"))
    assert unequal_tuning(plain, plain) == unequal_tuning(tuned, tuned) == ""
    assert (
        unequal_tuning(plain, tuned) == "the files set different optimization: none before, #pragma GCC optimize after"
    )
