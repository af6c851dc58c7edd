"""Settings from the editor: initialization options, workspace/configuration, didChangeConfiguration."""

from pathlib import Path
from typing import Any, cast

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.settings import Settings, load

SECTION = "perfcoder"
# What a client keeps in the same section for itself: how to start the server, and what to log of the protocol.
_CLIENT_ONLY = {"trace": None, "server": {"path", "arguments"}}


def read(workspace: Path | None, given: object) -> Settings:
    """The settings, with the editor's layer `given`: the section itself, or an object that holds it.

    Raises UsageError with one line that names the setting.
    """
    if given is None:
        return load(workspace)
    if not isinstance(given, dict):
        raise UsageError(f"editor settings: expected an object with the settings of {SECTION}")
    layer = cast("dict[str, Any]", given)
    if set(layer) == {SECTION} and isinstance(layer[SECTION], dict):
        layer = layer[SECTION]
    return load(workspace, editor=_without_nulls(_without_client_only(layer)))


def _without_client_only(layer: dict[str, Any]) -> dict[str, Any]:
    kept = dict(layer)
    for section, names in _CLIENT_ONLY.items():
        if names is None:
            kept.pop(section, None)
        elif isinstance(kept.get(section), dict):
            kept[section] = {name: value for name, value in kept[section].items() if name not in names}
    return kept


def _without_nulls(layer: dict[str, Any]) -> dict[str, Any]:
    """Editors send null for what is not set."""
    return {
        name: _without_nulls(cast("dict[str, Any]", value)) if isinstance(value, dict) else value
        for name, value in layer.items()
        if value is not None
    }
