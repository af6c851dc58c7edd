"""`perfcoder`: the command line over the pipeline, and the one place that turns failures into words for a person.

Exit status: 0 ran to its end, whether or not it found something; 1 internal error; 2 usage; 3 the input does not
compile or can't be read; 4 no safe sandbox; 130 interrupted; 141 the reader of the output went away.
"""

import contextlib
import io
import logging
import os
import signal
import sys
import traceback
from types import FrameType
from typing import Annotated, NoReturn

import typer
from typer.main import get_command

from perfcoder_lsp import __version__
from perfcoder_lsp.cli import bench, check, doctor, evaluate, models, optimize, plan, rules, verify
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.text import printable

INTERNAL_ERROR = 1
USAGE_ERROR = 2
READER_GONE = 141
_AFTER_PROGRESS = b"\r\x1b[K\x1b[?25h"  # clears the line of the bar, and shows the cursor again

app = typer.Typer(
    name="perfcoder",
    help="Makes C and C++ programs faster, and proves it: each edit was compiled, gave the same output, and was timed.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for name, command in (
    ("optimize", optimize.optimize),
    ("plan", plan.plan),
    ("bench", bench.bench),
    ("verify", verify.verify),
    ("check", check.check),
    ("rules", rules.rules),
    ("doctor", doctor.doctor),
    ("eval", evaluate.evaluate),
):
    app.command(name)(command)
app.add_typer(models.app, name="models")


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"perfcoder {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    del version


def main() -> NoReturn:
    """Run one command and leave with its exit status."""
    _open_standard_streams()
    _log_in_lines()
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _leave)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit status of a command line; every failure has become one line on standard error."""
    try:
        with get_command(app).make_context("perfcoder", arguments) as context:
            context.command.invoke(context)
        sys.stdout.flush()
    except typer.Exit as leaving:
        return leaving.exit_code
    except BrokenPipeError:
        _discard_output()
        return READER_GONE
    except PerfcoderError as error:
        return _fail(str(error), error.exit_status)
    except Exception as error:
        return _unexpected(error)
    return 0


def _fail(message: str, status: int) -> int:
    line = printable(" ".join(message.split()))
    print(f"perfcoder: {line}", file=sys.stderr)
    return status


def _unexpected(error: Exception) -> int:
    # Typer keeps its command-line errors to itself (they derive from its private copy of click's ClickException), so
    # they are known by what they can do.
    format_message = getattr(error, "format_message", None)
    if callable(format_message):
        return _fail(f"{format_message()} (perfcoder --help tells more)", USAGE_ERROR)
    if _debugging():
        traceback.print_exception(error)
    _discard_output()
    return _fail(
        f"internal error: {type(error).__name__}: {error} (PERFCODER_DEBUG=1 shows where; please report it)",
        INTERNAL_ERROR,
    )


def _debugging() -> bool:
    return os.environ.get("PERFCODER_DEBUG") == "1"


class _Line(logging.Formatter):
    """A log record as one printable line; with its traceback only when debugging."""

    def format(self, record: logging.LogRecord) -> str:
        if _debugging():
            return super().format(record)
        return f"perfcoder: {printable(' '.join(record.getMessage().split()))}"


def _log_in_lines() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(_Line())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    """End at once, whatever compiles or runs: sandboxes end with this process, and the janitor removes its files."""
    del frame
    with contextlib.suppress(OSError):
        if os.isatty(2):
            os.write(2, _AFTER_PROGRESS)
        if number == signal.SIGINT:
            os.write(2, b"perfcoder: interrupted\n")
    os._exit(128 + number)


def _open_standard_streams() -> None:
    """Make all three standard streams usable, even where the caller closed them or chose a narrow encoding."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdin = sys.stdin or os.fdopen(0, "r", closefd=False)
    sys.stdout = sys.stdout or os.fdopen(1, "w", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", closefd=False)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _discard_output() -> None:
    """Throw away what standard output still buffers, or Python complains once more while it shuts down."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())
    os.close(sink)
