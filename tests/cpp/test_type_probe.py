"""What a type probe asks, and how a compiler's answers are read."""

import re

import pytest
from cpp_text import in_main, source_of, variable

from perfcoder_lsp.cpp.expressions import variable_type
from perfcoder_lsp.cpp.nodes import nodes_of_type, text_of
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.type_probe import MOST_QUESTIONS, answers, refused_positions, type_probe
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.rewrite.rule import all_rules
from perfcoder_lsp.rewrite.standard import is_standard_string


def told(source: Source, **types: str) -> Source:
    """The source with types of variables, as a compiler spells them."""
    positions = {variable(source, name).name_node.start_byte: text for name, text in types.items()}
    return Source(source.path, source.text, source.language, tuple(sorted(positions.items())))


def asked(source: Source) -> list[str]:
    """The names that a probe asks about."""
    probe = type_probe(source)
    return [] if probe is None else re.findall(r"decltype\((.+)\)>", probe.text.decode())


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Rows a ;", ["a"]),
        ("auto a = f();", ["a"]),
        ("int a = 1; std::vector<int> b; auto c = a;", []),
        ("std::vector<Row> a ;", ["a"]),
        ("for (auto& a : f()) g();", ["a"]),
        ("if (auto a = f()) { }", ["a"]),
        ("Rows a [n];", []),  # an array of variable length is of no type that a template can take
        ("auto l = [](auto a) { auto b = a; };", ["l"]),
    ],
)
def test_what_is_asked(body: str, names: list[str]) -> None:
    assert asked(in_main(body, "#include <vector>")) == names


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        ("member.size();", ["member"]),
        ("member.size(); if (member == 1) member = 2;", ["member"]),  # once for the function
        ("this->member.size();", ["this->member"]),
        ("Rows a; a.b.size(); a.b.c = 1;", ["a", "a.b", "a.b.c"]),
        ("int a; std::vector<int> b; size_t c;", ["c"]),
        ("for (auto a : member) g();", ["member", "a"]),
        ("f(); f().size(); n::member.size();", []),
        ("member = NULL; cout << member << endl;", ["member"]),
        ("struct { int b; } a; a.b = 1;", ["a.b"]),
    ],
)
def test_what_is_asked_of_members_that_headers_declare(body: str, paths: list[str]) -> None:
    assert asked(source_of(f'#include "c.hpp"\nvoid C::f() {{ {body} }}')) == paths


def test_programs_without_headers_of_their_own_ask_little() -> None:
    assert asked(source_of("void f() { if (EOF == x) cin.get(); Rows a ; a.b.c(); }")) == ["a", "a.b"]


def test_the_answer_about_a_member_serves_all_its_mentions() -> None:
    text = '#include "c.hpp"\nvoid C::f() { g(member.find("a")); { g(a.member.find("b")); } g(member.find("c")); }'
    source = source_of(text)
    probe = type_probe(source)
    assert probe is not None
    said = "".join(f"'perfcoder_type<{n}, std::basic_string<char>>' is deprecated\n" for n, _ in enumerate(probe.lines))
    known = Source(source.path, source.text, source.language, answers(probe, said))
    names = [
        each for each in nodes_of_type(known, "identifier", "field_expression") if text_of(each).endswith("member")
    ]
    assert len(names) == 3
    assert all(is_standard_string(known, each) for each in names)


def test_nothing_is_asked_inside_of_templates_nor_of_c() -> None:
    assert asked(source_of("template <class T> int f(T t) { auto a = t.g(); return a; }")) == []
    assert type_probe(source_of("void f(void) { rows a ; }", "a.c")) is None


def test_a_librarys_class_is_asked_about_where_a_header_may_have_one_of_that_name() -> None:
    text = "using namespace std; int main() { vector<int> a ; }"
    assert asked(source_of("#include <vector>\n" + text)) == []
    assert asked(source_of('#include "a.hpp"\n' + text)) == ["a"]


def test_there_is_an_end_to_asking() -> None:
    probe = type_probe(in_main("Rows a ;" * (MOST_QUESTIONS + 9)))
    assert probe is not None
    assert len(probe.questions) == MOST_QUESTIONS


def test_a_probe_asks_each_question_on_its_line() -> None:
    probe = type_probe(in_main("for (auto a : f()) for (auto b : a) h(b);\nRows c ;"))
    assert probe is not None
    lines = probe.text.decode().splitlines()
    assert [lines[each - 1] for each in probe.lines] == [
        f'static_assert(perfcoder_type<{number}, decltype({name})>() == 0, "");' for number, name in enumerate("abc")
    ]
    assert probe.text.count(b"{") == probe.text.count(b"}")


