"""`perfcoder doctor`: is this machine ready, what does each finding mean, and what to do about it?"""

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from perfcoder_lsp.cli.json_form import dumps
from perfcoder_lsp.cli.options import JsonOption, SetOption, load_settings
from perfcoder_lsp.cli.screen import open_console, printable
from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox import open_sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.text import Frozen

EDITORS = {"nvim": "Neovim", "hx": "Helix", "emacs": "Emacs", "code": "VS Code", "subl": "Sublime Text", "zed": "Zed"}
_FREE_MB_WANTED = 512
_BUSY_PERCENT = 20.0


class Check(Frozen):
    """One finding. `note` may slow things down or leave something out; `problem` keeps the main job from working."""

    name: str
    status: Literal["ok", "note", "problem"]
    found: str
    meaning: str
    remedy: str = ""


def doctor(json: JsonOption = False, assignments: SetOption = None) -> None:
    """Check what perfcoder needs on this machine, and say what to do where something is missing."""
    settings = load_settings(Path.cwd() / "any", assignments)
    checks = [check(settings) for check in CHECKS]
    if json:
        ready = all(check.status != "problem" for check in checks)
        typer.echo(dumps({"ready": ready, "checks": [check.model_dump(mode="json") for check in checks]}))
    else:
        _show(open_console(), checks)


def _show(console: Console, checks: list[Check]) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("", "Check", "Found", "What it means, what to do"):
        table.add_column(heading, no_wrap=heading in {"", "Check"})
    marks = {"ok": Text("ok", style="green"), "note": Text("note", style="yellow")}
    for check in checks:
        advice = f"{check.meaning} {check.remedy}".strip()
        mark = marks.get(check.status, Text("problem", style="bold red"))
        table.add_row(mark, check.name, printable(check.found), printable(advice))
    console.print(table)


def _python(_: Settings) -> Check:
    found = f"{platform.python_version()} ({sys.executable})"
    return Check(name="Python", status="ok", found=found, meaning="3.11 or later is needed.")


def _compiler(settings: Settings) -> Check:
    wanted = [settings.build.compiler] if settings.build.compiler else ["g++", "clang++"]
    meaning = "Every version of a program is compiled before it is compared."
    for name in wanted:
        version = _version_of(name)
        if version is not None:
            return Check(name="compiler", status="ok", found=version, meaning=meaning)
    remedy = "Install one: sudo apt-get install g++ (or set build.compiler)."
    return Check(name="compiler", status="problem", found=f"no {' or '.join(wanted)}", meaning=meaning, remedy=remedy)


def _bubblewrap(_: Settings) -> Check:
    version = _version_of("bwrap")
    meaning = "Compilers and programs run inside bubblewrap only."
    if version is not None:
        return Check(name="bubblewrap", status="ok", found=version, meaning=meaning)
    remedy = "Install it: sudo apt-get install bubblewrap."
    return Check(name="bubblewrap", status="problem", found="not found", meaning=meaning, remedy=remedy)


def _sandbox(settings: Settings) -> Check:
    meaning = "A hostile program is run in the sandbox and must be contained; otherwise nothing is executed."
    try:
        open_sandbox(settings.cache.directory)
    except SandboxError as error:
        return Check(name="sandbox self-test", status="problem", found="failed", meaning=meaning, remedy=str(error))
    return Check(name="sandbox self-test", status="ok", found="contained", meaning=meaning)


def _user_namespaces(_: Settings) -> Check:
    meaning = "The sandbox is made of user namespaces."
    name = "user namespaces"
    root = os.geteuid() == 0
    if _read("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1" and not root:
        remedy = "Where the self-test fails, allow bwrap with an AppArmor profile (docs/security.md)."
        return Check(name=name, status="note", found="restricted by AppArmor", meaning=meaning, remedy=remedy)
    if _read("/proc/sys/kernel/unprivileged_userns_clone") == "0" and not root:
        remedy = "Allow them: sudo sysctl kernel.unprivileged_userns_clone=1."
        return Check(name=name, status="problem", found="switched off", meaning=meaning, remedy=remedy)
    if _read("/proc/sys/user/max_user_namespaces") == "0":
        remedy = "Allow them: sudo sysctl user.max_user_namespaces=10000."
        return Check(name=name, status="problem", found="limited to none", meaning=meaning, remedy=remedy)
    return Check(name=name, status="ok", found="allowed", meaning=meaning)


def _cache(settings: Settings) -> Check:
    folder = settings.cache.directory
    meaning = "Builds and results are kept there, so that asking twice costs nothing."
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        remedy = "Choose another folder: PERFCODER_CACHE__DIRECTORY."
        found = f"{folder} can't be written ({error.strerror})"
        return Check(name="cache", status="problem", found=found, meaning=meaning, remedy=remedy)
    free_mb = shutil.disk_usage(folder).free // 1_000_000
    found = f"{folder}, {free_mb:,} MB free"
    if free_mb < _FREE_MB_WANTED:
        remedy = f"Make room: {_FREE_MB_WANTED} MB hold a precompiled header and a few hundred builds."
        return Check(name="cache", status="note", found=found, meaning=meaning, remedy=remedy)
    return Check(name="cache", status="ok", found=found, meaning=meaning)


def _governor(_: Settings) -> Check:
    found = _read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
    meaning = "A changing clock frequency makes timings noisier; paired runs even most of it out."
    if found in {"", "performance"}:
        return Check(name="CPU governor", status="ok", found=found or "not reported", meaning=meaning)
    remedy = "Steadier: sudo cpupower frequency-set -g performance."
    return Check(name="CPU governor", status="note", found=found, meaning=meaning, remedy=remedy)


def _pressure(_: Settings) -> Check:
    match = re.search(r"some avg10=([\d.]+)", _read("/proc/pressure/cpu"))
    meaning = "On a busy machine measuring takes longer; CPU time is used, which others' load hardly touches."
    if match is None:
        return Check(name="CPU pressure", status="ok", found="not reported", meaning=meaning)
    found = f"{match[1]} % of the last 10 s waited"
    busy = float(match[1]) > _BUSY_PERCENT
    remedy = "Stop other work for quicker answers." if busy else ""
    return Check(name="CPU pressure", status="note" if busy else "ok", found=found, meaning=meaning, remedy=remedy)


def _valgrind(_: Settings) -> Check:
    version = _version_of("valgrind")
    meaning = "Counts instructions beside the times; they explain, they don't decide."
    if version is not None:
        return Check(name="valgrind", status="ok", found=version, meaning=meaning)
    remedy = "Optional: sudo apt-get install valgrind."
    return Check(name="valgrind", status="note", found="not found", meaning=meaning, remedy=remedy)


def _editors(_: Settings) -> Check:
    present = [name for command, name in EDITORS.items() if shutil.which(command)]
    meaning = "Set-ups for each are in editors/ and vscode-client/."
    return Check(name="editors", status="ok", found=", ".join(present) or "none found", meaning=meaning)


CHECKS: tuple[Callable[[Settings], Check], ...] = (
    _python,
    _compiler,
    _bubblewrap,
    _user_namespaces,
    _sandbox,
    _cache,
    _governor,
    _pressure,
    _valgrind,
    _editors,
)


def _version_of(command: str) -> str | None:
    """First line of `command --version`; None where there is no such program or it does not run."""
    path = shutil.which(command)
    if path is None:
        return None
    try:
        done = subprocess.run(
            [path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=10, check=True
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    return done.stdout.partition("\n")[0].strip() or command


def _read(path: str) -> str:
    try:
        return Path(path).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
