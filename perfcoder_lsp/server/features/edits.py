"""Workspace edits of measured suggestions, in the form that the client understands."""

from lsprotocol import types

from perfcoder_lsp.server import words
from perfcoder_lsp.server.client import Client
from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.suggestion import Suggestion
from perfcoder_lsp.text import sorted_edits

_ANNOTATION = "perfcoder"


def workspace_edit(client: Client, snapshot: Snapshot, suggestion: Suggestion) -> types.WorkspaceEdit:
    """The suggestion's edits of exactly this snapshot. Where the client can, they carry the document's version, so that
    they can't be applied to another one, and the measured number as an annotation."""
    ordered = sorted_edits(suggestion.edits)
    edits = [types.TextEdit(snapshot.range(edit.range), edit.new_text) for edit in ordered]
    if not client.document_changes:
        return types.WorkspaceEdit(changes={snapshot.uri: edits})
    document = types.OptionalVersionedTextDocumentIdentifier(uri=snapshot.uri, version=snapshot.version)
    if not client.annotates_edits:
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, edits)])
    annotated = [types.AnnotatedTextEdit(_ANNOTATION, edit.range, edit.new_text) for edit in edits]
    label = f"{words.faster(suggestion.measurement)}: {words.lower_first(suggestion.title)}"
    annotation = types.ChangeAnnotation(
        label=label,
        needs_confirmation=False,
        description="; ".join(dict.fromkeys(strategy.category.value for strategy in suggestion.strategies)),
    )
    return types.WorkspaceEdit(
        document_changes=[types.TextDocumentEdit(document, annotated)],
        change_annotations={_ANNOTATION: annotation},
    )
