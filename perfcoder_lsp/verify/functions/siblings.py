"""Which other sources of the project a function's unit has to be linked with: those that define what it reaches.

A freshly cloned project has built no libraries, and those of others often can't be part of a shared object. What still
is missing after that is no error: a call of it ends the input.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from perfcoder_lsp.build import Build, Builder, Job, Part, Variant, compile_command
from perfcoder_lsp.build.symbols import Symbol, missing_symbols
from perfcoder_lsp.cpp.functions import functions
from perfcoder_lsp.cpp.readable import readable
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SourceError
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.verify.functions.builds import LINK, harness_command
from perfcoder_lsp.verify.functions.project_sources import ProjectSources, is_test, may_have_main, text_of_file

_MOST_SIBLINGS = 24
_ROUNDS = 6
_OF_CLASS = re.compile(r"^(?:vtable|typeinfo|typeinfo name|VTT|construction vtable) for ")


def siblings_of(
    source: Source, lacking: Build, builder: Builder, sandbox: Sandbox, settings: Settings
) -> tuple[Part, ...]:
    """The sources, and those that they need in turn, as far as a bound allows; none where nothing is missing.

    `lacking` is the source's unit as a shared object. Raises SandboxError, StorageError.
    """
    missing = missing_symbols(lacking.binary, sandbox)
    if not missing:
        return ()
    project = ProjectSources(source, settings)
    chosen: dict[Path, Part] = {}
    for _ in range(_ROUNDS):
        found = [path for path in _defining(project, missing) if path not in chosen][: _MOST_SIBLINGS - len(chosen)]
        if not found:
            break
        chosen |= {path: part for path in found if (part := project.part(path)) is not None}
        needed = missing_symbols_of(missing, tuple(chosen.values()), source, builder, sandbox, settings)
        if needed is None:
            break
        missing = needed
    return tuple(chosen.values())


def missing_symbols_of(
    wanted: tuple[Symbol, ...],
    parts: tuple[Part, ...],
    source: Source,
    builder: Builder,
    sandbox: Sandbox,
    settings: Settings,
) -> tuple[Symbol, ...] | None:
    """What is missing still where only `wanted` is used of these parts; None where they can't be linked."""
    empty = Source(source.path.with_suffix(".cpp"), b"", "c++")
    roots = tuple(f"-Wl,--undefined={each.name}" for each in wanted)
    command = harness_command(compile_command(source, settings.build), source)
    built = builder.build_job(Job(empty, command, Variant.SHARED, parts=parts, link_flags=(*LINK, *roots)))
    return missing_symbols(built.binary, sandbox) if isinstance(built, Build) else None


def _defining(project: ProjectSources, symbols: Iterable[Symbol]) -> Iterator[Path]:
    """For each symbol the nearest source that defines it, once; a program's own `main` and what tests it come last."""
    paths = sorted(project.paths, key=_is_aside)
    found = (next((path for path in paths if _defines(path, each)), None) for each in symbols)
    yield from dict.fromkeys(path for path in found if path is not None)


def _is_aside(path: Path) -> bool:
    return is_test(path) or may_have_main(path)


def _defines(path: Path, symbol: Symbol) -> bool:
    """Whether a text defines it: as a function, a method of the class, or a variable."""
    plain = _without_arguments(symbol.plain)
    of_class = _OF_CLASS.sub("", plain)
    scope, _, name = plain.rpartition("::") if of_class == plain else (of_class, "", "")
    owner = scope.rpartition("::")[2]
    text = text_of_file(path)
    if name and re.search(rb"(?<![\w~])" + re.escape(name.encode()) + rb"(?!\w)", text) is None:
        return False
    if owner and owner.encode() not in text:
        return False
    qualified = f"{scope}::{name}" if scope else name
    if any(_is_named(each, qualified) for each in _function_names(path, text)):
        return True
    by_macro = rf"^[A-Z_][A-Z0-9_]*\s*\(\s*{re.escape(name)}\s*[,)]"  # MAKE_HALF(half, int)
    if name and not scope and re.search(by_macro.encode(), text, re.MULTILINE):
        return True
    variable = (
        rf"^(?!\s*(?:extern|return|#|//|typedef|using)\b)[\w:<>*&,\s]*?\b{re.escape(name)}\s*(?:\[[^\]]*\]\s*)*[=;{{]"
    )
    return bool(name) and "(" not in symbol.plain and re.search(variable.encode(), text, re.MULTILINE) is not None


def _is_named(function: str, wanted: str) -> bool:
    """`wanted` ends in `::` for any method of a class; namespaces may be written or not."""
    if wanted.endswith("::"):
        return f"::{function}".rpartition("::")[0].endswith(f"::{wanted.removesuffix('::').rpartition('::')[2]}")
    return wanted == function or wanted.endswith(f"::{function}") or function.endswith(f"::{wanted}")


@functools.lru_cache(maxsize=256)
def _function_names(path: Path, text: bytes) -> frozenset[str]:
    try:
        source = readable(Source.of(path, text))
        return frozenset(each.qualified_name.replace("(anonymous namespace)::", "") for each in functions(source))
    except SourceError:
        return frozenset()


def _without_arguments(plain: str) -> str:
    """`ns::C::f` of `ns::C<int>::f(std::vector<int>) const`."""
    depth, kept = 0, ""
    for character in re.sub(r"\[abi:\w+\]", "", plain):
        if character == "(" and depth == 0 and not kept.endswith("operator"):
            break
        depth += (character == "<") - (character == ">")
        kept += character if depth == 0 and character != ">" else ""
    return kept.strip()
