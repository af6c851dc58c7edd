"""How a harness unit is built: by the project's command for the file, with what the harness needs on top."""

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from perfcoder_lsp.build import Build, Builder, CompileCommand, Job, Variant
from perfcoder_lsp.build.compile_command import as_cpp
from perfcoder_lsp.build.project import find_database
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.verify.functions.unit import UnitText
from perfcoder_lsp.verify.trace import TRACED, comparisons_job

LIBRARY = Path(__file__).parents[1] / "harness"
PRELUDE = LIBRARY / "perfcoder_harness.hpp"
RUNTIME = LIBRARY / "runtime.cpp"
_LIBRARY_DATA = LIBRARY / "library_data.cpp"
HOST = LIBRARY / "host.c"

_STANDARD = re.compile(r"-std=(?:gnu|c)\+\+(\w+)")
_OLD_STANDARDS = {"98", "03", "0x", "11", "1y", "14"}
_DROPPED = {"-fno-exceptions", "-ansi", "-pedantic-errors", "-fwhole-program"}
_WARNING = re.compile(r"-W(?!no-|[lap],).*")  # none is shown, and units that differ in them share what is precompiled
_NEEDED = ("-fno-access-control", "-DPERFCODER_SPLIT")
_C_AS_CPP = ("-std=gnu++20", "-fpermissive", "-Drestrict=__restrict", "-D_Noreturn=[[noreturn]]")
# Quick to compile; a missing vtable (of a class that another file defines) is no error of the function.
_SANITIZED = ("-O0", "-g0", "-fno-sanitize=vptr")
_SHARED = ("-DPERFCODER_SHARED", "-ffunction-sections", "-fdata-sections")
LINK = (
    # What the function does not reach is left out, and with it what that would need of other files.
    "-Wl,--gc-sections",
    # What the file needs of others may be missing: a call of it is a trap, and its input none that is valid.
    "-Wl,--unresolved-symbols=ignore-all",
    # The unit's own functions win over those of the project's libraries, also inside of these.
    *("-Wl,--allow-multiple-definition", "-Wl,-Bsymbolic"),
)
# The loader refuses a program that looks up what is missing when it is called; a shared object's calls may do that.
_LINK_PROGRAM = (*LINK, "-Wl,-z,now")
# Static libraries of programs fit into a shared object only together with all data that they use.
_LINK_WHOLE = (*LINK, "-static-libstdc++", "-static-libgcc")
_LIBRARY_DEPTH = 4
_MOST_LIBRARIES = 40


def harness_command(command: CompileCommand, source: Source) -> CompileCommand:
    """The file's command, as a C++ one of at least C++17."""
    flags = [flag for flag in as_cpp(command).flags if flag not in _DROPPED and not _WARNING.fullmatch(flag)]
    if source.language == "c":
        flags = [flag for flag in flags if not flag.startswith("-std=")] + list(_C_AS_CPP)
    elif is_old(flags):
        flags.append("-std=gnu++17")
    return as_cpp(command).model_copy(update={"flags": (*flags, *_NEEDED)})


def is_old(flags: Sequence[str]) -> bool:
    """Whether the last standard that they ask for is older than C++17; none at all is the compiler's own, C++17."""
    found = [match[1] for flag in flags if (match := _STANDARD.fullmatch(flag))]
    return bool(found) and found[-1] in _OLD_STANDARDS


def project_libraries(source: Source) -> tuple[Path, ...]:
    """The static libraries that the project's own build has left beside its compile_commands.json."""
    database = find_database(source.path.resolve())
    if database is None:
        return ()
    found: list[Path] = []
    for folder, inner, files in os.walk(database.resolve().parent):
        depth = len(Path(folder).relative_to(database.resolve().parent).parts)
        inner[:] = sorted(each for each in inner if not each.startswith(".")) if depth < _LIBRARY_DEPTH else []
        found += (Path(folder, each) for each in sorted(files) if each.endswith(".a"))
    return tuple(each for each in found[:_MOST_LIBRARIES] if each.is_file() and not each.is_symlink())


def harness_job(
    unit: Source,
    command: CompileCommand,
    variant: Variant,
    layout: tuple[str, ...] = (),
    libraries: tuple[Path, ...] = (),
    comparisons: Path | None = None,
) -> Job:
    """The job that builds a unit: a shared object, or an executable with sanitizers; linked with `libraries`, the
    executable with what keeps its `comparisons` as well."""
    extra, inputs = (*_SHARED, *layout), (RUNTIME, *libraries)
    if variant is Variant.SANITIZED:
        extra = (*_SANITIZED, TRACED) if comparisons is not None else _SANITIZED
        inputs = (RUNTIME, *((comparisons,) if comparisons is not None else ()), *libraries)
    return Job(
        source=unit,
        command=harness_command(command, unit),
        variant=variant,
        extra_flags=extra,
        extra_inputs=inputs,
        link_flags=_LINK_PROGRAM if variant is Variant.SANITIZED else LINK,
        prelude=PRELUDE,
        language="c++",
        overlay=unit.overlay if isinstance(unit, UnitText) else (),
        parts=unit.parts if isinstance(unit, UnitText) else (),
    )


def harness_jobs(
    unit: Source,
    command: CompileCommand,
    variant: Variant,
    layout: tuple[str, ...],
    libraries: tuple[Path, ...],
    comparisons: Path | None,
) -> tuple[Job, ...]:
    """The ways to build a unit: with the project's libraries, where they can be linked; else what they hold is
    missing."""
    alone = harness_job(unit, command, variant, layout, comparisons=comparisons)
    if not libraries:
        return (alone,)
    alone = replace(alone, apart=True)
    linked = replace(harness_job(unit, command, variant, layout, libraries, comparisons), apart=True)
    if variant is not Variant.SHARED:
        return linked, alone
    inputs = (*linked.extra_inputs, _LIBRARY_DATA)
    return replace(linked, extra_inputs=inputs, link_flags=_LINK_WHOLE), linked, alone


def kept_comparisons(builder: Builder, command: CompileCommand) -> Path | None:
    """What sanitized units are linked with to tell what they compare; None where it can't be built."""
    built = builder.build_job(comparisons_job(command))
    return built.binary if isinstance(built, Build) else None


def host_job(command: CompileCommand, *, counting: bool = False) -> Job:
    """The program that loads a shared unit; one that is `counting` tells how much is allocated."""
    flags = ("-O2", "-ldl", *(("-DPERFCODER_COUNTED", "-rdynamic", "-fno-builtin") if counting else ()))
    return Job(Source.read(HOST), CompileCommand(compiler=command.compiler, flags=flags, directory=LIBRARY))
