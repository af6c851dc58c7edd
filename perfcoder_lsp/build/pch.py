"""Precompiled headers for the slow standard headers, used only where they cannot change what a program means.

A precompiled header is put in front of a source. That is the same program only if the source includes that header
itself, with nothing before it but comments and other standard headers: no macro, pragma or declaration.
"""

import re
from collections.abc import Iterator
from pathlib import Path

# In order of preference: the first includes the second.
PRECOMPILED = ("bits/stdc++.h", "iostream")
HEADER_FILE = "headers.hpp"
MAX_BYTES = 1 << 30  # a few: one takes 30 to 120 MB

_STANDARD_NAMES = """
algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv cfloat charconv chrono cinttypes ciso646
climits clocale cmath codecvt compare complex concepts condition_variable coroutine csetjmp csignal cstdarg cstddef
cstdint cstdio cstdlib cstring ctime cuchar cwchar cwctype deque exception execution filesystem format forward_list
fstream functional future initializer_list iomanip ios iosfwd iostream istream iterator latch limits list locale map
memory memory_resource mutex new numbers numeric optional ostream queue random ranges ratio regex scoped_allocator
semaphore set shared_mutex source_location span sstream stack stdexcept stop_token streambuf string string_view
strstream syncstream system_error thread tuple type_traits typeindex typeinfo unordered_map unordered_set utility
valarray variant vector version stdio.h stdlib.h string.h math.h ctype.h limits.h stdint.h bits/stdc++.h
"""
_STANDARD = frozenset(_STANDARD_NAMES.split())
_BLANK = rb"(?:[ \t\r\n\f\v]|//[^\n\\]*(?=\n|\Z)|/\*(?:[^*]|\*(?!/))*\*/)*"
_LEADING = re.compile(_BLANK + rb"#[ \t]*include[ \t]*<([A-Za-z0-9_./+]+)>[ \t\r]*(?=\n|\Z|//|/\*)")
_LIBRARY = re.compile(r"-l.+")
_OF_THE_USER = re.compile(r"-[DU](?!NDEBUG\b|PERFCODER_)[A-Za-z]\w*(?:=.*)?")
"""Macros that no header of the standard library or of ours asks for; g++ itself notices where one does."""
_OF_FOLDERS = ("-I", "-iquote", "-isystem", "-idirafter")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def leading_headers(text: bytes) -> Iterator[str]:
    """The standard headers that a text includes before anything else."""
    at = len(_BYTE_ORDER_MARK) if text.startswith(_BYTE_ORDER_MARK) else 0
    while (match := _LEADING.match(text, at)) and match.group(1).decode() in _STANDARD:
        yield match.group(1).decode()
        at = match.end()


def precompilable(text: bytes) -> str | None:
    """The header whose precompiled form may stand in front of this text."""
    headers = set(leading_headers(text))
    return next((header for header in PRECOMPILED if header in headers), None)


def header_text(text: bytes, prelude: Path | None) -> bytes | None:
    """What is precompiled for a text: the prelude that is asked for, else a standard header that may stand in front."""
    if prelude is not None:
        return f'#include "{prelude}"\n'.encode()
    header = precompilable(text)
    return None if header is None else f"#include <{header}>\n".encode()


def pch_flags(flags: tuple[str, ...], *, is_clang: bool, is_prelude: bool) -> tuple[str, ...]:
    """The flags to precompile with. For g++ without those for layout and linking, which leave no trace in it (the
    program is the same byte for byte), so that builds which differ in them share one; clang insists on all. A prelude
    is of the standard library's headers and ours, whatever folders and macros of the user's the flags name."""
    if is_clang:
        return flags
    kept = tuple(flag for flag in flags if not flag.startswith(("-falign-", "-Wl,")) and not _LIBRARY.fullmatch(flag))
    return own_flags(kept, is_clang=is_clang) if is_prelude else kept


def own_flags(flags: tuple[str, ...], *, is_clang: bool) -> tuple[str, ...]:
    """The flags for a source of ours, such as fit a precompiled prelude: g++ takes one for builds that differ in what
    only concerns the user's headers."""
    return flags if is_clang else tuple(_of_the_library(flags))


def _of_the_library(flags: tuple[str, ...]) -> Iterator[str]:
    """Without folders of headers and macros of the user's."""
    words = iter(flags)
    for word in words:
        if word in _OF_FOLDERS:
            next(words, None)
        elif not word.startswith(_OF_FOLDERS) and not _OF_THE_USER.fullmatch(word):
            yield word
