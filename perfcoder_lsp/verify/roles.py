"""From facts about variables to the role of each read: the table that the generator's runtime invents values by."""

import itertools
from collections import Counter
from dataclasses import dataclass, replace

from tree_sitter import Node

from perfcoder_lsp.cpp.source import walk
from perfcoder_lsp.verify.facts import Facts
from perfcoder_lsp.verify.reads import Functions, Operand, Read, find_reads
from perfcoder_lsp.verify.sites import Level, Role, Site, Stop
from perfcoder_lsp.verify.stops import answers, stop_of
from perfcoder_lsp.verify.syntax import LOOPS, ancestors, called, text_of

_MAX_CHOICES = 24


@dataclass(frozen=True)
class Table:
    """The sites in the order of their numbers, and which of them may count from zero as well as from one."""

    sites: tuple[Site, ...]
    variables: int
    uncertain: frozenset[int]

    def counted_from_zero(self) -> tuple[Site, ...]:
        """The sites, with indices of unknown base counted from zero."""
        return tuple(_from_zero(site) if number in self.uncertain else site for number, site in enumerate(self.sites))


def _from_zero(site: Site) -> Site:
    return replace(site, role=Role.INDEX_FROM_ZERO) if site.role == Role.INDEX_FROM_ONE else replace(site, terminator=1)


def assign_roles(reads: list[Read], facts: Facts, functions: Functions, labels: frozenset[str]) -> Table:
    """One site per operand, in the order of `reads`."""
    return _Assigner(reads, facts, functions, labels).table()


