"""Programs in another style: the same words for a planner, other text for a person."""

import random
import re
from pathlib import Path

import pytest

from models.evaluate.layout import Layout, laid_out
from models.evaluate.restyle import braced, renamed, reordered, respelled, restyled
from perfcoder_lsp.build import Build, Builder, compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.plan.reading.canonical import canonical
from perfcoder_lsp.settings import Settings

PROGRAM = """#include <cstdio>
#include <string>
#include <vector>
#define LIMIT 10
using namespace std;
struct Item { int weight; string label; };  // what is carried
int heavy(const vector<Item>& items) {
    int sum = 0;
    for (const Item& item : items) {
        if (item.weight > LIMIT) {
            sum += item.weight;
        } else sum++;
    }
    return sum;
}
int twice(int value) { return static_cast<int>(2L * value); }
int thrice(int value) { return twice(value) + value; }
int main() {
    vector<Item> items;
    int weight;
    while (scanf("%d", &weight) == 1) items.push_back({weight, "(;{"});
    for (int i = 0; i < 3; i++) printf("%d\\n", thrice(heavy(items)));
}
"""


def source(text: str = PROGRAM) -> Source:
    return Source.of(Path("p.cpp"), text.encode())


def words(of: Source) -> list[str]:
    return [each.text for each in canonical(of)]


@pytest.mark.parametrize("seed", range(8))
def test_another_style_reads_the_same(seed: int) -> None:
    other = restyled(source(), seed)
    assert other.text != source().text
    assert words(other) == words(source())


@pytest.mark.parametrize("seed", range(2))
def test_another_style_compiles(seed: int, builder: Builder, settings: Settings) -> None:
    other = restyled(source(), seed)
    assert isinstance(builder.build(other, compile_command(other, settings.build)), Build), other.text.decode()


def test_names_of_others_stay() -> None:
    text = renamed(source(), random.Random(1)).text.decode()
    names = re.findall(r"\w+", text)
    for kept in ("main", "LIMIT", "push_back", "vector", "scanf", '"(;{"'):
        assert kept in text
    for gone in ("heavy", "items", "weight", "thrice", "Item", "label"):
        assert gone not in names


def test_functions_stay_behind_what_they_name() -> None:
    orders = {
        tuple(
            sorted(("heavy(c", "twice(i", "thrice(i"), key=reordered(source(), random.Random(seed)).text.decode().find)
        )
        for seed in range(20)
    }
    assert len(orders) > 1
    assert all(order.index("twice(i") < order.index("thrice(i") for order in orders)


def test_std_is_written_or_not() -> None:
    qualified = respelled(source(), random.Random(1))
    text = qualified.text.decode()
    assert "using" not in text
    assert "std::vector<Item> items" in text
    assert "std::string label" in text
    assert "std::printf" in text
    for kept in ("push_back", "static_cast"):
        assert f"std::{kept}" not in text
    assert "using namespace std;" in respelled(qualified, random.Random(1)).text.decode()


def test_braces_come_and_go() -> None:
    texts = {braced(source(), random.Random(seed)).text.decode() for seed in range(8)}
    assert len(texts) == 2
    more, fewer = sorted(texts, key=lambda each: -each.count("{"))
    assert "{ sum++; }" in more
    assert "{ items.push_back" in more
    assert fewer.count("{") == PROGRAM.count("{") - 1


def test_layouts_keep_the_tokens() -> None:
    text = laid_out(source(), Layout("\t", own_line=True, roomy=True)).text.decode()
    assert '\tfor ( int i = 0; i < 3; i ++ ) printf( "%d\\n", thrice( heavy( items ) ) );\n' in text
    assert "carried" not in text
    assert "#define LIMIT 10\n" in text


def test_programs_with_conditions_keep_their_layout() -> None:
    other = source("#ifdef X\nint x;\n#endif\nint main() { }\n")
    assert laid_out(other, Layout("\t", own_line=True, roomy=True)).text == other.text
