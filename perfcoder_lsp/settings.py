"""The one typed tree of settings.

Order, later wins: defaults, the user's file, the workspace's file (never secrets, endpoints or commands that are
executed), the editor's settings, environment `PERFCODER_<SECTION>__<NAME>`, command-line flags.
"""

import glob
import tomllib
from pathlib import Path
from typing import Any, Literal, cast

import platformdirs
from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.text import Frozen

WORKSPACE_FILE = ".perfcoder.toml"
_WORKSPACE_FORBIDDEN = {
    "build": {"compiler", "include_folders", "compile_commands"},
    "cache": {"directory"},
    "rules": {"page_url"},
    "planner": {"model", "learn"},
    "remote": None,
}
_WORKSPACE_LIMITS = {
    "build": ("memory_mb", "file_mb", "output_mb"),
    "verify": ("memory_mb", "output_mb"),
    "cache": ("size_mb",),
    "planner": ("context", "answer", "threads"),
}


class BuildSettings(Frozen):
    """How programs are compiled where no compile_commands.json says it. `flags` apply to C++, `c_flags` to C.

    The limits hold for each run of a compiler: its time, its memory, each file and all messages that it writes.
    `include_folders` are folders outside of projects that their flags may name. `compile_commands` is for files
    that have none above them; `cmake`: where there is none, CMake may make it, in the sandbox.
    """

    compiler: str | None = None
    flags: tuple[str, ...] = ("-O2", "-std=c++17")
    c_flags: tuple[str, ...] = ("-O2", "-std=gnu17")
    timeout_s: float = Field(default=15.0, gt=0, le=600)
    memory_mb: int = Field(default=2048, ge=256)
    file_mb: int = Field(default=64, ge=1, le=16_384)
    output_mb: int = Field(default=4, ge=1, le=256)
    include_folders: tuple[Path, ...] = ()
    compile_commands: Path | None = None
    cmake: bool = True


class VerifySettings(Frozen):
    """`float_tolerance` is the consent to compare floating-point tokens of the output within that relative error."""

    float_tolerance: float | None = Field(default=None, gt=0, lt=1)
    inputs: int = Field(default=60, ge=8, le=10_000)
    run_timeout_s: float = Field(default=2.0, gt=0, le=600)
    memory_mb: int = Field(default=1024, ge=64)
    output_mb: int = Field(default=64, ge=1)


class MeasureSettings(Frozen):
    """`budget_s` bounds one comparison's runs; nothing below `minimum_speedup` is ever claimed (at least 1.05)."""

    budget_s: float = Field(default=3.0, gt=0, le=600)
    max_pairs: int = Field(default=40, ge=6, le=1000)
    minimum_speedup: float = Field(default=1.05, ge=1.05)
    instructions: bool = False


Consent = Literal["floats", "flags", "threads"]


class RulesSettings(Frozen):
    """Which rules run: ids, their letters or category names; `ignore` wins over `select`; an empty `select` means all.
    `per_file_ignores` leaves out more in files that match a pattern. `page_url` is where the rules' pages can be read.

    `consent` lets rules run that need it: those that change the order of floating-point operations ("floats"), choose
    optimization flags or an instruction set in the source ("flags"), or start threads ("threads").
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: dict[str, tuple[str, ...]] = Field(default_factory=dict[str, tuple[str, ...]])
    consent: tuple[Consent, ...] = ("flags",)
    page_url: str | None = Field(default=None, pattern=r"^https?://[^\s<>()\[\]]*\{rule\}[^\s<>()\[\]]*$")


class PlannerSettings(Frozen):
    """`model` plans: a name of `perfcoder models list`, or a GGUF file; "rules" means the rules alone, empty the
    embedded model. `context` and `answer` are tokens: how many there is room for, and how many of them an answer may
    take. The model's process ends after `idle_s` seconds without a question.

    `prune` says when rewrites are tried that are not expected to pay: "late", with what the others leave of the budget,
    "never" left out, or "always" left out. `learn` keeps what was measured, for `perfcoder models tune`.
    """

    model: str = ""
    prune: Literal["late", "never", "always"] = "late"
    learn: bool = False
    context: int = Field(default=4096, ge=1024, le=131_072)
    answer: int = Field(default=400, ge=32, le=4096)
    threads: int = Field(default=1, ge=1, le=256)
    idle_s: float = Field(default=300.0, gt=0)


class ServerSettings(Frozen):
    """What the language server shows, each with its own switch; `benchmark_lens` is on functions with a loop, that call
    themselves or are called in a loop, or on all. `prepare`: headers are precompiled as soon as a file is opened."""

    diagnostics: bool = True
    code_lens: bool = True
    benchmark_lens: Literal["loops", "all", "none"] = "loops"
    hover: bool = True
    measure_on_save: bool = False
    prepare: bool = True
    debounce_ms: int = Field(default=250, ge=0, le=10_000)
    log_level: Literal["error", "warning", "info", "debug"] = "warning"


class CacheSettings(Frozen):
    """Where builds and results are kept, and how much disk they may take."""

    directory: Path = Field(default_factory=lambda: platformdirs.user_cache_path("perfcoder"))
    size_mb: int = Field(default=2048, ge=64)


class Settings(BaseSettings):
    """All settings; frozen. Built by `load`, which turns bad values into one clear line."""

    model_config = SettingsConfigDict(
        env_prefix="PERFCODER_",
        env_nested_delimiter="__",
        frozen=True,
        extra="forbid",
        nested_model_default_partial_update=True,
    )

    build: BuildSettings = BuildSettings()
    verify: VerifySettings = VerifySettings()
    measure: MeasureSettings = MeasureSettings()
    rules: RulesSettings = RulesSettings()
    planner: PlannerSettings = PlannerSettings()
    server: ServerSettings = ServerSettings()
    cache: CacheSettings = Field(default_factory=CacheSettings)
    budget_s: float = Field(default=60.0, gt=0, description="wall seconds for one run of the pipeline")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `load` merged: it alone knows the order of the layers."""
        return (init_settings,)


