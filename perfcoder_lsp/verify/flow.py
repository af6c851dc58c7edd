"""What is known of a copy or of a parameter holds for what it was copied from."""

from collections import Counter

from perfcoder_lsp.verify.facts import Facts
from perfcoder_lsp.verify.reads import Functions, called_names

_LONGEST = 6  # chain of copies


def flow(facts: Facts, functions: Functions) -> None:
    """Add to the facts of each original those of its copies.

    A function that calls itself may pass on less than nothing: that it looks at signs says nothing of its callers.
    """
    recursive = {
        parameter
        for name, body in functions.bodies.items()
        if name in called_names(body)
        for parameter in functions.parameters[name]
    }
    copies = sorted((copy, original) for copy, original in facts.aliases if copy != original)
    for _ in range(_LONGEST):
        for copy, original in copies:
            for known in (facts.counts, facts.bounds, facts.exponents, facts.from_one):
                if copy in known:
                    known.add(original)
            if copy in facts.signed and copy not in recursive:
                facts.signed.add(original)
            if copy in facts.reading_bounds and original not in facts.reading_bounds:
                facts.reading_bounds[original] = facts.reading_bounds[copy]
            if copy in facts.indices:
                facts.indices[original].update(facts.indices[copy] - facts.indices[original])
            _flow_bounds(copy, original, facts)
            _flow_places(copy, original, facts)
    for parameter, bases in facts.parameter_bases.items():
        for place in facts.indices.get(parameter, ()):
            facts.bases[place] += bases


def _flow_bounds(copy: str, original: str, facts: Facts) -> None:
    """What a copy bounds, the original bounds."""
    for bounds in (*facts.stepped_through.values(), *facts.extents.values()):
        if copy in bounds and original not in bounds:
            bounds[original] = bounds[copy]


def _flow_places(copy: str, original: str, facts: Facts) -> None:
    """How an array is stepped through, and what its indices are, under the name that a function gives it."""
    for bounds in (facts.stepped_through, facts.extents):
        for name, depth in list(bounds):
            if name == copy:
                bounds[original, depth] |= bounds[name, depth]
    for name, depth in list(facts.bases):
        if name == copy:
            facts.bases[original, depth] |= facts.bases[name, depth]
    for places in facts.indices.values():
        places |= Counter({(original, depth): times for (name, depth), times in places.items() if name == copy})
