"""Byte ranges, edits and line starts, each against a slower oracle."""

import itertools
import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from perfcoder_lsp.text import (
    ByteRange,
    EditConflictError,
    TextEdit,
    apply_edits,
    compatible,
    line_starts,
    sorted_edits,
)


def edit(start: int, end: int, new_text: str = "x") -> TextEdit:
    return TextEdit.replace(start, end, new_text)


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([], b"hello"),
        ([edit(0, 0, "> ")], b"> hello"),
        ([edit(5, 5, "!")], b"hello!"),
        ([edit(0, 5, "")], b""),
        ([edit(4, 5, "0"), edit(0, 1, "H")], b"Hell0"),
        ([edit(1, 2, "a"), edit(2, 3, "b")], b"hablo"),
        ([edit(2, 2, "-"), edit(2, 4, "LL")], b"he-LLo"),
        ([edit(2, 4, "LL"), edit(4, 4, "-")], b"heLL-o"),
        ([edit(1, 1, "é")], "héello".encode()),
    ],
)
def test_edits_refer_to_the_text_before_and_may_come_in_any_order(edits: list[TextEdit], expected: bytes) -> None:
    assert apply_edits(b"hello", edits) == expected
    assert apply_edits(b"hello", reversed(edits)) == expected


@pytest.mark.parametrize(
    "edits",
    [
        [edit(0, 3), edit(2, 5)],
        [edit(0, 5), edit(1, 2)],
        [edit(1, 4), edit(2, 2)],
        [edit(2, 2, "a"), edit(2, 2, "b")],
        [edit(1, 3, "a"), edit(1, 3, "a")],
    ],
)
def test_edits_whose_order_would_matter_are_refused(edits: list[TextEdit]) -> None:
    for order in (edits, list(reversed(edits))):
        with pytest.raises(EditConflictError):
            apply_edits(b"hello", order)
        assert not compatible(order[:1], order[1:])


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        ((0, 2), (2, 4), False),
        ((0, 3), (2, 4), True),
        ((2, 2), (2, 2), True),
        ((2, 2), (2, 4), False),
        ((0, 4), (1, 2), True),
    ],
)
def test_ranges_overlap_where_they_share_a_byte_or_are_the_same_point(
    first: tuple[int, int], second: tuple[int, int], overlap: bool
) -> None:
    one, two = ByteRange(start=first[0], end=first[1]), ByteRange(start=second[0], end=second[1])
    assert one.overlaps(two) is overlap
    assert two.overlaps(one) is overlap


def test_a_range_contains_itself_and_what_lies_inside() -> None:
    outer = ByteRange(start=2, end=6)
    assert outer.contains(outer)
    assert outer.contains(ByteRange(start=6, end=6))
    assert not outer.contains(ByteRange(start=1, end=3))


@pytest.mark.parametrize(("start", "end"), [(3, 2), (-1, 2), (-3, -1)])
def test_what_is_no_range_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValidationError):
        ByteRange(start=start, end=end)


def test_values_can_not_be_changed() -> None:
    with pytest.raises(ValidationError):
        edit(0, 1).new_text = "y"  # type: ignore[misc]


_texts = st.binary(max_size=40)


@st.composite
def _text_and_pieces(draw: st.DrawFn) -> tuple[list[bytes], list[str | None]]:
    """A text cut into pieces, and for every piece its replacement, or None where it stays."""
    pieces = draw(st.lists(st.binary(min_size=1, max_size=6), min_size=1, max_size=8))
    new_texts = draw(st.lists(st.none() | st.text(max_size=5), min_size=len(pieces), max_size=len(pieces)))
    return pieces, new_texts


@given(_text_and_pieces(), st.randoms(use_true_random=False))
def test_applying_edits_is_replacing_pieces(
    pieces_and_texts: tuple[list[bytes], list[str | None]], shuffler: random.Random
) -> None:
    pieces, new_texts = pieces_and_texts
    edits: list[TextEdit] = []
    offset = 0
    for piece, new_text in zip(pieces, new_texts, strict=True):
        if new_text is not None:
            edits.append(edit(offset, offset + len(piece), new_text))
        offset += len(piece)
    shuffler.shuffle(edits)
    oracle = b"".join(
        piece if new_text is None else new_text.encode() for piece, new_text in zip(pieces, new_texts, strict=True)
    )
    assert apply_edits(b"".join(pieces), edits) == oracle


_edits = st.tuples(st.integers(0, 12), st.integers(0, 4), st.sampled_from("ab")).map(
    lambda drawn: edit(drawn[0], drawn[0] + drawn[1], drawn[2])
)


@given(st.lists(_edits, max_size=5))
@example([edit(0, 0), edit(0, 2), edit(2, 2)])
def test_a_set_of_edits_is_refused_exactly_where_two_of_them_conflict(edits: list[TextEdit]) -> None:
    conflict = any(one.range.overlaps(two.range) for index, one in enumerate(edits) for two in edits[index + 1 :])
    assert compatible(edits, []) is not conflict
    if not conflict:
        ordered = sorted_edits(edits)
        assert all(one.range.end <= two.range.start for one, two in itertools.pairwise(ordered))


@given(_texts, _texts)
@example(b"a\r", b"\nb")
@example(b"\x0c\x0b\x85", "\u2028".encode())
def test_lines_start_where_a_reader_of_single_bytes_says(head: bytes, tail: bytes) -> None:
    text = head + tail
    starts = [0]
    for index, byte in enumerate(text):
        is_end = byte == 0x0A or (byte == 0x0D and text[index + 1 : index + 2] != b"\n")
        if is_end:
            starts.append(index + 1)
    assert line_starts(text) == tuple(starts)


@given(st.lists(st.sampled_from([b"\n", b"\r", b"\r\n", b"a", "é".encode(), b"\x0c"])).map(b"".join))
def test_lines_are_those_of_universal_newlines(text: bytes) -> None:
    lines = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    assert len(line_starts(text)) == len(lines)
