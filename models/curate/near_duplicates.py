"""Programs that differ in little: the Jaccard similarity of their shingles, found by MinHash (Broder 1997) with
locality-sensitive hashing (Leskovec et al., Mining of Massive Datasets, chapter 3).

Shingles are of canonical words, so that another style or other names make no other program.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.reading.canonical import canonical

Hashes = NDArray[np.uint64]

_BANDS, _ROWS = 16, 5
"""Pairs with a similarity of 0.9 are compared but for one in a million, of 0.8 but for 0.2 %, of 0.5 every second."""
_FACTORS, _SUMMANDS = np.random.default_rng(0).integers(1, 1 << 63, size=(2, _BANDS * _ROWS, 1), dtype=np.uint64)


def shingles(source: Source, length: int) -> Hashes:
    """The distinct sequences of so many words, hashed."""
    words = [each.text for each in canonical(source)]
    starts = range(max(1, len(words) - length + 1))
    return np.unique(np.array([_hash(words[at : at + length]) for at in starts], dtype=np.uint64))


def jaccard(first: Hashes, second: Hashes) -> float:
    """The share of shingles of both that each of the two has."""
    common = len(np.intersect1d(first, second, assume_unique=True))
    return common / (len(first) + len(second) - common)


@dataclass
class Kept:
    """Programs no two of which have a similarity of `threshold` or more."""

    threshold: float
    _shingles: list[Hashes] = field(default_factory=list[Hashes])
    _by_band: defaultdict[tuple[int, bytes], list[int]] = field(default_factory=lambda: defaultdict(list))

    def is_new(self, found: Hashes) -> bool:
        """Whether it is like none that was kept; it is kept then."""
        bands = list(_bands(found))
        alike = {number for band in bands for number in self._by_band.get(band, ())}
        if any(jaccard(found, self._shingles[number]) >= self.threshold for number in alike):
            return False
        for band in bands:
            self._by_band[band].append(len(self._shingles))
        self._shingles.append(found)
        return True


def _bands(found: Hashes) -> Iterator[tuple[int, bytes]]:
    """Equal ones betray programs that may be alike."""
    least = (found * (_FACTORS | np.uint64(1)) + _SUMMANDS).min(axis=1)
    for number, band in enumerate(least.reshape(_BANDS, _ROWS)):
        yield number, band.tobytes()


def _hash(words: Iterable[str]) -> int:
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest())
