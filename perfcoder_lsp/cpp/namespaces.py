"""Where namespaces begin and end, by the braces alone: right also where the grammar did not understand the file."""

from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.cpp.tokens import Token, tokenized


@per_source
def namespaces_by_tokens(source: Source) -> tuple[tuple[int, int, str], ...] | None:
    """Start, end and name of each named namespace, outer ones first; None where braces are not balanced, as conditional
    code may leave them."""
    tokens = tokenized(source).tokens
    found: list[tuple[int, int, str]] = []
    opened: list[tuple[int, str]] = []
    for at, token in enumerate(tokens):
        if token.text == "{" and token.kind == "operator":
            opened.append((token.start, _name_before(tokens, at)))
        elif token.text == "}" and token.kind == "operator":
            if not opened:
                return None
            start, name = opened.pop()
            found += [(start, token.end, name)] if name else []
    return tuple(sorted(found)) if not opened else None


def _name_before(tokens: tuple[Token, ...], brace: int) -> str:
    """`a::b` of `namespace a::b {`; empty for any other brace and for unnamed namespaces."""
    parts: list[str] = []
    at = brace - 1
    while at >= 0 and (tokens[at].kind == "name" or tokens[at].text == "::"):
        if tokens[at].text == "namespace":
            return "".join(parts)
        parts.insert(0, tokens[at].text)
        at -= 1
    return ""
