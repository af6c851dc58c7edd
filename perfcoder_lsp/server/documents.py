"""Open documents as immutable snapshots, and the way between byte offsets and the client's positions."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from pygls.uris import to_fs_path

from perfcoder_lsp.text import ByteRange, TextEdit, apply_edits, line_starts

_LANGUAGES = {"c", "cpp", "c++", "cc", "cxx"}
_SUFFIXES = {".c", ".cc", ".cpp", ".cxx", ".c++", ".h", ".hh", ".hpp", ".hxx", ".ipp", ".inl"}
_CODE_UNITS = {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}
_UNIT_BYTES = {"utf-16": 2, "utf-32": 4}


@dataclass(frozen=True)
class Snapshot:
    """One version of one document. `encoding` is the unit of the client's columns: utf-8, utf-16 or utf-32.

    Lines end with LF, CRLF or CR only, as the specification says.
    """

    uri: str
    version: int
    language_id: str
    text: str
    encoding: str

    @property
    def path(self) -> Path:
        """The file, or for a document that is none (untitled, a git revision) the bare name it shows."""
        path = to_fs_path(self.uri)
        return Path(path if path is not None else PurePosixPath(unquote(urlsplit(self.uri).path)).name or "untitled")

    @property
    def is_cpp(self) -> bool:
        return self.language_id.lower() in _LANGUAGES or self.path.suffix.lower() in _SUFFIXES

    @cached_property
    def data(self) -> bytes:
        """The text as UTF-8. A lone surrogate, which JSON allows, is passed through: `valid` says so."""
        return self.text.encode("utf-8", "surrogatepass")

    @property
    def valid(self) -> bool:
        """Whether the text can be written as UTF-8 at all."""
        try:
            self.text.encode("utf-8")
        except UnicodeEncodeError:
            return False
        return True

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        return line_starts(self.data)

    def position(self, offset: int) -> types.Position:
        """The client's position of a byte offset; past the end it is the end."""
        offset = max(0, min(offset, len(self.data)))
        line = bisect_right(self.line_starts, offset) - 1
        start, end = self._line(line)
        return types.Position(line=line, character=self._columns(self.data[start : min(offset, end)]))

    def offset(self, position: types.Position) -> int:
        """The byte offset of a client's position; past a line's end it is that end, as the specification says."""
        if position.line >= len(self.line_starts):
            return len(self.data)
        start, end = self._line(position.line)
        line, column = self.data[start:end], position.character
        if self.encoding == "utf-8":
            column = min(column, len(line))
            while 0 < column < len(line) and line[column] & 0xC0 == 0x80:
                column -= 1
            return start + column
        units = line.decode("utf-8", "surrogatepass").encode(_CODE_UNITS[self.encoding], "surrogatepass")
        head = units[: column * _UNIT_BYTES[self.encoding]].decode(_CODE_UNITS[self.encoding], "ignore")
        return start + len(head.encode("utf-8", "surrogatepass"))

    def range(self, where: ByteRange) -> types.Range:
        return types.Range(self.position(where.start), self.position(where.end))

    def first_line(self, where: ByteRange) -> types.Range:
        """The part of a range on its first line: a mark over a whole function hides the code it speaks of."""
        _, end = self._line(bisect_right(self.line_starts, where.start) - 1)
        return self.range(ByteRange(start=where.start, end=max(where.start, min(where.end, end))))

    def byte_range(self, where: types.Range) -> ByteRange:
        start, end = sorted((self.offset(where.start), self.offset(where.end)))
        return ByteRange(start=start, end=end)

    def _line(self, line: int) -> tuple[int, int]:
        """Byte offsets of a line's text, without its end."""
        start = self.line_starts[line]
        end = self.line_starts[line + 1] if line + 1 < len(self.line_starts) else len(self.data)
        while end > start and self.data[end - 1] in b"\r\n":
            end -= 1
        return start, end

    def _columns(self, head: bytes) -> int:
        if self.encoding == "utf-8":
            return len(head)
        units = head.decode("utf-8", "surrogatepass").encode(_CODE_UNITS[self.encoding], "surrogatepass")
        return len(units) // _UNIT_BYTES[self.encoding]


class Documents:
    """The open documents. A change replaces the snapshot, so that whoever holds one keeps what it saw."""

    def __init__(self, encoding: str = "utf-16") -> None:
        self.encoding = encoding
        self._open: dict[str, Snapshot] = {}
        self._latest = ""

    def open(self, item: types.TextDocumentItem) -> Snapshot:
        return self._put(Snapshot(item.uri, item.version, item.language_id, item.text, self.encoding))

    def change(self, params: types.DidChangeTextDocumentParams) -> Snapshot | None:
        """The new snapshot; None where the document is not open (then there is nothing to change).

        Whole texts are asked for, but a client that sends ranges all the same is understood.
        """
        snapshot = self.get(params.text_document.uri)
        if snapshot is None:
            return None
        for change in params.content_changes:
            snapshot = replace(snapshot, text=_changed(snapshot, change))
        return self._put(replace(snapshot, version=params.text_document.version))

    def close(self, uri: str) -> None:
        self._open.pop(unquote(uri), None)

    def get(self, uri: str) -> Snapshot | None:
        """The current snapshot of an open document. Clients differ in how they quote, so quoting is undone."""
        return self._open.get(unquote(uri))

    def touch(self, uri: str) -> Snapshot | None:
        """As `get`, and remember it as the document that the user looks at."""
        snapshot = self.get(uri)
        if snapshot is not None:
            self._latest = unquote(uri)
        return snapshot

    @property
    def latest(self) -> Snapshot | None:
        """The document last looked at: what a command means that a palette sends without arguments."""
        return self._open.get(self._latest)

    def all(self) -> tuple[Snapshot, ...]:
        return tuple(self._open.values())

    def _put(self, snapshot: Snapshot) -> Snapshot:
        self._open[unquote(snapshot.uri)] = snapshot
        self._latest = unquote(snapshot.uri)
        return snapshot


def _changed(before: Snapshot, change: types.TextDocumentContentChangeEvent) -> str:
    if not isinstance(change, types.TextDocumentContentChangePartial):
        return change.text
    where = before.byte_range(change.range)
    after = before.data[: where.start] + change.text.encode("utf-8", "surrogatepass") + before.data[where.end :]
    return after.decode("utf-8", "surrogatepass")


def edited_text(snapshot: Snapshot, edits: tuple[TextEdit, ...]) -> str:
    """The document's text after the edits."""
    return apply_edits(snapshot.data, edits).decode("utf-8", "surrogatepass")
