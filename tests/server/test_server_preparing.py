"""What is made as soon as a file is opened."""

from pathlib import Path

from lsp_editor import running_editor
from test_server_cancel import descendants, server_pid
from test_server_functions import SLOW


async def test_headers_are_precompiled_when_a_file_is_opened(tmp_path: Path) -> None:
    folder, cache_home = tmp_path / "project", tmp_path / "cache"
    folder.mkdir()
    on = {"PERFCODER_SERVER__PREPARE": "true"}
    async with running_editor("vscode", folder, cache_home, environment=on) as editor:
        uri = editor.open("slow.cpp", SLOW)
        await editor.checked(uri)
        await editor.until(lambda: len([*(cache_home / "perfcoder" / "pch").glob("*/headers.hpp.gch")]) == 2)
        await editor.until(lambda: len(descendants(server_pid(editor))) == 1)  # the analysis process alone
        assert not editor.client.messages
