"""Editors and programs for the tests of the server."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from lsp_editor import PROFILES, Editor, running_editor


@pytest.fixture(scope="session")
def server_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all servers of a test run, so that a program is compiled once."""
    return tmp_path_factory.mktemp("server-cache")


@pytest.fixture(params=list(PROFILES))
async def editor(request: pytest.FixtureRequest, tmp_path: Path, server_cache: Path) -> AsyncIterator[Editor]:
    """Every editor profile in turn."""
    async with running_editor(request.param, tmp_path, server_cache) as session:
        yield session


@pytest.fixture
async def vscode(tmp_path: Path, server_cache: Path) -> AsyncIterator[Editor]:
    """The editor with the most abilities, for what does not depend on them."""
    async with running_editor("vscode", tmp_path, server_cache) as session:
        yield session
