"""A step as a command: how it reads its arguments, and how it ends."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.settings import Settings

INTERRUPTED = 130
"""As shells have it: 128 and the number of SIGINT."""


def parser(name: str, description: str | None) -> argparse.ArgumentParser:
    """Of the step of that name, which its module's docstring describes as it is laid out there."""
    return argparse.ArgumentParser(
        prog=f"python -m models.{name}",
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_cache(to: argparse.ArgumentParser) -> None:
    """The option of steps that build programs."""
    to.add_argument("--cache", type=Path, default=Settings().cache.directory / "models", help="of builds")


def run(step: Callable[[], object]) -> int:
    """Carry out a step; its exit status. What may be expected to go wrong is told in one line."""
    try:
        step()
    except PerfcoderError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print("interrupted; run the same command again", file=sys.stderr)
        return INTERRUPTED
    return 0
