"""Packages that only an extra of this project brings. Without one, the tests that need it are skipped with the reason;
with PERFCODER_REQUIRE_MODEL=1 or PERFCODER_REQUIRE_TRAIN=1, after the extra's name, that is an error."""

import importlib
import os
from typing import Any, Literal

import pytest


def need(package: str, extra: Literal["model", "train"]) -> Any:
    """The package, for the rest of the test or of the file."""
    if os.environ.get(f"PERFCODER_REQUIRE_{extra.upper()}") == "1":
        return importlib.import_module(package)
    return pytest.importorskip(package, reason=f"{package} is not installed: pip install 'perfcoder-lsp[{extra}]'")
