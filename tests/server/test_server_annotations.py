"""Annotations of a function's inputs in the editor: mistakes are marked, and what fits is completed."""

from collections.abc import Sequence

import pytest
from lsp_editor import Editor
from lsprotocol import types


def after(text: str, words: str) -> types.Position:
    """The position behind the words, in utf-16."""
    head = text[: text.index(words) + len(words)]
    line = head.count("\n")
    return types.Position(line, len(head.rpartition("\n")[2].encode("utf-16-le")) // 2)


async def completed(editor: Editor, uri: str, position: types.Position) -> Sequence[types.CompletionItem]:
    params = types.CompletionParams(types.TextDocumentIdentifier(uri), position)
    answer = await editor.client.text_document_completion_async(params)
    assert not isinstance(answer, types.CompletionList)
    return answer or ()


def with_annotation(annotation: str) -> str:
    return f"#include <vector>\n// perfcoder: {annotation}\nint f(int n, std::vector<int> v) {{ return v[n]; }}\n"


@pytest.mark.parametrize(
    ("annotation", "marked"),
    [
        ("ignore[IO99]", "IO99"),
        ("sorted(none)", "none"),
        ("sorted(n)", "n"),
        ("n in [5, 1]", "[5, 1]"),
        ("sordet(v)", "sordet"),
    ],
)
async def test_a_mistake_is_marked_where_it_is(vscode: Editor, annotation: str, marked: str) -> None:
    text = with_annotation(annotation)
    uri = vscode.open("f.cpp", text)

    def problems(diagnostics: Sequence[types.Diagnostic]) -> list[types.Diagnostic]:
        return [each for each in diagnostics if each.code == "annotation"]

    (problem,) = problems(await vscode.diagnostics(uri, lambda found: bool(problems(found))))

    assert problem.severity == types.DiagnosticSeverity.Warning
    assert problem.source == "perfcoder"
    assert "\n" not in problem.message
    line = text.splitlines()[problem.range.start.line]
    assert problem.range.start.line == 1
    assert marked in line[problem.range.start.character : problem.range.end.character]
    vscode.change(uri, with_annotation("sorted(v)"))
    await vscode.until(lambda: not problems(vscode.client.diagnostics[uri]))


async def test_an_annotation_above_no_function_is_a_mistake(vscode: Editor) -> None:
    uri = vscode.open("f.cpp", "// perfcoder: sorted(v)\nint x;\n")
    (problem,) = await vscode.diagnostics(uri)
    assert "above no function" in problem.message


async def test_words_and_parameters_are_completed(vscode: Editor) -> None:
    text = with_annotation("so")
    uri = vscode.open("f.cpp", text)
    items = await completed(vscode, uri, after(text, "perfcoder: so"))
    labels = [each.label for each in items]
    assert {"n", "v", "len(v)"} <= set(labels)
    sorted_item = next(each for each in items if each.label.startswith("sorted"))
    assert isinstance(sorted_item.text_edit, types.TextEdit)
    assert sorted_item.text_edit.range.end == after(text, "perfcoder: so")
    assert sorted_item.text_edit.range.start == after(text, "perfcoder: ")


async def test_positions_are_the_clients(vscode: Editor) -> None:
    text = with_annotation("sorted(").replace("// perf", "/* Größe 𝄞 */\n// perf")
    uri = vscode.open("f.cpp", text)
    assert [each.label for each in await completed(vscode, uri, after(text, "sorted("))] == ["v"]


async def test_elsewhere_nothing_is_completed(vscode: Editor) -> None:
    text = with_annotation("sorted(v)")
    uri = vscode.open("f.cpp", text)
    for words in ("return ", "#include", "// perf"):
        assert await completed(vscode, uri, after(text, words)) == ()
    other = vscode.open("f.py", "# perfcoder: n", language="python")
    assert await completed(vscode, other, types.Position(0, 14)) == ()
    broken = vscode.open("empty.cpp", "// perfcoder: ")
    assert isinstance(await completed(vscode, broken, types.Position(0, 14)), Sequence)


async def test_rules_to_ignore_are_completed(vscode: Editor) -> None:
    text = with_annotation("ignore[IO1, ")
    uri = vscode.open("f.cpp", text)
    labels = {each.label for each in await completed(vscode, uri, after(text, "IO1, "))}
    assert {"IO1", "IO2"} <= labels
    assert not labels & {"n", "v"}
