"""Code actions: measure, and once measured the edits themselves. Nothing is computed here: editors ask at every move of
the cursor."""

from collections.abc import Iterator, Sequence
from typing import Any

from lsprotocol import types
from pydantic import ValidationError
from pygls.exceptions import JsonRpcContentModified, JsonRpcInvalidParams

from perfcoder_lsp.server import words
from perfcoder_lsp.server.documents import Snapshot
from perfcoder_lsp.server.features import benchmarking, commands
from perfcoder_lsp.server.features.commands import Target
from perfcoder_lsp.server.features.diagnostics import SOURCE
from perfcoder_lsp.server.features.edits import workspace_edit
from perfcoder_lsp.server.server import PerfcoderServer
from perfcoder_lsp.server.state import Offer

KIND = "refactor.rewrite.performance"
# Changes nothing, so it is no refactoring; and editors hide `source` from the menu at the cursor.
BENCHMARK_KIND = "perfcoder.benchmark"
OPTIONS = types.CodeActionOptions(
    code_action_kinds=[KIND, types.CodeActionKind.QuickFix, BENCHMARK_KIND], resolve_provider=True
)


def code_actions(ls: PerfcoderServer, params: types.CodeActionParams) -> list[types.CodeAction | types.Command] | None:
    """The measured edits, best first, then what can be measured here, then the benchmark of the function here."""
    snapshot = ls.documents.touch(params.text_document.uri)
    if snapshot is None or not snapshot.is_cpp:
        return None
    kind = _kind(params.context)
    actions = [*_edits(ls, snapshot), *_measurements(ls, snapshot, params)] if kind is not None else []
    for action in actions:
        action.kind = kind
    if _is_wanted(BENCHMARK_KIND, params.context.only):
        actions += _benchmarks(ls, snapshot, params)
    if not actions and kind is None:
        return None
    if ls.client.action_literals:
        return [*actions]
    return [action.command for action in actions if action.command is not None]


def resolve(ls: PerfcoderServer, action: types.CodeAction) -> types.CodeAction:
    """Put the edit into an action. Raises JsonRpcContentModified where the document is no longer the one measured.

    Editors resolve every action without an edit, also one that has its command already.
    """
    if action.command is not None:
        return action
    target = _target(action.data)
    snapshot = ls.documents.get(target.uri)
    offer = None
    if snapshot is not None and snapshot.version == target.version and target.id is not None:
        offer = ls.knowledge.offer(snapshot, target.scope, target.id)
    if snapshot is None or offer is None:
        raise JsonRpcContentModified("the document changed after it was measured; measure again")
    action.edit = workspace_edit(ls.client, snapshot, offer.suggestion)
    return action


def _kind(context: types.CodeActionContext) -> str | None:
    """The kind to answer with; None where nothing of ours is wanted. Kinds are hierarchical: who asks for `refactor`
    wants ours. Who asks for quick fixes of one of our hints, as VS Code in a hint's hover, is not told there are none.
    """
    only = context.only or ()
    if _is_wanted(KIND, context.only):
        return KIND
    ours = any(diagnostic.source == SOURCE for diagnostic in context.diagnostics)
    return types.CodeActionKind.QuickFix if ours and types.CodeActionKind.QuickFix in only else None


def _is_wanted(kind: str, only: Sequence[str] | None) -> bool:
    return only is None or any(wanted in ("", kind) or kind.startswith(f"{wanted}.") for wanted in only)


def _edits(ls: PerfcoderServer, snapshot: Snapshot) -> Iterator[types.CodeAction]:
    for count, offer in enumerate(ls.knowledge.offers(snapshot)):
        title = words.apply_title(offer.suggestion)
        target = target_of(snapshot, offer)
        action = types.CodeAction(title=title, kind=KIND, is_preferred=count == 0, data=target.json_form())
        if not ls.client.action_literals:
            action.command = commands.command(commands.APPLY, title, target)
        elif not ls.client.resolves_edits:
            action.edit = workspace_edit(ls.client, snapshot, offer.suggestion)
        yield action


def _measurements(
    ls: PerfcoderServer, snapshot: Snapshot, params: types.CodeActionParams
) -> Iterator[types.CodeAction]:
    running = ls.knowledge.of(snapshot.uri).running
    if running is not None:
        what = (
            f"measurement of {snapshot.path.name}"
            if running.function is None
            else f"benchmark of {running.function.label}"
        )
        yield _command_action(commands.CANCEL, f"Cancel the {what}", Target(uri=snapshot.uri))
        return
    checked = ls.knowledge.checked(snapshot)
    automatic = params.context.trigger_kind == types.CodeActionTriggerKind.Automatic
    if automatic and (checked is None or not checked.findings):
        return  # no light bulb where no rule has found anything; whoever asks may measure all the same
    function = benchmarking.around(checked.functions if checked else (), snapshot.byte_range(params.range))
    if function is not None and function.name != "main":
        yield _measurement(ls, snapshot, function.name)
    yield _measurement(ls, snapshot, None)


def _measurement(ls: PerfcoderServer, snapshot: Snapshot, scope: str | None) -> types.CodeAction:
    measured = ls.knowledge.measured(snapshot, scope)
    again = " again" if measured is not None and measured.report is not None else ""
    title = f"Measure optimizations of {scope or snapshot.path.name}{again}"
    return _command_action(commands.MEASURE, title, Target(uri=snapshot.uri, scope=scope))


def _benchmarks(ls: PerfcoderServer, snapshot: Snapshot, params: types.CodeActionParams) -> Iterator[types.CodeAction]:
    """Not at each move of the cursor: there is a function almost everywhere, and a light bulb would say nothing."""
    checked = ls.knowledge.checked(snapshot)
    if checked is None or params.context.trigger_kind == types.CodeActionTriggerKind.Automatic:
        return
    function = benchmarking.around(checked.functions, snapshot.byte_range(params.range))
    if function is None or function.name == "main" or ls.knowledge.of(snapshot.uri).running is not None:
        return
    target = Target(uri=snapshot.uri, scope=function.label)
    known = ls.knowledge.benchmarked(snapshot, function) is not None
    title = f"Benchmark {function.label}{' again' if known else ''}"
    yield _command_action(commands.BENCHMARK, title, target, BENCHMARK_KIND)
    if known:
        title = f"Show the benchmark of {function.label}"
        yield _command_action(commands.SHOW_BENCHMARK, title, target, BENCHMARK_KIND)
        title = f"Export the benchmark of {function.label} for Google Benchmark"
        yield _command_action(commands.EXPORT_BENCHMARK, title, target, BENCHMARK_KIND)
    if ls.knowledge.benchmarked_before(snapshot, function) is not None:
        title = f"Compare {function.label} with the version benchmarked before"
        compare = target.model_copy(update={"compare": True})
        yield _command_action(commands.BENCHMARK, title, compare, BENCHMARK_KIND)


def _command_action(name: str, title: str, target: Target, kind: str = KIND) -> types.CodeAction:
    return types.CodeAction(title=title, kind=kind, command=commands.command(name, title, target))


def target_of(snapshot: Snapshot, offer: Offer) -> Target:
    return Target(uri=snapshot.uri, scope=offer.scope, version=snapshot.version, id=offer.suggestion.id)


def _target(data: Any) -> Target:
    try:
        return Target.model_validate(data)
    except ValidationError:
        raise JsonRpcInvalidParams("this code action is none of ours") from None
