"""What a step read and how: files by their hash, settings, counts, as a JSON file beside what it wrote."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from perfcoder_lsp.errors import UsageError


def sha256(path: Path) -> str:
    """The file's hash, as hexadecimal digits. Raises UsageError where it can't be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None


def write_manifest(out: Path, inputs: Iterable[Path], **facts: object) -> Path:
    """Write `OUT.manifest.json` about the file `out`; `facts` are what JSON can hold. Raises UsageError."""
    told = {"file": out.name, "sha256": sha256(out), "inputs": {each.name: sha256(each) for each in inputs}, **facts}
    path = out.with_name(f"{out.name}.manifest.json")
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return path
