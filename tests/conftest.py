"""Fixtures for tests that compile and run programs: a real sandbox, settings with a cache of their own, a builder."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from extras import need

from perfcoder_lsp.build import Builder
from perfcoder_lsp.errors import SandboxError
from perfcoder_lsp.sandbox import Sandbox, Tier, all_tiers, open_sandbox
from perfcoder_lsp.settings import BuildSettings, CacheSettings, PlannerSettings, Settings

DECIDES = "|".join(
    [r"Undecided\(", "undecided", "cannot be decided", "can't be decided", "no gain worth claiming", "busy"]
)
"""What a test's failure says where the machine was too busy for the product to come to a decision on a time."""
FOLDERS_THAT_DECIDE = ("cli", "e2e", "measure", "server", "trial", "verify")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Undecided is an honest answer, and not what the test is about: it may ask again, and that is listed. A decision
    that is wrong fails at once. The tests of a file share what they build, so where several run at a time, one process
    runs them; those of the rules share nothing."""
    for item in items:
        inside = item.path.relative_to(Path(__file__).parent).parts
        if inside[0] != "rewrite":
            item.add_marker(pytest.mark.xdist_group("/".join(inside)))
        if inside[0] in FOLDERS_THAT_DECIDE or len(inside) == 1:
            item.add_marker(pytest.mark.flaky(reruns=2, only_rerun=[DECIDES]))


@pytest.fixture(scope="session")
def cache_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the cache `perfcoder` (XDG_CACHE_HOME): one for all tests, also in processes side by side
    (scripts/test), since a precompiled header takes seconds to make. What looks into it has `own_settings`."""
    given = os.environ.get("PERFCODER_TEST_CACHE")
    return Path(given) if given else tmp_path_factory.mktemp("cache-home")


@pytest.fixture(scope="session")
def settings(cache_home: Path) -> Settings:
    """Default settings with a cache that lives as long as the test run, and patience with compilers."""
    return Settings(
        cache=CacheSettings(directory=cache_home / "perfcoder"),
        build=BuildSettings(timeout_s=60),
        planner=PlannerSettings(model="rules"),
    )


@pytest.fixture
def own_settings(settings: Settings, tmp_path: Path) -> Settings:
    """The same with a cache that no other test writes to."""
    return settings.model_copy(update={"cache": CacheSettings(directory=tmp_path / "own-cache")})


@pytest.fixture(scope="session")
def sandbox(settings: Settings) -> Sandbox:
    """The real sandbox. Without one, tests are skipped; with PERFCODER_REQUIRE_SANDBOX=1 that is an error."""
    return _opened(settings)


def _opened(settings: Settings, tiers: tuple[Tier, ...] | None = None) -> Sandbox:
    try:
        return open_sandbox(settings.cache.directory, tiers)
    except SandboxError as error:
        if os.environ.get("PERFCODER_REQUIRE_SANDBOX") == "1":
            raise
        pytest.skip(f"no sandbox: {error}")


@pytest.fixture(scope="session", params=all_tiers(), ids=lambda tier: tier.name)
def each_sandbox(request: pytest.FixtureRequest, settings: Settings) -> Sandbox:
    """The real sandbox of every tier in turn; those that can't be tried on this machine are skipped with the reason."""
    tier: Tier = request.param
    reason = tier.missing()
    if reason is not None:
        pytest.skip(f"{tier.name}: {reason}")
    return _opened(settings, (tier,))


@pytest.fixture(scope="session")
def builder(sandbox: Sandbox, settings: Settings) -> Builder:
    return Builder(sandbox, settings)


@pytest.fixture
def own_builder(sandbox: Sandbox, own_settings: Settings) -> Builder:
    return Builder(sandbox, own_settings)


@pytest.fixture(scope="session")
def llama_cpp() -> None:
    """For tests that ask a model."""
    need("llama_cpp", "model")


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """Real programs that do not belong to this repository; tests that need them are skipped without them."""
    folder = Path(os.environ.get("PERFCODER_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real programs at {folder}; set PERFCODER_DATA")
    return folder


@pytest.fixture(params=["missing", "forbidden"])
def unusable_bubblewrap(request: pytest.FixtureRequest) -> Iterator[tuple[dict[str, str], str]]:
    """A PATH on which nothing isolates, and words of the remedy: without bwrap, or with one that fails as where
    AppArmor forbids user namespaces."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as name:  # which the sandbox's user can reach, other than /tmp
        folder = Path(name)
        folder.chmod(0o755)
        if request.param == "missing":
            for program in ("g++", "gcc", "cc", "as", "ld"):
                if found := shutil.which(program):
                    (folder / program).symlink_to(found)
            yield {"PATH": name}, "apt-get install bubblewrap"
            return
        refusal = "echo 'bwrap: setting up uid map: Permission denied' >&2; exit 1"
        (folder / "bwrap").write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo bubblewrap 0.9.0 && exit\n{refusal}\n')
        (folder / "bwrap").chmod(0o755)
        yield {"PATH": f"{name}{os.pathsep}{os.environ['PATH']}"}, "apparmor"
