"""The `[SUGG/] … [OPT/]` codec: exact writing, tolerant reading."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfcoder_lsp.codec import category_named, decode_answer, decode_plan, encode_answer, encode_plan
from perfcoder_lsp.strategy import Category, Plan, Strategy

CODE = '#include <cstdio>\nint main() { std::puts("hi"); }\n'


def strategy(category: Category, explanation: str) -> Strategy:
    return Strategy(category=category, name=category.value, explanation=explanation)


def plan(*pairs: tuple[Category, str]) -> Plan:
    return Plan(planner="text", strategies=tuple(strategy(*pair) for pair in pairs))


def read(text: str) -> list[tuple[Category, str]]:
    return [(item.category, item.explanation) for item in decode_plan(text).strategies]


# --- exact writing


def test_writes_the_published_lines() -> None:
    text = encode_plan(plan((Category.INPUT_OUTPUT, "print \\n, not endl"), (Category.LOOP, "hoist strlen")))
    assert text == (
        "[SUGG/]\n"
        "- **Input/Output Throughput Optimization**: print \\n, not endl\n"
        "- **Loop Efficiency Techniques**: hoist strlen\n"
        "[/SUGG]"
    )


def test_writes_answers_with_the_code_between_its_own_tags() -> None:
    assert encode_answer(plan(), CODE) == f"[SUGG/]\n[/SUGG]\n[OPT/]\n{CODE}\n[/OPT]"
    assert encode_answer(plan(), None) == "[SUGG/]\n[/SUGG]"


def test_white_space_in_explanations_is_written_as_single_blanks() -> None:
    text = encode_plan(plan((Category.MEMORY, "reserve\r\n  first,\tthen\u2028push ")))
    assert "- **Memory Usage and Allocation**: reserve first, then push\n" in text


def test_a_tag_inside_an_explanation_does_not_end_the_section() -> None:
    given_plan = plan((Category.MEMORY, "mentions [/SUGG] and [OPT/]"), (Category.LOOP, "still there"))
    assert read(encode_plan(given_plan)) == [
        (Category.MEMORY, "mentions (/SUGG) and (OPT/)"),
        (Category.LOOP, "still there"),
    ]


# --- round trips

_words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=12)
_explanations = (
    st.lists(_words, max_size=8)
    .map(" ".join)
    .filter(
        lambda text: (
            not re.search(r"\[ */? *(SUGG|OPT) */? *\]", text, re.IGNORECASE) and text == " ".join(text.split())
        )
    )
)
_plans = st.lists(st.tuples(st.sampled_from(list(Category)), _explanations), max_size=6).map(lambda pairs: plan(*pairs))
_codes = (
    st.text(st.characters(exclude_categories=("Cs",)), max_size=200)
    .filter(lambda text: "```" not in text)
    .filter(lambda text: "~~~" not in text)
)


@given(_plans)
@example(plan((Category.LOOP, ": - **bold** __under__ 1. *"), (Category.MEMORY, ""), (Category.LOOP, "```")))
def test_plans_survive_writing_and_reading(given_plan: Plan) -> None:
    assert decode_plan(encode_plan(given_plan)) == given_plan


@given(_plans, st.none() | _codes)
@example(plan(), "")
@example(plan(), "\n")
@example(plan(), "a\r\nb\r")
@example(plan((Category.LOOP, "x")), 'const char *s = "[/OPT] [OPT/] [SUGG/] [/SUGG]";\r\n')
def test_answers_survive_writing_and_reading(given_plan: Plan, code: str | None) -> None:
    assert decode_answer(encode_answer(given_plan, code)) == (given_plan, code)


_fragments = ["[SUGG/]", "[/SUGG]", "[OPT/]", "[/OPT]", "```", "```cpp", "\n", "\r\n", "- ", "**", ": ", "1.", " ", "x"]


@given(st.lists(st.sampled_from([*_fragments, "Branching Efficiency"])).map("".join))
def test_reading_never_raises_and_what_was_read_is_stable(text: str) -> None:
    read_plan, code = decode_answer(text)
    assert decode_plan(encode_plan(read_plan)) == read_plan
    assert code is None or isinstance(code, str)


# --- tolerant reading of plans


@pytest.mark.parametrize(
    "line",
    [
        "- **Branching Efficiency**: sort first",
        "* **Branching Efficiency**: sort first",
        "1. **Branching Efficiency**: sort first",
        "2) **Branching Efficiency**: sort first",
        "(3) **Branching Efficiency**: sort first",
        "- **Branching Efficiency:** sort first",
        "**Branching Efficiency**: sort first",
        "- __Branching Efficiency__: sort first",
        "- *Branching Efficiency*: sort first",
        "- ***Branching Efficiency***: sort first",
        "-**Branching Efficiency** : sort first",
        "- **Branching Efficiency** - sort first",
        "- **Branching Efficiency** sort first",
        "- Branching Efficiency: sort first",
        "Branching Efficiency: sort first",
        "- **branching efficiency**: sort first",
        "- **Branching Eficiency**: sort first",
        "### Branching Efficiency\nsort first",
        "- **Branching Efficiency**\n  sort first",
        "- **Branching Efficiency**: sort\n  first",
        "  - **Branching Efficiency**:\tsort\r\n\r\n    first",
    ],
)
def test_every_way_of_writing_a_strategy_reads_the_same(line: str) -> None:
    assert read(f"[SUGG/]\n{line}\n[/SUGG]") == [(Category.BRANCHING, "sort first")]


@pytest.mark.parametrize(
    "text",
    [
        "[SUGG/]\n- **Branching Efficiency**: sort first",
        "[SUGG/]\n- **Branching Efficiency**: sort first\n[OPT/]\nint x;\n[/OPT]",
        "- **Branching Efficiency**: sort first\n[/SUGG] and then I stop",
        "- **Branching Efficiency**: sort first",
        "My plan.\n[SUGG/]\n- **Branching Efficiency**: sort first\n[/SUGG]\nLoop Efficiency Techniques: x",
        "```\n[SUGG/]\n- **Branching Efficiency**: sort first\n[/SUGG]\n```",
        "[SUGG/]\n```text\n- **Branching Efficiency**: sort first\n```\n[/SUGG]",
        "[ sugg/ ]\n- **Branching Efficiency**: sort first\n[ /Sugg ]",
        "[SUGG/]\r\n- **Branching Efficiency**: sort first\r\n[/SUGG]\r\n",
    ],
)
def test_tags_may_be_missing_wrapped_or_surrounded(text: str) -> None:
    assert read(text) == [(Category.BRANCHING, "sort first")]


def test_an_unknown_category_is_dropped_with_its_explanation() -> None:
    text = (
        "[SUGG/]\n- **Loop Efficiency Techniques**: unroll\n"
        "- **Code Cleaning and Readability Improvements**: rename\n  things\n"
        "- **Branching Efficiency**: sort\n[/SUGG]"
    )
    assert read(text) == [(Category.LOOP, "unroll"), (Category.BRANCHING, "sort")]


def test_sub_points_belong_to_the_strategy_above_them() -> None:
    text = "- **Loop Efficiency Techniques**: unroll\n  - **by four**: not eight\n  - keep: the tail\nnote: done"
    assert read(text) == [(Category.LOOP, "unroll - **by four**: not eight - keep: the tail note: done")]


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("Memory Usage & Allocation", Category.MEMORY),
        ("Input Output Throughput Optimisation", Category.INPUT_OUTPUT),
        ("HARDWARE AWARE SYSTEM OPTIMIZATION", Category.HARDWARE),
        ("Data Structure Selections", Category.DATA_STRUCTURE),
        ("Optimization", None),
        ("Data", None),
        ("Efficiency", None),
        ("Memory", None),
        ("Code Cleaning and Readability Improvements", None),
        ("", None),
        ("***", None),
    ],
)
def test_category_names_are_matched_only_where_nearly_equal(name: str, category: Category | None) -> None:
    assert category_named(name) is category


@pytest.mark.parametrize("category", list(Category))
def test_every_category_is_found_by_its_own_name_and_defined(category: Category) -> None:
    assert category_named(category.value) is category
    assert category.definition.endswith(".")


# --- tolerant reading of code


@pytest.mark.parametrize(
    "text",
    [
        f"[OPT/]\n{CODE}[/OPT]",
        f"[OPT/]{CODE}[/OPT]",
        f"[OPT/]\n```cpp\n{CODE}```\n[/OPT]",
        f"[OPT/]\n\n```c++\n{CODE}```\n\n[/OPT]\n",
        f"```\n[OPT/]\n{CODE}[/OPT]\n```",
        f"[OPT/]\n{CODE}",
        f"[OPT/]\n```cpp\n{CODE}```",
        f"[OPT/]\n```cpp\n{CODE}",
        f"```cpp\n[OPT/]\n{CODE}```\n",
        f"Faster:\n```cpp\n{CODE}```\nEnjoy.",
        f"[SUGG/]\n[/SUGG]\n```\n{CODE}```\n",
        f"[opt/]\n{CODE}\n[/opt] that is all",
    ],
)
def test_code_is_found_with_or_without_end_tags_and_fences(text: str) -> None:
    _, code = decode_answer(text)
    assert code is not None
    assert code.strip() == CODE.strip()


def test_no_code_is_none() -> None:
    assert decode_answer("[SUGG/]\n- **Branching Efficiency**: sort\n[/SUGG]\nno code today")[1] is None


def test_crlf_code_keeps_its_line_ends() -> None:
    assert decode_answer("[OPT/]\r\nint a;\r\nint b;\r\n[/OPT]")[1] == "int a;\r\nint b;"