def user_file() -> Path:
    return platformdirs.user_config_path("perfcoder") / "config.toml"


def load(
    workspace: Path | None = None,
    editor: dict[str, Any] | None = None,
    flags: dict[str, Any] | None = None,
) -> Settings:
    """Settings from all sources, in their order. Raises UsageError naming the source, the setting and what it takes."""
    layers = [
        (str(user_file()), _toml(user_file())),
        (WORKSPACE_FILE, _workspace_layer(workspace)),
        ("editor settings", editor or {}),
        ("environment", _environment()),
        ("command line", flags or {}),
    ]
    merged: dict[str, Any] = {}
    for name, layer in layers:
        merged = _merge(merged, layer)
        try:
            Settings(**merged)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            message = first["msg"].replace("tuple", "list")  # which is what it is in every source
            raise UsageError(f"{name}: setting {where}: {message}") from None
    return Settings(**merged)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as TOML: {error}") from None


def _workspace_layer(workspace: Path | None) -> dict[str, Any]:
    if workspace is None:
        return {}
    layer = _toml(workspace / WORKSPACE_FILE)
    for section, names in _WORKSPACE_FORBIDDEN.items():
        given = layer.get(section)
        if given is None:
            continue
        refused = sorted(names & set(cast("dict[str, Any]", given))) if names and isinstance(given, dict) else [""]
        if refused:
            name = f"{section}.{refused[0]}".rstrip(".")
            raise UsageError(f"{WORKSPACE_FILE}: {name} may not be set by a workspace; set it in {user_file()}")
    _refuse_raised_limits(layer)
    return _with_own_paths(layer, workspace)


def _with_own_paths(layer: dict[str, Any], workspace: Path) -> dict[str, Any]:
    """Patterns with a folder in them are meant from the workspace's own folder on."""
    rules = layer.get("rules")
    given = cast("dict[str, Any]", rules).get("per_file_ignores") if isinstance(rules, dict) else None
    if not isinstance(given, dict):
        return layer
    top = glob.escape(workspace.absolute().as_posix())
    patterns = {
        f"{top}/{pattern}" if "/" in pattern.rstrip("/") and not pattern.startswith("/") else pattern: names
        for pattern, names in cast("dict[str, Any]", given).items()
    }
    return {**layer, "rules": {**cast("dict[str, Any]", rules), "per_file_ignores": patterns}}


def _refuse_raised_limits(layer: dict[str, Any]) -> None:
    """A workspace may ask for less of this machine than the defaults, not for more."""
    limits = [(section, name) for section, names in _WORKSPACE_LIMITS.items() for name in names]
    for section, name in limits:
        given = layer.get(section)
        value = cast("dict[str, Any]", given).get(name) if isinstance(given, dict) else None
        most = getattr(getattr(Settings(), section), name)
        if isinstance(value, int) and value > most:
            raise UsageError(
                f"{WORKSPACE_FILE}: {section}.{name} may be at most {most} in a workspace; raise it in {user_file()}"
            )


def _environment() -> dict[str, Any]:
    return EnvSettingsSource(Settings)()


def _merge(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        merged[key] = (
            _merge(cast("dict[str, Any]", old), cast("dict[str, Any]", value))
            if isinstance(old, dict) and isinstance(value, dict)
            else value
        )
    return merged
