"""What the embedded planner reads says what a program does, and nothing of its style."""

from pathlib import Path

import pytest
from hand_counts import statement_counts

from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.reading.canonical import canonical
from perfcoder_lsp.plan.reading.facts import Facts, facts
from perfcoder_lsp.plan.reading.prompt import (
    GAINS,
    ROUND,
    VOCABULARY,
    Expectation,
    Prompt,
    answer,
    prompt,
    read_answer,
    rounds_in,
)
from perfcoder_lsp.plan.reading.sites import sites
from perfcoder_lsp.plan.reading.words import KNOWN, WORDS, number_word
from perfcoder_lsp.plan.static import StaticPlanner
from perfcoder_lsp.rewrite.rule import all_rules
from perfcoder_lsp.strategy import Category, Strategy
from perfcoder_lsp.text import ByteRange

PLAIN = """\
#include <bits/stdc++.h>
using namespace std;
typedef long long ll;
const int N = 100005;
int a[N];
ll f(size_t x) { ll s = 0; for (int i = 0; i < x; i++) s += a[i]; return s; }
bool even(int v) { return v % 2 == 0; }
int main() {
    int n; cin >> n;
    for (int i = 0; i < n; i++) cin >> a[i];
    vector<ll> v;
    for (int i = 0; i < n; i++) if (even(i)) v.push_back(f(i)); else v.push_back(0);
    for (auto x : v) cout << x << endl;
    return 0;
}
"""
RAN = {
    "ll s": 500,
    "for (int i = 0; i < x": 500,
    "s += a": 6000,
    "return s": 500,
    "return v %": 1000,
    "int n;": 1,
    "cin >> n": 1,
    "for (int i = 0; i < n; i++) cin": 1,
    "cin >> a": 1000,
    "vector<ll> v": 1,
    "for (int i = 0; i < n; i++) if": 1,
    "if (even": 1000,
    "v.push_back(f": 500,
    "v.push_back(0": 500,
    "for (auto x": 1,
    "cout << x": 1000,
    "return 0": 1,
}
"""How often its statements ran: 12,507 times in all."""
STYLED = """\
#include <iostream>
#include <vector>

// Sums of prefixes.
const int kMaximum = 100'005;
int values[kMaximum];

bool isEven(int number);

static_assert(true);

long long prefixSum(std::size_t count)
{
\tlong long total = 0;
\tfor (int index = 0; index < count; ++index)
\t{
\t\ttotal += values[index];  /* add */
\t}
\treturn total;
}

bool isEven(int number)
{
\treturn number % 2 == 0;
}

int main()
{
\tint count;
\tstd::cin >> count;
\tfor (int index = 0; index < count; ++index) { std::cin >> values[index]; }
\tstd::vector<long long> sums;
\tfor (int index = 0; index < count; ++index)
\t{
\t\tif (isEven(index))
\t\t{
\t\t\tsums.push_back(prefixSum(index));
\t\t}
\t\telse
\t\t{
\t\t\tsums.push_back(0);
\t\t}
\t}
\tfor (auto sum : sums) { std::cout << sum << std::endl; }
\treturn 0;
}
"""


def source(text: str) -> Source:
    return Source.of(Path("a.cpp"), text.encode())


def words(text: str) -> str:
    return " ".join(each.text for each in canonical(source(text)))


def test_style_is_not_told() -> None:
    styled = STYLED.replace("static_assert(true);\n\n", "").replace("bool isEven(int number);\n\n", "")
    assert words(styled) == words(PLAIN)


def test_the_order_of_functions_is_that_of_their_first_use() -> None:
    lines = PLAIN.splitlines(keepends=True)
    lines[5], lines[6] = lines[6], lines[5]
    assert words("".join(lines)) == words(PLAIN)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x << endl", "x << '\\n'"),
        ("vector<ll> v", "list<ll> v"),
        ("typedef long long ll", "typedef int ll"),
        ("i < x", "i <= x"),
        ("100005", "1005"),
        ("v.push_back(f(i))", "v.push_back(f(n))"),
    ],
)
def test_what_a_program_does_is_told(before: str, after: str) -> None:
    assert before in PLAIN
    assert words(PLAIN.replace(before, after)) != words(PLAIN)


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("7", "7"),
        ("16ull", "16"),
        ("0x10", "16"),
        ("017", "15"),
        ("1'000'000'007LL", "1000000007"),
        ("200000", "1e5"),
        ("1e9", "real"),
        ("0.5f", "real"),
    ],
)
def test_numbers_are_told_by_value(written: str, word: str) -> None:
    assert number_word(written) == word
    assert word in KNOWN


