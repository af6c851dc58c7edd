"""What is drawn by chance for one program: numbers, choices, and names that no two things share."""

import itertools
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_STYLES = ("snake", "camel", "short")
_BEFORE = ("my", "the", "cur", "all")
_AFTER = ("2", "s1", "_", "Of", "Val", "0", "Now", "Res", "x")
_KIND_AFTER = ("Type", "Data", "Info", "Entry", "Item", "2")
_ALSO = {  # what people write for the words that mains are full of
    "n": ("n", "n", "m", "N", "len", "num", "cnt", "sz"),
    "x": ("x", "x", "y", "val", "cur", "item"),
    "c": ("c", "ch", "letter"),
    "q": ("q", "queries", "Q", "qs"),
    "l": ("l", "from", "lo", "L", "start"),
    "r": ("r", "to", "hi", "R", "stop"),
    "result": ("result", "res", "ans", "answer", "out_value", "ret", "value"),
    "total": ("total", "acc", "checksum", "tot", "sum_all"),
    "round": ("round", "it", "rep_no", "k", "turn", "step"),
    "head": ("head", "sample", "few", "prefix", "part"),
    "state": ("state", "seed", "rng", "s", "lcg"),
}
_TRIES = 8
# Names that mean something else where a program says `using namespace std`, and such as C keeps for itself.
_STANDARD = """
    abs accumulate advance all_of any any_of apply array array_one_past atan2 atomic auto back begin beta bind bit_and
    bitset bool break byte case cbegin ceil cend char cin class clamp clear cerr clock complex const construct_at
    continue copy copysign cos count count_if cout crbegin crend data default delete deque destroy difference_type
    distance div do double else empty end endl ends enum equal equal_range erf errno exchange exp explicit extern
    false fill fill_n find find_end find_if first fixed float floor flush fmax fmin fmod for for_each forward free
    function gamma gcd generate get getline getc goto greater hash hex hypot identity if includes index inline
    inner_product insert int invoke iota is_sorted iter_swap j0 j1 jn key last lcm ldiv left less limits line list
    locale log log2 long lower_bound main make_pair malloc map max max_element mem_fn merge min min_element minmax
    minus mismatch mod modulus move mt19937 multiplies namespace negate new next next_permutation none_of norm not
    nth_element null numeric_limits oct operator optional or out owner pair partial_sort partial_sum partition plus
    pointer polar pop_heap pow prev printf priority_queue private project prev_permutation public push_heap put puts
    queue quick_exit random rand range rank ratio read real reduce ref regex register remainder remove rename replace
    result_of return reverse right rotate round sample scanf search second set setw shared short shuffle sign signal
    signed sin size size_t sizeof sort sqrt srand ssize stable_sort stack static stod stoi stol string strlen struct
    sum swap switch system tan template test this thread throw tie time to_string transform trim true try tuple
    typedef type union unique unlink unsigned upper_bound using valarray vector virtual void volatile wait while
    write xor y0 y1 yn ll pb rep
"""
_TAKEN = frozenset(_STANDARD.split())


@dataclass
class Draws:
    """Everything drawn for one program comes from `random`; `taken` are the names that are used up."""

    random: random.Random
    taken: set[str] = field(default_factory=set)
    style: str = ""

    @classmethod
    def of(cls, seed: int | str, used: Iterable[str] = ()) -> "Draws":
        """`used`: names that are not to be given out."""
        source = random.Random(seed)
        return cls(source, {*_TAKEN, *used}, source.choice(_STYLES))

    def size(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, as likely between 10 and 100 as between 100 and 1000."""
        return max(low, min(high, round(low * (high / low) ** self.random.random())))

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, each as likely."""
        return self.random.randint(low, high)

    def pick(self, *texts: str) -> str:
        return self.random.choice(texts)

    def maybe(self, chance: float = 0.5) -> bool:
        return self.random.random() < chance

    def name(self, word: str) -> str:
        """An identifier that says about what `word` says (several words with spaces or underscores), given out once;
        that of a type where the word begins with a capital."""
        words = [each for each in re.split(r"[ _]+", word) if each]
        found = self._candidate(words)
        for more in itertools.count(2):
            if found not in self.taken:
                break
            found = self._candidate(words) + (str(more) if more > _TRIES else "")
        self.taken.add(found)
        return found

    def _candidate(self, words: list[str]) -> str:
        if words[0][0].isupper():
            end = self.random.choice(_KIND_AFTER) if self.maybe(0.3) else ""
            return "".join(each.capitalize() for each in words) + end
        if len(words) == 1:
            words = [self.random.choice(_ALSO.get(words[0], (words[0],)))]
        if self.style == "short" and self.maybe(0.6):
            words = [_shortened(words[0], self.random)] if len(words) == 1 else ["".join(each[0] for each in words)]
        if self.maybe(0.1):
            words = [self.random.choice(_BEFORE), *words]
        end = self.random.choice(_AFTER) if self.maybe(0.1) else ""
        joined = "_".join(words) if self.style == "snake" else words[0] + "".join(map(str.capitalize, words[1:]))
        return joined + end


def _shortened(word: str, chance: random.Random) -> str:
    """`count` as cnt, c, or its beginning."""
    without = word[0] + "".join(each for each in word[1:] if each not in "aeiou")
    return chance.choice((without, word[:3], word[0], word))
