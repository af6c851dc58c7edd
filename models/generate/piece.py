"""A fragment as C++ text: its template with everything drawn."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jinja2

from models.generate import data
from models.generate.catalog import Fragment
from models.generate.draws import Draws
from models.generate.streams import Streams
from perfcoder_lsp.errors import UsageError

_WORD = re.compile(r"[A-Za-z_]\w*")
_NAMING = re.compile(r"\bname\(\s*[\"'][\w ]*[\"']\s*\)")
_TYPES = {"ints": "std::vector<int>", "words": "std::vector<std::string>", "text": "std::string", "number": "int"}
_ARGUMENTS = {
    "ints": ("values", "a", "v", "data", "nums", "arr", "xs", "numbers", "seq"),
    "words": ("words", "names", "lines", "items", "tokens", "w", "keys"),
    "text": ("text", "s", "str", "line", "input", "content"),
    "number": ("n", "limit", "count", "size", "steps", "total", "m"),
}
_ENVIRONMENT = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@dataclass(frozen=True)
class Piece:
    """`code` is without its `includes`; `function` takes `argument`. `own_input` makes an input of a size where the
    template has a macro of that name (`input`)."""

    fragment: Fragment
    includes: tuple[str, ...]
    code: str
    function: str
    argument: str
    own_input: Callable[[int], str] | None


def type_of(takes: str) -> str:
    """The C++ type of what a fragment takes."""
    return _TYPES[takes]


def argument_name(draws: Draws, takes: str) -> str:
    """A usual name for what a fragment takes."""
    free = [each for each in _ARGUMENTS[takes] if each not in draws.taken]
    found = draws.pick(*free) if free else draws.name(_ARGUMENTS[takes][0])
    draws.taken.add(found)
    return found


def literal_words(fragment: Fragment) -> set[str]:
    """The words that a template uses itself, which so can't be given out as names."""
    return set(_WORD.findall(_NAMING.sub("", fragment.text)))


def rendered(fragment: Fragment, draws: Draws, streams: Streams, argument: str) -> Piece:
    """Raises UsageError where the template is wrong."""
    function = draws.name(fragment.name.partition("/")[2])
    names: dict[str, str] = {}

    def name(word: str) -> str:
        """The same name for the same word, all over a fragment."""
        if word not in names:
            names[word] = draws.name(word)
        return names[word]

    tools: dict[str, Any] = {
        "f": function,
        "v": argument,
        "name": name,
        "size": draws.size,
        "whole": draws.whole,
        "pick": draws.pick,
        "maybe": draws.maybe,
        "opening": "\n    ".join(streams.opening),
        "read": streams.read,
        "word": streams.word,
        "show": streams.show,
        "ints": lambda *given: " ".join(map(str, data.ints(draws.random, *given))),
        "words": lambda *given: " ".join(data.words(draws.random, *given)),
        "text": lambda *given: data.text(draws.random, *given),
    }
    try:
        module = _template(fragment.text).make_module(tools)
        code = str(module)
    except jinja2.TemplateError as error:
        line = getattr(error, "lineno", None)
        raise UsageError(f"{fragment.name}{f':{line + 1}' if line else ''}: {error}") from None
    lines = code.splitlines()
    includes = tuple(each.strip() for each in lines if each.startswith("#include"))
    body = "\n".join(each.rstrip() for each in lines if not each.startswith("#include"))
    body = re.sub(r"\{\n\n+", "{\n", body)
    own_input = getattr(module, "input", None)
    return Piece(fragment, includes, re.sub(r"\n{3,}", "\n\n", body).strip(), function, argument, own_input)


@functools.cache
def _template(text: str) -> jinja2.Template:
    return _ENVIRONMENT.from_string(text)
