"""What a failed compilation tells the user."""

import re
from pathlib import Path
from typing import Literal

from perfcoder_lsp.sandbox import RunResult
from perfcoder_lsp.settings import BuildSettings
from perfcoder_lsp.text import Frozen, printable

MAX_DETAILS = 256 << 10

_LONGEST_LINE = 1000  # hostile text must not make the patterns below slow
_LONGEST_MESSAGE = 500
_ERROR = re.compile(r"^(?P<where>[^\n]+?:\d+:)(?:\d+:)? (?:[Ff]atal error|[Ee]rror): (?P<text>.+)$", re.MULTILINE)
_NO_FILE = ("<", "{")  # such as <inline asm>, <built-in>, {standard input}
_LINK_ERROR = re.compile(
    r"(undefined reference to .+|multiple definition of [^;\n]+|cannot (?:find|open) [^\n]+)$", re.MULTILINE
)
_LINKER = re.compile(r"^(?:\S*/)?ld(?:\.\w+)?: (?!warning)(.+)$", re.MULTILINE)
_NO_MAIN = re.compile(r"undefined reference to [`']main'")
_ANY_ERROR = re.compile(r"^(?:\S+: )?(?:fatal error|error): (.+)$", re.MULTILINE)
_NO_SUCH_FILE = ("No such file or directory", "file not found")
# What a compiler says when a program that it started broke a limit.
_OUT_OF_TIME = ("CPU time limit exceeded",)
_OUT_OF_MEMORY = (
    *("out of memory", "memory exhausted", "cannot allocate memory", "Cannot allocate memory", "bad_alloc"),
    *("Killed signal terminated program", "unable to execute command: Killed"),
)
_CRASH = ("internal compiler error", "PLEASE submit a bug report", "Segmentation fault")
_TOO_LARGE = ("File size limit exceeded", "file too large", "File too large", "No space left on device")


class BuildFailure(Frozen):
    """A source that does not compile: its first error as `file:line: error: text`, and all diagnostics (capped).

    Both are fit to be shown: control characters in them are escapes. `cause` is what stood in the way: the text, the
    time that it takes, or anything else, such as the linker.
    """

    message: str
    details: str = ""
    cause: Literal["text", "time", "other"] = "other"


def explain(
    result: RunResult, path: Path, details: str, settings: BuildSettings, hidden: tuple[Path, ...] = ()
) -> BuildFailure:
    """The failure of one compiler run; `details` are its diagnostics with the user's paths, `hidden` the folders that
    its flags name and that it was not shown."""
    shown = printable("\n".join(line[:_LONGEST_LINE] for line in details.split("\n")))[:MAX_DETAILS]
    name = printable(str(path)).replace("\n", "\\n")
    message = _limit(result, shown, settings)
    if message is None and (match := _ERROR.search(shown)):
        where = f"{name}: {match['where']}" if match["where"].startswith(_NO_FILE) else match["where"]
        cause = "other" if any(text in shown for text in _CRASH) else "text"
        return _failure(where, match["text"] + _hint(match["text"], hidden), shown, cause)
    cause = "time" if _is_out_of_time(result, shown) else "other"
    return _failure(f"{name}:", message or _unlocated_error(result, shown), shown, cause)


def _failure(where: str, text: str, details: str, cause: Literal["text", "time", "other"]) -> BuildFailure:
    return BuildFailure(message=f"{where} error: {text}"[:_LONGEST_MESSAGE], details=details, cause=cause)


def _is_out_of_time(result: RunResult, details: str) -> bool:
    return result.status in {"wall", "cpu"} or any(text in details for text in _OUT_OF_TIME)


def _hint(text: str, hidden: tuple[Path, ...]) -> str:
    """What may help where a header is not found."""
    if not hidden or not any(each in text for each in _NO_SUCH_FILE):
        return ""
    return f" ({printable(str(hidden[0]))} lies outside the project: allow it in build.include_folders)"


def _limit(result: RunResult, details: str, settings: BuildSettings) -> str | None:
    """The limit that the compiler broke, with the setting that raises it."""
    if _is_out_of_time(result, details):
        return f"the compiler did not finish within {settings.timeout_s:g} s; raise build.timeout_s"
    if result.status == "memory" or any(text in details for text in _OUT_OF_MEMORY):
        return f"the compiler needed more than {settings.memory_mb} MB of memory; raise build.memory_mb"
    if result.status == "files":
        return "the compiler wrote more files than belong to a program, or larger ones; raise build.file_mb"
    if any(text in details for text in _TOO_LARGE):
        return f"the compiler made a file larger than {settings.file_mb} MB; raise build.file_mb"
    if result.status == "output" and not _ERROR.search(details):
        return f"the compiler printed more than {settings.output_mb} MB of messages; raise build.output_mb"
    return None


def _unlocated_error(result: RunResult, details: str) -> str:
    """What went wrong at no place of the text."""
    if _NO_MAIN.search(details):
        return "there is no main function; only whole programs can be run"
    if match := _LINK_ERROR.search(details):
        return match[1]
    if result.status != "ok" or any(text in details for text in _CRASH):
        return "the compiler crashed on this file"
    if match := _LINKER.search(details) or _ANY_ERROR.search(details):
        return match[1]
    return f"the compiler failed with exit code {result.exit_code}"
