"""Template arguments to try: those that this file uses first, then guesses by how a parameter is used and called."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from perfcoder_lsp.cpp.calls import Call, calls_of
from perfcoder_lsp.cpp.expressions import type_of
from perfcoder_lsp.cpp.functions import Function, whole_range
from perfcoder_lsp.cpp.members import classes
from perfcoder_lsp.cpp.nodes import ancestors, text_of
from perfcoder_lsp.cpp.scopes import type_at
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.cpp.templates import TemplateHead, TemplateParameter, defaults_by_name, named_instantiations
from perfcoder_lsp.cpp.types import Type
from perfcoder_lsp.verify.functions.annotations import template_arguments_of
from perfcoder_lsp.verify.functions.place import Place
from perfcoder_lsp.verify.functions.placeholders import Placeholder, placeholder

Arguments = tuple[str, ...]

_MOST = 8
_SCALARS = ("int", "double", "std::string", "long long", "std::vector<int>", "char", "unsigned")
_NUMBERS = ("8", "5", "16", "1")
_PACK = 2
_ITERATOR = "std::vector<int>::iterator"
_BY_NAME = (
    (re.compile(r"octet|char\w*iter", re.IGNORECASE), ("std::string::iterator", "const char*")),
    (re.compile(r"iter|^It\d?$|^(RandomAccess|Input|Forward|Bidir|RAI)|^(First|Last)$", re.IGNORECASE), (_ITERATOR,)),
    (re.compile(r"comp|cmp|^less|order", re.IGNORECASE), ("std::less<>",)),
    (re.compile(r"pred|filter", re.IGNORECASE), ("std::function<bool(int)>", "std::less<>")),
    (re.compile(r"hash", re.IGNORECASE), ("std::hash<int>",)),
    (re.compile(r"func|^F\d?$|^Fn|callable|callback|^Op|visit", re.IGNORECASE), ("std::function<int(int)>",)),
    (re.compile(r"container|^Vec|^Cont|range|^Seq|^Arr|list|^C$", re.IGNORECASE), ("std::vector<int>", "std::string")),
    (re.compile(r"^Tup"), ("std::tuple<int, double, std::string>", "std::pair<int, int>")),
    (re.compile(r"^Str(ing)?|text", re.IGNORECASE), ("std::string",)),
    (re.compile(r"^Char", re.IGNORECASE), ("char",)),
    (re.compile(r"float|real|double|scalar", re.IGNORECASE), ("double", "float")),
    (re.compile(r"^u(nsigned|int)|size|index|distance|diff|count", re.IGNORECASE), ("unsigned", "int", "std::size_t")),
)
_INTEGRAL_CONCEPT = re.compile(r"integ|Int|unsigned|signed")
_FLOATING_CONCEPT = re.compile(r"float|Float|real")


@dataclass(frozen=True)
class Instantiation:
    """One choice of arguments: for each class template on the way to the function, outermost first, for the function's
    own head, and the types in place of each `auto` among its parameters; `placeholders` are classes to define first."""

    classes: tuple[Arguments, ...] = ()
    own: Arguments = ()
    autos: Arguments = ()
    placeholders: tuple[str, ...] = ()


def instantiations(source: Source, function: Function, place: Place) -> tuple[Instantiation, ...]:
    """What to try in turn: at least one, and just one for what is no template."""
    told = template_arguments_of(source, function)
    heads = [(each.head, each.name) for each in place.path if each.head is not None]
    lists = [_for_class(source, function, head, name, told) for head, name in heads]
    own = _for_function(source, function, place.heads[-1], told) if place.heads else ((),)
    autos = [_by_use(function, each.name, "auto") for each in function.parameters if is_auto(each.type_text)]
    several = max(map(len, (*lists, own, *autos)))
    found = (
        Instantiation(
            tuple(each[turn % len(each)] for each in lists),
            own[turn % len(own)],
            tuple(each[turn % len(each)] for each in autos),
        )
        for turn in range(min(several, _MOST))
    )
    parameters = [one for head in (*(head for head, _ in heads), *place.heads) if head for one in head.parameters]
    made = [each for one in parameters if (each := _placeholder(source, function, one)) is not None]
    return tuple(
        replace(each, placeholders=tuple(one.text for one in made if _names(each, one.name))) for each in found
    )


def _names(chosen: Instantiation, name: str) -> bool:
    return any(name in listed for listed in (*chosen.classes, chosen.own))


def _placeholder(source: Source, function: Function, parameter: TemplateParameter) -> Placeholder | None:
    """What stands for a parameter by what the templates around the function ask of it."""
    if parameter.kind != "type" or parameter.is_pack or not parameter.name:
        return None
    owners = [each for each in classes(source) if each.name == function.class_name]
    bases = {base.partition("<")[0].rpartition("::")[2].strip() for each in owners for base in each.bases}
    owners += [each for each in classes(source) if each.name in bases]  # parameters often have the same names there
    return placeholder(
        parameter.name, "\n".join((*map(text_of, (each.node for each in owners)), _template_text(source, function)))
    )


def pack_size(place: Place, chosen: Instantiation) -> int:
    """How many arguments stand for the parameter pack of the function's own head."""
    head = place.heads[-1].parameters if place.heads else ()
    single = sum(not each.is_pack and not each.has_default for each in head)
    return len(chosen.own) - single if any(each.is_pack for each in head) else _PACK


