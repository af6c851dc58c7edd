"""Stand-ins: classes written for a unit, for abstract ones that nothing in sight derives from.

Each of their functions tells the harness that it was called, and with what, and gets its result from there
(`verify/harness/stand_in.hpp`).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from perfcoder_lsp.cpp.declarators import declarators_of, read_declarator
from perfcoder_lsp.cpp.members import Class, Method
from perfcoder_lsp.cpp.nodes import text_of
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.verify.functions.place import full_class_name, namespaces_around
from perfcoder_lsp.verify.functions.wrapper import wrapped_parameters

Named = Callable[[str], Iterable[Class]]
"""The classes in sight that have a name."""

_HEARD = "perfcoder_heard_"
_NOT_OF_THE_TYPE = re.compile(r"\b(?:virtual|inline|constexpr)\b|\[\[.*?\]\]")
_PURE = re.compile(r"\s*=\s*0\s*;?\s*$")
_MOST_FUNCTIONS = 60


@dataclass(frozen=True)
class StandIn:
    """A class by its full name, and its text."""

    name: str
    text: str


def stand_in(source: Source, base: Class, named: Named) -> StandIn | None:
    """One for an abstract class of `source`; None where its functions, or how it is constructed, can't be told."""
    written = [_overridden(number, each) for number, each in enumerate(_pure_functions(base, named))]
    functions = [each for each in written if each is not None]
    if len(functions) < len(written) or len(functions) > _MOST_FUNCTIONS or not _has_plain_constructor(base):
        return None
    spaces, name = namespaces_around(source, base), f"perfcoder_stand_in_{base.name}_"
    owner, heard = full_class_name(source, base), "::perfcoder::Heard"
    members = (
        f"{heard} {_HEARD};",
        f"explicit {name}({heard} heard) : {_HEARD}(heard) {{}}",
        f"static auto perfcoder_fields_({name}& it) {{ return ::std::tie(static_cast<{owner}&>(it), it.{_HEARD}); }}",
        f"static auto perfcoder_makers_() {{ return ::std::make_tuple(+[]({heard} heard) -> {name}* "
        f"{{ return ::perfcoder::construct<{name}>(heard); }}); }}",
        *functions,
    )
    text = f"struct {name} final : {owner} {{ {' '.join(members)} }};"
    for each in reversed(spaces):
        text = f"namespace {each} {{ {text} }}"
    return StandIn("::".join(("", *spaces, name)), text)


def _has_plain_constructor(base: Class) -> bool:
    plain = [each for each in base.constructors if not each.parameters and not each.is_deleted]
    return not base.constructors or bool(plain)


def _pure_functions(owner: Class, named: Named, depth: int = 4) -> Iterator[Method]:
    """Those of the class, and of its bases where it does not override them."""
    yield from (each for each in owner.methods if each.is_pure)
    own = {_called(each) for each in owner.methods}
    for base in owner.bases if depth else ():
        for found in tuple(named(base.partition("<")[0].rpartition("::")[2].strip()))[:1]:
            yield from (each for each in _pure_functions(found, named, depth - 1) if _called(each) not in own)


def _called(method: Method) -> tuple[str, int, bool]:
    return method.name, len(method.parameters), method.is_const


def _overridden(number: int, method: Method) -> str | None:
    """The text of the function that takes the place of a pure one; a destructor needs none."""
    if method.name.startswith("~"):
        return ""
    declarators = [read_declarator(each) for each in declarators_of(method.node)]
    shape = declarators[0] if len(declarators) == 1 else None
    function = shape.function if shape is not None else None
    listed = function.child_by_field_name("parameters") if function is not None else None
    if shape is None or listed is None or not shape.names or method.in_conditional:
        return None
    text, start = method.node.text or b"", method.node.start_byte
    kind = _NOT_OF_THE_TYPE.sub("", text[: shape.names[0].start_byte - start].decode(errors="replace")).strip()
    tail = _PURE.sub("", text[listed.end_byte - start :].decode(errors="replace"))
    if not kind or "->" in tail:
        return None
    parameters = wrapped_parameters(method.parameters, prefix="s")
    told = ", ".join((_HEARD, str(number), *(each.name for each in parameters)))
    head = f"{kind} {text_of(shape.names[0])}({', '.join(each.text for each in parameters)}){tail}"
    override = "" if re.search(r"\boverride\b", tail) else " override"
    return f"{head}{override} {{ return ::perfcoder::hear<{kind}>({told}); }}"
