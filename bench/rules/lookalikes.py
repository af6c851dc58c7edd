"""Look-alikes of programs at which a rule applies: each breaks one thing about the place, as real programs do."""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tree_sitter import Node

from bench.functions.changes import Change
from bench.functions.mutants import mutants
from bench.rules import inserts
from perfcoder_lsp.cpp.declarations import Declaration, Kind
from perfcoder_lsp.cpp.edits import replaced
from perfcoder_lsp.cpp.functions import Function, functions, whole_range
from perfcoder_lsp.cpp.nodes import LOOP_TYPES, nodes_of_type, parent_of, text_of
from perfcoder_lsp.cpp.scopes import variables
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.suggestion import Rewrite
from perfcoder_lsp.text import ByteRange, TextEdit

_MOST_NAMES = 40
_WORD = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True)
class Place:
    """A program, and what the rewrites of a rule speak of or change in it."""

    source: Source
    ranges: tuple[ByteRange, ...]

    @classmethod
    def of(cls, source: Source, rewrites: Iterable[Rewrite]) -> "Place":
        found = [
            where
            for each in rewrites
            for where in (*(s.range for s in each.strategies), *(edit.range for edit in each.edits))
            if where is not None
        ]
        return cls(source, tuple(found))

    @cached_property
    def names(self) -> frozenset[str]:
        """The words in the lines of the place."""
        lines = (self._lines(each) for each in self.ranges)
        return frozenset(word for text in lines for word in _WORD.findall(text))

    @cached_property
    def variables(self) -> tuple[Declaration, ...]:
        return tuple(each for each in variables(self.source) if each.name in self.names)

    @cached_property
    def statements(self) -> tuple[Node, ...]:
        """Those that stand in blocks."""
        blocks = nodes_of_type(self.source, "compound_statement")
        return tuple(
            each
            for block in blocks
            for each in block.named_children
            if each.type != "comment" and not each.has_error and each.type != "labeled_statement"
        )

    @cached_property
    def positions(self) -> tuple[int, ...]:
        """Where a statement can be inserted: before each one, and at the end of each block."""
        ends = (each.end_byte - 1 for each in nodes_of_type(self.source, "compound_statement"))
        return tuple(sorted({*(each.start_byte for each in self.statements), *ends}))

    def positions_of(self, variable: Declaration) -> tuple[int, ...]:
        scope = variable.scope.node
        last = self.source.root.end_byte if scope.parent is None else scope.end_byte
        return tuple(at for at in self.positions if variable.visible_from <= at < last)

    def _lines(self, where: ByteRange) -> str:
        text = self.source.text
        start, end = text.rfind(b"\n", 0, where.start) + 1, text.find(b"\n", where.end)
        return text[start : end if end >= 0 else len(text)].decode()


def lookalikes(place: Place) -> Iterator[Change]:
    """Many changes of many kinds; those that do not compile are nobody's fault."""
    for function in functions(place.source):
        yield from mutants(place.source, function)
    for generate in _GENERATORS:
        yield from generate(place)


def _inserted(place: Place, kind: str, at: int, statement: str, above: str = "") -> Change:
    """A statement at a position, with the headers that it needs; `above` stands before the function around."""
    edits = [TextEdit.insert(at, f"{statement} ")]
    if above:
        around = [each for each in functions(place.source) if each.range.start <= at < each.range.end]
        start = min((whole_range(place.source, each).start for each in around), default=0)
        edits.insert(0, TextEdit.insert(start, f"{above}\n"))
    if headers := inserts.headers_of(statement + above):
        edits.insert(0, TextEdit.insert(0, headers))
    return Change(kind, tuple(edits))


# ------------------------------------------------------------------------------------------------------------ variables


def _touched(place: Place) -> Iterator[Change]:
    """A variable is read or written at another place, directly or by a detour."""
    for variable in place.variables:
        for insert in inserts.of_type(variable.type):
            statement = insert.text.replace("$", variable.name)
            for at in place.positions_of(variable):
                yield _inserted(place, insert.kind, at, f"{{ {statement} }}")


def _held(place: Place) -> Iterator[Change]:
    """A reference, pointer, iterator or lambda is taken where the variable is declared, and used later."""
    for variable in place.variables:
        positions = place.positions_of(variable)
        for taken, used in inserts.held(variable.type):
            for first, second in itertools.combinations(positions[:8], 2):
                begin, end = (f"{each.replace('$', variable.name)} " for each in (taken, used))
                edits = (TextEdit.insert(first, begin), TextEdit.insert(second, end))
                yield Change("held", (TextEdit.insert(0, inserts.headers_of(begin + end)), *edits))


def _global(place: Place) -> Iterator[Change]:
    """A local variable becomes a global one, which a function changes."""
    for variable in place.variables:
        kind = _object_type(variable)
        alone = sum(child.type.endswith("declarator") or child.type == "identifier" for child in variable.node.children)
        if variable.kind is not Kind.LOCAL or not kind or alone != 1:
            continue
        value = variable.initializer
        made = f"{kind}({', '.join(map(text_of, value.arguments)) if value is not None else ''})"
        assigned = replaced(variable.node, f"{variable.name} = {made};")
        for write in inserts.writes(variable.type):
            body = write.text.replace("$", variable.name)
            above = f"{kind} {variable.name};\nstatic void touch() {{ {body} }}"
            for at in place.positions_of(variable):
                change = _inserted(place, "global changed by a function", at, "touch();", above)
                yield Change(change.kind, (*change.edits[:-1], assigned, change.edits[-1]))


