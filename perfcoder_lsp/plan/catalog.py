"""The models that this user has: named files, with the digests that they had when they were added.

Nothing is copied: an entry is a path, of a file of the user's or in the cache of huggingface_hub. A model may come in
several files (`…-00001-of-00003.gguf`); the first is named.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

import platformdirs
from pydantic import TypeAdapter, ValidationError

from perfcoder_lsp.errors import PerfcoderError, UsageError
from perfcoder_lsp.plan.model.gguf import Header, ModelError, read_header
from perfcoder_lsp.text import Frozen

EMBEDDED = "embedded"
EMBEDDED_FILE = Path(__file__).with_name("embedded") / "planner.gguf"
"""The model that comes with this program."""
HUB = "hf:"
"""What references to the Hugging Face Hub begin with."""
_NAME = re.compile(r"[A-Za-z0-9][\w.+-]{0,63}")
_PART = re.compile(r"(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf")
_CHUNK = 1 << 22
_ENCODERS = frozenset({"bert", "nomic-bert", "jina-bert-v2", "modern-bert", "t5encoder", "clip", "wavtokenizer-dec"})


class Entry(Frozen):
    """A model by name. `digests` are the SHA-256 of its files, in order; `reference` is where on the hub it came from,
    empty for a file of the user's."""

    name: str
    path: Path
    digests: tuple[str, ...]
    reference: str = ""


_ENTRIES = TypeAdapter(tuple[Entry, ...])


class Catalog:
    """The entries of a file. Raises PerfcoderError where it can't be read or written."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or platformdirs.user_data_path("perfcoder") / "models.json"

    def entries(self) -> tuple[Entry, ...]:
        """By name."""
        try:
            return _ENTRIES.validate_json(self._file.read_bytes())
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise PerfcoderError(f"{self._file}: cannot be read: {error.strerror}") from None
        except ValidationError:
            raise PerfcoderError(f"{self._file}: is damaged; remove it and add your models again") from None

    def find(self, name: str) -> Entry:
        """Raises UsageError."""
        found = next((each for each in self.entries() if each.name == name), None)
        if found is None:
            known = ", ".join(each.name for each in self.entries()) or "none yet"
            what = name if name.startswith(HUB) else "FILE.gguf"
            raise UsageError(f"no model {name!r}; there is {known}: perfcoder models add NAME {what}")
        return found

    def path_of(self, name: str) -> Path:
        """The file of a model that is named, or whose file is. Raises UsageError."""
        if name == EMBEDDED and EMBEDDED_FILE.is_file():
            return EMBEDDED_FILE
        is_file = name.endswith(".gguf") and not name.startswith(HUB)
        return Path(name) if is_file else self.find(name).path

    def require_free(self, name: str) -> None:
        """Raises UsageError where a model can't be added under this name."""
        if not _NAME.fullmatch(name) or name.endswith(".gguf"):
            raise UsageError(f"{name!r} can't be a model's name: letters, digits and . _ + - only, not ending in .gguf")
        if name == EMBEDDED:
            raise UsageError(f"{name!r} is the model that comes with perfcoder; choose another name")
        if any(each.name == name for each in self.entries()):
            raise UsageError(f"there is a model {name!r} already; remove it first: perfcoder models remove {name}")

    def add(self, name: str, path: Path, reference: str = "", promised: Iterable[str] = ()) -> Entry:
        """Keep a model under a name that is free. `promised` is the SHA-256 that each of its files, in order, must have
        where that is not "". Raises ModelError, UsageError."""
        self.require_free(name)
        path = path.absolute()
        check_file(path)
        digests = tuple(digest(each) for each in files_of(path))
        for file, found, expected in zip(files_of(path), digests, promised, strict=False):
            if expected not in ("", found):
                raise ModelError(f"{file.resolve()}: is not what {reference} promises (other SHA-256); remove it")
        entry = Entry(name=name, path=path, digests=digests, reference=reference)
        self._write((*self.entries(), entry))
        return entry

    def remove(self, name: str) -> Entry:
        """Forget a model; its file stays where it is. Raises UsageError."""
        entry = self.find(name)
        self._write(each for each in self.entries() if each.name != name)
        return entry

    def _write(self, entries: Iterable[Entry]) -> None:
        ordered = tuple(sorted(entries, key=lambda each: each.name))
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self._file.parent)
            with os.fdopen(handle, "wb") as out:
                out.write(_ENTRIES.dump_json(ordered, indent=1))
            Path(temporary).replace(self._file)
        except OSError as error:
            raise PerfcoderError(f"{self._file}: cannot be written: {error.strerror}") from None


def verify(entry: Entry) -> None:
    """Raises ModelError where the model's files are no longer those that were added."""
    check_file(entry.path)
    for file, known in zip(files_of(entry.path), entry.digests, strict=True):
        if digest(file) != known:
            raise ModelError(
                f"{file}: is not the file that was added as {entry.name!r} (other SHA-256); if that is meant: "
                f"perfcoder models remove {entry.name}, then add it again"
            )


def check_file(path: Path) -> Header:
    """The header of a file that can hold a model for us, all of whose parts are there. Raises ModelError."""
    header = read_header(path)
    if header.architecture in _ENCODERS or header.values.get("general.type", "model") != "model":
        raise ModelError(f"{path}: holds no language model ({header.architecture}); planners generate text")
    _ = header.shape
    if header.part:
        raise ModelError(f"{path}: is part {header.part + 1} of {header.parts}; name the first part")
    files = files_of(path)
    if len(files) != header.parts:
        raise ModelError(
            f"{path}: is one of {header.parts} parts, but is named like one of {len(files)}; rename it back"
        )
    for each in files[1:]:
        read_header(each)
    return header


def files_of(path: Path) -> tuple[Path, ...]:
    """All files of a model, of which this is the first."""
    part = _PART.fullmatch(path.name)
    if part is None:
        return (path,)
    count = int(part["count"])
    return tuple(path.with_name(f"{part['stem']}-{number:05}-of-{count:05}.gguf") for number in range(1, count + 1))


def digest(path: Path) -> str:
    """SHA-256 of a file. Raises ModelError."""
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                found.update(chunk)
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {error.strerror}") from None
    return found.hexdigest()
