"""Snapshots: positions in every encoding, line ends, changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from perfcoder_lsp.server.documents import Documents, Snapshot
from perfcoder_lsp.text import ByteRange, TextEdit, apply_edits

ENCODINGS = ["utf-8", "utf-16", "utf-32"]
URI = "file:///project/main.cpp"


def snapshot(text: str, encoding: str = "utf-16", uri: str = URI, language: str = "cpp") -> Snapshot:
    return Snapshot(uri, 1, language, text, encoding)


def at(line: int, character: int) -> types.Position:
    return types.Position(line, character)


# "é" is 2 bytes and 1 unit of UTF-16; "𝄞" is 4 bytes and 2 units of UTF-16.
MIXED = 'int a; // é𝄞x\nstring s = "𝄞";\n'


@pytest.mark.parametrize(
    ("encoding", "column_of_x"),
    [("utf-8", 10 + 2 + 4), ("utf-16", 10 + 1 + 2), ("utf-32", 10 + 1 + 1)],
)
def test_columns_count_the_units_of_the_encoding(encoding: str, column_of_x: int) -> None:
    document = snapshot(MIXED, encoding)
    offset = MIXED.encode().index(b"x")

    assert document.position(offset) == at(0, column_of_x)
    assert document.offset(at(0, column_of_x)) == offset


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=st.text(alphabet=st.sampled_from("ab\n\ré𝄞\f\u2028\t"), max_size=40), data=st.data())
def test_every_character_boundary_survives_the_round_trip(encoding: str, text: str, data: st.DataObject) -> None:
    document = snapshot(text, encoding)
    index = data.draw(st.integers(0, len(text)))
    offset = len(text[:index].encode())

    back = document.offset(document.position(offset))

    between = text[index - 1 : index + 1] == "\r\n"  # no position exists inside a line end
    assert back == (offset - 1 if between else offset)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb", 2),
        ("a\r\nb", 2),
        ("a\rb", 2),
        ("a\r\n\r\nb", 3),
        ("a\fb\vc\u2028d\x85e", 1),
        ("", 1),
    ],
)
def test_lines_end_as_the_specification_says(text: str, lines: int) -> None:
    assert len(snapshot(text).line_starts) == lines


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    ("position", "offset"),
    [
        (at(0, 99), 3),  # past the end of a line: its end
        (at(1, 99), 7),
        (at(99, 0), 7),  # past the last line: the end
    ],
)
def test_positions_out_of_the_text_are_clamped(encoding: str, position: types.Position, offset: int) -> None:
    assert snapshot("abc\ndef", encoding).offset(position) == offset


@pytest.mark.parametrize(("encoding", "inside"), [("utf-8", 2), ("utf-16", 1)])
def test_a_position_inside_a_character_means_its_start(encoding: str, inside: int) -> None:
    assert snapshot("𝄞b", encoding).offset(at(0, inside)) == 0


def test_the_first_line_of_a_range_stops_before_the_line_end() -> None:
    document = snapshot("int main() {\r\n  return 0;\r\n}\r\n")

    assert document.first_line(ByteRange(start=0, end=25)) == types.Range(at(0, 0), at(0, 12))


def changed(text: str, change: types.TextDocumentContentChangeEvent, encoding: str = "utf-16") -> str:
    documents = Documents(encoding)
    documents.open(types.TextDocumentItem(URI, "cpp", 1, text))
    params = types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(2, URI), [change])
    after = documents.change(params)
    assert after is not None
    assert after.version == 2
    return after.text


def test_a_whole_text_replaces_the_document() -> None:
    assert changed("a", types.TextDocumentContentChangeWholeDocument("b")) == "b"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_change_of_a_range_is_understood_too_and_not_misled_by_form_feeds(encoding: str) -> None:
    where = types.Range(at(1, 0), at(1, 1))

    assert changed("a\f\u2028\nb\n", types.TextDocumentContentChangePartial(where, "c"), encoding) == "a\f\u2028\nc\n"


def test_a_snapshot_keeps_its_text_after_a_change() -> None:
    documents = Documents()
    before = documents.open(types.TextDocumentItem(URI, "cpp", 1, "a"))
    change = types.TextDocumentContentChangeWholeDocument("b")
    documents.change(types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(2, URI), [change]))

    assert before.text == "a"
    assert before.version == 1


def test_a_change_of_an_unopened_document_changes_nothing() -> None:
    change = types.TextDocumentContentChangeWholeDocument("b")
    params = types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(2, URI), [change])

    assert Documents().change(params) is None


def test_documents_are_found_however_the_client_quotes() -> None:
    documents = Documents()
    documents.open(types.TextDocumentItem("file:///a%2B%2B/b%20c.cpp", "cpp", 1, ""))

    assert documents.get("file:///a++/b c.cpp") is not None
    assert documents.touch("file:///a++/other.cpp") is None
    assert documents.latest is not None


@pytest.mark.parametrize(
    ("uri", "language", "name", "is_cpp"),
    [
        ("file:///a/b%20c.cpp", "cpp", "b c.cpp", True),
        ("file:///a/b.h", "objective-c", "b.h", True),
        ("untitled:Untitled-1", "cpp", "Untitled-1", True),
        ("file:///a/b.py", "python", "b.py", False),
        ("file:///a/B.CPP", "plaintext", "B.CPP", True),
    ],
)
def test_what_counts_as_c_or_cpp(uri: str, language: str, name: str, is_cpp: bool) -> None:
    document = snapshot("", uri=uri, language=language)

    assert document.path.name == name
    assert document.is_cpp is is_cpp


def test_a_lone_surrogate_is_noticed() -> None:
    assert not snapshot("\ud800").valid
    assert snapshot("𝄞").valid


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_edits_sent_as_positions_give_the_text_that_the_offsets_mean(encoding: str, newline: str) -> None:
    text = newline.join(["// é𝄞", "int main() { /* 𝄞 */ f(); }", ""])
    start = text.encode().index(b"f()")
    edit = TextEdit.replace(start, start + 3, "g()")
    document = snapshot(text, encoding)
    change = types.TextDocumentContentChangePartial(document.range(edit.range), edit.new_text)

    assert changed(text, change, encoding).encode() == apply_edits(text.encode(), [edit])
