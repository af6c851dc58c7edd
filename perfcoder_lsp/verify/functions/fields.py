"""What the fields of a class are to each other, by their names: lengths, room and positions of an array; parents.

`struct mp_int { int used, alloc; mp_digit* dp; }`: used digits of dp are there, and room for alloc.
"""

import re
from collections.abc import Iterator

from perfcoder_lsp.cpp.members import Class, Field
from perfcoder_lsp.cpp.nodes import text_of
from perfcoder_lsp.verify.functions.roles import Role
from perfcoder_lsp.verify.functions.shapes import parents_in

Hint = tuple[Role, int]
"""A role, and the number of the field that it speaks of."""

_ROOM = re.compile(r"(?i)(?:\w+_)?(?:alloc(?:ated|ed)?|cap(?:acity)?|reserved|room|limit|max(?:_?(?:size|len|n))?)_?")
_LENGTH = re.compile(
    r"(?i)(?:n|m|sz|len|length|size|used|count|cnt|num|nb|nr|total|n_?\w*(?:elem|item|value|digit|node|word|byte)s?"
    r"|(?:num|nb|nr|no)_\w+|(?P<of>\w*?)(?:_?(?:size|len|length|count|cnt|num|used)|_n))_?"
)
_POSITION = re.compile(
    r"(?i)(?:\w*_)?(?:i|idx|index|pos|position|cur|current|offset|off|cursor|head|tail|front|rear|top)_?"
)
_NOT_COUNTED = re.compile(r"[*&\[<]|\b(?:bool|float|double|char|void|const|string|FILE)\b")
_ARRAY = re.compile(r"\*|\[|\bvector\s*<|\bstring\b")
_NOT_ARRAY = re.compile(r"\*.*\*|\(|\bvoid\b|\bFILE\b")


def hints_hook(owner: Class) -> Iterator[str]:
    """The hook `perfcoder_hints_`: a hint for each base and each field that can be referred to; none where the names
    tell nothing."""
    fields = [each for each in owner.fields if not each.in_conditional and not each.is_bit_field]
    roles = field_roles(fields)
    roots = parents_in("", text_of(owner.body))
    if not roles and not any(each.name in roots for each in fields):
        return
    written = ["{}"] * len(owner.bases)
    for number, each in enumerate(fields):
        role, other = roles.get(number, (Role.NONE, 0))
        root, flag = (roots[each.name], "::perfcoder::is_parents") if each.name in roots else (0, "0")
        other += len(owner.bases)
        written.append(f'{{"{each.name}", ::perfcoder::Role::{role.value}, {other}, {root}, {root}, {flag}}}')
    kind = "::std::vector<::perfcoder::Parameter>"
    yield f"static {kind} perfcoder_hints_({owner.name}&) {{ return {{{', '.join(written)}}}; }}"


def field_roles(fields: list[Field]) -> dict[int, Hint]:
    """The roles of fields, by their numbers."""
    arrays = [number for number, each in enumerate(fields) if _is_array(each)]
    found: dict[int, Hint] = {}
    for number, each in enumerate(fields):
        if arrays and not _NOT_COUNTED.search(each.type_text):
            hint = _hint(fields, arrays, number)
            found |= {number: hint} if hint is not None else {}
    measured = [other for role, other in found.values() if role in (Role.LENGTH_OF, Role.ROOM_OF)]
    if len(set(measured)) == 1 and any(role is Role.LENGTH_OF for role, _ in found.values()):
        pointers = [each for each in arrays if "*" in fields[each].type_text]
        found |= {each: (Role.SAME_LENGTH, measured[0]) for each in pointers if each != measured[0]}
    return found


def _is_array(field: Field) -> bool:
    return _ARRAY.search(field.type_text) is not None and _NOT_ARRAY.search(field.type_text) is None


def _hint(fields: list[Field], arrays: list[int], number: int) -> Hint | None:
    """What a number is to the array that its name begins with, else to the first pointer, else to the first array."""
    name = fields[number].name
    pointers = [each for each in arrays if "*" in fields[each].type_text]
    length, room = _LENGTH.fullmatch(name), _ROOM.fullmatch(name)
    stem = (length["of"] or "") if length is not None else name.rpartition("_")[0]
    named = [each for each in arrays if len(stem) > 1 and fields[each].name.startswith(stem)]
    other = (named or pointers or arrays)[0]
    if room is not None:
        return Role.ROOM_OF, other
    if length is not None:
        return Role.LENGTH_OF, other
    return (Role.INDEX_INTO, other) if _POSITION.fullmatch(name) else None
