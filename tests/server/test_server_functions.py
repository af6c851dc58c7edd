"""Benchmarks of single functions, against the real server and the real engine."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from lsp_editor import Editor, running_editor
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from test_server_cancel import descendants, server_pid

SLOW = """\
#include <cstddef>
#include <vector>

// Größe 𝄞
int inversions(const std::vector<int>& values) {
    int count = 0;
    for (std::size_t i = 0; i < values.size(); i++) {
        for (std::size_t j = i + 1; j < values.size(); j++) count += values[j] < values[i];
    }
    return count;
}

int next(int x) { return x + 1; }
int twice(int x) { return x * 2; }
int twice(long x) { return static_cast<int>(x) * 2; }
"""
HEAD = SLOW.splitlines().index("int inversions(const std::vector<int>& values) {")
WRONG = SLOW.replace("values[j] < values[i]", "values[j] <= values[i]")
FAST = SLOW.replace("#include <vector>", "#include <vector>\n#include <set>").replace(
    SLOW[SLOW.index("    int count = 0;") : SLOW.index("    return count;")],
    """\
    int count = 0;
    std::vector<int> a = values, b = values;
    for (std::size_t width = 1; width < a.size(); width *= 2) {
        for (std::size_t low = 0; low < a.size(); low += 2 * width) {
            std::size_t middle = low + width < a.size() ? low + width : a.size();
            std::size_t high = low + 2 * width < a.size() ? low + 2 * width : a.size();
            std::size_t left = low, right = middle;
            for (std::size_t to = low; to < high; to++) {
                bool first = right == high || (left < middle && a[left] <= a[right]);
                if (!first) count += static_cast<int>(middle - left);
                b[to] = first ? a[left++] : a[right++];
            }
        }
        a.swap(b);
    }
