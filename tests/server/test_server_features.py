"""The features against the real server and the real pipeline, in every editor profile."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from lsp_editor import ONE_RULE, PROFILES, Editor, one_rule, running_editor
from lsprotocol import types

KIND = "refactor.rewrite.performance"

# Reads and prints many numbers through synchronised streams, flushing each line: slow for plain reasons.
SLOW = """\
#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<long long> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    long long sum = 0;
    for (int i = 0; i < n; i++) {
        sum += a[i];
        cout << sum << endl;
    }
    return 0;
}
"""
# As above, with text whose columns differ in every encoding before the code that is edited.
SLOW_NON_ASCII = SLOW.replace("        cout <<", '        /* Größe 𝄞 */ cout << "" <<')
PLAIN = "int add(int a, int b) { return a + b; }\n"


@pytest.fixture
async def plain_client(tmp_path: Path, cache_home: Path) -> AsyncIterator[Editor]:
    """A client without code action literals, resolve support, edits and progress."""

    def less(capabilities: types.ClientCapabilities) -> None:
        assert capabilities.text_document is not None
        assert capabilities.workspace is not None
        capabilities.text_document.code_action = types.CodeActionClientCapabilities()
        capabilities.workspace.apply_edit = False
        capabilities.window = None

    async with running_editor("emacs", tmp_path, cache_home, **ONE_RULE, patch=less) as session:
        yield session


async def test_hints_come_at_once_and_say_that_nothing_was_measured(editor: Editor) -> None:
    uri = editor.open("slow.cpp", SLOW)

    hints = await editor.diagnostics(uri)

    assert hints
    for hint in hints:
        assert hint.severity == types.DiagnosticSeverity.Hint
        assert hint.source == "perfcoder"
        assert hint.message.endswith("(not measured yet)")
        assert hint.code
        assert hint.code_description is not None
        assert hint.range.start.line == hint.range.end.line
    assert any(hint.code.startswith("IO") for hint in hints)


async def test_hints_follow_the_text_and_go_with_the_document(vscode: Editor) -> None:
    uri = vscode.open("slow.cpp", SLOW)
    await vscode.diagnostics(uri)

    vscode.change(uri, PLAIN)
    assert not await vscode.diagnostics(uri, lambda hints: not hints)
    vscode.change(uri, SLOW)
    assert await vscode.diagnostics(uri)
    vscode.change(uri, "")
    assert not await vscode.diagnostics(uri, lambda hints: not hints)
    vscode.change(uri, SLOW)
    assert await vscode.diagnostics(uri)
    vscode.close(uri)
    assert not await vscode.diagnostics(uri, lambda hints: not hints)


async def test_before_measuring_the_actions_offer_to_measure_and_nothing_else(editor: Editor) -> None:
    uri = editor.open("slow.cpp", SLOW)
    await editor.diagnostics(uri)

    actions = await editor.actions(uri, line=8)

    assert [action.title for action in actions] == ["Measure optimizations of slow.cpp"]
    assert actions[0].kind == KIND
    assert actions[0].edit is None


async def test_resolving_an_action_that_has_its_command_changes_nothing(vscode: Editor) -> None:
    uri = vscode.open("slow.cpp", SLOW)
    (action,) = await vscode.actions(uri)

    assert await vscode.client.code_action_resolve_async(action) == action


async def test_in_a_function_that_function_can_be_measured_alone(vscode: Editor) -> None:
    uri = vscode.open(
        "slow.cpp", "#include <iostream>\nvoid show(int n) {\n    std::cout << n << std::endl;\n}\n" + SLOW
    )
    await vscode.diagnostics(uri)

    titles = [action.title for action in await vscode.actions(uri, line=2)]

    assert titles == ["Measure optimizations of show", "Measure optimizations of slow.cpp", "Benchmark show"]


async def test_kinds_are_matched_hierarchically(vscode: Editor) -> None:
    uri = vscode.open("slow.cpp", SLOW)
    await vscode.diagnostics(uri)

    for only, offered in (
        (["refactor"], True),
        (["refactor.rewrite"], True),
        ([KIND], True),
        ([""], True),
        (["refactor.rewrite.perf"], False),
        (["quickfix"], False),
        (["source.fixAll"], False),
        (["source", "refactor"], True),
    ):
        assert bool(await vscode.actions(uri, only=only)) is offered, only


async def test_quick_fixes_of_a_hint_are_its_actions(vscode: Editor) -> None:
    uri = vscode.open("slow.cpp", SLOW)
    hints = await vscode.diagnostics(uri)

    fixes = await vscode.actions(uri, only=["quickfix"], hints=hints)

    assert [fix.title for fix in fixes] == ["Measure optimizations of slow.cpp"]
    assert {fix.kind for fix in fixes} == {"quickfix"}


async def test_the_light_bulb_stays_dark_where_no_rule_found_anything(vscode: Editor) -> None:
    uri = vscode.open("plain.cpp", PLAIN)
    await vscode.lenses(uri)

    assert await vscode.actions(uri, automatic=True) == []
    assert await vscode.actions(uri, automatic=False) != []


async def test_other_languages_are_left_alone(vscode: Editor) -> None:
    uri = vscode.open("a.py", "print('endl')", language="python")

    assert await vscode.actions(uri) == []
    assert await vscode.hover(uri, 0) is None
    assert await vscode.lenses(uri) == []


@pytest.mark.alone
@pytest.mark.parametrize("profile", PROFILES)
async def test_a_measured_edit_is_offered_with_its_number_and_gives_the_text_that_was_measured(
    profile: str, tmp_path: Path, cache_home: Path
) -> None:
    limits = dict(ONE_RULE)
    if profile == "vscode":  # that the best of several is preferred is seen in one of them
        limits["options"] = {"rules": {"select": ["IO2", "IO4"]}}
    async with running_editor(profile, tmp_path, cache_home, **limits) as editor:
        await _offers_what_was_measured(editor)


async def _offers_what_was_measured(editor: Editor) -> None:
    uri = editor.open("slow.cpp", SLOW_NON_ASCII)
    report = await editor.request("perfcoder/optimize", {"textDocument": {"uri": uri}})
    assert report["suggestions"], report["rejected"]
    best = report["suggestions"][0]

    actions = [action for action in await editor.actions(uri) if action.title.startswith("Apply: ")]

    assert [action.is_preferred for action in actions] == [True] + [False] * (len(actions) - 1)
    assert all(action.kind == KIND for action in actions)
    assert "at least " in actions[0].title
    assert f"(same output on {best['verdict']['inputs']} inputs)" in actions[0].title
    chosen = next(action for action in actions if action.data and action.data["id"] == best["id"])
    if editor.resolves:
        assert chosen.edit is None
        chosen = await editor.client.code_action_resolve_async(chosen)
    assert chosen.edit is not None
    editor.apply(chosen.edit)
    expected = SLOW_NON_ASCII.encode()
    for edit in sorted(best["edits"], key=lambda edit: -edit["range"]["start"]):
        where = edit["range"]
        expected = expected[: where["start"]] + edit["new_text"].encode() + expected[where["end"] :]
    assert editor.text(uri) == expected.decode()
    assert editor.text(uri) != SLOW_NON_ASCII


@pytest.mark.alone
@one_rule
async def test_annotations_carry_the_number_where_the_client_knows_them(vscode: Editor) -> None:
    uri = vscode.open("slow.cpp", SLOW)
    action = (await vscode.measured_actions(uri))[0]

    resolved = await vscode.client.code_action_resolve_async(action)

    assert resolved.edit is not None
    assert resolved.edit.change_annotations is not None
    (annotation,) = resolved.edit.change_annotations.values()
    assert annotation.label.startswith("at least ")
    assert annotation.needs_confirmation is False


@pytest.mark.alone
@one_rule
async def test_after_measuring_hints_hover_and_lens_tell_the_result(vscode: Editor) -> None:
    uri = vscode.open("slow.cpp", SLOW)
    main = SLOW.splitlines().index("int main() {")
    before = await vscode.lenses(uri)
    assert [(lens.range.start.line, lens.command.title) for lens in before if lens.command] == [
        (main, "Measure optimizations")
    ]
    (hint, *_) = await vscode.diagnostics(uri)
    assert "Not measured yet" in (await vscode.hover(uri, hint.range.start.line) or "")

    await vscode.measured_actions(uri)

    hints = await vscode.diagnostics(uri, lambda hints: any("(measured" in hint.message for hint in hints))
    assert any("measured: at least" in hint.message for hint in hints)
    (lens,) = await vscode.lenses(uri)
    assert lens.command is not None
    assert lens.command.title.startswith("at least ")
    assert lens.command.title.endswith(": apply")
    hover = await vscode.hover(uri, main) or ""
    assert "Input/Output Throughput Optimization" in hover
    assert "Same output on " in hover
    assert "paired runs on this machine" in hover

    await vscode.run(lens.command)
    await vscode.until(lambda: vscode.text(uri) != SLOW)


@pytest.mark.alone
@one_rule
async def test_the_end_of_a_measurement_is_told_in_one_line(vscode: Editor) -> None:
    uri = vscode.open("slow.cpp", SLOW)
    await vscode.measured_actions(uri)

    message = await vscode.message("slow.cpp")

    assert message.type == types.MessageType.Info
    assert message.message.startswith("PerfCoder: slow.cpp: at least ")


async def test_where_nothing_helps_the_reason_is_told(vscode: Editor) -> None:
    uri = vscode.open("plain.cpp", '#include <cstdio>\nint main() {\n    puts("hello");\n}\n')

    assert await vscode.measured_actions(uri) == []

    message = await vscode.message("plain.cpp: ")
    assert len(message.message) > len("PerfCoder: plain.cpp: ")
    (again,) = await vscode.actions(uri)
    assert again.title == "Measure optimizations of plain.cpp again"


@pytest.mark.alone
@one_rule
async def test_the_report_can_be_shown(vscode: Editor) -> None:
    uri = vscode.open("slow.cpp", SLOW)
    show = types.Command("show", "perfcoder.showReport", arguments=[{"uri": uri}])
    assert await vscode.run(show) is None
    await vscode.message("nothing is measured for its current text")
    await vscode.measured_actions(uri)

    text = await vscode.run(show)

    assert "Input/Output Throughput Optimization" in text
    (shown,) = vscode.client.shown_documents
    assert shown.uri.endswith(".md")
    assert Path(shown.uri.removeprefix("file://")).read_text() == text


async def test_a_program_that_does_not_compile_is_told_in_one_line(vscode: Editor) -> None:
    uri = vscode.open("broken.cpp", SLOW.replace("int n;", "int n"))
    action = (await vscode.actions(uri))[-1]
    await vscode.run(action.command)

    message = await vscode.message("broken.cpp")

    assert message.type == types.MessageType.Error
    assert "\n" not in message.message
    assert "error" in message.message


@pytest.mark.alone
async def test_a_client_without_literals_gets_commands(plain_client: Editor) -> None:
    uri = plain_client.open("slow.cpp", SLOW)
    where = types.Range(types.Position(0, 0), types.Position(0, 0))
    params = types.CodeActionParams(types.TextDocumentIdentifier(uri), where, types.CodeActionContext([]))

    answer = await plain_client.client.text_document_code_action_async(params)

    assert answer
    (command,) = answer
    assert isinstance(command, types.Command)
    await plain_client.run(command)
    await plain_client.message("slow.cpp: at least")
    first = (await plain_client.client.text_document_code_action_async(params) or [])[0]
    assert isinstance(first, types.Command)
    await plain_client.run(first)
    await plain_client.message("use the code action")
    assert plain_client.text(uri) == SLOW


@pytest.mark.alone
async def test_measuring_on_save_is_an_option(tmp_path: Path, cache_home: Path) -> None:
    options = {"server": {"measure_on_save": True}, **ONE_RULE["options"]}
    async with running_editor("vscode", tmp_path, cache_home, **{**ONE_RULE, "options": options}) as editor:
        uri = editor.open("slow.cpp", SLOW)
        editor.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))

        await editor.message("slow.cpp: at least ")


async def test_findings_can_be_asked_for(vscode: Editor) -> None:
    uri = vscode.open("slow.cpp", SLOW)

    found = await vscode.checked(uri)

    assert found["version"] == 1
    assert [function["name"] for function in found["functions"]] == ["main"]
    assert any(finding["rule"].startswith("IO") for finding in found["findings"])
