"""What the user promises of a function's inputs, in comments right above it.

    // perfcoder: 1 <= n <= 1e6, len(a) == n, a[i] in [0, n), sorted(a), index(i, a)

Each item is a chain of comparisons, a membership in an interval, a word with names, or what a template parameter stands
for: `T = double`. What is not understood is a `Problem` and promises nothing.
"""

import re
from collections.abc import Iterator

from perfcoder_lsp.cpp.functions import Function
from perfcoder_lsp.cpp.own_comments import Completion, OwnComment, Problem, own_comments, text_before
from perfcoder_lsp.cpp.readable import readable
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.text import ByteRange
from perfcoder_lsp.verify.functions.evidence import Described, described
from perfcoder_lsp.verify.functions.place import place_of
from perfcoder_lsp.verify.functions.promises import PromiseError, read_promises
from perfcoder_lsp.verify.functions.words import WORDS, ParameterKind, Promise


@per_source
def annotations(source: Source) -> tuple[OwnComment, ...]:
    """All annotations of a readable text, in text order."""
    return tuple(each for each in own_comments(source) if not each.ignores)


def problems(source: Source) -> tuple[Problem, ...]:
    """Everything in the file's annotations that can't be followed, in text order."""
    return _read(readable(source))[1]


def promises_of(source: Source, function: Function) -> tuple[Promise, ...]:
    """What is promised of the parameters of a function of a readable text."""
    return tuple(each for each in _promises(source, function) if not each.stands_for)


def template_arguments_of(source: Source, function: Function) -> dict[str, str]:
    """What the template parameters around a function stand for, as far as its annotations say so."""
    return {each.name: each.stands_for for each in _promises(source, function) if each.stands_for}


def _promises(source: Source, function: Function) -> tuple[Promise, ...]:
    return tuple(promise for at, promise in _read(source)[0] if at == function.node.start_byte)


@per_source
def _read(source: Source) -> tuple[tuple[tuple[int, Promise], ...], tuple[Problem, ...]]:
    """Promises with the start of the function that they are about, and problems."""
    promises: list[tuple[int, Promise]] = []
    found: list[Problem] = []
    for each in annotations(source):
        if each.function is None:
            message = "this annotation stands above no function; put it on the line before one"
            found.append(Problem(range=each.range, message=message))
            continue
        templates = template_names(source, each.function)
        read, errors = read_promises(_text(source, each), _parameters(source, each.function), templates)
        promises += ((each.function.node.start_byte, promise) for promise in read)
        found += (_problem(each, error) for error in errors)
    return tuple(promises), tuple(found)


def _text(source: Source, annotation: OwnComment) -> str:
    """The text with one character for each byte, so that positions are byte offsets."""
    return source.text[annotation.range.start : annotation.range.end].decode("latin-1")


def _problem(annotation: OwnComment, error: PromiseError) -> Problem:
    start = annotation.range.start
    where = ByteRange(start=start + error.start, end=start + max(error.end, error.start))
    return Problem(range=where, message=error.message)


def _parameters(source: Source, function: Function) -> dict[str, ParameterKind]:
    return {each.name: _kind(each) for each in described(source, function) if each.name}


def template_names(source: Source, function: Function) -> tuple[str, ...]:
    """The names of the template parameters of a function and of the classes around it, outermost first."""
    place = place_of(source, function)
    heads = [*(each.head for each in place.path), *place.heads]
    return tuple(each.name for head in heads if head is not None for each in head.parameters if each.name)


def _kind(parameter: Described) -> ParameterKind:
    kind = parameter.kind
    if parameter.is_sequence:
        element = kind.element or (kind.arguments[0] if kind.arguments else None)
        return "reals" if element is not None and element.is_floating else "sequence"
    if kind.is_floating:
        return "real"
    return "number" if kind.is_integral else "other"


# ---------------------------------------------------------------------------------------------------------- completions

_BEGUN = re.compile(r"[A-Za-z_]*\w*$")
_IN_WORD = re.compile(r"([a-z]+)\s*\(([^()]*)$")
_CHOICE = re.compile(r"(?:^|,)\s*(\w+)\s*=\s*$")
_TYPES = ("int", "long long", "double", "std::string", "std::vector<int>", "std::vector<int>::iterator")
_COMPLETE = re.compile(r"[\w\])]\s+$")


def completions(source: Source, offset: int) -> tuple[Completion, ...]:
    """What fits at a byte offset inside an annotation; nothing outside of annotations."""
    source = readable(source)
    for each in annotations(source):
        line = text_before(source, each, offset)
        if line is not None:
            parameters = _parameters(source, each.function) if each.function is not None else {}
            templates = template_names(source, each.function) if each.function is not None else ()
            return tuple(_fitting(line, offset, parameters, templates))
    return ()


def _fitting(
    line: str, offset: int, parameters: dict[str, ParameterKind], templates: tuple[str, ...]
) -> Iterator[Completion]:
    """Parameters of the right kind inside a word's brackets, types behind `T =`; else parameters and, where an item
    begins, words and template parameters."""
    begun = _BEGUN.search(line)
    start = begun.start() if begun is not None else len(line)
    where = ByteRange(start=offset - (len(line) - start), end=offset)
    before = line[:start]
    inside = _IN_WORD.search(before)
    if inside is not None and inside[1] in (*WORDS, "len"):
        word = WORDS.get(inside[1])
        kinds = word.kinds if word is not None else ("sequence",)
        wanted = kinds[min(inside[2].count(","), len(kinds) - 1)]
        names = [each for each, kind in parameters.items() if _fits(kind, wanted)]
        yield from (Completion(label=each, detail="parameter", insert=each, range=where) for each in names)
        return
    choice = _CHOICE.search(before)
    if choice is not None and choice[1] in templates:
        yield from (Completion(label=each, detail="type", insert=each, range=where) for each in _TYPES)
        return
    if _COMPLETE.search(before) and not before.rstrip().endswith(","):
        yield Completion(label="in", detail="[low, high] or [low, high)", insert="in [", range=where)
        return
    for name, kind in parameters.items():
        yield Completion(label=name, detail="parameter", insert=name, range=where)
        if _fits(kind, "sequence"):
            yield Completion(label=f"len({name})", detail="its length", insert=f"len({name})", range=where)
    if not before.strip() or before.rstrip().endswith(","):
        for name in templates:
            yield Completion(label=f"{name} =", detail="template parameter", insert=f"{name} = ", range=where)
        for name, word in WORDS.items():
            yield Completion(label=word.example, detail=word.detail, insert=f"{name}(", range=where)


def _fits(kind: ParameterKind, wanted: ParameterKind) -> bool:
    return wanted == "other" or kind in (wanted, "other") or (wanted, kind) == ("sequence", "reals")