def test_answers_of_both_compilers() -> None:
    source = in_main("Rows a ; Rows b ; Rows c ;")
    probe = type_probe(source)
    assert probe is not None
    said = (
        "a.cpp:3:9: warning: ‘constexpr int perfcoder_type() [with int Question = 0; Type = std::vector<long int>]’ is "
        "deprecated [-Wdeprecated-declarations]\n"
        "a.cpp:5:9: warning: 'perfcoder_type<1, std::vector<long>>' is deprecated [-Wdeprecated-declarations]\n"
        "a.cpp:7:9: warning: 'perfcoder_type<2, int>' is deprecated\n"
        "a.cpp:7:9: warning: 'perfcoder_type<2, long>' is deprecated\n"
        "a.cpp:9:9: warning: 'perfcoder_type<99, long>' is deprecated\n"
    )
    assert answers(probe, said) == (
        (variable(source, "a").name_node.start_byte, "std::vector<long int>"),
        (variable(source, "b").name_node.start_byte, "std::vector<long>"),
    )


def test_refused_questions_are_left_out() -> None:
    source = in_main("Rows a ; Rows b ;")
    probe = type_probe(source)
    assert probe is not None
    refused = refused_positions(probe, f"a.cpp:{probe.lines[0]}:4: error: no\na.cpp:1:1: error: nor this")
    assert refused == {variable(source, "a").name_node.start_byte}
    again = type_probe(source, refused)
    assert again is not None
    assert [each.positions for each in again.questions] == [(variable(source, "b").name_node.start_byte,)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("std::vector<long int>", "vector<long>"),
        ("std::vector<int, std::allocator<int> >", "vector<int>"),
        ("std::vector<int, other::allocator<int> >", "vector<int, other::allocator<int>>"),
        ("const std::__cxx11::basic_string<char>&", "const string&"),
        ("std::basic_string<char, std::char_traits<char>, std::allocator<char> >", "string"),
        ("std::map<int, long, std::less<int>, std::allocator<std::pair<const int, long> > >", "map<int, long>"),
        ("std::map<int, long, std::greater<int> >", "map<int, long, greater<int>>"),
        ("long unsigned int [3]", "unsigned long[3]"),
        ("{anonymous}::Node", "Node"),
        ("n::Inner*", "Inner*"),
        ("vector<int>", ""),  # the project's own, without std::
        ("other::vector<int>", ""),
        ("main()::<lambda(int)>", ""),
        ("int (&)[3]", ""),
    ],
)
def test_what_was_told_is_read(text: str, shown: str) -> None:
    source = in_main("auto a = f();", "namespace { struct Node { }; } namespace n { struct Inner { }; }")
    source = told(source, a=text)
    assert str(variable_type(source, variable(source, "a"))) == shown


def test_what_was_told_does_not_replace_what_the_text_tells() -> None:
    source = told(
        in_main("int a = 1; std::vector<long> b; Rows c;"), a="long int", b="std::vector<int>", c="other::Rows"
    )
    assert variable(source, "a").type == Type("int")
    assert str(variable(source, "b").type) == "vector<long>"
    assert variable(source, "c").type == Type("Rows")  # no better known


def test_a_structured_binding_keeps_its_reference() -> None:
    source = told(in_main("auto& [a, b] = f();"), a="int", b="std::vector<int>")
    assert [str(variable_type(source, variable(source, name))) for name in "ab"] == ["int&", "vector<int>&"]


def test_what_the_text_shows_keeps_its_id() -> None:
    """An editor shows what the text alone shows, and then what was measured of it, by id."""
    ask = 'if ({}.find("a") == 0) g();'
    source = in_main("auto a = f(); std::string b; " + ask.format("a") + ask.format("b"), "#include <string>")
    (rule,) = (each for each in all_rules() if each.id == "STR5")
    (by_text,) = rule.find(source)
    found = {each.id: each.edits for each in rule.find(told(source, a="std::basic_string<char>"))}
    assert len(found) == 2
    assert found[by_text.id] == by_text.edits


def test_an_edited_source_knows_its_text_only() -> None:
    assert told(in_main("Rows a ;"), a="std::vector<int>").edited(()).types == ()
