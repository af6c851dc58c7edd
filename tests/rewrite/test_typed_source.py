"""Types told by a real compiler, and the rules that apply because of them."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from rule_cases import Applies, output_of, rule_named

from perfcoder_lsp import pipeline
from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.scopes import declarations_named
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.request import Request
from perfcoder_lsp.rewrite.standard import is_from_std
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.typed_source import typed_source

HEADER = """
#pragma once
#include <map>
#include <string>
#include <vector>
typedef std::vector<long> Longs;
#define TABLE std::map<int, double>
struct Settings { std::vector<std::string> names; };
inline Settings load() { return {{"abc", "d"}}; }
inline std::vector<double> samples() { return {}; }
template <class T> struct Box { std::vector<T> items; };
namespace mine { template <class T> struct vector { T first; }; }
"""
PROGRAM = """
#include "types.hpp"
using namespace std;
int main() {
    Longs alias;
    vector<Longs> nested;
    TABLE macro;
    auto returned = samples();
    Box<int> box;
    auto member = box.items;
    auto names = load().names;
    for (const auto& visited : load().names) if (auto length = visited.size()) returned.push_back(length);
    for (auto& entry : macro) entry.second = 1;
    mine::vector<int> other;
    auto copy = other;
    vector<int> written;
    auto called = [](Longs parameter) { return parameter.size(); };
    return called(alias);
}
"""
TOLD = {
    "alias": "vector<long>",
    "nested": "vector<vector<long>>",
    "macro": "map<int, double>",
    "returned": "vector<double>",
    "member": "vector<int>",
    "names": "vector<string>",
    "visited": "const string&",
    "length": "unsigned long",
    "entry": "pair<int, double>&",
    "copy": "mine::vector<int>",
    "parameter": "vector<long>",
}


@pytest.fixture
def program(tmp_path: Path) -> Source:
    (tmp_path / "types.hpp").write_text(HEADER)
    path = tmp_path / "program.cpp"
    path.write_text(PROGRAM)
    return Source.read(path)


def shown(source: Source, name: str) -> str:
    return str(variable_type(source, declarations_named(source, name)[0]))


@pytest.mark.parametrize("compiler", ["g++", "clang++"])
def test_what_a_compiler_tells(program: Source, settings: Settings, sandbox: Sandbox, compiler: str) -> None:
    if shutil.which(compiler) is None:
        pytest.skip(f"no {compiler}")
    flags = settings.build.model_copy(update={"compiler": compiler, "flags": ("-std=c++17", "-w")})
    typed = typed_source(program, settings.model_copy(update={"build": flags}))
    assert {name: shown(typed, name) for name in TOLD} == TOLD
    written = declarations_named(program, "written")[0]
    assert is_from_std(typed, written)
    assert not is_from_std(program, written)
    assert replace(typed, types=()) == program


def test_answers_are_asked_for_again_when_a_header_changes(
    program: Source, settings: Settings, sandbox: Sandbox
) -> None:
    assert shown(typed_source(program, settings), "alias") == "vector<long>"
    (program.path.parent / "types.hpp").write_text(HEADER.replace("vector<long>", "vector<char>"))
    assert shown(typed_source(program, settings), "alias") == "vector<char>"


def test_one_question_that_can_not_be_asked_spoils_no_other(
    tmp_path: Path, settings: Settings, sandbox: Sandbox
) -> None:
    (tmp_path / "types.hpp").write_text(HEADER)
    text = '#include "types.hpp"\nint main(int n, char**) { int row[n]; auto& same = row; Longs a; return same[0]; }'
    source = typed_source(Source.of(tmp_path / "a.cpp", text.encode()), settings)
    assert shown(source, "a") == "vector<long>"
    assert len(source.types) == 1  # none of an array of variable length


@pytest.mark.parametrize("text", ["#include <vector>\nint main() { Unknown a; }", "int main() { return 0; }"])
def test_what_does_not_compile_or_asks_nothing_stays_as_it_was(
    text: str, tmp_path: Path, settings: Settings, sandbox: Sandbox
) -> None:
    source = Source.of(tmp_path / "a.cpp", text.encode())
    assert typed_source(source, settings) == source


RULES = {
    "DS13": ("int found = find(ids.begin(), ids.end(), 3L) != ids.end();", "ids.find(3L)"),
    "MEM1": ("int n = 9; for (int i = 0; i < n; i++) a.push_back(i);", "a.reserve(n);"),
    "MEM7": ('for (auto each : names) if (each.size() > 2) printf("%s", each.c_str());', "(const auto& each : names)"),
    "STR1": ('for (int i = 0; i < 9; i++) text = text + "x";', 'text += "x"'),
    "STR4": ('if (text.substr(0, 2) == "ab") puts("yes");', 'text.compare(0, 2, "ab") == 0'),
}
AROUND = """
#include "types.hpp"
using namespace std;
int main() {{
    Longs a;
    Ids ids;
    auto names = load().names;
    auto text = title();
    {}
    printf("%zu %zu %zu %s", a.size(), ids.size(), names.size(), text.c_str());
}}
"""
MORE = """
#include <algorithm>
#include <cstdio>
#include <set>
typedef std::set<long> Ids;
inline std::string title() { return "ab"; }
"""


@pytest.mark.parametrize("rule", RULES)
def test_rules_that_apply_now(rule: str, tmp_path: Path, settings: Settings, sandbox: Sandbox) -> None:
    """What a rule refuses by the text alone it rewrites with types, and the program prints the same."""
    body, new = RULES[rule]
    (tmp_path / "types.hpp").write_text(HEADER + MORE)
    source = Source.of(tmp_path / "before.cpp", AROUND.format(body).encode())
    assert not tuple(rule_named(rule).find(source))
    (rewrite, *_) = rule_named(rule).find(typed_source(source, settings))
    after = source.edited(rewrite.edits)
    assert new in after.text.decode()
    case = Applies(rule, "", "")
    assert output_of(tmp_path, "after", after, case) == output_of(tmp_path, "before", source, case) != b""


CLASS = """
#include <cstdio>
#include <string>
class Page {
public:
    explicit Page(std::string title) : title_(title) {}
    void extend(int n);
    bool is_draft() const;
    std::string title_;
};
"""
MEMBERS = """
#include "page.hpp"
void Page::extend(int n) { for (int i = 0; i < n; i++) title_ = title_ + "x"; }
bool Page::is_draft() const { return title_.find("draft") == 0; }
int main() {
    Page page("draft");
    page.extend(9);
    printf("%s %d", page.title_.c_str(), page.is_draft());
}
"""


def test_members_of_a_class_in_a_header(tmp_path: Path, settings: Settings, sandbox: Sandbox) -> None:
    (tmp_path / "page.hpp").write_text(CLASS)
    source = Source.of(tmp_path / "before.cpp", MEMBERS.encode())
    assert not tuple(rule_named("STR5").find(source))
    (rewrite,) = rule_named("STR5").find(typed_source(source, settings))
    after = source.edited(rewrite.edits)
    assert 'title_.rfind("draft", 0) == 0' in after.text.decode()
    case = Applies("STR5", "", "")
    assert output_of(tmp_path, "after", after, case) == output_of(tmp_path, "before", source, case) != b""


def test_optimize_uses_what_a_compiler_tells(
    tmp_path: Path, settings: Settings, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "types.hpp").write_text(HEADER + MORE)
    source = Source.of(tmp_path / "before.cpp", AROUND.format(RULES["STR1"][0]).encode())
    monkeypatch.setattr(pipeline, "search", lambda *_: [])
    assert "STR1" not in {each.name for each in pipeline.check(source, settings)[0].strategies}
    report = pipeline.optimize(source, Request(), settings, lambda _: None)
    assert "STR1" in {each.name for each in report.plan.strategies}
