"""What a harness unit is compiled with: copies of headers, with hooks in the classes that its function leads to.

Which headers a file reads is told by its #include lines, whatever conditions these stand under: a header too many
costs nothing, since only those are copied that define a class whose name is met on the way from the function's own
words, through fields, bases and parameters of constructors. The compiler's and the standard library's stay as they are.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from perfcoder_lsp.build import CompileCommand, Part, Replacement
from perfcoder_lsp.build.folders import view
from perfcoder_lsp.cpp.members import Class, classes
from perfcoder_lsp.cpp.nodes import ancestors, text_of
from perfcoder_lsp.cpp.readable import readable, respelled
from perfcoder_lsp.cpp.source import Language, Source
from perfcoder_lsp.text import with_joined_insertions
from perfcoder_lsp.verify.functions.hooks import Defined, can_have_hooks, class_hooks, defined_in
from perfcoder_lsp.verify.functions.place import full_class_name
from perfcoder_lsp.verify.functions.stand_ins import stand_in
from perfcoder_lsp.verify.functions.surroundings import reached_functions, touched_variables
from perfcoder_lsp.verify.functions.target import Target
from perfcoder_lsp.verify.functions.umbrella import SYSTEM, Umbrella, included_paths, searched_folders

_CLASS = re.compile(
    r"\b(?:class|struct)\s+(?:[A-Z][A-Z0-9_]*(?:\([^()]*\))?\s+|\[\[[^\]]*\]\]\s*)*([A-Za-z_]\w*)\s*(?:final\s*)?[:{]"
)
_NAMED_BY_TYPEDEF = re.compile(r"\}\s*([A-Za-z_]\w*)\s*[;,]")
_ALIAS = re.compile(r"\btypedef\b[^;{}]*?([A-Za-z_]\w*)\s*;|\busing\s+([A-Za-z_]\w*)\s*=[^;]*;")
_WORD = re.compile(r"[A-Za-z_]\w*")
_ERROR = re.compile(r"^(?P<path>[^\n]+?):(?P<line>\d+):(?P<column>\d+): (?:fatal )?error: ", re.MULTILINE)
_HOOK = re.compile(rb" static \w+ perfcoder_\w+_\((?!perfcoder_target_)")

_OF_THE_SYSTEM = frozenset(
    {"sys", "bits", "linux", "asm", "asm-generic", "c++", "gnu", "net", "netinet", "arpa", "rpc"}
)
_LONGEST_GUARD = 400
_LARGEST_HEADER = 1 << 20
_MOST_HEADERS = 400
_MOST_CLASSES = 80
_MOST_CONCRETES = 4


@dataclass(frozen=True)
class Concretes:
    """The classes known to derive from another one that has functions to override, by their full names; where none is,
    one whose text is `stand_in`."""

    base: str
    derived: tuple[str, ...]
    stand_in: str = ""

    @property
    def text(self) -> str:
        """As the harness is told."""
        return f"template <> struct Concretes<{self.base}> {{ using type = Types<{', '.join(self.derived)}>; }};"


@dataclass(frozen=True)
class Companions:
    """What stands in the place of headers, which classes of the unit derive from others, the sources that it is linked
    with, and what is compiled where it is a header that can't be alone. `bare` are the lines of the file's own classes
    that get no hooks; the `driver` is another program of the project, whose calls are recorded."""

    overlay: tuple[Replacement, ...] = ()
    concretes: tuple[Concretes, ...] = ()
    parts: tuple[Part, ...] = ()
    driver: Part | None = None
    umbrella: Umbrella | None = None
    bare: frozenset[int] = frozenset()

    @property
    def has_stand_ins(self) -> bool:
        """Whether objects of the unit may be of classes that were written for it."""
        return any(each.stand_in for each in self.concretes)

    def without(self, diagnostics: str, own: Replacement, *, is_template: bool) -> "Companions | None":
        """Less of it, after a build that failed: without the hooks and copies in which errors are (of a template, whose
        arguments may be at fault, in the hooks themselves), else without what was said of derived classes. None where
        nothing of it is at fault. `own` is the file's own text, as it was built."""
        places = [(Path(each["path"]), int(each["line"]), int(each["column"])) for each in _ERROR.finditer(diagnostics)]
        bare = self.bare | _broken_hooks(own, places)
        broken = [each for each in self.overlay if _broken_hooks(each, places)]
        if not is_template:
            broken = [each for each in self.overlay if any(path == each.path for path, _, _ in places)]
        if broken or bare != self.bare:
            kept = tuple(each for each in self.overlay if each not in broken)
            return replace(self, overlay=kept, bare=bare)
        told = {name for each in self.concretes for name in (each.base, *each.derived)}
        at_fault = any(re.search(rf"\b{name.rpartition('::')[2]}\b", diagnostics) for name in told)
        return replace(self, concretes=()) if at_fault else None


