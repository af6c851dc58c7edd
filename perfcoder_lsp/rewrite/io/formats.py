"""Format strings of scanf and printf: which conversions they hold, and which parts of the skeleton read them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from perfcoder_lsp.cpp.tokens import Token

_SCAN = re.compile(
    r"%(?P<discard>\*?)(?P<width>\d*)(?P<length>hh|h|ll|l|)(?P<kind>[a-zA-Z%]|\[\^?\]?(?:\\.|[^\]\\])*\])|%"
)
_PRINT = re.compile(r"%(?P<length>ll|l|)(?P<kind>[duc%s])|(?P<other>%)")
_SCAN_PARTS = {
    ("", "c"): "scan_c",
    ("", "s"): "scan_s",
    ("", "d"): "scan_d",
    ("", "u"): "scan_u",
    ("", "f"): "scan_f",
    ("l", "f"): "scan_lf",
    ("l", "u"): "scan_lu",
    ("ll", "u"): "scan_lu",
    ("l", "d"): "scan_ld",
    ("ll", "d"): "scan_ld",
}
_FULL = frozenset({("h", "d"), ("hh", "d"), ("h", "u"), ("hh", "u")}) | frozenset(_SCAN_PARTS)


@dataclass(frozen=True)
class ScanFormat:
    """What a scanf format needs: parts of the skeleton, or the reason why it can't be replaced."""

    parts: frozenset[str]
    problem: str = ""


def literal(tokens: Sequence[Token]) -> str | None:
    """The text between the quotes of one or more adjacent string literals, escapes as written; None for all else."""
    if not tokens or any(token.kind != "string" or not token.text.startswith('"') for token in tokens):
        return None
    return "".join(token.text[1:-1] for token in tokens)


def scan_format(text: str) -> ScanFormat:
    """The parts that read a scanf format."""
    parts: set[str] = set()
    for match in _SCAN.finditer(text):
        if match["kind"] is None:
            return ScanFormat(frozenset(), f"the scanf format {text!r} is not understood")
        key = (match["length"], match["kind"])
        if match["kind"][0] == "[" and not match["length"]:
            parts.add("scan_full")
        elif key not in _FULL:
            return ScanFormat(frozenset(), f"the conversion {match[0]} of scanf is not supported")
        elif match["discard"] or match["width"] or key not in _SCAN_PARTS:
            parts.add("scan_full")
        else:
            parts.add(_SCAN_PARTS[key])
    return ScanFormat(frozenset(parts | {"scan"}))


def print_parts(text: str) -> frozenset[str] | None:
    """The parts that print a printf format; None where it holds more than plain conversions."""
    parts: set[str] = {"print", "print_end"}
    for match in _PRINT.finditer(text):
        if match["other"]:
            return None
        length, kind = match["length"], match["kind"]
        if length and kind not in "du":
            return None
        if kind != "%":
            parts.add("print_l" if length else f"print_{kind}")
    return frozenset(parts)


def scan_parts(formats: Sequence[ScanFormat]) -> frozenset[str]:
    """The parts that all formats of a program need together: the simple reader, or the complete one."""
    parts = frozenset(part for each in formats for part in each.parts)
    if "scan_full" in parts:
        return frozenset({"scan_full", "width"})
    if parts & {"scan_lf", "scan_lu", "scan_ld"}:
        parts |= {"scan_l_end"}
    return parts | {"scan_end"}
