"""Settings as editors send them."""

from pathlib import Path

import pytest

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.server import configuration


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("perfcoder_lsp.settings.user_file", lambda: tmp_path / "none.toml")
    monkeypatch.delenv("PERFCODER_CACHE__DIRECTORY", raising=False)


@pytest.mark.parametrize(
    "given",
    [
        {"server": {"measure_on_save": True}},
        {"perfcoder": {"server": {"measure_on_save": True}}},
        # VS Code: everything with its default, null for what has none, and what is the client's own.
        {
            "server": {"measure_on_save": True, "path": "perfcoder-lsp", "hover": True},
            "build": {"compiler": None, "flags": ["-O2", "-std=c++17"]},
            "verify": {"float_tolerance": None},
            "trace": {"server": "off"},
        },
    ],
)
def test_the_section_is_read_in_every_shape_that_editors_send(given: dict[str, object]) -> None:
    settings = configuration.read(None, given)

    assert settings.server.measure_on_save
    assert settings.server.hover


@pytest.mark.parametrize("given", [None, {}, {"perfcoder": {}}])
def test_nothing_given_means_the_defaults(given: object) -> None:
    assert not configuration.read(None, given).server.measure_on_save


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"measure": {"budget_s": -1}}, "editor settings: setting measure.budget_s: "),
        ({"verify": {"inputs": "many"}}, "editor settings: setting verify.inputs: "),
        ({"serfer": {}}, "editor settings: setting serfer: "),
        ([1], "editor settings: expected an object with the settings of perfcoder"),
    ],
)
def test_a_bad_setting_is_named_in_one_line(given: object, message: str) -> None:
    with pytest.raises(UsageError) as error:
        configuration.read(None, given)

    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def test_the_editor_overrides_the_workspace(tmp_path: Path) -> None:
    (tmp_path / ".perfcoder.toml").write_text("[server]\nhover = false\ncode_lens = false\n")

    settings = configuration.read(tmp_path, {"server": {"hover": True}})

    assert settings.server.hover
    assert not settings.server.code_lens