def _broken_hooks(copy: Replacement, errors: list[tuple[Path, int, int]]) -> frozenset[int]:
    """The lines of a text in whose hooks errors are."""
    if all(path != copy.path for path, _, _ in errors):
        return frozenset()
    hooks = {
        number: match.start() for number, line in enumerate(copy.text.split(b"\n"), 1) if (match := _HOOK.search(line))
    }
    return frozenset(line for path, line, column in errors if path == copy.path and column > hooks.get(line, column))


NO_COMPANIONS = Companions()


def companions_of(target: Target, command: CompileCommand, umbrella: Umbrella | None = None) -> Companions:
    """The companions of a function's unit, but for the sources to link with: see `siblings.py`."""
    own = target.source.path.resolve()
    files = (_File(target.view), *map(_File, _included(target.source, command, umbrella)))
    found = _reached_classes(files, _first_words(target))
    defined = frozenset[tuple[str, str]]().union(*(defined_in(file.view) for file in files if file.source in found))
    defined |= defined_in(target.view)
    overlay = [
        Replacement(file.source.path, _hooked(file, found[file.source], target.function.name, defined))
        for file in files[1:]
        if file.source in found and file.source.path != own
    ]
    shown = tuple(overlay) if sys.platform == "linux" else ()  # other sandboxes can't show a copy in a file's place
    return Companions(shown, tuple(_concretes(files, found)), umbrella=umbrella)


def _hooked(file: "_File", owners: list[Class], target: str, defined: Defined) -> bytes:
    edits = class_hooks(owners, target, defined)
    return respelled(file.source).edited(with_joined_insertions(edits)).text


# -------------------------------------------------------------------------------------------------------------- classes


@dataclass(frozen=True)
class _File:
    """A header, or the unit's own file. What it defines is told by words; it is parsed only when one is wanted."""

    source: Source

    @cached_property
    def view(self) -> Source:
        return readable(self.source)

    @cached_property
    def names(self) -> frozenset[str]:
        """The classes that may be defined here."""
        found = (*_CLASS.finditer(self._text), *_NAMED_BY_TYPEDEF.finditer(self._text))
        return frozenset(match[1] for match in found)

    @cached_property
    def aliases(self) -> dict[str, frozenset[str]]:
        """The words of what other names stand for."""
        found = ((match[1] or match[2], match[0]) for match in _ALIAS.finditer(self._text))
        return {name: frozenset(_WORD.findall(text)) for name, text in found}

    @cached_property
    def _text(self) -> str:
        return self.source.text.decode(errors="replace")

    def named(self, name: str) -> Iterator[Class]:
        """The classes of that name that can have hooks."""
        if name in self.names:
            yield from (each for each in classes(self.view) if each.name == name and can_have_hooks(self.view, each))

    def derived(self, name: str) -> Iterator[Class]:
        """The classes of which a base has that name."""
        if re.search(rf"[:,][^;{{}}()]*\b{name}\b[^;(){{}}]*{{", self._text):
            yield from (each for each in classes(self.view) if any(_last(base) == name for base in each.bases))


def _last(written: str) -> str:
    """`Base` of `ns::Base<T>`."""
    return written.partition("<")[0].rpartition("::")[2].strip()


def _first_words(target: Target) -> set[str]:
    """The words of the function, of its class, and of the variables that it touches."""
    view, function = target.view, target.function
    variables = touched_variables(view, reached_functions(view, function))
    texts = [text_of(function.node), function.qualified_name, *(text_of(each.node) for each in variables)]
    return {word for text in texts for word in _WORD.findall(text)}


