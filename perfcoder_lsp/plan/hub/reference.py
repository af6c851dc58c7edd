"""What names a model on the Hugging Face Hub, and which file of a repository is meant.

Source: the grammar of hf:// URIs (huggingface_hub, "HF URIs"), and `OWNER/REPO:QUANT` as llama.cpp's -hf has it.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Self
from urllib.parse import quote, unquote

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.plan.catalog import HUB, files_of
from perfcoder_lsp.plan.model.gguf import ModelError
from perfcoder_lsp.text import Frozen

FORM = f"{HUB}OWNER/REPO[@REVISION][:QUANT or /FILE.gguf]"
DEFAULT_REVISION = "main"
_REFERENCE = re.compile(
    rf"{HUB}(//)?(?P<repository>[\w.-]+/[\w.-]+)(@(?P<revision>refs/pr/\d+|[^/:@\s]+))?"
    r"(:(?P<quant>[\w.-]+)|/(?P<file>[^\s:]+\.gguf))?",
    re.ASCII,
)
_USUAL_QUANT = "Q4_K_M"
"""What llama.cpp takes where a repository holds several and none was named."""
_NO_MODEL = re.compile(r"mmproj|imatrix", re.IGNORECASE)
_MOST_NAMED = 8


class Reference(Frozen):
    """A model on the hub; an empty `revision` is the default branch, and `quant` or `file` is empty, or both."""

    repository: str
    revision: str = ""
    quant: str = ""
    file: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises UsageError."""
        found = _REFERENCE.fullmatch(text)
        if found is None:
            raise UsageError(f"{text!r} names no model on the hub; write {FORM}")
        parts = found.groupdict("")
        return cls.model_validate({**parts, "revision": unquote(parts["revision"])})

    def __str__(self) -> str:
        safe = "/" if self.revision.startswith("refs/pr/") else ""
        revision = f"@{quote(self.revision, safe)}" if self.revision else ""
        file = f"/{self.file}" if self.file else ""
        return f"{HUB}{self.repository}{revision}{f':{self.quant}' if self.quant else file}"

    def choose(self, names: Iterable[str]) -> tuple[str, ...]:
        """The files of the model that is meant, in order, out of those of the repository. Raises ModelError."""
        there = set(names)
        first = self.file if self.file in there else self._only(sorted(filter(_is_model, there)))
        parts = tuple(each.as_posix() for each in files_of(Path(first)))
        if first != parts[0]:
            raise ModelError(f"{self}: is one of several parts; name the first: {parts[0]}")
        if missing := [each for each in parts if each not in there]:
            raise ModelError(f"{self}: {missing[0]} is missing there, one of {len(parts)} parts")
        return parts

    def _only(self, models: list[str]) -> str:
        """The one of the models that is meant where no file was named that there is."""
        named = bool(self.quant or self.file)
        if len(models) == 1 and not named:
            return models[0]
        meant = [each for each in models if not self.file and _has_quant(each, self.quant or _USUAL_QUANT)]
        if len(meant) == 1:
            return meant[0]
        if not models:
            raise ModelError(f"{self}: the repository holds no model as a GGUF file")
        what = "is not there; choose from" if named and not meant else "could be any of"
        among = meant or models
        names = ", ".join([*among[:_MOST_NAMED], *(["…"] if len(among) > _MOST_NAMED else [])])
        raise ModelError(f"{self}: {what} {names}, and write {HUB}{self.repository}/FILE.gguf")


def _is_model(name: str) -> bool:
    """Whether a file is the first or only one of a model."""
    path = Path(name)
    return path.suffix == ".gguf" and files_of(path)[0] == path and not _NO_MODEL.search(path.name)


def _has_quant(name: str, quant: str) -> bool:
    return re.search(rf"(^|[-._/]){re.escape(quant)}[-./]", name, re.IGNORECASE) is not None
