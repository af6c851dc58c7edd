"""What a built program or library needs of others and does not find in those that it names."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from perfcoder_lsp.sandbox import Sandbox

_INSIDE = Path("/w/built")
_MOST = 400
_UNDEFINED = re.compile(r"^\s+U (?P<name>[^@\n]+)$", re.MULTILINE)  # one with a version is found in a library


@dataclass(frozen=True)
class Symbol:
    """A symbol as the linker knows it, and as people write it: `ns::f(int)`, `vtable for ns::C`."""

    name: str
    plain: str


def missing_symbols(binary: Path, sandbox: Sandbox) -> tuple[Symbol, ...]:
    """The symbols that nothing defines; nothing where the machine has no `nm`. Raises SandboxError."""
    program = shutil.which("nm")
    if program is None:
        return ()
    names = _listed(program, binary, sandbox)
    plain = _listed(program, binary, sandbox, "--demangle") if names else []
    return tuple(map(Symbol, names, plain)) if len(names) == len(plain) else ()


def _listed(program: str, binary: Path, sandbox: Sandbox, *flags: str) -> list[str]:
    words = [program, "--dynamic", "--undefined-only", "--no-sort", *flags, str(_INSIDE)]
    result = sandbox.command(words, read_only={binary: _INSIDE})
    text = (result.output or b"").decode(errors="replace")
    return [match["name"] for match in _UNDEFINED.finditer(text)][:_MOST] if result.succeeded else []
