"""The suites that `perfcoder eval` knows. A new one is a file beside this one and a line here."""

from perfcoder_lsp.cli.suites import autopatch, codescope
from perfcoder_lsp.cli.suites.suite import Suite
from perfcoder_lsp.errors import UsageError

SUITES: dict[str, Suite] = {suite.name: suite for suite in (codescope.SUITE, autopatch.SUITE)}


def suite_named(name: str) -> Suite:
    """Raises UsageError for an unknown name."""
    if name not in SUITES:
        raise UsageError(f"unknown suite {name}; suites are {', '.join(sorted(SUITES))}")
    return SUITES[name]
