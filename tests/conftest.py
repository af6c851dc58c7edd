"""Fixtures for tests that compile and run programs: a real sandbox, settings with a cache of their own, a builder."""

import os
from pathlib import Path

import pytest

from perfcoder_lsp.build import Builder
from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox import Sandbox, open_sandbox
from perfcoder_lsp.settings import CacheSettings, Settings


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Default settings with a cache that lives as long as the test run."""
    return Settings(cache=CacheSettings(directory=tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="session")
def sandbox(settings: Settings) -> Sandbox:
    """The real sandbox. Without one, tests are skipped; with PERFCODER_REQUIRE_SANDBOX=1 that is an error."""
    try:
        return open_sandbox(settings.cache.directory)
    except SandboxError as error:
        if os.environ.get("PERFCODER_REQUIRE_SANDBOX") == "1":
            raise
        pytest.skip(f"no sandbox: {error}")


@pytest.fixture(scope="session")
def builder(sandbox: Sandbox, settings: Settings) -> Builder:
    return Builder(sandbox, settings)


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """Real programs that do not belong to this repository; tests that need them are skipped without them."""
    folder = Path(os.environ.get("PERFCODER_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real programs at {folder}; set PERFCODER_DATA")
    return folder
