"""Sessions in which built harness units run."""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from perfcoder_lsp.build import SANITIZER_ENVIRONMENT, Build
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.verify.functions.process import SANITIZED_LIMITS, Harness
from perfcoder_lsp.verify.functions.verdict import Version


@contextmanager
def plain_harness(sandbox: Sandbox, build: Build, host: Path) -> Generator[Harness]:
    """A shared unit, loaded by the host. Raises SandboxError."""
    with sandbox.session({"host": host, "unit": build.binary}) as session:
        yield Harness(session, "host", ("./unit",))


@contextmanager
def sanitized_harness(sandbox: Sandbox, build: Build) -> Generator[Harness]:
    """A unit that is a program with sanitizers. Raises SandboxError."""
    with sandbox.session({"unit": build.binary}, SANITIZED_LIMITS, environment=SANITIZER_ENVIRONMENT) as session:
        yield Harness(session, "unit", limits=SANITIZED_LIMITS)


@contextmanager
def running_version(sandbox: Sandbox, plain: Build, sanitized: Build, host: Path) -> Generator[Version]:
    """Both builds of a version. Raises SandboxError."""
    with ExitStack() as stack:
        yield Version(
            stack.enter_context(plain_harness(sandbox, plain, host)),
            stack.enter_context(sanitized_harness(sandbox, sanitized)),
        )