def is_auto(type_text: str) -> bool:
    """Whether a parameter's type is left open: `const auto&`, `std::integral auto`."""
    return re.search(r"\bauto\b", type_text) is not None


def _for_class(
    source: Source, function: Function, head: TemplateHead, name: str, told: dict[str, str]
) -> tuple[Arguments, ...]:
    named = () if _is_told(head, told) else named_instantiations(source, name)
    return _unique((*named, *_guesses(source, function, head, told)))


def _is_told(head: TemplateHead, told: dict[str, str]) -> bool:
    return any(each.name in told for each in head.parameters)


def _for_function(
    source: Source, function: Function, head: TemplateHead, told: dict[str, str]
) -> tuple[Arguments, ...]:
    if _is_told(head, told):
        return _unique(_guesses(source, function, head, told))
    needed = sum(not each.has_default and not each.is_pack for each in head.parameters)
    written = [each for each in named_instantiations(source, function.name) if len(each) >= needed]
    called = (_deduced(source, function, head, call) for call in calls_of(source, function.name))
    return _unique((*written, *(each for each in called if each), *_guesses(source, function, head, told)))


def _unique(lists: Iterable[Arguments]) -> tuple[Arguments, ...]:
    return tuple(dict.fromkeys(lists))[:_MOST] or ((),)


# -------------------------------------------------------------------------------------------------------- by call sites


def _deduced(source: Source, function: Function, head: TemplateHead, call: Call) -> Arguments:
    """The arguments that a call outside of templates deduces; () where the text does not tell all of them."""
    if len(call.arguments) > len(function.parameters):
        return ()
    if any(each.type == "template_declaration" for each in ancestors(source, call.node)):
        return ()
    wanted = [each for each in head.parameters if not each.has_default]
    found: dict[str, Type] = {}
    for parameter, argument in zip(function.parameters, call.arguments, strict=False):
        _unify(type_at(source, parameter.type_text, parameter.node), type_of(source, argument), found)
    spelled = [_spelled(source, found[each.name]) if each.name in found else "" for each in wanted]
    return tuple(spelled) if all(spelled) else ()


def _unify(pattern: Type, given: Type, found: dict[str, Type]) -> None:
    """Record what the names of template parameters in a pattern stand for."""
    if not given.name:
        return
    if pattern.user_defined and not pattern.arguments and not pattern.extents:
        pointers = given.pointers + len(given.extents) - pattern.pointers
        if pointers >= 0:
            found.setdefault(pattern.name, replace(given.decayed, pointers=pointers, extents=()))
    elif pattern.name == given.name:
        for one, other in zip(pattern.arguments, given.arguments, strict=False):
            _unify(one, other, found)


def _spelled(source: Source, kind: Type) -> str:
    """The type as C++ text that is right in the global namespace."""
    name = kind.name
    if kind.user_defined:
        owner = next((each for each in classes(source) if each.name == name), None)
        if owner is None or owner.is_template:
            return ""
        path = [n for a in ancestors(source, owner.node) if (n := a.child_by_field_name("name")) is not None]
        name = "::".join((*(text_of(each) for each in reversed(path)), name))
    elif kind.container or kind.name in ("pair", "tuple", "optional", "string_view", "function"):
        name = f"std::{name}"
    arguments = [_spelled(source, each) for each in kind.arguments]
    listed = f"<{', '.join(arguments)}>" if arguments else ""
    return f"{name}{listed}{'*' * kind.pointers}"


# ------------------------------------------------------------------------------------------------------------- guesses


