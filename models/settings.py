"""The recipe's settings: a TOML file with one section for each step (models/config); each step knows its own."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.text import Frozen

Section = TypeVar("Section", bound=Frozen)


def section(path: Path, name: str, kind: type[Section], instead: Sequence[str] = ()) -> Section:
    """One step's settings; the defaults where the file has no such section. Each NAME=VALUE of `instead` takes the
    place of what the file says. Raises UsageError."""
    given = [each.partition("=") for each in instead]
    if wrong := next((name for name, sign, _ in given if not sign), None):
        raise UsageError(f"{wrong!r}: say NAME=VALUE, as in draws=8")
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8")).get(name, {})
        return kind.model_validate({**told, **{setting: value for setting, _, value in given}})
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: is no TOML: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join((name, *map(str, first["loc"])))
        raise UsageError(f"{path}: {where}: {first['msg']}") from None