""",
)
BENCHMARK = "perfcoder.benchmark"


@pytest.fixture
async def follower(tmp_path: Path, cache_home: Path) -> AsyncIterator[Editor]:
    """A client that follows benchmarks."""

    def more(capabilities: types.ClientCapabilities) -> None:
        capabilities.experimental = {"perfcoder": {"functionBenchmark": True}}

    async with running_editor("vscode", tmp_path, cache_home, patch=more) as session:
        yield session


async def titles(editor: Editor, uri: str) -> dict[int, list[str]]:
    """The titles of the lenses that are about benchmarks, by line."""
    await editor.checked(uri)
    found: dict[int, list[str]] = {}
    for lens in await editor.lenses(uri):
        assert lens.command is not None
        if lens.command.command not in ("perfcoder.measure", "perfcoder.showReport"):
            found.setdefault(lens.range.start.line, []).append(lens.command.title)
    return found


async def run(editor: Editor, command: str, uri: str, **arguments: Any) -> Any:
    return await editor.run(types.Command("", command, arguments=[{"uri": uri, **arguments}]))


async def benchmarked(editor: Editor, uri: str, **arguments: Any) -> str:
    """Benchmark a function, and give the message at the end."""
    told = len(editor.client.messages)
    await run(editor, BENCHMARK, uri, **arguments)
    await editor.until(lambda: len(editor.client.messages) > told)
    return editor.client.messages[told].message


def asked(uri: str, **params: Any) -> dict[str, Any]:
    return {"textDocument": {"uri": uri}, **params}


def followed(editor: Editor) -> list[Any]:
    """What the server tells of benchmarks, as it comes."""
    news: list[Any] = []

    @editor.client.feature("perfcoder/functionBenchmark")
    def _(params: Any) -> None:
        news.append(params)

    return news


async def refused(editor: Editor, uri: str, **params: Any) -> tuple[int, str]:
    with pytest.raises(JsonRpcException) as error:
        await editor.request("perfcoder/benchmarkFunction", asked(uri, **params))
    assert "\n" not in error.value.message
    return error.value.code, error.value.message


async def test_functions_with_loops_have_a_lens_and_all_have_an_action(editor: Editor) -> None:
    uri = editor.open("slow.cpp", SLOW)

    assert await titles(editor, uri) == {HEAD: ["Benchmark"]}
    for line, label in ((HEAD + 2, "inversions"), (HEAD + 8, "next"), (HEAD + 10, "twice(long)")):
        action = (await editor.actions(uri, line=line))[-1]
        assert (action.title, action.kind) == (f"Benchmark {label}", "perfcoder.benchmark")
    assert not [each for each in await editor.actions(uri, HEAD, automatic=True) if "Benchmark" in each.title]
    (only,) = await editor.actions(uri, line=HEAD, only=["perfcoder"])
    assert only.title == "Benchmark inversions"
    assert "Benchmark inversions" not in [each.title for each in await editor.actions(uri, HEAD, only=["refactor"])]


@pytest.mark.parametrize(("wanted", "count"), [("all", 4), ("loops", 1), ("none", 0)])
async def test_which_functions_have_a_lens_is_a_setting(
    tmp_path: Path, cache_home: Path, wanted: str, count: int
) -> None:
    options = {"server": {"benchmark_lens": wanted}}
    async with running_editor("vscode", tmp_path, cache_home, options=options) as session:
        assert len(await titles(session, session.open("slow.cpp", SLOW))) == count


@pytest.mark.parametrize("profile", ["vscode", "emacs"])
async def test_lens_hover_and_report_tell_what_a_benchmark_has_shown(
    tmp_path: Path, cache_home: Path, profile: str
) -> None:
    async with running_editor(profile, tmp_path, cache_home) as session:
        await _tells(session)


async def _tells(editor: Editor) -> None:
    uri = editor.open("slow.cpp", SLOW)
    assert HEAD in await titles(editor, uri)
    action = (await editor.actions(uri, line=HEAD))[-1]
    await editor.run(action.command)
    message = await editor.message("inversions in slow.cpp: ")

    assert message.type == types.MessageType.Info
    assert " at n = " in message.message
    (lenses,) = (await titles(editor, uri)).values()
    assert lenses == [message.message.removeprefix("PerfCoder: inversions in slow.cpp: ")]
    hover = await editor.hover(uri, HEAD) or ""
    for words in ("inversions", "Growth: ", "| n | per call |", "generated ones are valid", "For example "):
        assert words in hover
    report = await run(editor, "perfcoder.showBenchmark", uri, scope="inversions")
    assert report.startswith("# inversions in slow.cpp\n")
    assert "int inversions(const std::vector<int>&)" in report
    actions = [each.title for each in await editor.actions(uri, line=HEAD)]
    export = "Export the benchmark of inversions for Google Benchmark"
    assert actions[-3:] == ["Benchmark inversions again", "Show the benchmark of inversions", export]
    await run(editor, "perfcoder.exportBenchmark", uri, scope="inversions")
    await editor.message("inversions_benchmark.cpp: its first lines say how to build it")
    assert (editor.folder / "perfcoder-benchmarks" / "inversions_benchmark.cpp").is_file()


async def test_a_result_outlives_changes_of_other_functions_and_goes_with_its_own(vscode: Editor) -> None:
    uri = vscode.open("slow.cpp", SLOW)
    await benchmarked(vscode, uri, scope="inversions")
    (known,) = (await titles(vscode, uri))[HEAD]

    vscode.change(uri, SLOW.replace("int next(int x) { return x + 1; }", "int next(int x) {\n    return x - 1;\n}"))
    assert (await titles(vscode, uri))[HEAD] == [known]
    vscode.change(uri, "\n" + SLOW)
    assert (await titles(vscode, uri))[HEAD + 1] == [known]
    assert "Growth: " in (await vscode.hover(uri, HEAD + 1) or "")
    vscode.change(uri, WRONG)
    assert (await titles(vscode, uri))[HEAD] == ["Benchmark", "Compare with the version before"]
    assert await vscode.hover(uri, HEAD) is None
    vscode.change(uri, SLOW)
    assert (await titles(vscode, uri))[HEAD] == [known]


@pytest.mark.alone
async def test_a_changed_function_is_compared_with_the_version_before(vscode: Editor) -> None:
    uri = vscode.open("slow.cpp", SLOW)
    await benchmarked(vscode, uri, scope="inversions")
    vscode.change(uri, WRONG)
    await vscode.checked(uri)
    assert (await benchmarked(vscode, uri, scope="inversions", compare=True)).endswith(": gives different results")
    assert (await titles(vscode, uri))[HEAD] == ["gives different results"]

    vscode.change(uri, SLOW)
    await vscode.checked(uri)
    await benchmarked(vscode, uri, scope="inversions")
    vscode.change(uri, FAST)
    await vscode.checked(uri)
    compare = next(each for each in await vscode.actions(uri, HEAD + 2) if each.title.startswith("Compare "))
    told = len(vscode.client.messages)
    await vscode.run(compare.command)
    await vscode.until(lambda: len(vscode.client.messages) > told)

    message = vscode.client.messages[told].message
    assert message.startswith("PerfCoder: inversions in slow.cpp: at least "), message
    hover = await vscode.hover(uri, HEAD + 1) or ""
    assert "Same output on " in hover
    assert "After: " in hover


async def test_the_request_answers_with_the_report(vscode: Editor) -> None:
    uri = vscode.open("slow.cpp", SLOW)
    where = {"line": HEAD + 2, "character": 9}

    report = await vscode.request("perfcoder/benchmarkFunction", asked(uri, position=where, workDoneToken="mine"))

    assert (report["function"], report["complete"], report["blockers"]) == ("inversions", True, [])
    assert report["per_call_s"] > 0
    start = SLOW.encode().index(b"int inversions")
    assert report["range"]["start"] == start
    begin = vscode.client.progress_reports["mine"][0]
    assert isinstance(begin, types.WorkDoneProgressBegin)
    assert begin.title == "Benchmarking inversions"
    assert (await titles(vscode, uri))[HEAD] != ["Benchmark"]


async def test_the_request_compares_with_another_file(vscode: Editor) -> None:
    uri = vscode.open("slow.cpp", SLOW)
    (vscode.folder / "wrong.cpp").write_text(WRONG, "utf-8")
    other = (vscode.folder / "wrong.cpp").as_uri()

    report = await vscode.request("perfcoder/benchmarkFunction", asked(uri, function="inversions", against=other))

    assert report["verdict"]["status"] == "different"
    assert report["verdict"]["reason"]
    vscode.open("wrong.cpp", SLOW)  # what is open counts, not what is on disk
    report = await vscode.request("perfcoder/benchmarkFunction", asked(uri, function="inversions", against=other))
    assert report["verdict"]["status"] == "equal", report


async def test_who_follows_hears_of_each_part(follower: Editor) -> None:
    news = followed(follower)
    uri = follower.open("slow.cpp", SLOW)
    await benchmarked(follower, uri, scope="inversions")

    assert len(news) >= 2  # of a function that is known already, all at once and the end
    assert {(each.uri, each.version, each.function) for each in news} == {(uri, 1, "inversions")}
    assert [each.report.complete for each in news] == [False] * (len(news) - 1) + [True]
    assert news[0].report.per_call_s > 0
    assert " at n = " in news[0].headline


async def test_who_does_not_follow_hears_nothing(vscode: Editor) -> None:
    news = followed(vscode)
    await benchmarked(vscode, vscode.open("slow.cpp", SLOW), scope="inversions")
    assert news == []


async def test_a_wrong_request_is_one_line(vscode: Editor) -> None:
    uri = vscode.open("slow.cpp", SLOW)
    wrong: list[tuple[dict[str, Any], int, str]] = [
        ({"function": "gone"}, -32803, "no function gone here; there is inversions, next, twice(int), twice(long)"),
        ({"function": "twice"}, -32803, "twice may be any of twice(int), twice(long)"),
        ({"position": {"line": 0, "character": 0}}, -32803, "slow.cpp:1: no function here; put the cursor into one"),
        ({"position": {"line": 900, "character": 0}}, -32803, "no function here"),
        ({"function": "next", "against": "untitled:none"}, -32803, "not a file, and not open"),
        ({"function": "next", "against": "file:///none.cpp"}, -32803, "/none.cpp: cannot be read"),
        ({}, -32602, "give either function or position"),
        ({"position": {"line": -1, "character": 0}}, -32602, "position.line"),
    ]
    await vscode.checked(uri)
    for params, code, words in wrong:
        given_code, message = await refused(vscode, uri, **params)
        assert (given_code, words in message) == (code, True), (params, message)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SLOW.replace("int count = 0;", "int count = none;"), "none"),
        ('#include "none.h"\n' + SLOW, "none.h"),
    ],
)
async def test_a_file_that_does_not_build_is_one_line(vscode: Editor, text: str, words: str) -> None:
    uri = vscode.open("slow.cpp", text)
    code, message = await refused(vscode, uri, function="inversions")
    assert (code, words in message) == (-32803, True)
    await run(vscode, BENCHMARK, uri, scope="inversions")
    assert (await vscode.message(words)).type == types.MessageType.Error
    assert (await titles(vscode, uri)).popitem()[1] == ["Benchmark"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("int f(int x) { for (volatile int i = 0;;) i = x; }", id="never returns"),
        pytest.param("#include <cstdlib>\nint f(int x) { while (x == x) std::exit(x); return 1; }", id="exits"),
        pytest.param(
            "template <class T> int f(T x) { while (x.none()) static_assert(sizeof(T) == 77); return 1; }",
            id="does not instantiate",
        ),
    ],
)
async def test_what_can_not_be_benchmarked_says_why(vscode: Editor, text: str) -> None:
    uri = vscode.open("f.cpp", text + "\n")
    message = await benchmarked(vscode, uri, scope="f")
    assert message.startswith("PerfCoder: f in f.cpp: can't be benchmarked: ")
    (lens,) = (await titles(vscode, uri)).values()
    assert lens == ["can't be benchmarked"]
    assert message.partition("benchmarked: ")[2].partition(":")[0] in (await vscode.hover(uri, text.count("\n")) or "")


async def test_a_command_without_a_function_says_what_to_do(vscode: Editor) -> None:
    vscode.open("slow.cpp", SLOW)
    await vscode.run(types.Command("", BENCHMARK, arguments=[]))
    await vscode.message("put the cursor into it")
    await vscode.run(types.Command("", "perfcoder.showBenchmark", arguments=[{"uri": "file:///none.cpp"}]))
    await vscode.message("is not open")


async def test_the_report_of_what_is_not_benchmarked_says_so(vscode: Editor) -> None:
    uri = vscode.open("slow.cpp", SLOW)
    assert await run(vscode, "perfcoder.showBenchmark", uri, scope="inversions") is None
    await vscode.message("not benchmarked as it is now; benchmark it first")


async def test_cancelling_the_request_kills_what_runs(vscode: Editor) -> None:
    uri = vscode.open("slow.cpp", f"// {vscode.folder}: nothing of it is in the cache\n" + SLOW)
    await vscode.checked(uri)
    before = descendants(server_pid(vscode))
    method, params = "perfcoder/benchmarkFunction", asked(uri, function="inversions")
    request = asyncio.wrap_future(vscode.client.protocol.send_request(method, params, msg_id="benchmark"))
    await vscode.until(lambda: len(descendants(server_pid(vscode)) - before) > 1)
    (action,) = [each for each in await vscode.actions(uri, HEAD + 1) if "Cancel" in each.title]
    assert action.title == "Cancel the benchmark of inversions"
    assert "benchmarking… (cancel)" in (await titles(vscode, uri))[HEAD + 1]

    vscode.client.cancel_request(types.CancelParams(id="benchmark"))

    with pytest.raises(JsonRpcException) as error:
        await request
    assert error.value.code == -32800
    await vscode.until(lambda: descendants(server_pid(vscode)) <= before)
    assert (await titles(vscode, uri))[HEAD + 1][-1] != "benchmarking… (cancel)"


async def test_only_a_change_of_the_function_stops_its_benchmark(vscode: Editor) -> None:
    text = f"// {vscode.folder}: nothing of it is in the cache\n" + SLOW
    uri = vscode.open("slow.cpp", text)
    await run(vscode, BENCHMARK, uri, scope="inversions")
    await vscode.until(lambda: any(vscode.client.progress_reports.values()))

    vscode.change(uri, text.replace("return x + 1;", "return x - 1;"))
    await vscode.checked(uri)
    assert vscode.client.messages == []
    vscode.change(uri, text.replace("int count = 0;", "int count = 1;"))

    await vscode.message("inversions in slow.cpp changed while it was benchmarked; the benchmark was stopped")
    assert len(vscode.client.messages) == 1
