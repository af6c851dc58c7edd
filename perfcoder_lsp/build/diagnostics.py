"""What a failed compilation tells the user."""

import re

from perfcoder_lsp.sandbox import RunResult
from perfcoder_lsp.text import Frozen

MAX_DETAILS = 256 << 10

_ERROR = re.compile(r"^(?P<where>[^\n]+?:\d+:)(?:\d+:)? (?:fatal error|error): (?P<text>.+)$", re.MULTILINE)
_LINK_ERROR = re.compile(
    r"(undefined reference to .+|multiple definition of [^;\n]+|cannot find [^\n]+)$", re.MULTILINE
)
_NO_MAIN = re.compile(r"undefined reference to [`']main'")
_ANY_ERROR = re.compile(r"^(?:\S+: )?(?:fatal error|error): (.+)$", re.MULTILINE)
_OUT_OF_MEMORY = ("virtual memory exhausted", "out of memory", "cannot allocate memory", "bad_alloc")
_CRASH = ("internal compiler error", "PLEASE submit a bug report", "Segmentation fault")
_TOO_LARGE = ("File size limit exceeded", "file too large", "File too large")


class BuildFailure(Frozen):
    """A source that does not compile: its first error as `file:line: error: text`, and all diagnostics (capped)."""

    message: str
    details: str = ""


def explain(result: RunResult, path: str, details: str, timeout_s: float, memory_mb: int) -> BuildFailure:
    """The failure of one compiler run; `details` are its diagnostics with the user's paths."""
    return BuildFailure(message=_message(result, path, details, timeout_s, memory_mb), details=details[:MAX_DETAILS])


def _message(result: RunResult, path: str, details: str, timeout_s: float, memory_mb: int) -> str:
    if result.status in {"wall", "cpu"}:
        return f"{path}: error: the compiler did not finish within {timeout_s:g} s; raise build.timeout_s"
    if result.status == "memory" or any(text in details for text in _OUT_OF_MEMORY):
        return f"{path}: error: the compiler needed more than {memory_mb} MB of memory; raise build.memory_mb"
    if any(text in details for text in _TOO_LARGE):
        return f"{path}: error: the compiled program is larger than the sandbox allows"
    if match := _ERROR.search(details):
        return f"{match['where']} error: {match['text']}"
    if _NO_MAIN.search(details):
        return f"{path}: error: there is no main function; only whole programs can be run"
    if match := _LINK_ERROR.search(details):
        return f"{path}: error: {match[1]}"
    if result.status != "ok" or any(text in details for text in _CRASH):
        return f"{path}: error: the compiler crashed on this file"
    if match := _ANY_ERROR.search(details):
        return f"{path}: error: {match[1]}"
    return f"{path}: error: the compiler failed with exit code {result.exit_code}"
