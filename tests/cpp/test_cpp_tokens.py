"""Tokens, directives and inactive regions of a file."""

from pathlib import Path

import pytest

from perfcoder_lsp.cpp.conditionals import inactive_ranges
from perfcoder_lsp.cpp.facts.io_facts import io_facts
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.token_runs import arguments_of, names_in
from perfcoder_lsp.cpp.tokens import tokenized


def _source(text: str) -> Source:
    return Source.of(Path("a.cpp"), text.encode())


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("a<<=b>>c->d::e", "a <<= b >> c -> d :: e"),
        ('puts("// no /* comment"); // yes', 'puts ( "// no /* comment" ) ;'),
        ("1'000 + 0x1p-3 - 1e+5f", "1'000 + 0x1p-3 - 1e+5f"),
        ("'\\'' '\"' L'x'", "'\\'' '\"' L'x'"),
        ('u8R"x(a)"b)x" c', 'u8R"x(a)"b)x" c'),
        ("a /* b\n c */ d // e \\\n f\ng", "a d g"),
        ("größe = naïve", "größe = naïve"),
    ],
)
def test_tokens(text: str, tokens: str) -> None:
    source = _source(text)
    found = tokenized(source).tokens
    assert " ".join(token.text for token in found) == tokens
    assert all(source.text[token.start : token.end].decode() == token.text for token in found)


def test_macros_and_other_directives() -> None:
    file = tokenized(
        _source(
            "#include <a> // b\n# define F(x, ...) f(x) \\\n  + 1 /* c */\r\n#define E\r\n"
            "#if defined X\nint y;\n#endif\n"
        )
    )
    include, macro, empty, condition, end = file.directives
    assert (include.kind, include.text) == ("include", "<a>")
    assert (macro.name, macro.parameters) == ("F", ("x", "..."))
    assert [token.text for token in macro.body] == ["f", "(", "x", ")", "+", "1"]
    assert (empty.name, empty.parameters, empty.body) == ("E", None, ())
    assert (condition.kind, condition.text, end.kind) == ("if", "defined X", "endif")
    assert [token.text for token in file.tokens] == ["int", "y", ";"]


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("#ifdef LOCAL\na\n#else\nb\n#endif\n", ["a"]),
        ("#ifndef LOCAL\na\n#else\nb\n#endif\n", ["b"]),
        ("#define LOCAL\n#ifdef LOCAL\na\n#endif\n", []),
        ("#ifdef __GNUC__\na\n#endif\n", []),
        ("#if 0\na\n#elif X\nb\n#else\nc\n#endif\n", ["a"]),
        ("#if defined(LOCAL)\na\n#endif\n#if X > 2\nb\n#endif\n", ["a"]),
        ("#ifdef A\n#ifdef B\na\n#endif\n#endif\n", ["a", "#ifdef B\na\n#endif"]),
        ("#endif\n#else\n", []),
    ],
)
def test_inactive_regions(text: str, dropped: list[str]) -> None:
    source = _source(text)
    assert [source.slice(each).strip() for each in inactive_ranges(source)] == dropped


def test_names_are_neither_members_nor_of_other_namespaces() -> None:
    run = tokenized(_source("x.puts(); y->puts(); my::puts(); std::puts(); ::puts(); return ::puts(); puts")).tokens
    found = list(names_in(run, frozenset({"puts"})))
    assert [(each.start, each.end) for each in found] == [(33, 42), (46, 52), (63, 69), (73, 77)]


def test_arguments_of_a_call() -> None:
    run = tokenized(_source("f(a, g(b, c), {1, 2}) h() k(")).tokens
    found = arguments_of(run, 0)
    assert found is not None
    assert ["".join(token.text for token in run[begin:end]) for begin, end in found.ranges] == ["a", "g(b,c)", "{1,2}"]
    empty = arguments_of(run, found.close + 1)
    assert empty is not None
    assert empty.ranges == ()
    assert arguments_of(run, len(run) - 2) is None


def test_what_a_program_reads_and_prints() -> None:
    facts = io_facts(
        _source(
            "#include <iostream>\nusing namespace std;\n#define P(...) printf(__VA_ARGS__)\n"
            'int main() { ios::sync_with_stdio(0); int n; cin >> n; P("%d", n); cout << n << endl; '
            'fprintf(stderr, "x"); getline(cin, s); }\n'
        )
    )
    assert facts.is_unsynced
    assert facts.uses_stream("input") and facts.uses_stdio("output") and not facts.uses_stdio("input")  # noqa: PT018
    assert [(call.function, call.alias, call.forwards) for call in facts.stdio] == [
        ("printf", "P", ""),
        ("printf", "", "P"),
    ]
    assert [each.effect for each in facts.manipulators] == ["endl"]
    assert [bool(use.getline) for use in facts.streams] == [False, False, True]
    assert not facts.unclaimed
