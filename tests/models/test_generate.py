"""Generated programs are the same again, differ from each other, compile, and end well on their inputs."""

import itertools
import re
from pathlib import Path

import pytest

from models.generate import Fragment, all_fragments, catalog, fragments, program
from models.generate.catalog import Cost, named
from models.generate.check import Checker
from models.generate.compose import composed
from models.generate.draws import Draws
from models.generate.streams import Streams
from perfcoder_lsp.build import Variant
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings

COUNT = """
#include <vector>

long long {{ f }}(const std::vector<int>& {{ v }}) {
    std::vector<int> even;
    for (int x : {{ v }}) {
        if (x % 2 == 0) even.push_back(x);
    }
    return even{{ end }};
}
"""


def _fragment(text: str, takes: catalog.Takes = "ints", rules: tuple[str, ...] = ()) -> Fragment:
    return Fragment(name="area/it", takes=takes, smallest=10, largest=1000, rules=rules, text=text)


@pytest.fixture(scope="module")
def checker(sandbox: Sandbox, settings: Settings) -> Checker:
    return Checker(sandbox, settings)


def test_the_program_of_a_seed_is_the_same_again_and_no_other_ones() -> None:
    made = [program(seed) for seed in range(6)]
    assert made == [program(seed) for seed in range(6)]
    assert len({each.source for each in made}) == len({each.key for each in made}) == 6


def test_every_fragment_is_used_and_names_the_family() -> None:
    used = {each.name for seed in range(2_500) for each in fragments(seed)}
    assert used == {each.name for each in all_fragments()}
    assert program(3).family.split("+") == [each.name for each in fragments(3)]


def test_a_program_may_be_asked_to_be_made_from_some_fragments_only() -> None:
    some = [named("whole/range_sums"), named("io/sum_of_fields")]
    assert {each.name for seed in range(40) for each in fragments(seed, some)} == {each.name for each in some}


def test_no_input_is_larger_than_that_which_is_timed() -> None:
    tiny = _fragment(COUNT.replace("{{ end }}", ".size()") + "{% macro input(n) %}tiny {{ n }}{% endmacro %}")
    tiny, wide = tiny.model_copy(update={"largest": 5, "smallest": 3}), named("io/sum_of_fields")
    made = [composed((tiny, wide), f"seed {seed}", 40.0) for seed in range(5)]
    sizes = [int(each) for program in made for text in program.checked for each in re.findall(r"tiny (\d+)", text)]
    assert sizes
    assert max(sizes) <= 5


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_programs_end_well_on_their_inputs(seed: int, checker: Checker) -> None:
    made = program(seed)
    assert made.timed.strip()
    assert 2 <= len(made.checked) <= 3
    assert checker.tried(made, str(seed), Variant.SANITIZED).problem == ""


@pytest.mark.parametrize("takes", ["ints", "words", "text", "number"])
def test_a_fragment_is_given_what_it_takes_however_it_is_read(takes: catalog.Takes, checker: Checker) -> None:
    texts = {
        "ints": "long long {{ f }}(const std::vector<int>& {{ v }}) { return {{ v }}.size(); }",
        "words": "long long {{ f }}(const std::vector<std::string>& {{ v }}) { return {{ v }}.size(); }",
        "text": "long long {{ f }}(const std::string& {{ v }}) { return {{ v }}.size(); }",
        "number": "long long {{ f }}(int {{ v }}) { return {{ v }}; }",
    }
    fragment = _fragment(f"#include <string>\n#include <vector>\n{texts[takes]}\n", takes)
    tried = [checker.tried(composed((fragment,), f"read {each}", 1), str(each)) for each in range(3)]
    assert [each.problem for each in tried] == [""] * 3


def test_the_check_tells_what_fails_and_what_was_not_found(checker: Checker) -> None:
    good = _fragment(COUNT.replace("{{ end }}", ".size()"), rules=("MEM1", "LP4"))
    lines = list(checker.checked(good, 1).told())
    assert lines[0].startswith("ok ")
    assert any("found: MEM1; not found: LP4" in line for line in lines)
    bad = checker.checked(_fragment(COUNT.replace("{{ end }}", "[{{ v }}.size()]")), 1)
    assert [each.seed for each in bad.problems] == ["sanitized"]
    unbuilt = checker.checked(_fragment(COUNT.replace("{{ end }}", ".length")), 1)
    assert all("error" in each.problem for each in unbuilt.problems)
    assert next(unbuilt.told()).startswith("FAILS")


def test_a_wrong_template_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match=r"area/it.*'nothing' is undefined"):
        composed((_fragment("{{ nothing }}"),), "1", 1)
    (tmp_path / "area").mkdir()
    (tmp_path / "area" / "it.cpp.jinja").write_text("int f();\n")
    monkeypatch.setattr(catalog, "FOLDER", tmp_path)
    with pytest.raises(UsageError, match=r"it\.cpp\.jinja:1: write it as \{# takes:"):
        catalog.all_fragments.__wrapped__()


def test_an_unknown_fragment_is_told_in_one_line() -> None:
    with pytest.raises(UsageError, match="no such fragment"):
        named("nothing")


def test_names_are_given_out_once_and_never_the_librarys() -> None:
    draws = Draws.of(1, {"total"})
    names = [draws.name(each) for each in ["count", "total", "left", "n", "running total", "Node"] * 50]
    assert len(set(names)) == len(names)
    assert not {"count", "left", "total"} & set(names)
    assert all(each.isidentifier() for each in names)


def test_sizes_follow_measured_costs() -> None:
    fragment = _fragment("").model_copy(update={"cost": Cost(smallest_ms=1, largest_ms=100)})
    assert [fragment.size_for(each) for each in (1, 10, 100, 1000)] == [10, 100, 1000, 1000]
    assert [fragment.rounds_for(each) for each in (1, 100, 1000, 9000)] == [1, 1, 10, 12]


def test_streams_that_are_not_synchronised_do_not_meet_stdio() -> None:
    for seed in range(200):
        streams = Streams.drawn(Draws.of(seed))
        assert not streams.opening or (streams.reads, streams.prints) == ("cin", "cout")


def test_values_are_printed_by_either_library() -> None:
    cout = Streams("cin", "cout", "std::endl").show("%d: %s\n", "n", "word")
    assert cout == 'std::cout << n << ": " << word << std::endl;'
    assert Streams("scanf", "printf", "'\\n'").show("%d: %s\n", "n", "word") == 'printf("%d: %s\\n", n, word.c_str());'


def test_styles_keep_what_a_program_says() -> None:
    texts = {composed((named("io/sum_of_fields"),), f"style {each}", 1).source for each in range(30)}
    assert {("using namespace std;" in each, "\n{" in each, "\t" in each) for each in texts} > set(
        itertools.product((True, False), (True,), (False,))
    )
