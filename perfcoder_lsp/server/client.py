"""What the client can do, as far as this server's answers depend on it."""

from dataclasses import dataclass
from typing import Any, cast

from lsprotocol import types


@dataclass(frozen=True)
class Client:
    """Abilities that the client declared; the default is a client that declares nothing."""

    encoding: str = "utf-16"
    resolves_edits: bool = False
    action_literals: bool = False
    annotates_edits: bool = False
    document_changes: bool = False
    applies_edits: bool = False
    shows_progress: bool = False
    shows_documents: bool = False
    refreshes_lenses: bool = False
    markdown: bool = False
    configuration: bool = False
    follows_configuration: bool = False
    follows_benchmarks: bool = False
    shows_html: bool = False

    @classmethod
    def of(cls, capabilities: types.ClientCapabilities, encoding: str) -> "Client":
        workspace = capabilities.workspace or types.WorkspaceClientCapabilities()
        document = capabilities.text_document or types.TextDocumentClientCapabilities()
        window = capabilities.window or types.WindowClientCapabilities()
        edit = workspace.workspace_edit or types.WorkspaceEditClientCapabilities()
        action = document.code_action or types.CodeActionClientCapabilities()
        hover = document.hover or types.HoverClientCapabilities()
        changes = workspace.did_change_configuration
        own = _own(capabilities.experimental)
        return cls(
            encoding=encoding,
            resolves_edits=action.resolve_support is not None and "edit" in action.resolve_support.properties,
            action_literals=action.code_action_literal_support is not None,
            annotates_edits=edit.change_annotation_support is not None,
            # Neovim never declares documentChanges, and applies them all the same.
            document_changes=bool(edit.document_changes or edit.resource_operations),
            applies_edits=bool(workspace.apply_edit),
            shows_progress=bool(window.work_done_progress),
            shows_documents=window.show_document is not None and window.show_document.support,
            refreshes_lenses=workspace.code_lens is not None and bool(workspace.code_lens.refresh_support),
            markdown=types.MarkupKind.Markdown in (hover.content_format or ()),
            configuration=bool(workspace.configuration),
            follows_configuration=changes is not None and bool(changes.dynamic_registration),
            follows_benchmarks=own.get("functionBenchmark") is True,
            shows_html=own.get("html") is True,
        )


def _own(experimental: object) -> dict[str, Any]:
    """What a client declares of our own additions to the protocol: `{"experimental": {"perfcoder": {…}}}`."""
    section = cast("dict[str, Any]", experimental).get("perfcoder") if isinstance(experimental, dict) else None
    return cast("dict[str, Any]", section) if isinstance(section, dict) else {}