def _reached_classes(files: tuple[_File, ...], words: set[str]) -> dict[Source, list[Class]]:
    """The classes that words lead to, by the file that they stand in."""
    found: dict[Source, list[Class]] = {}
    todo, seen, count = sorted(words), set(words), 0
    while todo and count < _MOST_CLASSES:
        name = todo.pop()
        further: set[str] = set()
        for file in files:
            further |= file.aliases.get(name, frozenset())
            for each in file.named(name):
                found.setdefault(file.source, []).append(each)
                further |= _words_of(each)
                count += 1
                if each.is_abstract:
                    further |= {one.name for other in files for one in other.derived(name)}
        todo += sorted(further - seen)
        seen |= further
    return found


def _words_of(owner: Class) -> set[str]:
    """The words of what an object of the class is made of, or made from."""
    texts = [*owner.bases, *(each.type_text for each in owner.fields)]
    texts += (one.type_text for each in owner.constructors for one in each.parameters)
    texts += (one.type_text for each in owner.methods if each.is_static for one in each.parameters)
    return {word for text in texts for word in _WORD.findall(text)}


def _concretes(files: tuple[_File, ...], found: dict[Source, list[Class]]) -> Iterator[Concretes]:
    """What derives, directly or not, from the reached classes that have pure functions."""
    for file in files:
        for base in found.get(file.source, ()):
            if base.is_abstract and _can_be_named(file.view, base):
                name = full_class_name(file.view, base)
                derived = tuple(dict.fromkeys(_derived_names(files, base.name)))[:_MOST_CONCRETES]
                written = stand_in(file.view, base, lambda name: (one for other in files for one in other.named(name)))
                if written is not None:
                    yield Concretes(name, (*derived, written.name), written.text)
                elif derived:
                    yield Concretes(name, derived)


def _derived_names(files: tuple[_File, ...], base: str) -> Iterator[str]:
    todo, seen = [base], {base}
    while todo:
        name = todo.pop(0)
        for file in files:
            for each in file.derived(name):
                if each.name not in seen and can_have_hooks(file.view, each):
                    seen.add(each.name)
                    todo.append(each.name)
                    if _can_be_named(file.view, each):
                        yield full_class_name(file.view, each)


def _can_be_named(source: Source, owner: Class) -> bool:
    """Whether a class is one and there for sure: no template, and under no #if but a header's guard."""
    around = [each for each in ancestors(source, owner.node) if each.type.startswith("preproc_")]
    guarded = all(_is_guard(source, each.start_byte) for each in around)
    inner = any(each.type == "template_declaration" for each in ancestors(source, owner.node))
    return guarded and not inner and not owner.heads and "<" not in owner.written


def _is_guard(source: Source, start: int) -> bool:
    """`#ifndef NAME` with `#define NAME` in the next line."""
    return (
        re.match(rb"#[ \t]*ifndef[ \t]+(\w+)\s+#[ \t]*define[ \t]+\1\b", source.text[start : start + _LONGEST_GUARD])
        is not None
    )


# ------------------------------------------------------------------------------------------------------------- includes


def _included(source: Source, command: CompileCommand, umbrella: Umbrella | None) -> Iterator[Source]:
    """The headers that a file may read and that hooks can be put into, nearest first."""
    seen = view(source.path.resolve(), source.text, command).shown
    searched = searched_folders(command)
    found: dict[Path, None] = {}
    todo = [(source.path.resolve().parent, source.text)]
    if umbrella is not None:
        todo.append((umbrella.path.parent, umbrella.text))
    while todo and len(found) < _MOST_HEADERS:
        folder, text = todo.pop(0)
        for path in included_paths(text, folder, searched):
            if path in found or not _is_of_the_user(path, seen):
                continue
            found[path] = None
            header = _read(path, path.stat().st_mtime_ns, source.language)
            if header is not None:
                todo.append((path.parent, header.text))
                yield header


def _is_of_the_user(path: Path, shown: tuple[Path, ...]) -> bool:
    """Whether compilers see a header, and it is neither theirs nor the system's own."""
    if any(path.is_relative_to(folder) for folder in shown):
        return True
    for folder in SYSTEM:
        if path.is_relative_to(folder):
            first = path.relative_to(folder).parts[0]
            return first not in _OF_THE_SYSTEM and "-linux-" not in first and path.suffix != "" and first != path.name
    return False


@lru_cache(maxsize=2000)
def _read(path: Path, _changed_ns: int, language: Language) -> Source | None:
    """A header; None where it is no text of a usual size."""
    try:
        text = path.read_bytes() if path.stat().st_size <= _LARGEST_HEADER else b""
        text.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return Source(path, text, language) if text.strip() and b"\0" not in text else None
