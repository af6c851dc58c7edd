"""What chooses optimization or an instruction set, as the tokens show it."""

import pytest
from cpp_text import source_of

from perfcoder_lsp.cpp.facts.tuning import tuned_by


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ('#pragma GCC optimize("O3,unroll-loops")\nint main() {}', ["#pragma GCC optimize"]),
        ('#  pragma GCC  target ("avx2")\n#pragma GCC optimize 3\n', ["#pragma GCC target", "#pragma GCC optimize"]),
        ('_Pragma("GCC optimize(\\"Ofast\\")") int main() {}', ["#pragma GCC optimize"]),
        ('#define FAST _Pragma("GCC target(\\"avx2\\")")\nFAST\n', ["#pragma GCC target"]),
        ('__attribute__((optimize("O3"))) int f();', ["__attribute__((optimize))"]),
        ('__attribute__((hot, __target__("avx2"))) int f();', ["__attribute__((target))"]),
        ("__attribute__((optimize(3))) int f();", ["__attribute__((optimize))"]),
        ('[[gnu::target_clones("avx2", "default")]] int f();', ["__attribute__((target_clones))"]),
        ('#define HOT __attribute__((optimize("O3")))\nHOT int f();\nHOT int g();', ["__attribute__((optimize))"]),
        ("#pragma GCC push_options\n#pragma once\n#pragma omp parallel for\n#pragma GCC ivdep\n", []),
        ('// #pragma GCC optimize("O3")\nint main() { optimize("x"); target(3); }', []),
        ("__attribute__((noinline)) int f(int target) { return optimize(target); }", []),
        ('int main() { puts("see #pragma GCC optimize"); }', []),
    ],
)
def test_what_chooses(text: str, chosen: list[str]) -> None:
    assert list(tuned_by(source_of(text))) == chosen