def _guesses(source: Source, function: Function, head: TemplateHead, told: dict[str, str]) -> tuple[Arguments, ...]:
    """Argument lists made of guesses for each parameter, or of what the user told; those with defaults are left out, as
    far as the user told nothing of them or of one behind them."""
    last = max((number for number, each in enumerate(head.parameters) if each.name in told), default=-1)
    rest = itertools.takewhile(lambda each: not each.has_default, head.parameters[last + 1 :])
    options = [
        ((told[each.name],),) if each.name in told else _options(source, function, each)
        for each in (*head.parameters[: last + 1], *rest)
    ]
    turns = max((len(each) for each in options), default=0)
    return tuple(
        tuple(itertools.chain.from_iterable(each[turn % len(each)] for each in options)) for turn in range(turns)
    )


def _options(source: Source, function: Function, parameter: TemplateParameter) -> tuple[Arguments, ...]:
    """Choices for one parameter; a pack takes several arguments."""
    if parameter.kind == "template":
        return (("std::vector",),)
    if parameter.kind == "value":
        return tuple((each,) * (_PACK if parameter.is_pack else 1) for each in _values(function, parameter))
    if parameter.is_pack:
        return (("int",) * _PACK, ("double",) * _PACK, ("std::string",) * _PACK)
    used = [each.name for each in function.parameters if _is_just(each.type_text, parameter.name)]
    used += (
        re.findall(rf"\b{re.escape(parameter.name)}\s+(\w+)\s*[=({{;:]", text_of(function.body))
        if parameter.name
        else []
    )
    by_use = [choice for name in used for choice in _by_use(function, name, parameter.name)]
    if _POLICY.fullmatch(parameter.name) is not None and b"boost" in source.text:
        return (("boost::math::policies::policy<>",),)
    offered = defaults_by_name(source).get(parameter.name, ())  # by the file's other templates
    members = _by_members(source, function, parameter.name)
    real = () if by_use or not _is_of_reals(source, function) else ("double", "float")
    named = _by_name(parameter, real)
    asked = None if members or by_use else _placeholder(source, function, parameter)
    if asked is not None:
        late = _is_telling(parameter) and not asked.has_types
        named = (*named, asked.name) if late else (asked.name, *offered, *named)
        offered = offered if late else ()
    return tuple((each,) for each in dict.fromkeys((*offered, *members, *by_use, *named)))


_POLICY = re.compile(r"Pol(?:icy)?\d?")
_MEMBERS = (
    (re.compile(r"iterator_category|difference_type"), (_ITERATOR, "int*")),
    (re.compile(r"mapped_type"), ("std::map<int, int>",)),
    (re.compile(r"key_type"), ("std::set<int>", "std::map<int, int>")),
    (re.compile(r"value_type|(?:const_)?(?:reverse_)?iterator|size_type|(?:const_)?reference"), ("std::vector<int>",)),
    (re.compile(r"first_type|second_type"), ("std::pair<int, int>",)),
    (re.compile(r"element_type"), ("std::shared_ptr<int>",)),
    (re.compile(r"result_type"), ("std::mt19937", "std::function<int(int)>")),
)


def _by_members(source: Source, function: Function, name: str) -> tuple[str, ...]:
    """Types that have the members which the template names: `typename T::value_type`."""
    if not name:
        return ()
    text = _template_text(source, function)
    if re.search(rf"\biterator_traits\s*<\s*{re.escape(name)}\b", text):
        return (_ITERATOR, "int*")
    members = set(re.findall(rf"\b{re.escape(name)}\s*::\s*(\w+)", text))
    return next((choices for pattern, choices in _MEMBERS if any(map(pattern.fullmatch, members))), ())


def _template_text(source: Source, function: Function) -> str:
    """The outermost template around a function, else the function itself."""
    around = [each for each in ancestors(source, function.node) if each.type == "template_declaration"]
    return text_of(around[-1] if around else function.node)


_REALS = re.compile(
    r"\d\.\d|\d\.(?![\w.])|\d[eE]-\d|\bepsilon\s*\(|\bconstants::"
    r"|\b(?:sqrt|cbrt|hypot|a?(?:sin|cos|tan)h?|atan2|exp2?|expm1|log(?:10|1p|2)?|pow|floor|ceil|round|trunc|fabs|fmod|[lt]gamma|ldexp|frexp|is_?(?:nan|inf|finite)\w*)\s*\("
)


def _is_of_reals(source: Source, function: Function) -> bool:
    """Whether its body, or its name, speaks of real numbers; boost's policies are for functions of these."""
    head = source.text[whole_range(source, function).start : function.body.start_byte].decode("utf-8", "replace")
    with_policy = "Policy" in head and b"boost" in source.text
    return with_policy or _REALS.search(f"{function.name}({text_of(function.body)}") is not None