@pytest.mark.parametrize("text", ["int", "}}}{{{", "SELECT * FROM x;", "#define f(x) x\nf(int) main() {}", "[OPT/]"])
def test_anything_can_be_told(text: str) -> None:
    assert {each.text for each in canonical(source(text))} <= set(WORDS)


def test_words_and_tokens_are_distinct() -> None:
    assert len(set(VOCABULARY)) == len(VOCABULARY)


def test_every_rule_has_a_token() -> None:
    assert {f"R:{each.id}" for each in all_rules()} <= set(VOCABULARY)


def test_a_question_tells_each_site_with_its_facts_and_marks_its_place() -> None:
    text = source(PLAIN)
    found = sites(text, StaticPlanner().plan(text).strategies)
    asked = prompt(text, found, 4000)
    told = [VOCABULARY[each] for each in asked.tokens]
    assert told[0] == "<plan>"
    assert told[-3:] == ["<answer>", f"sites:{len(asked.sites)}", "ran:?"]
    assert asked.left_out == 0
    names = [each.strategy.name for each in found]
    number = names.index("CC1")
    site, category = f"<s{number}>", f"<{found[number].strategy.category}>"
    question = [VOCABULARY[each] for each in asked.rounds.questions[number]]
    assert question[:6] == [category, site, "R:CC1", question[3], "in:repeated", "streams:none"]
    assert question[6:8] == ["around:0", "inside:1"]
    assert question[3].startswith("usual:")
    assert len(question) == ROUND - 1
    place = told.index(site)
    assert told[place + 1 :][:6] == ["R:CC1", "for", "(", "int", told[place + 5], "="]  # the loop that CC1 speaks of


def test_what_stands_around_sites_is_kept_where_there_is_no_room() -> None:
    text = source(PLAIN)
    found = sites(text, StaticPlanner().plan(text).strategies)
    whole = prompt(text, found, 4000)
    short = prompt(text, found, len(whole.tokens) - 60)
    assert len(short.tokens) <= len(whole.tokens) - 60
    assert short.left_out > 0
    assert short.rounds == whole.rounds
    assert VOCABULARY[short.tokens[-4]] == "<cut>"
    marks = {token for token in whole.tokens if VOCABULARY[token].startswith("<s")}
    assert marks
    assert marks <= set(short.tokens)


def test_a_program_that_was_read_need_not_be_read_again_when_counts_are_there() -> None:
    text = source(PLAIN)
    known = StaticPlanner().plan(text).strategies
    counts = statement_counts(PLAIN, {"s += a": 6000, "return s": 1500})
    before = prompt(text, sites(text, known), 4000)
    after = prompt(text, sites(text, known, counts=counts), 4000, counts=counts)
    assert after.tokens[:-1] == before.tokens[:-1]
    assert after.tokens[-1] != before.tokens[-1]
    assert after.rounds != before.rounds


def all_words(asked: Prompt) -> set[str]:
    return {VOCABULARY[each] for tokens in (asked.tokens, *asked.rounds.questions) for each in tokens}


def test_what_ran_is_told_as_far_as_it_is_known() -> None:
    text = source(PLAIN)
    known = StaticPlanner().plan(text).strategies
    counts = statement_counts(PLAIN, RAN)
    told = all_words(prompt(text, sites(text, known, counts=counts), 4000, counts=counts))
    asked = all_words(prompt(text, sites(text, known), 4000))
    assert {"ran:4", "function:1", "function:2", "top:0", "top:3"} <= told
    assert not {"share:?", "function:?", "top:?"} & told
    assert {"ran:?", "share:?", "function:?", "top:?"} <= asked
    assert tuple(each.uncounted for each in sites(text, known, counts=counts)) == sites(text, known)


