"""What a program wants besides its standard input, told from its text: arguments, files, time."""

import re

from tree_sitter import Node

from perfcoder_lsp.cpp.functions import find_function
from perfcoder_lsp.cpp.source import Source, walk
from perfcoder_lsp.verify.observation import Observation
from perfcoder_lsp.verify.syntax import arguments, called, text_of

_CLOCKS = re.compile(r"\b(?:random_device|time\s*\(|clock\s*\(|chrono|gettimeofday|rdtsc|getpid)\b")
OTHER_EVERY_TIME = "its output depends on the time or on random numbers that are not seeded; nothing can be compared"
_INCLUDE = re.compile(r"^[ \t]*#[ \t]*include.*$", re.MULTILINE)
_OPENING = frozenset({"fopen", "freopen", "open"})
_STREAMS = frozenset({"ifstream", "fstream"})


def needs_from_outside(source: Source, seen: Observation | None) -> str:
    """Why a program that runs on no input, or ignores it, may do so; empty where the text does not say.

    `seen` is its run without input: a program that ended well and printed did not need arguments. Of a missing file
    the same can't be said: many programs go on without the values that they did not get.
    """
    file = _input_file(source)
    if file:
        return f"reads the file {file}, which is not there in the sandbox; read standard input instead"
    if seen is not None and seen.exit_code == 0 and seen.output_bytes > 0:
        return ""
    if _uses_arguments(source):
        return "needs command-line arguments; only programs that read standard input can be run"
    if depends_on_time(source):
        return OTHER_EVERY_TIME
    return ""


def depends_on_time(source: Source) -> bool:
    """Whether the text mentions a clock or a source of true randomness, outside of its includes."""
    return bool(_CLOCKS.search(_INCLUDE.sub("", source.text.decode())))


def _input_file(source: Source) -> str:
    """The name of a file opened for reading, outside of conditional compilation; empty where there is none."""

    def enter(node: Node) -> bool:
        return node.type not in ("preproc_ifdef", "preproc_if")

    for node in walk(source.root, enter):
        name = called(node) if node.type == "call_expression" else ""
        given = arguments(node) if name in _OPENING else []
        if given and (len(given) < 2 or "w" not in text_of(given[1])):
            return text_of(given[0])
        if name in _STREAMS and arguments(node):
            return text_of(arguments(node)[0])
        if node.type == "declaration" and "ifstream" in text_of(node.child_by_field_name("type")):
            found = re.search(r'"[^"]*"', text_of(node))
            return found[0] if found else "given to an ifstream"
    return ""


def _uses_arguments(source: Source) -> bool:
    """Whether main looks at its parameters."""
    main = find_function(source, "main")
    if main is None:
        return False
    names = {parameter.name for parameter in main.parameters} - {""}
    return any(node.type == "identifier" and text_of(node) in names for node in walk(main.body))
