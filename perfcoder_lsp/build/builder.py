"""Building programs: every compiler runs in the sandbox, results are kept by content, jobs run in parallel."""

import functools
import hashlib
import itertools
import os
import threading
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from perfcoder_lsp.build import pch
from perfcoder_lsp.build.compilation import Compilation, Product, Replacement, compile_in_sandbox
from perfcoder_lsp.build.compile_command import CompileCommand
from perfcoder_lsp.build.diagnostics import BuildFailure
from perfcoder_lsp.build.folders import view
from perfcoder_lsp.build.toolchain import Toolchain, find_toolchain
from perfcoder_lsp.build.variant import Variant, variant_flags
from perfcoder_lsp.cpp.source import Language, Source
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import BuildSettings, Settings
from perfcoder_lsp.storage.cache import EntryCache, exclusive, fingerprint
from perfcoder_lsp.storage.scratch import scratch_folder, sweep
from perfcoder_lsp.storage.trust import storing
from perfcoder_lsp.text import Frozen

_SOURCE_LANGUAGES = {".c": "c", ".cc": "c++", ".cpp": "c++", ".cxx": "c++"}
_SECTIONS = ("-ffunction-sections", "-fdata-sections")  # so that only what is used of a part is linked
_PATIENCE = 4  # a precompiled header takes as many times as long as what it serves


class Build(Frozen):
    """A built program: its key (equal keys, equal programs) and the executable."""

    key: str
    binary: Path


@dataclass(frozen=True)
class Part:
    """A further source of a program, compiled as C++ by a command of its own."""

    source: Source
    command: CompileCommand


@dataclass(frozen=True)
class Job:
    """One program to build.

    `extra_flags` follow the variant's; `extra_inputs` are further sources, objects or libraries to link with;
    `forced_includes` are headers read before the source (after a precompiled one, so they must not define macros that
    standard headers react to); `link_flags` come last. `prelude` is a header of ours that stands before everything else
    and is precompiled once for each set of flags; `language` replaces that of the source. The texts of `overlay` stand
    in the place of headers, for this program alone; `parts` are linked with it, as far as they compile. `apart`: it is
    compiled once for all jobs that only link it otherwise.
    """

    source: Source
    command: CompileCommand
    variant: Variant = Variant.TIMING
    extra_flags: tuple[str, ...] = ()
    extra_inputs: tuple[Path, ...] = ()
    link_flags: tuple[str, ...] = ()
    forced_includes: tuple[Path, ...] = ()
    prelude: Path | None = None
    language: Language | None = None
    parts: tuple[Part, ...] = ()
    overlay: tuple[Replacement, ...] = ()
    apart: bool = False

    @property
    def flags(self) -> tuple[str, ...]:
        return (*variant_flags(self.variant, self.command.flags), *self.extra_flags)


