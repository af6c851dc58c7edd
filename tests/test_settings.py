"""Settings: the order of their sources, clear errors, and what a workspace may not set."""

import os
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from perfcoder_lsp import settings as settings_module
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.settings import WORKSPACE_FILE, load, user_file


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder, and no PERFCODER_ variables."""
    for name in list(os.environ):
        if name.startswith("PERFCODER_"):
            monkeypatch.delenv(name)
    folder = tmp_path / "home"
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


def write_user_file(text: str) -> None:
    user_file().parent.mkdir(parents=True, exist_ok=True)
    user_file().write_text(text, "utf-8")


def test_defaults_need_no_file() -> None:
    settings = load()
    assert settings.build.flags == ("-O2", "-std=c++17")
    assert settings.measure.minimum_speedup == 1.05
    assert settings.verify.float_tolerance is None


def test_every_source_overrides_the_ones_before_it(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[float] = []

    def note(editor: dict[str, Any] | None = None, flags: dict[str, Any] | None = None) -> None:
        seen.append(load(workspace, editor, flags).measure.budget_s)

    note()
    write_user_file("[measure]\nbudget_s = 4\n")
    note()
    (workspace / WORKSPACE_FILE).write_text("[measure]\nbudget_s = 5\n", "utf-8")
    note()
    note(editor={"measure": {"budget_s": 6}})
    monkeypatch.setenv("PERFCODER_MEASURE__BUDGET_S", "7")
    note(editor={"measure": {"budget_s": 6}})
    note(editor={"measure": {"budget_s": 6}}, flags={"measure": {"budget_s": 8}})
    assert seen == [3, 4, 5, 6, 7, 8]


def test_sources_are_merged_setting_by_setting(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_user_file('[build]\ncompiler = "clang++"\n[measure]\nmax_pairs = 12\n')
    (workspace / WORKSPACE_FILE).write_text('[build]\nflags = ["-O3"]\n', "utf-8")
    monkeypatch.setenv("PERFCODER_BUILD__TIMEOUT_S", "30")
    settings = load(workspace)
    assert settings.build.compiler == "clang++"
    assert settings.build.flags == ("-O3",)
    assert settings.build.timeout_s == 30
    assert settings.measure.max_pairs == 12
    assert settings.measure.budget_s == 3


def test_lists_come_from_the_environment_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFCODER_RULES__SELECT", '["IO1", "IO2"]')
    monkeypatch.setenv("PERFCODER_BUDGET_S", "9")
    settings = load()
    assert settings.rules.select == ("IO1", "IO2")
    assert settings.budget_s == 9


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ({"measure": {"budget_s": "soon"}}, ["measure.budget_s", "valid number"]),
        ({"measure": {"budget_s": -1}}, ["measure.budget_s", "greater than 0"]),
        ({"measure": {"minimum_speedup": 1.01}}, ["measure.minimum_speedup", "1.05"]),
        ({"verify": {"float_tolerance": 1}}, ["verify.float_tolerance", "less than 1"]),
        ({"measure": {"speed": 1}}, ["measure.speed", "not permitted"]),
        ({"mesure": {}}, ["mesure", "not permitted"]),
        ({"server": {"log_level": "loud"}}, ["server.log_level", "'warning'"]),
    ],
)
def test_a_bad_value_is_one_line_that_names_source_setting_and_what_it_takes(
    editor: dict[str, Any], words: list[str]
) -> None:
    with pytest.raises(UsageError) as caught:
        load(editor=editor)
    message = str(caught.value)
    assert message.startswith("editor settings: ")
    assert "\n" not in message
    for word in words:
        assert word in message


def test_a_bad_environment_variable_names_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFCODER_VERIFY__INPUTS", "2")
    with pytest.raises(UsageError, match=r"^environment: setting verify\.inputs: .*8"):
        load()


def test_a_workspace_is_only_blamed_for_its_own_values(workspace: Path) -> None:
    write_user_file("[verify]\ninputs = 1\n")
    (workspace / WORKSPACE_FILE).write_text("[measure]\nmax_pairs = 12\n", "utf-8")
    with pytest.raises(UsageError) as caught:
        load(workspace)
    assert str(caught.value).startswith(str(user_file()))


@pytest.mark.parametrize("text", ["[measure", "measure = = 1", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_one_line_that_names_it(workspace: Path, text: str | bytes) -> None:
    path = workspace / WORKSPACE_FILE
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(UsageError) as caught:
        load(workspace)
    message = str(caught.value)
    assert str(path) in message
    assert "TOML" in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('[build]\ncompiler = "./evil"\n', "build.compiler"),
        ('[build]\ninclude_folders = ["/home"]\n', "build.include_folders"),
        ('[build]\ncompile_commands = "/home/a.json"\n', "build.compile_commands"),
        ('[cache]\ndirectory = "/etc"\n', "cache.directory"),
        ('[remote]\nbase_url = "http://example.com"\n', "remote"),
        ('[remote]\napi_key = "secret"\n', "remote"),
    ],
)
def test_a_workspace_may_not_set_commands_places_or_endpoints(workspace: Path, text: str, name: str) -> None:
    (workspace / WORKSPACE_FILE).write_text(text, "utf-8")
    with pytest.raises(UsageError) as caught:
        load(workspace)
    message = str(caught.value)
    assert f"{name} may not be set by a workspace" in message
    assert str(user_file()) in message


def test_a_workspace_may_set_the_rest_of_a_guarded_section(workspace: Path) -> None:
    (workspace / WORKSPACE_FILE).write_text("[build]\nmemory_mb = 512\n[cache]\nsize_mb = 100\n", "utf-8")
    settings = load(workspace)
    assert (settings.build.memory_mb, settings.cache.size_mb) == (512, 100)


@pytest.mark.parametrize(
    ("section", "name", "most"),
    [
        ("build", "memory_mb", 2048),
        ("build", "file_mb", 64),
        ("build", "output_mb", 4),
        ("verify", "memory_mb", 1024),
        ("verify", "output_mb", 64),
        ("cache", "size_mb", 2048),
    ],
)
def test_a_workspace_may_not_raise_limits(workspace: Path, section: str, name: str, most: int) -> None:
    (workspace / WORKSPACE_FILE).write_text(f"[{section}]\n{name} = {most}\n", "utf-8")
    load(workspace)
    (workspace / WORKSPACE_FILE).write_text(f"[{section}]\n{name} = {most + 1}\n", "utf-8")
    with pytest.raises(UsageError, match=f"{section}.{name} may be at most {most} in a workspace") as caught:
        load(workspace)
    assert str(user_file()) in str(caught.value)


def test_settings_can_not_be_changed() -> None:
    with pytest.raises(ValidationError):
        load().budget_s = 1  # type: ignore[misc]


def test_the_cache_is_in_the_users_cache_folder(home: Path) -> None:
    assert load().cache.directory == home / "cache" / "perfcoder"
    assert settings_module.user_file() == home / "config" / "perfcoder" / "config.toml"


def test_patterns_of_a_workspace_are_about_its_own_files(workspace: Path) -> None:
    text = '[rules.per_file_ignores]\n"tests/**" = ["IO1"]\n"*.h" = ["IO1"]\n"/all/**" = ["IO1"]\n"old/" = ["IO1"]\n'
    (workspace / WORKSPACE_FILE).write_text(text, "utf-8")
    patterns = set(load(workspace).rules.per_file_ignores)
    assert patterns == {f"{workspace}/tests/**", "*.h", "/all/**", "old/"}


@pytest.mark.parametrize(
    "given", ["per_file_ignores = 3", 'per_file_ignores = ["x"]', 'page_url = "https://x.org/{rule}"']
)
def test_a_workspace_can_not_mean_anything_else(workspace: Path, given: str) -> None:
    (workspace / WORKSPACE_FILE).write_text(f"[rules]\n{given}\n", "utf-8")
    with pytest.raises(UsageError, match=given.partition(" ")[0]):
        load(workspace)


@pytest.mark.parametrize("url", ["https://example.org/{rule}.md", "http://localhost/rules#{rule}"])
def test_pages_have_an_address(url: str) -> None:
    assert load(flags={"rules": {"page_url": url}}).rules.page_url == url


@pytest.mark.parametrize("url", ["https://example.org", "file:///{rule}", "javascript:{rule}", "https://x/{rule}) <b>"])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(UsageError, match=r"rules\.page_url"):
        load(flags={"rules": {"page_url": url}})
