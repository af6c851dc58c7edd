"""Which programs are there: Python, compilers, bubblewrap, valgrind, editors."""

import importlib.util
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from perfcoder_lsp.cli.doctor.check import Check, Host, version_of
from perfcoder_lsp.plan.catalog import EMBEDDED_FILE

EDITORS = {
    "code": "VS Code",
    "code-server": "code-server",
    "nvim": "Neovim",
    "hx": "Helix",
    "helix": "Helix",
    "emacs": "Emacs",
    "subl": "Sublime Text",
    "zed": "Zed",
    "zeditor": "Zed",
}
_C_COMPILERS = ("cc", "gcc", "clang")


def python(_: Host) -> Check:
    found = f"{platform.python_version()} ({sys.executable})"
    return Check(name="Python", status="ok", found=found, meaning="3.11 or later is needed.")


def compiler(host: Host) -> Check:
    chosen = host.settings.build.compiler
    wanted = [chosen] if chosen else ["g++", "clang++"]
    versions = [version for name in wanted if (version := version_of(name))]
    meaning = "Every version of a program is compiled before it is compared."
    if versions:
        return Check(name="compiler", status="ok", found="; ".join(versions), meaning=meaning)
    remedy = "Install one: sudo apt-get install g++ (or set build.compiler)."
    return Check(name="compiler", status="problem", found=f"no {' or '.join(wanted)}", meaning=meaning, remedy=remedy)


def c_compiler(_: Host) -> Check:
    found = next((name for name in _C_COMPILERS if shutil.which(name)), None)
    meaning = "Compiles the sandbox's own runner, once."
    if found is None:
        remedy = "Install one: sudo apt-get install gcc."
        return Check(name="C compiler", status="problem", found="none", meaning=meaning, remedy=remedy)
    return Check(name="C compiler", status="ok", found=version_of(found) or found, meaning=meaning)


def static_library(_: Host) -> Check:
    meaning = "With it the sandbox's runner starts a little faster."
    name = "static C library"
    compiler = next(filter(None, map(shutil.which, _C_COMPILERS)), None)
    path = _library(compiler, "libc.a") if compiler else None
    if path is not None:
        return Check(name=name, status="ok", found=str(path), meaning=meaning)
    remedy = "Optional: sudo apt-get install libc6-dev (on Fedora glibc-static)."
    return Check(name=name, status="note", found="not found", meaning=meaning, remedy=remedy)


def _library(compiler: str, name: str) -> Path | None:
    """Where the compiler finds a library; None where it finds none, and repeats the name."""
    command = [compiler, f"-print-file-name={name}"]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=2, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    path = Path(done.stdout.decode(errors="replace").strip())
    return path.resolve() if path.is_absolute() else None


def bubblewrap(_: Host) -> Check:
    version = version_of("bwrap")
    meaning = "On Linux, compilers and programs run inside bubblewrap only."
    if version is not None or sys.platform != "linux":
        return Check(name="bubblewrap", status="ok", found=version or "not on this system", meaning=meaning)
    remedy = "Install it: sudo apt-get install bubblewrap."
    return Check(name="bubblewrap", status="problem", found="not found", meaning=meaning, remedy=remedy)


def valgrind(_: Host) -> Check:
    version = version_of("valgrind")
    meaning = "Counts instructions beside the times; they explain, they don't decide."
    if version is not None:
        return Check(name="valgrind", status="ok", found=version, meaning=meaning)
    remedy = "Optional: sudo apt-get install valgrind."
    return Check(name="valgrind", status="note", found="not found", meaning=meaning, remedy=remedy)


def planner_model(host: Host) -> Check:
    meaning = "A model predicts which strategies pay; without one, they come in the rules' own order."
    chosen = host.settings.planner.model or ("the embedded model" if EMBEDDED_FILE.is_file() else "")
    installed = importlib.util.find_spec("llama_cpp") is not None
    found = f"{chosen or 'no model'}, llama.cpp is {'' if installed else 'not '}installed"
    if chosen and not installed:
        remedy = "Install it: pip install 'perfcoder-lsp[model]'."
        return Check(name="planner model", status="problem", found=found, meaning=meaning, remedy=remedy)
    return Check(name="planner model", status="ok", found=found, meaning=meaning)


def server_command(_: Host) -> Check:
    meaning = "Editors start it."
    found = shutil.which("perfcoder-lsp")
    if found is not None:
        return Check(name="server command", status="ok", found=found, meaning=meaning)
    own = Path(sys.executable).with_name("perfcoder-lsp")
    remedy = f"Put its folder on the PATH, or give the editor its path{f': {own}' if own.exists() else '.'}"
    found = "perfcoder-lsp is not on the PATH"
    return Check(name="server command", status="note", found=found, meaning=meaning, remedy=remedy)


def editors(_: Host) -> Check:
    present = dict.fromkeys(name for command, name in EDITORS.items() if shutil.which(command))
    meaning = "Set-ups for each are in editors/ and vscode-client/."
    return Check(name="editors", status="ok", found=", ".join(present) or "none found", meaning=meaning)