class Builder:
    """Builds jobs and remembers what was built. Safe to share between threads."""

    def __init__(self, sandbox: Sandbox, settings: Settings) -> None:
        self._sandbox = sandbox
        self._settings = settings.build
        self._cache = settings.cache.directory.resolve()
        self._builds = EntryCache(self._cache, "builds", settings.cache.size_mb << 19)  # half of what the user allows
        self._pchs = EntryCache(self._cache, "pch", pch.MAX_BYTES)
        self._toolchain = functools.cache(functools.partial(find_toolchain, sandbox=sandbox))
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        sweep(self._cache)

    def build(self, source: Source, command: CompileCommand, variant: Variant = Variant.TIMING) -> Build | BuildFailure:
        """Build one program; see `build_job`."""
        return self.build_job(Job(source, command, variant))

    def build_all(self, jobs: Sequence[Job]) -> list[Build | BuildFailure]:
        """Build all jobs, as many at a time as there are cores; results in the jobs' order."""
        if len(jobs) < 2:
            return [self.build_job(job) for job in jobs]
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            return list(pool.map(self.build_job, jobs))

    def build_job(self, job: Job) -> Build | BuildFailure:
        """Build one job, or find it in the cache.

        Raises SourceError where there is no such compiler, SandboxError where nothing can be executed, StorageError
        where the disk is full.
        """
        with storing(self._cache):
            toolchain = self._toolchain(job.command.compiler)
            linked = self._linkable(job, toolchain)
            if isinstance(linked, BuildFailure):
                return linked
            entry = self._linked_apart(job, toolchain, linked) if job.apart else None
            entry = entry or self._made(_compilation(job, toolchain, linked), self._settings)
        return entry if isinstance(entry, BuildFailure) else Build(key=entry.name, binary=entry / Product.PROGRAM)

    def _linked_apart(self, job: Job, toolchain: Toolchain, linked: tuple[Path, ...]) -> Path | BuildFailure:
        whole = _compilation(job, toolchain, linked)
        compiled = self._made(replace(whole, product=Product.OBJECT, linked=(), link_flags=()), self._settings)
        if isinstance(compiled, BuildFailure):
            return compiled
        empty = replace(whole, text=b"", linked=(compiled / Product.OBJECT, *linked), prelude=None, overlay=())
        return self._made(empty, self._settings)

    def warnings(self, job: Job) -> str | BuildFailure:
        """Where the job's text uses what is deprecated, in the compiler's words, without making a program of it; see
        `build_job`."""
        with storing(self._cache):
            asked = replace(_compilation(job, self._toolchain(job.command.compiler), ()), product=Product.WARNINGS)
            made = self._made(asked, self._settings)
            return made if isinstance(made, BuildFailure) else (made / Product.WARNINGS).read_text("utf-8")

    def prepare(self, job: Job) -> None:
        """Make what the job shares with others, and leave its own source aside; see `build_job`."""
        with storing(self._cache):
            toolchain = self._toolchain(job.command.compiler)
            if not isinstance(self._linkable(job, toolchain), BuildFailure):
                self._precompiled(_compilation(job, toolchain, ()))

    def version(self, command: CompileCommand) -> str:
        """The compiler's version line, for keys of other caches. Raises SourceError where there is none."""
        return self._toolchain(command.compiler).version

    def _linkable(self, job: Job, toolchain: Toolchain) -> tuple[Path, ...] | BuildFailure:
        """The extra inputs with an object file in place of each source."""
        linked: list[Path] = []
        for path in job.extra_inputs:
            language = _SOURCE_LANGUAGES.get(path.suffix)
            if language is None:
                linked.append(path)
                continue
            flags = job.flags if job.prelude is None else pch.own_flags(job.flags, is_clang=toolchain.is_clang)
            part = Compilation(
                path.read_bytes(), path, language, flags, toolchain, Product.OBJECT, (path.parent,), prelude=job.prelude
            )
            with exclusive(self._cache, _key(part)):  # slow, and many programs may need it at once
                entry = self._made(part, self._patient)
            if isinstance(entry, BuildFailure):
                return entry
            linked.append(entry / Product.OBJECT)
        return (*linked, *self._objects(job))

    def _objects(self, job: Job) -> tuple[Path, ...]:
        """The object files of the job's parts, without those of parts that don't compile."""
        if not job.parts:
            return ()
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            made = list(pool.map(self._object, job.parts, itertools.repeat(job)))
        return tuple(entry / Product.OBJECT for entry in made if not isinstance(entry, BuildFailure))

    def _object(self, part: Part, job: Job) -> Path | BuildFailure:
        path, text, command = part.source.path.resolve(), part.source.text, part.command
        seen = view(path, text, command)
        sanitized = job.extra_flags if job.variant is Variant.SANITIZED else ()  # as quick to compile as the job itself
        flags = (*variant_flags(job.variant, command.flags), *sanitized, *_SECTIONS)
        toolchain = self._toolchain(command.compiler)
        compilation = Compilation(
            text, path, "c++", flags, toolchain, Product.OBJECT, folders=seen.shown, hidden=seen.hidden
        )
        return self._made(compilation, self._settings)

    @property
    def _patient(self) -> BuildSettings:
        """For what is not the user's, and made once: it may take longer."""
        return self._settings.model_copy(update={"timeout_s": self._settings.timeout_s * _PATIENCE})

    def _made(self, compilation: Compilation, settings: BuildSettings) -> Path | BuildFailure:
        """The cache entry of a compilation, compiled now where it is not there yet."""
        key = _key(compilation)
        with self._locks[key]:
            entry = self._builds.find(key)
            if entry is not None:
                return entry
            header = self._precompiled(compilation)
            if header is not None:
                precompiled = replace(compilation, precompiled=header, prelude=None)
                made = self._compiled(precompiled, self._builds, key, settings)
                if not isinstance(made, BuildFailure) or _is_final(made, compilation):
                    return made
            return self._compiled(compilation, self._builds, key, settings)  # the true diagnostics

    def _precompiled(self, compilation: Compilation) -> Path | None:
        """The folder of the precompiled header that serves a source; built now where it is not there yet."""
        text = pch.header_text(compilation.text, compilation.prelude) if compilation.language == "c++" else None
        if text is None or any(flag in {"-include", "-imacros"} for flag in compilation.flags):
            return None
        path = Path("/w/pch") / pch.HEADER_FILE
        toolchain = compilation.toolchain
        is_prelude = compilation.prelude is not None
        flags = pch.pch_flags(compilation.flags, is_clang=toolchain.is_clang, is_prelude=is_prelude)
        folders = compilation.visible_folders
        part = Compilation(text, path, "c++", flags, toolchain, Product.HEADER, folders, file_mb=512)
        key = _key(part)
        with self._locks[key], exclusive(self._cache, key):  # slow and large
            made = self._pchs.find(key) or self._compiled(part, self._pchs, key, self._patient)
        return None if isinstance(made, BuildFailure) else made

    def _compiled(
        self, compilation: Compilation, cache: EntryCache, key: str, settings: BuildSettings
    ) -> Path | BuildFailure:
        with scratch_folder(self._cache) as scratch:
            made = compile_in_sandbox(self._sandbox, compilation, scratch, settings)
            if isinstance(made, BuildFailure):
                return made
            files = {str(compilation.product): made.file}
            if compilation.product is Product.HEADER:
                suffix = ".pch" if compilation.toolchain.is_clang else ".gch"
                files = {pch.HEADER_FILE + suffix: made.file, pch.HEADER_FILE: scratch / "in" / pch.HEADER_FILE}
            return cache.store(key, files, made.inputs, scratch)


