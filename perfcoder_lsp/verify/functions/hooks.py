"""Hooks: static members inserted into classes, by which the harness makes, fills and looks into objects.

`perfcoder_fields_(x)` ties all bases and fields, and `perfcoder_hides_(x)` is there where it could not tie all of
them; `perfcoder_open_(x)` where a default object's fields may be given any value. `perfcoder_makers_()` returns
functions that make an object, `perfcoder_insert_()` one that adds an element to a container-like object,
`perfcoder_changes_()` some that bring an object into another state. All access is allowed in harness builds. What hooks
mention may be declared further down in the class, so it stands in their bodies alone.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.functions import function_of, functions
from perfcoder_lsp.cpp.members import Class, Method, classes
from perfcoder_lsp.cpp.nodes import parent_of
from perfcoder_lsp.cpp.source import Source, per_source
from perfcoder_lsp.text import TextEdit
from perfcoder_lsp.verify.functions.fields import hints_hook
from perfcoder_lsp.verify.functions.wrapper import wrapped_parameters

_MOST_FIELDS = 60
_MOST_PARAMETERS = 4
_MOST_MAKERS = 4
_MOST_CHANGES = 4
_INSERTING = tuple(
    re.compile(f"(?:{words})(?!ress)(?:_?[A-Za-z]\\w*)?", re.IGNORECASE)
    for words in ("push|insert|add|append|enqueue|emplace", "put|store|offer|record|observe", "set|update|union|unite")
)
# What ends an object, waits, or asks for more than a made-up object has.
_RISKY = re.compile(
    r"(?i)(?:un)?lock|wait|notify|signal|close|destroy|delete|free|release|dispose|finish|shutdown|stop|kill|join|detach"
    r"|exit|abort|run|loop|main|solve|start|open|read|write|print|sleep|fork|exec|pop|top|front|back|at|get|begin|end"
    r"|(?:de)?alloc\w*|find|data|erase|remove|extract|next|prev|peek|take|test|check|verify|unref|pass"
)
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_CHANGING = re.compile(r"(?i)set|assign|resize|reserve|clear|init|reset|update|swap|merge|fill|extend|inc|mul|shift")
_COMPOUND = re.compile(r"operator ?(?:[-+*|&^]|<<|>>)=")
_CREATING = re.compile(r"(?i)(?:create|make|new|build|parse|from|alloc|of|with)\w*")
_OBJECT = "perfcoder_object_"

Defined = frozenset[tuple[str, str]]
"""Class and name of the member functions that are defined outside of their classes."""


def hooks_of(source: Source, target: str, bare: frozenset[int]) -> tuple[TextEdit, ...]:
    """The hooks of all classes of a file that can be named from outside, but for those that begin in the lines `bare`;
    none calls the method called `target`."""
    owners = [each for each in classes(source) if can_have_hooks(source, each)]
    owners = [each for each in owners if line_of(source, each.body.start_byte) not in bare]
    return class_hooks(owners, target, defined_in(source))


def class_hooks(owners: Iterable[Class], target: str, defined: Defined) -> tuple[TextEdit, ...]:
    """The hooks of some classes of a file; `defined` are the members whose definitions the unit sees."""
    return tuple(edit for each in owners for edit in _hooks(each, target, defined))


@per_source
def defined_in(source: Source) -> Defined:
    return frozenset((each.class_name, each.name) for each in functions(source) if each.class_name is not None)


def can_have_hooks(source: Source, owner: Class) -> bool:
    around = parent_of(source, owner.node)
    is_local = around is not None and function_of(source, around) is not None
    return not (owner.is_union or is_local)


def _hooks(owner: Class, target: str, defined: Defined) -> Iterator[TextEdit]:
    """All in one place, before anything that the grammar may not have understood; they need a class with a name."""
    parts = [*_fields(owner), *hints_hook(owner), *_makers(owner, defined)]
    parts += (*_inserter(owner, target, defined), *_changes(owner, target, defined))
    if owner.is_nameless:
        yield TextEdit.insert(owner.node.children[0].end_byte, f" {owner.name}")
    yield TextEdit.insert(owner.body.start_byte + 1, "".join(f" {text}" for text in parts))


# --------------------------------------------------------------------------------------------------------------- fields


def _fields(owner: Class) -> Iterator[str]:
    """The hook, and others that say where it leaves something out, and whether the fields are free."""
    names = Counter(each.name for each in owner.fields)
    usable = [each for each in owner.fields if not (each.in_conditional or _is_misread(each.name, names, owner))]
    tied = [f"static_cast<{_as_type(each)}&>({_OBJECT})" for each in owner.bases]
    tied += [f"{_OBJECT}.{each.name}" for each in usable if not each.is_bit_field]
    bits = [f"{_OBJECT}.{each.name}" for each in usable if each.is_bit_field]
    values = [f"static_cast<decltype({each})>({each})" for each in bits]  # nothing can refer to them
    if len(tied) + len(values) > _MOST_FIELDS:
        return
    tuples = f"::std::tie({', '.join(tied)})"
    if values:
        tuples = f"::std::tuple_cat({tuples}, ::std::make_tuple({', '.join(values)}))"
    yield f"static auto perfcoder_fields_({owner.name}& {_OBJECT}) {{ return {tuples}; }}"
    if len(usable) < len(owner.fields) or owner.body.has_error or _has_nameless_member(owner):
        yield f"static void perfcoder_hides_({owner.name}&) {{}}"
    if _is_open(owner):
        yield f"static void perfcoder_open_({owner.name}&) {{}}"


def _is_misread(name: str, names: Counter[str], owner: Class) -> bool:
    """Whether what looks like a field is none: macros before functions make such."""
    loud = owner.body.has_error and re.fullmatch(r"[A-Z][A-Z0-9_]+", name) is not None
    return loud or names[name] > 1 or name in (owner.name, "public", "protected", "private")


def _as_type(base: str) -> str:
    """`typename Traits<T>::type`: among bases it needs no such word."""
    plain = base
    while (inner := re.sub(r"<[^<>]*>", "@", plain)) != plain:
        plain = inner
    return f"typename {base}" if re.search(r"@\s*::", plain) and not base.startswith("typename") else base


def _has_nameless_member(owner: Class) -> bool:
    """Such as `union { int n; double d; };`."""
    for each in owner.body.named_children:
        kind = each.child_by_field_name("type") if each.type == "field_declaration" else None
        nameless = kind is not None and kind.type == "union_specifier" and kind.child_by_field_name("name") is None
        if nameless and each.child_by_field_name("declarator") is None:
            return True
    return False


def _is_open(owner: Class) -> bool:
    """Whether it is mere data: all of it public, and no function of its own changes it."""
    changing = [each for each in owner.methods if not (each.is_const or each.is_static or "operator" in each.name)]
    return bool(owner.fields) and all(each.is_public for each in owner.fields) and not owner.bases and not changing


# -------------------------------------------------------------------------------------------------------------- objects


def _makers(owner: Class, defined: Defined) -> Iterator[str]:
    """By constructors, those with the fewest parameters first, and those whose code is not seen last; where no public
    one can be used, by static functions before them. The compiler says which of them can be called."""
    usable = [each for each in owner.constructors if each.parameters and _is_usable(each) and not _copies(each, owner)]
    usable = [] if owner.is_abstract else usable
    usable.sort(key=lambda one: (not _is_seen(one, owner, defined), len(one.parameters)))
    if owner.is_abstract or (owner.constructors and not any(each.is_public for each in owner.constructors)):
        made = [each for each in owner.methods if each.is_static and _is_usable(each) and _makes(each, owner)]
        usable = [*sorted(made, key=lambda one: len(one.parameters)), *usable]
    yield from _listed("makers", [text for each in usable[:_MOST_MAKERS] for text in _maker(each, owner)])


def _maker(method: Method, owner: Class) -> Iterator[str]:
    parameters = wrapped_parameters(method.parameters, prefix="m")
    if any(each.is_pack for each in parameters):
        return
    given = ", ".join(each.forwarded for each in parameters)
    made = _makes(method, owner) if method.return_type else f"::perfcoder::construct<{owner.name}>({{}})"
    yield f"+[]({', '.join(each.text for each in parameters)}) -> {owner.name}* {{ return {made.format(given)}; }}"


def _makes(method: Method, owner: Class) -> str:
    """How a pointer to an object comes from a static function; empty where it makes none, or hands out one it keeps."""
    result = re.sub(r"\bstd::|\s|\bconst\b", "", method.return_type)
    if result in (owner.name, f"{owner.name}&"):
        return f"::perfcoder::construct<{owner.name}>({method.name}({{}}))"
    if not _CREATING.fullmatch(method.name):
        return ""
    if result == f"{owner.name}*":
        return f"{method.name}({{}})"
    return f"{method.name}({{}}).release()" if result == f"unique_ptr<{owner.name}>" else ""


def _is_usable(method: Method) -> bool:
    variadic = any(each.type_text == "..." for each in method.parameters)
    return not (method.is_deleted or method.is_pure or method.in_conditional or method.heads or variadic)


def _is_seen(method: Method, owner: Class, defined: Defined) -> bool:
    """Whether the unit sees its code; else it may be missing when it is called."""
    return method.has_body or (owner.name, method.name) in defined


def _copies(method: Method, owner: Class) -> bool:
    """Whether a constructor takes nothing but an object of its own class."""
    own = re.compile(rf"(?:const )?(?:\w+::)*{re.escape(owner.name)}(?:<.*>)?(?: const)?\s?&{{0,2}}")
    return len(method.parameters) > 0 and own.fullmatch(method.parameters[0].type_text) is not None


# -------------------------------------------------------------------------------------------------------------- changes


def _inserter(owner: Class, target: str, defined: Defined) -> Iterator[str]:
    found = [(rank, each) for each in owner.methods if (rank := _insert_rank(each, target)) is not None]
    found.sort(key=lambda one: (not _is_seen(one[1], owner, defined), one[0]))
    for _, each in found[:1]:
        yield f"static auto perfcoder_insert_() {{ return {_called(each, owner)}; }}"


def _insert_rank(method: Method, target: str) -> int | None:
    """How good a method is for filling an object, 0 best; None where it is for something else."""
    if not _can_be_called(method, target) or not method.parameters:
        return None
    return next((rank for rank, words in enumerate(_INSERTING) if words.fullmatch(method.name)), None)


def _changes(owner: Class, target: str, defined: Defined) -> Iterator[str]:
    """Calls of public functions that change the object, those first whose names say so."""
    found = [each for each in owner.methods if _is_change(each, target) and _is_seen(each, owner, defined)]
    found.sort(key=lambda one: _CHANGING.match(one.name) is None)
    yield from _listed("changes", [_called(each, owner) for each in found[:_MOST_CHANGES]])


def _is_change(method: Method, target: str) -> bool:
    named = _COMPOUND.fullmatch(method.name) if "operator" in method.name else not _is_risky(method.name)
    return bool(named) and method.is_public and not method.is_const and _can_be_called(method, target)


def _is_risky(name: str) -> bool:
    return name.startswith("~") or any(_RISKY.fullmatch(word) for word in _WORDS.findall(name))


def _can_be_called(method: Method, target: str) -> bool:
    unknown = any("..." in each.type_text or "auto" in each.type_text for each in method.parameters)
    named = method.name != target and not method.is_static and not method.on_temporaries
    return named and _is_usable(method) and not unknown and len(method.parameters) <= _MOST_PARAMETERS


def _called(method: Method, owner: Class) -> str:
    """A function that calls a method."""
    parameters = wrapped_parameters(method.parameters, prefix="i")
    listed = ", ".join([f"{owner.name}& {_OBJECT}", *(each.text for each in parameters)])
    given = ", ".join(each.forwarded for each in parameters)
    return f"+[]({listed}) -> void {{ {_OBJECT}.{method.name}({given}); }}"


def _listed(name: str, written: list[str]) -> Iterator[str]:
    """A hook that returns functions."""
    if written:
        yield f"static auto perfcoder_{name}_() {{ return ::std::make_tuple({', '.join(written)}); }}"
