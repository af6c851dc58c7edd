"""Classes that stand for template arguments of which nothing is known but what the template asks of them: a data source
with `point(i, d)`, a map with a type `Key`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_COUNT = re.compile(r"(?i)(?:\w*_)?(?:size|length|count|n|num|dims?)(?:_?of_\w+)?|\w*(?:Size|Count|Length)")
_REAL = re.compile(r"(?i)elem|dist|real|float|double|scalar|coord|num")
_NO_TYPES = frozenset({"const", "operator", "template", "typename", "return", "new", "delete", "throw", "else", "case"})


@dataclass(frozen=True)
class Placeholder:
    """Its name, its definition, which goes behind the user's text, and whether it has types, as no scalar has."""

    name: str
    text: str
    has_types: bool


def placeholder(parameter: str, text: str) -> Placeholder | None:
    """What stands for a type parameter of a template; None where the template's text asks no members of it."""
    text = _COMMENT.sub(" ", text)
    names = "|".join((parameter, *_aliases(parameter, text)))
    types = _types(names, text)
    objects = "|".join(_objects(names, text))
    used = _used(rf"\b(?:{objects})", text) if objects else {}
    if not types and not used:
        return None
    name = f"perfcoder_placeholder_{parameter}_"
    made = (
        f"{name}() = default; template <class A, class = ::perfcoder::Other<A, {name}>> explicit {name}(const A&) {{}}"
    )
    return Placeholder(f"::{name}", _definition(name, [made, *_of_class(types)], used, text), bool(types))


Used = dict[tuple[str, str], str]
"""What is asked of objects: a member, what follows it, and a pattern of the objects with it."""


def _used(objects: str, text: str) -> Used:
    found = re.finditer(rf"{objects}\s*(?:\.|->)\s*(?!(?:template|operator)\b)([A-Za-z_]\w*)\s*(\(|\.|->)?", text)
    return {(each[1], each[2] or ""): rf"{objects}\s*(?:\.|->)\s*{each[1]}" for each in found}


def _definition(name: str, lines: list[str], used: Used, text: str) -> str:
    fields = ["values"]
    for (member, follows), pattern in used.items():
        if follows == "(":
            lines.append(_answering(member))
        elif member not in fields:
            fields.append(member)
            inner = _definition(f"{member}_placeholder_", [], _used(pattern, text), text) if follows else ""
            lines.append(f"{inner} {member}_placeholder_ {member};" if follows else f"int {member} = 0;")
    tied = ", ".join(f"perfcoder_object_.{each}" for each in fields)
    lines.append(f"static auto perfcoder_fields_({name}& perfcoder_object_) {{ return ::std::tie({tied}); }}")
    lines.append(f"static void perfcoder_open_({name}&) {{}}")
    return f"struct {name} : ::perfcoder::Placeholder {{ {' '.join(lines)} }};"


def _aliases(parameter: str, text: str) -> Iterator[str]:
    yield from re.findall(rf"\btypedef\s+(?:typename\s+)?{parameter}\s+(\w+)\s*;", text)
    yield from re.findall(rf"\busing\s+(\w+)\s*=\s*{parameter}\s*;", text)


def _objects(names: str, text: str) -> list[str]:
    """The variables of these types, but for names that others have as well."""
    declared = re.findall(r"\b(\w+)\b\s*(?:<[^<>;]*>\s*)?(?:const\b\s*)?[&*]*\s*\b(\w+)\s*[;,)(={:]", text)
    own = {name for kind, name in declared if re.fullmatch(names, kind)}
    others = {name for kind, name in declared if not re.fullmatch(names, kind) and kind not in _NO_TYPES}
    return sorted(own - others - _NO_TYPES)


def _types(names: str, text: str) -> dict[str, str]:
    """The members that are named without an object, each with what tells its kind: `(` of a function, `<` of a
    template; else, and after `typename`, it is a type."""
    found: dict[str, str] = {}
    pattern = rf"(\btypename\s+)?(?<!::)\b(?:{names})\s*::\s*(?:template\s+)?(\w+)\s*(<|\()?"
    for word, name, follows in re.findall(pattern, text):
        kind = "" if word and follows == "(" else follows
        found[name] = kind if found.get(name, "(") == "(" else found[name]
    return found


def _of_class(named: dict[str, str]) -> Iterator[str]:
    """Types, and functions that need no object."""
    for name, kind in named.items():
        if kind == "(":
            yield f"template <class... A> static double {name}(const A&...) {{ return 0; }}"
        elif kind == "<":
            yield f"template <class...> using {name} = ::perfcoder::Placeholder;"
        else:
            yield f"using {name} = {'double' if _REAL.search(name) else 'int'};"


def _answering(name: str) -> str:
    if _COUNT.fullmatch(name):
        return f"::std::size_t {name}() const {{ return values.size(); }}"
    return f"template <class... A> double {name}(const A&... given) const {{ return answer(given...); }}"
