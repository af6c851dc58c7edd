"""Which function is meant, by its name or by a place in the text, and whether it can be run at all."""

import difflib
import re
from dataclasses import dataclass

from perfcoder_lsp.cpp.conditionals import inactive_ranges
from perfcoder_lsp.cpp.edits import line_of
from perfcoder_lsp.cpp.functions import Function, find_functions, function_of, functions, whole_range
from perfcoder_lsp.cpp.nodes import CLASS_TYPES, FUNCTION_TYPES, ancestors, nodes_inside, nodes_of_type, text_of
from perfcoder_lsp.cpp.readable import readable
from perfcoder_lsp.cpp.scopes import resolve
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.tokens import tokenized
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.function_report import Blocker
from perfcoder_lsp.text import ByteRange

_MOST_LISTED = 8


@dataclass(frozen=True)
class Target:
    """A function with a body; `blockers` say why it can't be run from outside, where it can't.

    `function` is one of `view`, the text of `source` made readable; positions are the same in both.
    """

    source: Source
    view: Source
    function: Function
    blockers: tuple[Blocker, ...] = ()

    @property
    def name(self) -> str:
        return self.function.qualified_name

    @property
    def line(self) -> int:
        return line_of(self.source, self.function.range.start)

    @property
    def signature(self) -> str:
        """As shown to people: `double ns::mean(const vector<int>&, int)`."""
        listed = ", ".join(each.type_text for each in self.function.parameters)
        return f"{self.function.return_type} {self.name}({listed})".strip()

    @property
    def range(self) -> ByteRange:
        """From the template head or return type to the end of the body."""
        return whole_range(self.view, self.function)


def find_target(
    source: Source, name: str | None = None, offset: int | None = None, parameters: tuple[str, ...] | None = None
) -> Target:
    """The function of that name, or the innermost one around a byte offset.

    `name` is `f`, `ns::f`, `f(int, double)` or `f:LINE`; `parameters` are types that replace those in the name.
    Raises UsageError, one line, where there is no such function, or more than one.
    """
    view = readable(source)
    if name is not None:
        function = _by_name(view, name, parameters)
    elif offset is not None:
        function = _by_offset(view, offset)
    else:
        raise UsageError(f"{source.path}: name a function, or a place in one")
    return Target(source, view, function, _blockers(view, function))


# ------------------------------------------------------------------------------------------------------------- by place


def _by_offset(source: Source, offset: int) -> Function:
    around = [each for each in functions(source) if whole_range(source, each).start <= offset < each.range.end]
    innermost = sorted(around, key=lambda each: each.range.start, reverse=True)
    for each in innermost:
        if each.kind != "lambda" or is_self_contained(source, each):
            return each
    raise UsageError(f"{source.path}:{line_of(source, offset)}: no function here; put the cursor into one")


def is_self_contained(source: Source, function: Function) -> bool:
    """Whether a lambda that a variable holds uses nothing of the function around it."""
    captures = function.node.child_by_field_name("captures")
    if function.name == "<lambda>" or captures is None or captures.named_child_count or text_of(captures) != "[]":
        return False
    for node in nodes_inside(source, function.node, "identifier", "type_identifier"):
        found = resolve(source, node)
        inside = found is not None and function.range.start <= found.name_node.start_byte < function.range.end
        if found is not None and found.function is not None and not inside:
            return False
    return True


# -------------------------------------------------------------------------------------------------------------- by name


def _by_name(source: Source, name: str, parameters: tuple[str, ...] | None) -> Function:
    plain, line, listed = _read_name(name)
    parameters = listed if parameters is None else parameters
    found = _named(source, plain)
    if not found and line is not None:  # the grammar may have taken a macro's type for a scope of the name
        found = [*find_functions(source, plain.rpartition("::")[2])]
    if not found:
        raise UsageError(_unknown(source, plain))
    if line is not None:
        found = [each for each in found if _lines(source, each)[0] <= line <= _lines(source, each)[1]]
    if parameters is not None:
        found = _with_parameters(found, parameters)
    if len(found) == 1:
        return found[0]
    overloads = ", ".join(_described(source, each) for each in (found or _named(source, plain))[:_MOST_LISTED])
    if not found:
        raise UsageError(f"{source.path}: no {name}; there is {overloads}")
    raise UsageError(f"{source.path}: {name} means several functions: {overloads}; name one as NAME:LINE")


def _read_name(name: str) -> tuple[str, int | None, tuple[str, ...] | None]:
    """`ns::f(int, double)`, `f:12` as plain name, line, parameter types."""
    name = " ".join(name.split()).removeprefix("::")
    if match := re.fullmatch(r"(.*[^:]):(\d+)", name):
        return match[1], int(match[2]), None
    match = re.fullmatch(r"(?P<plain>.*operator ?\(\)|[^(]+)(?:\((?P<types>.*)\)(?: const)?)?", name)
    if match is None or match["types"] is None:
        return name, None, None
    listed = split_commas(match["types"])
    return match["plain"].strip(), None, () if listed in ([], ["void"]) else tuple(listed)


