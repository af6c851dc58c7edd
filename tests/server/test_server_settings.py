"""Settings from the editor: where they come from, their switches, and mistakes in them."""

from pathlib import Path
from typing import Any

import pytest
from lsp_editor import Editor, running_editor
from lsprotocol import types
from test_server_features import SLOW


async def nothing_shown(editor: Editor, uri: str) -> bool:
    hover = [await editor.hover(uri, line) for line in range(len(SLOW.splitlines()))]
    return not any(hover) and not await editor.lenses(uri) and not editor.client.diagnostics.get(uri)


OFF = {"server": {"diagnostics": False, "code_lens": False, "hover": False}}


@pytest.mark.parametrize("way", ["options", "configuration"])
async def test_each_kind_can_be_switched_off(way: str, tmp_path: Path, cache_home: Path) -> None:
    given: dict[str, Any] = {way: OFF}
    async with running_editor("vscode", tmp_path, cache_home, **given) as editor:
        await editor.checked(editor.open("first.cpp", SLOW))
        uri = editor.open("slow.cpp", SLOW)
        await editor.checked(uri)

        assert await nothing_shown(editor, uri)
        assert await editor.actions(uri)


async def test_the_workspace_file_switches_off_too(tmp_path: Path, cache_home: Path) -> None:
    (tmp_path / ".perfcoder.toml").write_text("[server]\ndiagnostics = false\ncode_lens = false\nhover = false\n")
    async with running_editor("neovim-0.7", tmp_path, cache_home) as editor:
        uri = editor.open("slow.cpp", SLOW)
        await editor.checked(uri)

        assert await nothing_shown(editor, uri)


@pytest.mark.parametrize("profile", ["vscode", "neovim-0.7"])
async def test_changed_settings_take_effect(profile: str, tmp_path: Path, cache_home: Path) -> None:
    """VS Code is asked for its settings; Neovim 0.7 sends them."""
    async with running_editor(profile, tmp_path, cache_home) as editor:
        uri = editor.open("slow.cpp", SLOW)
        await editor.diagnostics(uri)

        editor.client.set_configuration({"perfcoder": OFF})
        settings = {"perfcoder": OFF} if profile == "neovim-0.7" else None
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))

        await editor.diagnostics(uri, lambda hints: not hints)


@pytest.mark.parametrize("way", ["options", "configuration"])
async def test_a_bad_setting_is_told_once_and_the_defaults_stay(way: str, tmp_path: Path, cache_home: Path) -> None:
    given: dict[str, Any] = {way: {"measure": {"budget_s": -1}, "server": {"hover": False}}}
    async with running_editor("vscode", tmp_path, cache_home, **given) as editor:
        uri = editor.open("slow.cpp", SLOW)
        (hint, *_) = await editor.diagnostics(uri)

        (message,) = [message for message in editor.client.messages if message.type == types.MessageType.Error]
        assert message.message.startswith("PerfCoder: editor settings: setting measure.budget_s: ")
        assert "\n" not in message.message
        assert await editor.hover(uri, hint.range.start.line) is not None


async def test_a_workspace_may_not_choose_the_compiler(tmp_path: Path, cache_home: Path) -> None:
    (tmp_path / ".perfcoder.toml").write_text('[build]\ncompiler = "./evil"\n')
    async with running_editor("vscode", tmp_path, cache_home) as editor:
        message = await editor.message("build.compiler may not be set by a workspace")

        assert message.type == types.MessageType.Error


async def test_hints_link_to_the_rules_pages_where_the_settings_say_so(tmp_path: Path, cache_home: Path) -> None:
    given: dict[str, Any] = {"options": {"rules": {"page_url": "https://example.org/{rule}.html"}}}
    async with running_editor("vscode", tmp_path, cache_home, **given) as editor:
        hints = await editor.diagnostics(editor.open("slow.cpp", SLOW))

        links = {hint.code_description.href for hint in hints if hint.code_description is not None}
        assert links == {f"https://example.org/{hint.code}.html" for hint in hints}
