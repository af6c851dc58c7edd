"""A cache with all but the builds of a test's own program, for all tests of crashes: making it takes seconds."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bench import crash_world
from bench.crash_world import World, adopt_orphans
from bench.crashes import optimize
from perfcoder_lsp.sandbox import Sandbox


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, sandbox: Sandbox) -> Path:
    """The cache after one optimization; `sandbox` skips where there is none."""
    adopt_orphans()
    root = tmp_path_factory.mktemp("template")
    assert optimize(World(root)) == []
    return root / "cache"


@pytest.fixture
def world(tmp_path: Path, template: Path) -> World:
    """A user's folder, a folder for temporary files, and a copy of the cache."""
    shutil.copytree(template, tmp_path / "cache")
    return World(tmp_path)


@pytest.fixture
def eventually() -> Callable[[Callable[[], bool]], bool]:
    """Whether a condition comes true within seconds."""
    return lambda condition: crash_world.within(crash_world.PATIENCE_S, condition)
