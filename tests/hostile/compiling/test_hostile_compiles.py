"""Every class of attack at compile time is contained: the world is as it was, and the secret in nothing made."""

import re
import shutil
import time
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest
from compile_attack import COMPILERS, Attack, Places
from compile_bombs import BOMBS
from compile_commands import COMMANDS
from compile_secrets import SECRETS
from world import World, snapshot

from perfcoder_lsp.build import Build, Builder, BuildFailure, compile_command
from perfcoder_lsp.build.compilation import WALL_PER_CPU
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import PerfcoderError
from perfcoder_lsp.sandbox import Limits, Sandbox, all_tiers
from perfcoder_lsp.settings import BuildSettings, CacheSettings, Settings
from perfcoder_lsp.storage.scratch import scratch_folder

ATTACKS = SECRETS | COMMANDS | BOMBS
MARGIN_S = 1.0
LARGEST_FILE = 8 << 20
DETAILS = 256 << 10
LONGEST_MESSAGE = 500

# The guide's classes at compile time.
GUIDE = (
    *("#include of a secret", "absolute", "relative", "computed", "#line onto a secret", ".incbin", "asm .include"),
    *("__has_include as an oracle", ".fill", ".rept", "huge arrays", "/dev/zero", "self-include", "templates"),
    *("macros", "index_sequence", "deep parentheses", "constexpr loops"),
)


def cases() -> list[object]:
    """Each attack with each compiler that it is meant for and that is here (never with none), on each tier: not with
    each pair of both, since that would show little more."""
    tiers = [tier for tier in all_tiers() if tier.missing() is None] or all_tiers()[:1]
    installed = [compiler for compiler in COMPILERS if shutil.which(compiler)] or COMPILERS[:1]
    found: list[object] = []
    for name, attack in ATTACKS.items():
        compilers = [each for each in attack.compilers if each in installed] or installed
        for number in range(max(len(compilers), len(tiers))):
            compiler, tier = compilers[number % len(compilers)], tiers[number % len(tiers)]
            found.append(pytest.param(attack, compiler, tier, id=f"{name}-{compiler}-{tier.name}"))
    return found


@dataclass(frozen=True)
class Workshop:
    """A builder with little patience and a cache of its own, in a world with a hostile project."""

    world: World
    places: Places
    sandbox: Sandbox
    cache: Path

    def try_out(self, attack: Attack, compiler: str) -> None:
        path = self.places.plant(attack, compiler)
        for text in attack.texts:
            path.write_text(self.places.filled(text))
            before = snapshot(self.places.project, self.world.victim).files
            made = self._made(path, attack.limit_s)
            assert snapshot(self.places.project, self.world.victim).files == before, "the project was changed"
            self._assert_told(made)
            self._assert_cache_clean()
            self._assert_expected(made, attack, compiler)

    def _assert_expected(self, made: Build | BuildFailure | PerfcoderError, attack: Attack, compiler: str) -> None:
        if attack.outcome is not None:
            assert isinstance(made, Build) == (attack.outcome == "built"), made
        if attack.says and compiler in attack.compilers:
            message = made.message if isinstance(made, BuildFailure) else str(made)
            assert re.search(self.places.filled(attack.says), message)
        if isinstance(made, Build):
            self._assert_program_harmless(made)

    def _made(self, path: Path, limit_s: float) -> Build | BuildFailure | PerfcoderError:
        """What became of the project, within the limit; the compiler is asked for its version before."""
        build = BuildSettings(timeout_s=limit_s, memory_mb=512, file_mb=8, output_mb=1)
        settings = Settings(build=build, cache=CacheSettings(directory=self.cache))
        source, builder = Source.read(path), Builder(self.sandbox, settings)
        try:
            command = compile_command(source, build)
            builder.version(command)
            started = time.monotonic()
            made = builder.build(source, command)
        except PerfcoderError as error:
            return error
        assert time.monotonic() - started < limit_s * WALL_PER_CPU + MARGIN_S
        return made

    def _assert_told(self, made: Build | BuildFailure | PerfcoderError) -> None:
        """Nothing secret, nothing that drives a terminal, and one line."""
        if isinstance(made, Build):
            return
        message, details = (made.message, made.details) if isinstance(made, BuildFailure) else (str(made), "")
        self.world.assert_hidden(message, details)
        assert message
        assert len(message) <= LONGEST_MESSAGE
        assert len(details) <= DETAILS
        shown = message + details.replace("\n", "").replace("\t", "")
        assert not [each for each in set(shown) if unicodedata.category(each) == "Cc" or each in "\u202e\u2066"]

    def _assert_cache_clean(self) -> None:
        assert list(self.cache.glob("tmp/*")) == [], "a temporary folder is left"
        for file in self.cache.rglob("*"):
            if file.is_file():
                assert file.stat().st_size <= LARGEST_FILE
                self.world.assert_hidden(file.read_bytes())

    def _assert_program_harmless(self, build: Build) -> None:
        with self.sandbox.session({"p": build.binary}, Limits(cpu_s=0.5, wall_s=1, memory_mb=64)) as session:
            result = session.run("p", keep_output=True)
        self.world.assert_hidden(result.output, result.stderr)


@pytest.fixture(scope="session")
def janitor(settings: Settings) -> None:
    """The process that looks after our temporary folders is started before the world is looked at."""
    with scratch_folder(settings.cache.directory):
        pass


@pytest.fixture
def workshop(janitor: None, each_sandbox: Sandbox, world: World, tmp_path: Path) -> Workshop:
    places = Places(world.folder, world.canary, world.folder / "project")
    private = world.folder / "private"
    private.mkdir()
    (private / "key").write_text(world.token)
    return Workshop(world, places, each_sandbox, tmp_path / "cache")


@pytest.mark.parametrize(("attack", "compiler", "each_sandbox"), cases(), indirect=["each_sandbox"])
def test_contained(attack: Attack, compiler: str, workshop: Workshop) -> None:
    workshop.try_out(attack, compiler)


def test_the_corpus_covers_the_guide() -> None:
    assert len(ATTACKS) == len(SECRETS) + len(COMMANDS) + len(BOMBS) >= 36
    covered = " ".join(word for attack in ATTACKS.values() for word in attack.guide)
    assert [word for word in GUIDE if word not in covered] == []
