"""DL1: an array for each field instead of an array of structs."""

from collections.abc import Iterator

from tree_sitter import Node

from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.facts.container_life import main_once
from perfcoder_lsp.cpp.facts.field_uses import FieldUse, Part, field_uses
from perfcoder_lsp.cpp.facts.plain_structs import PlainField, plain_fields
from perfcoder_lsp.cpp.facts.purity import is_pure
from perfcoder_lsp.cpp.facts.threads import threads_of
from perfcoder_lsp.cpp.functions import function_of
from perfcoder_lsp.cpp.includes import has_local_includes, in_conditional, macro_words
from perfcoder_lsp.cpp.loops import loops_around
from perfcoder_lsp.cpp.nodes import nodes_inside, parent_of, text_of
from perfcoder_lsp.cpp.scopes import resolve, type_at, variables
from perfcoder_lsp.cpp.source import Source, node_range
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.rewrite.containers import own_container, starts_as_sequence
from perfcoder_lsp.rewrite.layout import in_place_of, laid_out
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.rule import Finding, rule
from perfcoder_lsp.strategy import Category
from perfcoder_lsp.text import TextEdit

_BIG = 24
_HOLDERS = frozenset({"compound_statement", "translation_unit"})


@rule(
    id="DL1",
    category=Category.LOCALITY,
    summary="Keep each field of many structs in an array of its own",
    gain=2.0,
)
def split_structs(source: Source) -> Iterator[Finding]:
    """
    What it does: makes a vector or array of structs one of each field (a structure of arrays): `v[i].x` becomes
    `v_x[i]`.

    Why: a loop that goes over one or two fields of large structs reads all the others into the cache beside them, and
    can't compute with several elements at a time.

    When not: a struct is used as a whole anywhere (copied, sorted, passed on, visited by reference), or its address;
    structs have methods, constructors, initial values, arrays or pointers; no repeated loop goes over a smaller part of
    the struct, or one as deep goes over most of it; other files or threads may use the array.

    Source: catalogue DL1, measured 5.3x. Codee, PWR016.
    """
    if source.language == "c":
        return
    for each in variables(source):
        fields = _fields(source, each)
        found = field_uses(source, each) if fields and _is_own(source, each) else None
        hot = _hot_fields(source, fields, found) if found else frozenset[str]()
        if found and hot and _fits(fields, found, each) and not threads_of(source):
            yield _finding(source, each, fields, found, hot)


def _fields(source: Source, variable: Declaration) -> tuple[PlainField, ...]:
    """The fields of the structs that a variable holds many of, where each can be the element of a container."""
    kind = variable.type
    element = kind.element if len(kind.extents) == 1 or kind.container == "vector" else None
    fields = plain_fields(source, element) if element is not None and not element.const else ()
    bits = any(each.type.name == "bool" for each in fields) and not kind.extents
    plain = all(each.type.is_value and not (each.type.const or each.type.volatile) for each in fields)
    plain = plain and all(type_at(source, each.type_text, variable.node) == each.type for each in fields)
    return fields if plain and not bits and sum(_size(each.type) for each in fields) >= _BIG else ()


def _size(kind: Type) -> int:
    return kind.size or _BIG


def _is_own(source: Source, variable: Declaration) -> bool:
    """Whether the declaration is one plain statement, for nobody else's use, that starts without values."""
    node, written = variable.node, variable.node.child_by_field_name("type")
    around, function = parent_of(source, node), function_of(source, node)
    if variable.kind is Kind.GLOBAL and (has_local_includes(source) or main_once(source) is None):
        return False
    if variable.kind not in (Kind.LOCAL, Kind.GLOBAL) or around is None or around.type not in _HOLDERS:
        return False
    if variable.specifiers or len(node.named_children) != 2 or in_conditional(source, node.start_byte):
        return False
    if variable.name in macro_words(source) or variable.macro_altered or variable.is_volatile:
        return False
    if variable.type.extents:
        plain = written is not None and written.type == "type_identifier" and variable.initializer is None
        size = variable.declarator.child_by_field_name("size")
        plain = plain and variable.declarator.type == "array_declarator" and size is not None and is_pure(source, size)
        return plain and not node.has_error and not (function is not None and function.is_template)
    initial = variable.initializer
    counted = initial is None or (initial.style == "paren" and len(initial.arguments) == 1)
    vector = own_container(source, variable, ("vector",), own_elements=True)
    if not counted or vector is None or not starts_as_sequence(source, variable):
        return False
    values = initial.arguments if initial is not None else ()
    return all(each.type == "parameter_declaration" or is_pure(source, each) for each in values)


