"""Editors and programs for the tests of the server."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from lsp_editor import PROFILES, Editor, running_editor


@pytest.fixture(params=list(PROFILES))
async def editor(request: pytest.FixtureRequest, tmp_path: Path, cache_home: Path) -> AsyncIterator[Editor]:
    """Every editor profile in turn."""
    async with running_editor(request.param, tmp_path, cache_home) as session:
        yield session


@pytest.fixture
async def vscode(request: pytest.FixtureRequest, tmp_path: Path, cache_home: Path) -> AsyncIterator[Editor]:
    """The editor with the most abilities, for what does not depend on them; `one_rule` limits what it looks for."""
    async with running_editor("vscode", tmp_path, cache_home, **getattr(request, "param", {})) as session:
        yield session