def _is_final(failure: BuildFailure, compilation: Compilation) -> bool:
    """Whether a failure with a precompiled header is one without it: it saves time, and a prelude stands before the
    text either way."""
    prelude = compilation.prelude
    if failure.cause == "text" and prelude is not None:
        return prelude.name not in failure.message
    return failure.cause == "time"


def _compilation(job: Job, toolchain: Toolchain, linked: tuple[Path, ...]) -> Compilation:
    path = job.source.path.resolve()
    seen = view(path, job.source.text, job.command)
    return Compilation(
        text=job.source.text,
        path=path,
        language=job.language or job.source.language,
        flags=job.flags,
        toolchain=toolchain,
        folders=seen.shown,
        hidden=seen.hidden,
        forced_includes=tuple(path.resolve() for path in job.forced_includes),
        linked=linked,
        link_flags=job.link_flags,
        prelude=job.prelude,
        overlay=job.overlay,
    )


def _parts(prelude: Path | None) -> list[Path]:
    """A prelude with what it may include: the files beside it."""
    return sorted(prelude.parent.iterdir()) if prelude is not None else []


def _key(compilation: Compilation) -> str:
    """Hash of everything that decides what a compiler makes, but for the headers it reads; `EntryCache` checks them."""
    toolchain = compilation.toolchain
    parts = (
        *(compilation.text, compilation.path, compilation.language, compilation.product, compilation.flags),
        *((each.path, each.text) for each in compilation.overlay),
        *(toolchain.path, toolchain.version, compilation.link_flags),
        *(fingerprint(path) for path in (*compilation.forced_includes, *compilation.linked)),
        *(fingerprint(path) for path in _parts(compilation.prelude)),  # which compilers don't list as read
    )
    return hashlib.blake2b(repr(parts).encode(), digest_size=20).hexdigest()
