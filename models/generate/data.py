"""What programs are given to read: numbers, words and texts, in the distributions that such data have."""

import random
import string

_LETTERS = string.ascii_lowercase
_POOL = (20, 100, 1000, 20_000)


def ints(chance: random.Random, count: int, low: int = 0, high: int = 1_000_000) -> list[int]:
    """`count` numbers from `low` to `high`: spread evenly, few different ones, small ones, sorted, or nearly so."""
    kind = chance.choice(("even", "even", "even", "few", "small", "sorted", "nearly", "falling"))
    top = min(high, low + chance.choice((9, 100, 1000))) if kind in ("few", "small") else high
    found = chance.choices(range(low, top + 1), k=count)
    if kind in ("sorted", "nearly", "falling"):
        found.sort(reverse=kind == "falling")
    if kind == "nearly":
        for _ in range(count // 50):
            i, j = chance.randrange(count), chance.randrange(count)
            found[i], found[j] = found[j], found[i]
    return found


def words(chance: random.Random, count: int, letters: str = _LETTERS, longest: int = 9) -> list[str]:
    """`count` words of `letters`, from a vocabulary whose first words are the more frequent ones, or all the same."""
    pool = [
        "".join(chance.choices(letters, k=chance.randint(1, longest))) for _ in range(min(chance.choice(_POOL), count))
    ]
    weights = [1 / (i + 1) for i in range(len(pool))] if chance.random() < 0.5 else None
    return chance.choices(pool, weights, k=count)


def text(chance: random.Random, length: int, letters: str = "") -> str:
    """One line of `length` characters: all of them from `letters`, or words with spaces, commas and stops."""
    if letters:
        return "".join(chance.choices(letters, k=length))
    found = " ".join(
        word + chance.choices(("", ",", ".", ";", "!"), (80, 8, 8, 2, 2))[0] for word in words(chance, length // 4 + 1)
    )
    line = (found + " " + found)[:length]
    return line[:-1] + "e" if line.endswith(" ") else line


def elements(chance: random.Random, takes: str, size: int) -> str:
    """What a fragment that takes numbers, words, a text or a number is given, as the input has it."""
    if takes == "ints":
        return " ".join(map(str, ints(chance, size)))
    if takes == "words":
        return " ".join(words(chance, size))
    return text(chance, size) if takes == "text" else str(size)