def _values(function: Function, parameter: TemplateParameter) -> tuple[str, ...]:
    if re.search(rf"\bget\s*<\s*{re.escape(parameter.name)}\b", text_of(function.body)):
        return ("1", "0")
    if parameter.type_text == "bool":
        return ("true", "false")
    if "char" in parameter.type_text:
        return ("'a'",)
    return ("1000000007", "998244353") if re.match(r"mod", parameter.name, re.IGNORECASE) else _NUMBERS


def _is_just(type_text: str, name: str) -> bool:
    return re.sub(r"\bconst\b|[&\s]", "", type_text) == name


def _is_telling(parameter: TemplateParameter) -> bool:
    """Whether its name says what kind of type it stands for."""
    return any(pattern.search(parameter.name) for pattern, _ in _BY_NAME)


def _by_name(parameter: TemplateParameter, real: tuple[str, ...]) -> tuple[str, ...]:
    """Types that the name suggests; else any, `real` ones first."""
    if _FLOATING_CONCEPT.search(parameter.type_text):
        return ("double", "float")
    if _INTEGRAL_CONCEPT.search(parameter.type_text):
        return ("int", "long long", "unsigned")
    for pattern, choices in _BY_NAME:
        if pattern.search(parameter.name):
            return (*choices, *_SCALARS[:3])
    return (*real, *_SCALARS)


_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_STRING_METHODS = r"\.\s*(?:substr|c_str|length|append|find_first_of|compare)\b"
_DECIDING = r"(?:\b(?:if|while)\s*\([^;{{]*|&&\s*|\|\|\s*|!\s*|return\s+){0}\s*\(|{0}\s*\([^;]*\)\s*(?:&&|\|\||\?)"
_CONTAINER_METHODS = r"\.\s*(?:size|begin|end|cbegin|rbegin|push_back|empty|front|back|data|at|insert|erase)\b"


def _by_use(function: Function, name: str, kind: str) -> tuple[str, ...]:
    """Types that a variable can have, going by what the body does with it; scalars for `auto` where nothing tells."""
    body = _STRING.sub("", text_of(function.body))
    v = rf"(?<![\w.]){re.escape(name)}" if name else r"(?!)"
    called = rf"(?<!\b{re.escape(kind)} ){v}"  # `T zero(0)` is no call
    calls = re.findall(rf"{called}\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)", body)
    if calls:
        return _callables(calls[0], decides=re.search(_DECIDING.format(v), body) is not None)
    if re.search(rf"{v}\s*{_STRING_METHODS}", body):
        return ("std::string",)
    if re.search(rf"{v}\s*\[[^\[\]]*\]\s*\[", body):
        return ("std::vector<std::vector<int>>", "std::vector<std::string>")
    if re.search(rf"{v}\s*{_CONTAINER_METHODS}|{v}\s*\[|:\s*{v}\s*\)|\b(?:begin|size)\(\s*{v}\s*\)", body):
        return ("std::vector<int>", "std::string", "std::vector<double>")
    if re.search(rf"(?:\+\+|--)\s*{v}\b|(?<![\w)\]]\s)(?<![\w)\]])\*\s*{v}\b|{v}\s*(?:\+\+|--)", body):
        several = sum(_is_just(each.type_text, kind) for each in function.parameters) > 1
        if re.search(rf"(?<![\w)\]]\s)(?<![\w)\]])\*\s*{v}\b|\*\s*\(?\+?\+?{v}", body) or (several and kind != "auto"):
            return (_ITERATOR, "int*")
    if re.search(rf"{v}\s*\.\s*(?:first|second)\b", body):
        return ("std::pair<int, int>",)
    if re.search(rf"{v}\s*(?:%|<<|>>|&(?!&)|\||\^)", body):
        return ("int", "long long", "unsigned")
    return _SCALARS if kind == "auto" else ()


def _callables(arguments: str, *, decides: bool) -> tuple[str, ...]:
    """Function types for a parameter that is called; one whose result decides with two arguments is a comparison."""
    count = _PACK if "..." in arguments else 0 if not arguments.strip() else arguments.count(",") + 1
    if count == 2 and decides:
        return ("std::less<>", "std::function<bool(int, int)>")
    listed = ", ".join(["int"] * count)
    result = "bool" if decides else "int"
    return (f"std::function<{result}({listed})>", f"std::function<double({listed.replace('int', 'double')})>")
