"""clang-tidy's fixes to one program, as a rewrite that our gates can judge. It runs in the sandbox, as compilers do."""

import importlib.util
import shutil
from dataclasses import dataclass
from pathlib import Path

from perfcoder_lsp.build import compile_command
from perfcoder_lsp.cpp.edits import minimal_edits
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.sandbox import Limits, Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.storage.scratch import scratch_folder
from perfcoder_lsp.strategy import Category, Strategy
from perfcoder_lsp.suggestion import Rewrite

CHECKS = "-*,performance-*,modernize-use-emplace,readability-container-contains"
_LIMITS = Limits(cpu_s=60, wall_s=180, memory_mb=4096, processes=32)
_WORK, _HOME = Path("/w"), Path("/opt/clang-tidy")


@dataclass(frozen=True)
class Fixed:
    """What clang-tidy made of a program: nothing where it changed nothing; its CPU time."""

    rewrite: Rewrite | None
    cpu_s: float


def find_tidy(named: Path | None) -> Path:
    """The program: as named, else that of the installed package `clang-tidy`, else the system's. Raises UsageError."""
    spec = importlib.util.find_spec("clang_tidy")
    packaged = Path(spec.origin).parent / "data" / "bin" / "clang-tidy" if spec is not None and spec.origin else None
    found = named or packaged or (Path(system) if (system := shutil.which("clang-tidy")) else None)
    if found is None or not found.is_file():
        raise UsageError("clang-tidy is not here: pip install clang-tidy, or name the program with --clang-tidy")
    return found.resolve()


def fixed(source: Source, tidy: Path, sandbox: Sandbox, settings: Settings) -> Fixed:
    """Let clang-tidy apply all fixes of its checks. Raises SandboxError."""
    flags = compile_command(source, settings.build).flags
    with scratch_folder(settings.cache.directory) as folder:
        copy = folder / source.path.name
        copy.write_bytes(source.text)
        folder.chmod(0o777)
        copy.chmod(0o666)
        inside = _HOME / tidy.relative_to(tidy.parents[1])
        argv = [str(inside), "--fix", f"--checks={CHECKS}", "--quiet", str(_WORK / copy.name), "--", *flags]
        run = sandbox.command(argv, read_only={tidy.parents[1]: _HOME}, writable={folder: _WORK}, limits=_LIMITS)
        after = copy.read_bytes()
    edits = minimal_edits(source.text, after)
    if not edits:
        return Fixed(None, run.cpu_s)
    strategy = Strategy(category=Category.LIBRARY, name="clang-tidy", explanation="What clang-tidy fixes.")
    rewrite = Rewrite(id="tidy", origin="clang-tidy", title="clang-tidy's fixes", strategies=(strategy,), edits=edits)
    return Fixed(rewrite, run.cpu_s)
