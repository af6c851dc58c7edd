"""What a step read and how: files by their hash, settings, counts, as a JSON file beside what it wrote."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


def sha256(path: Path) -> str:
    """The file's hash, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(out: Path, inputs: Iterable[Path], **facts: object) -> Path:
    """Write `OUT.manifest.json` about the file `out`; `facts` are what JSON can hold."""
    told = {"file": out.name, "sha256": sha256(out), "inputs": {each.name: sha256(each) for each in inputs}, **facts}
    path = out.with_name(f"{out.name}.manifest.json")
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return path