def _hot_fields(source: Source, fields: tuple[PlainField, ...], found: tuple[FieldUse, ...]) -> frozenset[str]:
    """The fields that the deepest loops over all elements use, where that is a small part; empty where it is not."""
    used: dict[int, set[str]] = {}
    depths: dict[int, int] = {}
    walked: set[int] = set()
    for each in found:
        around = loops_around(source, each.use.node)
        if each.part is Part.FIELD and around:
            used.setdefault(around[0].id, set()).add(each.field)
            depths[around[0].id] = len(around)
            if each.index is not None and _steps_with(source, each.index, around[0]):
                walked.add(around[0].id)
    deepest = max(depths.values(), default=0)
    hot = [used[each] for each in depths if depths[each] == deepest]
    if deepest < 2 or not any(each in walked for each in depths if depths[each] == deepest):
        return frozenset()
    whole = sum(_size(each.type) for each in fields)
    parts = [sum(_size(each.type) for each in fields if each.name in names) for names in hot]
    return frozenset[str]().union(*hot) if all(2 * each <= whole for each in parts) else frozenset()


def _steps_with(source: Source, index: Node, loop: Node) -> bool:
    """Whether an index is the variable that a loop's header counts by one."""
    update, name = loop.child_by_field_name("update"), index.named_children[0]
    stepped = update.child_by_field_name("argument") if update is not None else None
    if stepped is None or stepped.type != "identifier" or name.type != "identifier":
        return False
    return resolve(source, stepped) is resolve(source, name)


def _fits(fields: tuple[PlainField, ...], found: tuple[FieldUse, ...], variable: Declaration) -> bool:
    """Whether every use names a field, and every new element all of them; arrays have no methods."""
    names = {each.name for each in fields}
    return all(
        each.field in names
        if each.part is Part.FIELD
        else not variable.type.extents and (each.part is not Part.ADD or len(each.values) == len(fields))
        for each in found
    )


def _finding(
    source: Source,
    variable: Declaration,
    fields: tuple[PlainField, ...],
    found: tuple[FieldUse, ...],
    hot: frozenset[str],
) -> Finding:
    name = variable.name
    names = {each.name: unused_name(source, f"{name}_{each.name}") for each in fields}
    edits = [_declarations(source, variable, fields, names)]
    edits += [edit for each in found for edit in _of_use(source, each, fields, names)]
    parts = " and ".join(f"`{each.name}`" for each in fields if each.name in hot)
    return Finding(
        title=f"Keep each field of {name} in a container of its own",
        explanation=(
            f"The innermost loops use {parts} alone, but an element of `{name}` has {len(fields)} fields, and all of "
            f"them come into the cache with it. `{name}` is only used field by field: with a container for each field "
            "these loops read nothing else."
        ),
        edits=tuple(edits),
        range=node_range(variable.node),
    )


def _declarations(
    source: Source, variable: Declaration, fields: tuple[PlainField, ...], names: dict[str, str]
) -> TextEdit:
    """A declaration for each field, which starts as that of the structs did."""
    node, written = variable.node, variable.node.child_by_field_name("type")
    assert written is not None, "it is written as a type and a name"
    rest = source.text[variable.name_node.end_byte : node.end_byte].decode()
    listed = nodes_inside(source, written, "template_argument_list")
    before = source.text[written.start_byte : listed[0].start_byte].decode() if listed else ""
    kinds = {each.name: f"{before}<{each.type_text}>" if before else each.type_text for each in fields}
    lines = [f"{kinds[each.name]} {names[each.name]}{rest}" for each in fields]
    return TextEdit.replace(node.start_byte, node.end_byte, laid_out(source, node, *lines))


def _of_use(source: Source, use: FieldUse, fields: tuple[PlainField, ...], names: dict[str, str]) -> Iterator[TextEdit]:
    name, access = use.use.node, use.access
    if use.part in (Part.FIELD, Part.SIZE):
        yield TextEdit.replace(name.start_byte, name.end_byte, names[use.field or fields[0].name])
        if use.index is not None:
            yield TextEdit.replace(use.index.end_byte, access.end_byte, "")
        return
    statement = parent_of(source, access)
    assert statement is not None, "the call is a statement"
    if use.part is Part.ADD:
        pairs = zip(fields, use.values, strict=True)
        lines = [f"{names[field.name]}.push_back({text_of(value)});" for field, value in pairs]
    else:
        rest = source.text[name.end_byte : statement.end_byte].decode()
        lines = [f"{names[each.name]}{rest}" for each in fields]
    yield in_place_of(source, statement, *lines)