class _Assigner:
    def __init__(self, reads: list[Read], facts: Facts, functions: Functions, labels: frozenset[str]):
        self._reads, self._facts, self._functions, self._labels = reads, facts, functions, labels
        keys = [operand.key for read in reads for operand in read.operands]
        self._variables = {key: number for number, key in enumerate(dict.fromkeys(key for key in keys if key))}
        self._cases = {key for key in self._variables if self._repeats_data_sets(key)}

    def table(self) -> Table:
        sites: list[Site] = []
        uncertain: set[int] = set()
        for _, group in itertools.groupby(self._reads, key=_loop_id):
            self._round(list(group), sites, uncertain)
        return Table(tuple(sites), len(self._variables), frozenset(uncertain))

    def _round(self, reads: list[Read], sites: list[Site], uncertain: set[int]) -> None:
        """Append the sites of neighbouring reads in one round of a loop, or outside of any."""
        tree = self._is_tree_edge(reads)
        first = len(sites)
        bases: dict[int, int | None] = {}
        row = self._row(reads)
        for read in reads:
            for position, operand in enumerate(read.operands):
                site = self._site(read, operand)
                if tree and len(sites) < first + 2:
                    site = replace(site, role=(Role.TREE_PARENT, Role.TREE_CHILD)[len(sites) - first])
                if site.role == Role.SIZE and operand.depth == 0 and not any(one.primary for one in sites):
                    site = replace(site, primary=True)
                if site.role == Role.INDEX_FROM_ONE:
                    bases[len(sites)] = self._base(read, operand.key)
                sites.append(replace(site, new_line=position == 0, row=row))
        pair = self._pair_up(sites, first, [operand.key for read in reads for operand in read.operands])
        if pair is not None:
            self._count_edges(reads[0], pair, sites)
        for number, base in bases.items():
            if base == 0:
                sites[number] = _from_zero(sites[number])
            elif base is None:
                uncertain.add(number)

    def _row(self, reads: list[Read]) -> int:
        """What bounds a loop that reads one value a round and answers none of them; -1 where nothing known does."""
        around = next((node for node in ancestors(reads[0].node) if node.type in LOOPS), None)
        loop = self._facts.loops.get(around.id) if around is not None else None
        if around is None or loop is None or len(reads) > 1 or len(reads[0].operands) > 1 or answers(around):
            return -1
        known = [self._variables[name] for name in sorted(loop.bounds) if name in self._variables]
        return known[0] if len(known) == 1 else -1

    def _pair_up(self, sites: list[Site], first: int, keys: list[str]) -> Site | None:
        """Turn the first two neighbours that are indices, or the ends of a loop, into a pair; give its first half.

        Of two numbers whose difference is taken, the second is the larger one.
        """
        facts = self._facts
        for number, (key, next_key) in enumerate(itertools.pairwise(keys), start=first):
            one, other = sites[number], sites[number + 1]
            if key == next_key or one.stop != Stop.NEVER or other.stop != Stop.NEVER:
                continue
            same = one.bound == other.bound or min(one.bound, other.bound) < 0
            is_range = facts.starts.get(key) == next_key
            if is_range or (one.role == other.role == Role.INDEX_FROM_ONE and same):
                ends = (Role.RANGE_FIRST, Role.RANGE_LAST) if is_range else (Role.PAIR_FIRST, Role.PAIR_SECOND)
                bound = self._index_bound(key, next_key) if is_range else max(one.bound, other.bound)
                sites[number] = replace(one, role=ends[0], bound=bound)
                sites[number + 1] = replace(other, role=ends[1], bound=bound, limit=one.limit or other.limit)
                return sites[number]
            length = (next_key, key) in facts.differences and (key, next_key) not in facts.differences
            if length and one.role == other.role == Role.VALUE and next_key not in facts.signed:
                sites[number + 1] = replace(other, role=Role.AT_LEAST, bound=one.variable)
        return None

    def _base(self, read: Read, key: str) -> int | None:
        """Whether an index counts from 0 or from 1: as the loops through what it is an index of; None: unknown."""
        shift = text_of(read.node.parent)[len(text_of(read.node)) :].replace(" ", "")
        if key in self._facts.from_one or shift == "-1":
            return 1
        if key in self._facts.from_zero or shift == "+1":
            return 0
        bases: Counter[int] = Counter()
        for place in self._facts.indices[key]:
            bases += self._facts.bases.get(place, Counter[int]())
        return next(iter(bases)) if len(bases) == 1 else None

    def _count_edges(self, read: Read, pair: Site, sites: list[Site]) -> None:
        """The size that bounds the loop around a pair counts edges, or ranges, of what bounds the pair's indices."""
        loop = self._facts.loops.get(_loop_id(read))
        names = [name for name in (sorted(loop.bounds) if loop is not None else ()) if name in self._variables]
        for number, site in enumerate(sites):
            counting = [name for name in names if self._variables[name] == site.variable != pair.bound]
            if site.role == Role.SIZE and counting and not site.primary:
                forest = self._circles(counting[0], pair.bound)
                sites[number] = replace(site, role=Role.EDGES, bound=pair.bound, terminator=forest)

    def _circles(self, edges: str, bound: int) -> int:
        """1 where no edge closes a circle, 2 where mostly none does; else 0.

        Of n vertices and m edges, n - m is the number of components if there are no circles; m == n - 1 says that all
        are connected, if there are none, or (of any graph) asks for a tree.
        """

        def speaks_of(pairs: set[tuple[str, str]]) -> bool:
            vertices = [of for of, name in pairs if name == edges and of in self._variables]
            return any(bound < 0 or self._variables[of] == bound for of in vertices)

        return 1 if speaks_of(self._facts.differences) else 2 if speaks_of(self._facts.one_less) else 0

    def _site(self, read: Read, operand: Operand) -> Site:
        facts, key = self._facts, operand.key
        stop, terminator = stop_of(read, operand, self._reads_sizes)
        declared = facts.types.get(key, "")
        site = Site(
            variable=self._variables.get(key, -1),
            bits=63 if "wide" in declared else 31,
            stop=stop,
            terminator=terminator,
            level=operand.level,
        )
        marks = {str(value) for value in facts.assigned.get(key, ())}
        choices = tuple(sorted(facts.choices.get(key, set[str]()) - marks))[:_MAX_CHOICES]
        numeric = all(choice.lstrip("-").isdigit() for choice in choices)
        if operand.level == Level.LINE:
            return replace(site, bound=self._length_bound(key, operand.depth))
        if operand.level == Level.WORD or (operand.level == Level.UNKNOWN and declared.startswith("word")):
            if declared.startswith("character") or self._is_one_letter(key, operand, declared):
                return replace(site, level=Level.CHARACTER, choices=choices)
            site = replace(site, limit=self._longest_word(key, operand.depth))
            whole_words = bool(choices) and all(len(choice) > 1 for choice in choices)
            role = Role.CHOICE if whole_words and len(choices) > 1 else Role.VALUE
            bound = self._length_bound(key, operand.depth)
            times = facts.times.get((key, operand.depth + 1), 1) if stop == Stop.NEVER else 1
            return replace(site, role=role, level=Level.WORD, choices=choices, bound=bound, terminator=times)
        if operand.level == Level.CHARACTER or (declared.startswith("character") and operand.level == Level.UNKNOWN):
            printable = tuple(choice for choice in choices if not choice.isspace())
            return replace(site, level=Level.CHARACTER, choices=printable)
        return self._number(site, key, choices if numeric else ())

    def _is_one_letter(self, key: str, operand: Operand, declared: str) -> bool:
        """`s[i]` of a word read by itself."""
        own = max((depth for name, depth in self._facts.extents if name == key), default=0)
        return operand.level == Level.UNKNOWN and declared.startswith("word") and 0 < own == operand.depth

    def _number(self, site: Site, key: str, choices: tuple[str, ...]) -> Site:
        facts = self._facts
        if key in facts.exponents:
            return replace(site, role=Role.EXPONENT)
        if key in self._cases:
            return replace(site, role=Role.CASES)
        if key in facts.bounds or key in facts.counts:
            return replace(site, role=Role.SIZE, limit=self._room_for(key))
        if key in facts.indices and key not in facts.stepped:
            limit = self._index_limit(key)
            return replace(site, role=Role.INDEX_FROM_ONE, bound=self._index_bound(key), limit=limit)
        if key in facts.starts and key not in facts.stepped:
            return replace(site, role=Role.INDEX_FROM_ONE, bound=self._variables.get(facts.starts[key], -1))
        if len(choices) > 1:
            return replace(site, role=Role.CHOICE, choices=choices)
        return replace(site, role=Role.LABEL if key in self._labels else Role.VALUE, choices=choices)

    # ---------------------------------------------------------------------------------------------------- bounds

    def _dimension(self, name: str, depth: int) -> Counter[str]:
        """The read variables that bound a dimension: by its declaration, and by the loops that step through it."""
        found: Counter[str] = Counter()
        for source in (self._facts.extents, self._facts.stepped_through):
            found.update(source.get((name, depth), Counter[str]()))
        return Counter({key: times for key, times in found.items() if key in self._variables})

    def _length_bound(self, key: str, depth: int) -> int:
        found = self._dimension(key, depth + 1).most_common(1)
        return self._variables[found[0][0]] if found else -1

    def _index_bound(self, key: str, but: str = "") -> int:
        found: Counter[str] = Counter()
        for (name, depth), _ in self._facts.indices[key].most_common(4):
            found.update(self._dimension(name, depth))
        for own in (key, but):
            found.pop(own, None)
        best = found.most_common(1)
        return self._variables[best[0][0]] if best else -1

    def _room_for(self, key: str) -> int:
        """The largest size that no fixed array, stepped through up to it, is too small for."""
        facts = self._facts
        rooms = [facts.capacity.get(place, 0) for place, bounds in facts.stepped_through.items() if key in bounds]
        smallest = min((room for room in rooms if room > 0), default=0)
        return max(1, smallest - (key in self._facts.inclusive)) if smallest else 0

    def _longest_word(self, key: str, depth: int) -> int:
        """The letters that a fixed array has room for; it may be read from its second one on: `s + 1`."""
        own, outer = (self._facts.capacity.get((key, one), 0) for one in (depth + 1, depth))
        return max(0, own - 1) if own or depth == 0 else max(0, outer - 2)

    def _index_limit(self, key: str) -> int:
        rooms = [self._facts.capacity.get(place, 0) for place in self._facts.indices[key]]
        smallest = min((room for room in rooms if room > 0), default=0)
        return max(1, smallest - 1) if smallest else 0

    # ------------------------------------------------------------------------------------------------ whole loops

    def _repeats_data_sets(self, key: str) -> bool:
        """Whether a loop bounded by the variable reads sizes itself: the variable counts test cases."""
        return any(self._reads_sizes(body, key) for body in self._facts.reading_bounds.get(key, ()))

    def _reads_sizes(self, body: Node, but: str = "") -> bool:
        keys = {operand.key for read in self._reads_in(body) for operand in read.operands if operand.depth == 0}
        ends_of_ranges = {end for start, end in self._facts.starts.items() if start in keys}
        sizes = (self._facts.bounds | self._facts.counts) - ends_of_ranges
        return bool((keys & sizes) - {but})

    def _reads_in(self, body: Node) -> list[Read]:
        """The reads of a piece of code and of the functions that it calls."""
        found: list[Read] = []
        todo, seen = [body], {body.id}
        while todo:
            piece = todo.pop()
            found += find_reads(piece, self._functions)
            for node in walk(piece):
                inner = self._functions.bodies.get(called(node)) if node.type == "call_expression" else None
                if inner is not None and inner.id not in seen:
                    seen.add(inner.id)
                    todo.append(inner)
        return found

    def _is_tree_edge(self, reads: list[Read]) -> bool:
        """Two indices read in a loop that runs n - 1 times."""
        operands = [operand for read in reads for operand in read.operands]
        if len(operands) not in (2, 3) or _loop_id(reads[0]) not in self._facts.edges:
            return False
        one, other = operands[:2]
        return one.key in self._facts.indices and other.key in self._facts.indices and one.key != other.key


def _loop_id(read: Read) -> int:
    """The loop that a read is directly in; 0: none."""
    return next((node.id for node in ancestors(read.node) if node.type in LOOPS), 0)