def test_what_is_declared_counts_where_it_is_mentioned() -> None:
    text = source(PLAIN)
    counts = statement_counts(PLAIN, RAN)

    def of(words: str) -> Facts:
        start = PLAIN.index(words)
        where = ByteRange(start=start, end=start + len(words))
        return facts(text, Strategy(category=Category.MEMORY, name="MEM1", explanation="", range=where), counts)

    array = of("int a[N];")  # 7,000 statements mention it
    assert (array.share, array.top, array.uses_share, array.uses_top) == (12, 12, 1, 0)
    vector = of("vector<ll> v;")  # 1,000 of which append, and a loop
    assert (vector.share, vector.top, vector.uses_share, vector.uses_top) == (12, 12, 4, 4)
    loop = of("for (int i = 0; i < x; i++) s += a[i];")
    assert (loop.share, loop.uses_share) == (1, 1)
    head = of("size_t x")  # as often as the function is entered
    assert (head.share, head.top) == (5, 4)


def test_what_is_about_vectorising_counts_in_all_loops_that_can_be() -> None:
    text = Source.of(
        Path("a.cpp"),
        b"int a[99]; int main() { for (int i = 0; i < 99; i++) a[i] = i;\n"
        b"for (int i = 0; i < 50; i++) { for (int j = 0; j < 99; j++) a[j] += j; rare(); } }\n",
    )
    (strategy,) = (each for each in StaticPlanner().plan(text).strategies if each.name == "CC1")
    ran = {"a[i] = i": 99, "for (int j": 50, "a[j] +=": 4950, "rare()": 50, "for (int i = 0; i < 50": 1}
    told = facts(text, strategy, statement_counts(text.text.decode(), ran))
    assert strategy.range is not None
    assert strategy.range.start < 30
    assert (told.around, told.inside, told.behind) == (1, 1, 0)
    assert (told.share, told.top) == (0, 0)


def test_what_is_about_streams_counts_where_they_are_used() -> None:
    text = source(PLAIN)

    def of(rule: str, words: str = "") -> Facts:
        start = PLAIN.index(words)
        where = ByteRange(start=start, end=start + len(words)) if words else None
        strategy = Strategy(category=Category.INPUT_OUTPUT, name=rule, explanation="", range=where)
        return facts(text, strategy, statement_counts(PLAIN, RAN))

    for each in (of("IO1", "int n; cin >> n;"), of("IO4"), of("")):
        assert each.streams == "synced"
        assert (each.around, each.open_loops, each.reached, each.behind) == (1, 1, "main", 2)
        assert (each.share, each.top) == (3, 3)  # 2,001 statements, of which 1,000 at most
    flush = of("IO2")
    assert (flush.share, flush.top) == (4, 3)
    assert of("IO2").words < of("IO4").words
    elsewhere = of("IO7", "return 0")
    assert (elsewhere.share, elsewhere.streams) == (12, "none")
    fast = Source.of(Path("a.cpp"), PLAIN.replace("int n;", "ios::sync_with_stdio(false); int n;").encode())
    scanned = Source.of(Path("a.cpp"), b'#include <cstdio>\nint main() { int n; scanf("%d", &n); }\n')
    whole = Strategy(category=Category.INPUT_OUTPUT, name="IO4", explanation="")
    assert [facts(each, whole).streams for each in (fast, scanned)] == ["unsynced", "stdio"]


def test_answers_are_read_as_they_were_written() -> None:
    text = source(PLAIN)
    found = sites(text, StaticPlanner().plan(text).strategies)
    asked = prompt(text, found, 4000)
    said = [Expectation(each, GAINS[number % len(GAINS)]) for number, each in enumerate(found)]
    tokens = answer(said)
    assert VOCABULARY[tokens[-1]] == "<end>"
    assert read_answer(tokens, found) == tuple(said)
    assert tuple(tuple(each[:-1]) for each in rounds_in(tokens)) == asked.rounds.questions
    assert read_answer(tokens[: ROUND + 1], found) == tuple(said[:1])


def test_reading_a_long_function_can_be_given_up_all_the_time() -> None:
    loop = "for (int i = 0; i < n; i++) std::cout << i << std::endl;\n"
    source = Source.of(Path("a.cpp"), f"int main() {{\nint n = 3;\n{loop * 200}}}\n".encode())
    strategies = StaticPlanner(rules=tuple(each for each in all_rules() if each.id == "IO2")).plan(source).strategies
    looked: list[int] = []
    found = sites(source, strategies, lambda: looked.append(1))
    assert found
    assert len(looked) > 200
    read: list[int] = []
    fresh = Source.of(Path("a.cpp"), source.text)
    words = len(prompt(fresh, found, 100_000, None, lambda: read.append(1)).tokens)
    assert len(read) >= words // 256 > 10