def split_commas(text: str) -> list[str]:
    """The parts between commas that stand in no brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "<([{") - (character in ">)]}")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    stripped = [part.strip() for part in parts]
    return [] if stripped == [""] else stripped


def _named(source: Source, name: str) -> list[Function]:
    """The functions whose whole name it is, else those whose last name or end of the name it is."""
    plain = re.sub(r"\boperator\s*(?=\W)", "operator", name)
    found = [*find_functions(source, name)] or [*find_functions(source, plain)]
    if found:
        return [each for each in found if each.qualified_name in (name, plain)] or found
    return [each for each in functions(source) if each.qualified_name.endswith(f"::{plain}")]


def same_types(one: tuple[str, ...], other: tuple[str, ...], *, tolerant: bool = False) -> bool:
    """Whether two lists of parameter types are the same but for blanks and `std::`; tolerant: by value or by reference,
    const or not, is the same too."""
    return [_canonical(each, tolerant) for each in one] == [_canonical(each, tolerant) for each in other]


def _canonical(text: str, tolerant: bool) -> str:
    text = re.sub(r"\bstd::|\b(?:struct|class|typename)\s|^const (?=[\w:<>, ]+$)", "", text.strip())
    if tolerant:
        text = re.sub(r"\bconst\b|&", "", text)
    return re.sub(r"\s*(\W)\s*", r"\1", text.strip())


def _with_parameters(found: list[Function], parameters: tuple[str, ...]) -> list[Function]:
    for tolerant in (False, True):
        same = [each for each in found if same_types(types_of(each), parameters, tolerant=tolerant)]
        if same:
            return same
    return []


def types_of(function: Function) -> tuple[str, ...]:
    """The types of the parameters as written."""
    return tuple(each.type_text for each in function.parameters)


def _lines(source: Source, function: Function) -> tuple[int, int]:
    whole = whole_range(source, function)
    return line_of(source, whole.start), line_of(source, whole.end)


def _described(source: Source, function: Function) -> str:
    """`f(int) (line 3)`."""
    line = line_of(source, function.range.start)
    return f"{function.qualified_name}({', '.join(types_of(function))}) (line {line})"


def _unknown(source: Source, name: str) -> str:
    for node in nodes_of_type(source, "function_declarator"):
        inner = node.child_by_field_name("declarator")
        if inner is not None and text_of(inner).replace(" ", "") in (name, name.rpartition("::")[2]):
            line = line_of(source, node.start_byte)
            return f"{source.path}:{line}: {name} has no body here; name the file that defines it"
    known = {each.qualified_name for each in functions(source)} | {each.name for each in functions(source)}
    near = difflib.get_close_matches(name, sorted(known), n=3, cutoff=0.5)
    hint = f"; did you mean {' or '.join(near)}?" if near else f"; it has {_some(source)}"
    return f"{source.path}: no function {name}{hint}"


def _some(source: Source) -> str:
    names = list(dict.fromkeys(each.qualified_name for each in functions(source) if each.kind != "lambda"))
    more = f" and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
    return ", ".join(names[:_MOST_LISTED]) + more if names else "none with a body"


# ------------------------------------------------------------------------------------------------------------- blockers


def _blockers(source: Source, function: Function) -> tuple[Blocker, ...]:
    found = _kind_blocker(source, function) or _place_blocker(source, function)
    return (found,) if found is not None else ()


def _kind_blocker(source: Source, function: Function) -> Blocker | None:
    """Kinds of functions that nothing can call with made-up arguments."""
    if function.kind == "destructor":
        return _blocker("a destructor has no inputs", "benchmark a function that makes and destroys objects")
    if function.name == "main" and function.kind == "free" and "::" not in function.qualified_name:
        return _blocker("main is a whole program", f"use perfcoder bench {source.path.name}")
    if any(each.type_text == "..." for each in function.parameters):
        return _blocker("what stands for `...` can't be known", "benchmark a function that calls it")
    if nodes_inside(source, function.body, "co_await_expression", "co_yield_statement", "co_return_statement"):
        return _blocker("a coroutine does not run when it is called", "benchmark a function that drives it")
    if any(text_of(child) == "consteval" for child in function.node.children):
        return _blocker("consteval: it runs only while compiling")
    if function.kind == "lambda" and not is_self_contained(source, function):
        return _blocker("this lambda uses variables of the function around it", "benchmark that function")
    return None


def _place_blocker(source: Source, function: Function) -> Blocker | None:
    """Places that nothing outside can name."""
    if _is_dropped(source, function):
        return _blocker("it stands under #if 0")
    classes = [each for each in ancestors(source, function.node) if each.type in CLASS_TYPES]
    if any(each.child_by_field_name("name") is None for each in classes):
        return _blocker("it belongs to a class without a name", "give the class a name")
    local = next((each for each in classes[-1:] if function_of(source, each) is not None), None)
    if local is not None and any(each.type in FUNCTION_TYPES for each in ancestors(source, local)):
        return _blocker("it belongs to a class inside a function", "move the class out of the function")
    return None


def _is_dropped(source: Source, function: Function) -> bool:
    """Whether it stands under `#if 0`. Other conditions may be true by headers or flags."""
    never = {each.end for each in tokenized(source).directives if each.kind == "if" and each.text in ("0", "false")}
    return any(
        each.start in never and each.start <= function.range.start < each.end for each in inactive_ranges(source)
    )


def _blocker(reason: str, remedy: str = "") -> Blocker:
    return Blocker(parameter="", reason=reason, remedy=remedy)
