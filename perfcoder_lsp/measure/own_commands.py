"""The commands of a user's own benchmark, as a value: all that a request needs to know of it, and cheap to import."""

import re
import shlex
from typing import Self

from pydantic import model_validator

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.text import Frozen

PLACEHOLDER = re.compile(r"\{(\w+)\}")
_KNOWN = ("source", "dir", "out")


class OwnBenchmark(Frozen):
    """`--build CMD --run CMD [--metric REGEX]`.

    The commands are split as a shell would, but no shell runs them; `{source}`, `{dir}` and `{out}` stand for the file,
    its folder and where the build puts its result. `metric`'s first group captures a number from the run's stdout,
    lower is better; without it the run's CPU time counts. Raises UsageError.
    """

    build: str
    run: str
    metric: str | None = None

    @model_validator(mode="after")
    def _readable(self) -> Self:
        for option, command in (("--build", self.build), ("--run", self.run)):
            _check_command(option, command)
        if self.metric is not None:
            _check_metric(self.metric)
        return self


def _check_command(option: str, command: str) -> None:
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise UsageError(f"{option}: {command!r} cannot be split into words: {error}") from None
    if not words:
        raise UsageError(f"{option}: the command is empty")
    for word in words:
        for name in PLACEHOLDER.findall(word):
            if name not in _KNOWN:
                known = ", ".join(f"{{{each}}}" for each in _KNOWN)
                raise UsageError(f"{option}: unknown placeholder {{{name}}}; there are {known}")


def _check_metric(metric: str) -> None:
    try:
        groups = re.compile(metric).groups
    except re.error as error:
        raise UsageError(f"--metric: {metric!r} is no regular expression: {error}") from None
    if groups < 1:
        raise UsageError(f"--metric: {metric!r} has no group that captures the number, such as ([0-9.]+)")
