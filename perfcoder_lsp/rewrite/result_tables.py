"""The texts of functions that look results up before they compute them."""

from perfcoder_lsp.cpp.facts.subproblems import Recursion
from perfcoder_lsp.cpp.functions import Function
from perfcoder_lsp.cpp.scopes import type_at
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.rewrite.names import unused_name
from perfcoder_lsp.rewrite.signatures import signature_text
from perfcoder_lsp.rewrite.standard import standard

_MAX_KEPT = 1_000_000  # results in a hash map: some 60 MB


def tabulated(source: Source, found: Recursion, sizes: tuple[int, ...], table: str, value: str) -> list[str]:
    """The function that looks results up in arrays."""
    flags = unused_name(source, f"{found.function.name}_known")
    flag, true = ("char", "1") if source.language == "c" else ("bool", "true")
    extents = "".join(f"[{each}]" for each in sizes)
    names = [found.function.parameters[each].name for each in found.keys]
    index = "".join(f"[{each}]" for each in names)
    signed = [
        type_at(source, found.function.parameters[each].type_text, found.function.node).is_signed for each in found.keys
    ]
    lows = [f"{name} < 0" for name, each in zip(names, signed, strict=True) if each]
    outside = " || ".join((*lows, *(f"{name} >= {size}" for name, size in zip(names, sizes, strict=True))))
    return [
        f"{signature_text(found.function, found.function.name)} {{",
        f"\tstatic {found.function.return_type} {table}{extents};",
        f"\tstatic {flag} {flags}{extents};",
        f"\tif ({outside}) return {value};",
        f"\tif (!{flags}{index}) {{",
        f"\t\t{table}{index} = {value};",
        f"\t\t{flags}{index} = {true};",
        "\t}",
        f"\treturn {table}{index};",
        "}",
    ]


def hashed(source: Source, found: Recursion, names: tuple[str, str], value: str) -> tuple[list[str], tuple[str, ...]]:
    """The function that looks results up in a map, and the headers that it needs."""
    known, table = names
    kinds = [type_at(source, found.function.parameters[each].type_text, found.function.node) for each in found.keys]
    keys = [found.function.parameters[each].name for each in found.keys]
    at, result = unused_name(source, "found"), unused_name(source, "result")
    container, headers = standard(source, "unordered_map"), ("<unordered_map>",)
    kind, key = str(kinds[0].decayed), keys[0]
    if len(keys) == 2 and all((each.size or 8) <= 4 for each in kinds):
        kind, key = "unsigned long long", f"(unsigned long long)(unsigned){keys[0]} << 32 | (unsigned){keys[1]}"
    elif len(keys) > 1:
        container, headers = standard(source, "map"), ("<map>", "<tuple>")
        kind = f"{standard(source, 'tuple')}<{', '.join(str(each.decayed) for each in kinds)}>"
        key = ", ".join(keys)
    named = unused_name(source, "key")
    composed = (f"\tconst {kind} {named}{f'({key})' if headers[1:] else f' = {key}'};",) if keys[1:] else ()
    key = named if composed else key
    declared = f"static {container}<{kind}, {found.function.return_type}> {table};"
    lines = [
        f"{signature_text(found.function, known)} {{",
        *((f"\t{declared}",) if found.lasting else ()),
        *composed,
        f"\tconst auto {at} = {table}.find({key});",
        f"\tif ({at} != {table}.end()) return {at}->second;",
        f"\tconst auto {result} = {value};",
        f"\tif ({table}.size() < {_MAX_KEPT}) {table}.emplace({key}, {result});",
        f"\treturn {result};",
        "}",
    ]
    if found.lasting:
        return lines, headers
    call = f"\treturn {known}({argument_names(found.function)});"
    outer = ["", f"{signature_text(found.function, found.function.name)} {{", f"\t{table}.clear();", call, "}"]
    return [declared, "", *lines, *outer], headers


def argument_names(function: Function) -> str:
    """The parameters, handed on."""
    return ", ".join(each.name for each in function.parameters)
