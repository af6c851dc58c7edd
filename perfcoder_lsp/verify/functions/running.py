"""Sessions in which built harness units run."""

from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

from perfcoder_lsp.build import SANITIZER_ENVIRONMENT, Build
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.verify.functions.process import SANITIZED_LIMITS, Harness
from perfcoder_lsp.verify.functions.verdict import Version

HOST, COUNTING = "host", "counting"
"""The programs that load a shared unit: the one that times, and the one that counts what is allocated."""


@contextmanager
def plain_harness(sandbox: Sandbox, build: Build, hosts: Mapping[str, Path]) -> Generator[Harness]:
    """A shared unit, loaded by one of the hosts (at least `HOST`). Raises SandboxError."""
    with sandbox.session({**hosts, "unit": build.binary}) as session:
        yield Harness(session, HOST, ("./unit",), counting=COUNTING if COUNTING in hosts else "")


@contextmanager
def sanitized_harness(sandbox: Sandbox, build: Build) -> Generator[Harness]:
    """A unit that is a program with sanitizers. Raises SandboxError."""
    with sandbox.session({"unit": build.binary}, SANITIZED_LIMITS, environment=SANITIZER_ENVIRONMENT) as session:
        yield Harness(session, "unit", limits=SANITIZED_LIMITS)


@contextmanager
def running_version(
    sandbox: Sandbox,
    plain: Build,
    sanitized: Build,
    hosts: Mapping[str, Path],
    recording: Callable[[], Build | None],
    around: bytes,
) -> Generator[Version]:
    """Both builds of a version, and the one that `recording` makes once it is asked for. Raises SandboxError."""
    with ExitStack() as stack:

        @cache
        def recorder() -> Harness | None:
            build = recording()
            return None if build is None else stack.enter_context(plain_harness(sandbox, build, hosts))

        yield Version(
            stack.enter_context(plain_harness(sandbox, plain, hosts)),
            stack.enter_context(sanitized_harness(sandbox, sanitized)),
            recorder,
            around,
        )