def _by_reference(place: Place) -> Iterator[Change]:
    """A function is given the variable by reference."""
    for variable in place.variables:
        kind = _object_type(variable)
        for write in inserts.writes(variable.type) if kind else ():
            above = f"static void touch({kind}& x) {{ {write.text.replace('$', 'x')} }}"
            for at in place.positions_of(variable):
                yield _inserted(place, "passed by reference", at, f"touch({variable.name});", above)


def _object_type(variable: Declaration) -> str:
    """The type as written, where the variable is an object of that very type; else nothing."""
    kind = variable.node.child_by_field_name("type")
    is_other = variable.type.extents or variable.type.pointers or variable.type.reference
    return "" if kind is None or is_other or text_of(kind) == "auto" else text_of(kind)


def _retyped(place: Place) -> Iterator[Change]:
    """A variable, or the elements of one, of another type."""
    for variable in place.variables:
        kind = variable.node.child_by_field_name("type")
        if kind is None:
            continue
        text = text_of(kind)
        for pattern, others in inserts.OTHER_TYPES:
            for match in re.finditer(pattern, text):
                for other in others:
                    new = match.expand(other) if "\\" in other else other
                    edit = replaced(kind, text[: match.start()] + new + text[match.end() :])
                    yield Change("other type", (TextEdit.insert(0, inserts.TYPES), edit))
        for specifier in ("volatile", "static", "thread_local", "const"):
            yield Change(specifier, (TextEdit.insert(kind.start_byte, f"{specifier} "),))


# ----------------------------------------------------------------------------------------------------------- statements


def _left_early(place: Place) -> Iterator[Change]:
    for at in place.positions:
        for statement in inserts.EXITS:
            yield _inserted(place, "left early", at, statement)


def _mixed(place: Place) -> Iterator[Change]:
    """Input and output by other means, other threads, ends of the program."""
    for at in place.positions:
        for statement in inserts.IO:
            yield _inserted(place, "other input and output", at, f"{{ {statement} }}")


def _reordered(place: Place) -> Iterator[Change]:
    for first, second in itertools.pairwise(place.statements):
        if first.parent == second.parent:
            edits = (replaced(first, text_of(second)), replaced(second, text_of(first)))
            yield Change("reordered", edits)
    for each in place.statements:
        yield Change("dropped", (replaced(each, ";"),))
        if each.type != "declaration":
            yield Change("done twice", (TextEdit.insert(each.end_byte, f" {text_of(each)}"),))
            for before, after in inserts.AROUND:
                edits = (TextEdit.insert(each.start_byte, before), TextEdit.insert(each.end_byte, after))
                yield Change("wrapped", edits)


def _other_bodies(place: Place) -> Iterator[Change]:
    """What a loop runs over changes in it."""
    for loop in (each for each in place.statements if each.type in LOOP_TYPES):
        for other in place.statements:
            if other.start_byte < loop.start_byte and other.parent == loop.parent and other.type != "declaration":
                body = loop.child_by_field_name("body")
                if body is not None and body.type == "compound_statement":
                    yield Change("moved into the loop", (TextEdit.insert(body.start_byte + 1, f" {text_of(other)} "),))


# ------------------------------------------------------------------------------------------------------- whole programs


def _macros(place: Place) -> Iterator[Change]:
    for name in sorted(place.names)[:_MOST_NAMES]:
        yield Change("macro", (_after_includes(place.source, f"#define {name} {name}\n"),))
        yield Change("macro", (_after_includes(place.source, f"#define {name}(...) {name}(__VA_ARGS__)\n"),))


def _shadowed(place: Place) -> Iterator[Change]:
    """A function or class of the file has a name of the library's."""
    for name, texts in inserts.SHADOWS.items():
        for text in texts if name in place.names else ():
            yield Change("shadowed name", (_after_includes(place.source, f"{text}\n"),))


def _around_main(place: Place) -> Iterator[Change]:
    main = next((each for each in functions(place.source) if each.qualified_name == "main"), None)
    if main is None:
        return
    body = text_of(main.body)[1:-1]
    for text in inserts.MAINS:
        yield Change("main in another form", (replaced(main.node, text.replace("$", body)),))


def _function_forms(place: Place) -> Iterator[Change]:
    """Functions as members, templates and of other linkage."""
    for each in functions(place.source):
        if each.kind == "free" and each.name != "main" and parent_of(place.source, each.node) == place.source.root:
            yield from _forms(each)


def _forms(function: Function) -> Iterator[Change]:
    start, end = function.node.start_byte, function.node.end_byte
    yield Change("template", (TextEdit.insert(start, "template <class Unused = int> "),))
    yield Change("extern C", (TextEdit.insert(start, 'extern "C" '),))
    pointer = f"\nstatic auto* volatile pointer_to_{function.name} = &{function.name};"
    yield Change("address taken", (TextEdit.insert(end, pointer),))
    yield Change("namespace", (TextEdit.insert(start, "inline namespace own { "), TextEdit.insert(end, " }")))


def _after_includes(source: Source, text: str) -> TextEdit:
    includes = nodes_of_type(source, "preproc_include")
    return TextEdit.insert(includes[-1].end_byte if includes else 0, text)


_GENERATORS: tuple[Callable[[Place], Iterator[Change]], ...] = (
    *(_touched, _held, _global, _by_reference, _retyped),
    *(_left_early, _mixed, _reordered, _other_bodies),
    *(_macros, _shadowed, _around_main, _function_forms),
)
