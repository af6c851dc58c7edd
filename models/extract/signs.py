"""The fifteen categories, named from what a change adds and removes (the paper asks a large language model for that,
arXiv 2512.14018, appendix A)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.extract.features import features
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.strategy import Category

_ANYTHING = ""


@dataclass(frozen=True)
class Sign:
    """What tells of a category: some feature that was added and some that was removed, as patterns of the whole."""

    category: Category
    added: str = _ANYTHING
    removed: str = _ANYTHING

    def is_seen(self, added: Iterable[str], removed: Iterable[str]) -> bool:
        return _any(self.added, added) and _any(self.removed, removed)


_CONTAINERS = (
    r"vector|list|deque|queue|stack|array|bitset|string|priority_queue|T\[\]"
    "|(multi|unordered_|unordered_multi)?(map|set)"
)
_ALGORITHMS = (
    "accumulate|(min|max|minmax)_element|count|count_if|find|find_if|fill|fill_n|memset|memcpy|copy|reverse|rotate|swap"
    "|iota|gcd|__gcd|lcm|unique|transform|partial_sum|next_permutation|stable_sort|any_of|all_of|none_of|strlen|to_string"
)
_OTHER_READERS = "sync_with_stdio|tie|fread|fwrite|(get|put)char(_unlocked)?|setvbuf|rdbuf|fgets|#define endl"
_FEWER_STEPS = r"#pragma .*unroll.*|step \d+|__restrict(__)?|__builtin_(unreachable|assume)"
SIGNS = (
    Sign(Category.INPUT_OUTPUT, added=_OTHER_READERS),
    Sign(Category.INPUT_OUTPUT, added="scanf|printf|puts", removed="cin|cout"),
    Sign(Category.INPUT_OUTPUT, removed="endl|flush"),
    Sign(Category.DATA_STRUCTURE, added=_CONTAINERS, removed=_CONTAINERS),
    Sign(Category.MEMORY, added="reserve|emplace_back|emplace|shrink_to_fit"),
    Sign(Category.MEMORY, removed=r"new|malloc|calloc|substr|s = s \+ t"),
    Sign(Category.LIFETIME, added="static|move|unique_ptr"),
    Sign(Category.LIFETIME, removed="object made in a loop"),
    Sign(Category.LIFETIME, added="element by reference", removed="element by value"),
    Sign(Category.FUNCTION_CALL, added="parameter by reference", removed="parameter by value"),
    Sign(Category.FUNCTION_CALL, added="inline"),
    Sign(Category.FUNCTION_CALL, removed="recursion|function"),
    Sign(Category.NUMERICAL, removed=r"pow|sqrt|double|float|fmod|floor|ceil|round|log\d*|binary [%/]"),
    Sign(Category.NUMERICAL, added="shift|binary &"),
    Sign(Category.LOOP, added="while .*", removed="while .*"),
    Sign(Category.LOOP, added="break"),
    Sign(Category.LOCALITY, removed="column after column"),
    Sign(Category.ALGORITHM, removed=r"loops nested \d+"),
    Sign(Category.ALGORITHM, added="sort|nth_element|partial_sort|lower_bound|upper_bound|binary_search|equal_range"),
    Sign(Category.ALGORITHM, removed="recursion"),
    Sign(Category.BRANCHING, added=r"\?|min|max|abs|__builtin_expect|likely|unlikely", removed="if|switch"),
    Sign(Category.INSTRUCTION_LEVEL, added=_FEWER_STEPS),
    Sign(Category.LIBRARY, added=_ALGORITHMS, removed="loops|if|while .*"),
    Sign(Category.COMPILER, added=r"#pragma GCC (optimize|target).*|constexpr|noexcept|__attribute__"),
    Sign(Category.HARDWARE, added=r"_mm\w+|__m\d+\w*|__builtin_(popcount|ctz|clz|prefetch)\w*|#pragma GCC target.*"),
    Sign(Category.CONCURRENCY, added=r"j?thread|async|mutex|atomic|#pragma omp.*|execution"),
)  # fmt: skip


def extracted(before: Source, after: Source) -> tuple[Category, ...]:
    """The categories of what was changed, in the paper's order; none where nothing tells."""
    old, new = features(before), features(after)
    added, removed = list(new - old), list(old - new)
    seen = {each.category for each in SIGNS if each.is_seen(added, removed)}
    return tuple(each for each in Category if each in seen)


def _any(pattern: str, found: Iterable[str]) -> bool:
    return pattern == _ANYTHING or any(re.fullmatch(pattern, each) for each in found)
