"""Hooks: static members inserted into the file's classes, by which the harness makes, fills and looks into objects.

`perfcoder_fields_(x)` ties all bases and fields, and `perfcoder_hides_(x)` is there where it could not tie all of
them; `perfcoder_make_(…)` makes an object of a class without default constructor; `perfcoder_insert_(x, …)` adds an
element to a container-like object. All access is allowed in harness builds.
"""

import re
from collections.abc import Iterator

from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.members import Class, Method, classes
from perfcoder_lsp.cpp.nodes import CLASS_TYPES, parent_of
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.text import TextEdit
from perfcoder_lsp.verify.functions.wrapper import Wrapped, wrapped_parameters

_MOST_FIELDS = 60
_MOST_PARAMETERS = 3
_INSERTING = tuple(
    re.compile(f"(?:{words})(?:_?[A-Za-z]\\w*)?", re.IGNORECASE)
    for words in ("push|insert|add|append|enqueue|emplace", "put|store|offer|record|observe", "set|update|union|unite")
)
_OBJECT = "perfcoder_object_"


def hooks_of(source: Source, target: str) -> tuple[TextEdit, ...]:
    """The hooks of all classes that can be named from outside; none calls the method called `target`."""
    edits: list[TextEdit] = []
    for each in classes(source):
        if each.is_union or _is_local(source, each):
            continue
        edits += _fields(each)
        edits += _maker(each)
        edits += _inserter(each, target)
    return tuple(edits)


def _is_local(source: Source, owner: Class) -> bool:
    around = parent_of(source, owner.node)
    return around is not None and function_of(source, around) is not None


def _fields(owner: Class) -> Iterator[TextEdit]:
    """The hook, and another one that says where it leaves something out."""
    usable = [each for each in owner.fields if not each.is_bit_field and not each.in_conditional]
    tied = [f"static_cast<{each}&>({_OBJECT})" for each in owner.bases]
    tied += [f"{_OBJECT}.{each.name}" for each in usable]
    if len(tied) > _MOST_FIELDS:
        return
    text = f"static auto perfcoder_fields_({owner.name}& {_OBJECT}) {{ return std::tie({', '.join(tied)}); }}"
    if len(usable) < len(owner.fields) or owner.body.has_error or _has_nameless_member(owner):
        text += f" static void perfcoder_hides_({owner.name}&) {{}}"
    yield TextEdit.insert(owner.body.start_byte + 1, f" {text}")


def _has_nameless_member(owner: Class) -> bool:
    """Such as `union { int n; double d; };`."""
    for each in owner.body.named_children:
        kind = each.child_by_field_name("type") if each.type == "field_declaration" else None
        nameless = kind is not None and kind.type in CLASS_TYPES and kind.child_by_field_name("name") is None
        if nameless and each.child_by_field_name("declarator") is None:
            return True
    return False


def _maker(owner: Class) -> Iterator[TextEdit]:
    """By the constructor with the fewest parameters, where none is without any; else by a static function."""
    usable = [each for each in owner.constructors if _is_usable(each) and not _copies(each, owner)]
    if not owner.constructors or any(not each.parameters for each in usable):
        return
    factories = [each for each in owner.methods if each.is_static and _is_usable(each) and _made_by(each, owner)]
    for each in sorted(usable, key=lambda one: len(one.parameters))[:1] or factories[:1]:
        parameters = wrapped_parameters(each.parameters, prefix="m")
        if any(one.is_pack for one in parameters):
            return
        listed = ", ".join(one.text for one in parameters)
        made = _made_by(each, owner) if each.return_type else _constructed(owner)
        given = ", ".join(one.forwarded for one in parameters)
        text = f"static {owner.name}* perfcoder_make_({listed}) {{ return {made.format(given)}; }}"
        yield TextEdit.insert(each.node.end_byte, f" {text}")


def _constructed(owner: Class) -> str:
    """`new` in a generic lambda, so that a class that turns out to be abstract is no error."""
    kind = "std::remove_pointer_t<decltype(perfcoder_null_)>"
    given = "static_cast<decltype(perfcoder_given_)&&>(perfcoder_given_)..."
    decided = f"if constexpr (std::is_abstract_v<{kind}>) return perfcoder_null_; else return new {kind}({given});"
    arguments = f"static_cast<{owner.name}*>(nullptr)"
    return f"[](auto* perfcoder_null_, auto&&... perfcoder_given_) {{{{ {decided} }}}}({arguments}, {{}})"


def _made_by(method: Method, owner: Class) -> str:
    """How a pointer to an object comes from a static function; empty where it makes none."""
    result = re.sub(r"\bstd::|\s", "", method.return_type)
    if result == owner.name:
        return f"new {owner.name}({method.name}({{}}))"
    if result == f"{owner.name}*":
        return f"{method.name}({{}})"
    return f"{method.name}({{}}).release()" if result == f"unique_ptr<{owner.name}>" else ""


def _is_usable(method: Method) -> bool:
    variadic = any(each.type_text == "..." for each in method.parameters)
    return not (method.is_deleted or method.is_pure or method.in_conditional or method.heads or variadic)


def _copies(method: Method, owner: Class) -> bool:
    """Whether a constructor takes an object of its own class."""
    return any(re.search(rf"\b{re.escape(owner.name)}\b", each.type_text) for each in method.parameters)


def _inserter(owner: Class, target: str) -> Iterator[TextEdit]:
    found = [(rank, each) for each in owner.methods if (rank := _insert_rank(each, target)) is not None]
    for _, each in sorted(found, key=lambda one: one[0])[:1]:
        parameters: tuple[Wrapped, ...] = wrapped_parameters(each.parameters, prefix="i")
        listed = ", ".join([f"{owner.name}& {_OBJECT}", *(one.text for one in parameters)])
        given = ", ".join(one.forwarded for one in parameters)
        text = f"static void perfcoder_insert_({listed}) {{ {_OBJECT}.{each.name}({given}); }}"
        yield TextEdit.insert(each.node.end_byte, f" {text}")


def _insert_rank(method: Method, target: str) -> int | None:
    """How good a method is for filling an object, 0 best; None where it is for something else."""
    usable = _is_usable(method) and not method.is_static and method.name != target
    simple = 1 <= len(method.parameters) <= _MOST_PARAMETERS
    if (
        not usable
        or not simple
        or any("..." in each.type_text or "auto" in each.type_text for each in method.parameters)
    ):
        return None
    return next((rank for rank, words in enumerate(_INSERTING) if words.fullmatch(method.name)), None)
