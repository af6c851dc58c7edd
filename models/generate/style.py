"""A program's surface as different people write it: headers, namespace, short names for types, braces, indentation."""

import re

from models.generate.draws import Draws

_HEADERS = {
    "iostream": "cin cout endl",
    "cstdio": "printf scanf getchar putchar puts fputs",
    "string": "string getline to_string stoi",
    "vector": "vector",
    "sstream": "istringstream ostringstream stringstream",
    "algorithm": "min max swap sort",
}
_BEHIND = re.compile(
    r"^(?P<indent>[ \t]*)(?P<head>.*\)(?: const)?|else|.*\belse|(?:struct|class) \w+|do) \{$", re.MULTILINE
)
_COUNTING = re.compile(r"\bfor \(int (\w+) = 0; \1 < ([^;(),<]+); (?:\1\+\+|\+\+\1)\)")
_LONG = re.compile(r"(?<!unsigned )\blong long\b(?! int)")


def styled(source: str, draws: Draws) -> str:
    """The same program in a drawn style."""
    head, body = _split(source)
    body = _with_short_types(body, draws)
    includes = ["#include <bits/stdc++.h>"] if draws.maybe(0.25) else _includes(head, body)
    if draws.maybe(0.55):
        body = "using namespace std;\n\n" + _without_std(body)
    body = _laid_out(body, draws)
    return "\n".join(includes) + "\n" + draws.pick("", "\n") + body


def _split(source: str) -> tuple[list[str], str]:
    lines = source.splitlines()
    head = [each for each in lines if each.startswith("#include")]
    body = "\n".join(each for each in lines if not each.startswith("#include")).strip()
    return head, re.sub(r"\n{3,}", "\n\n", body) + "\n"


def _includes(head: list[str], body: str) -> list[str]:
    """The given ones, and those of what main uses."""
    used = set(re.findall(r"\w+", body))
    needed = {f"#include <{header}>" for header, names in _HEADERS.items() if used & set(names.split())}
    return sorted({*head, *needed})


def _without_std(body: str) -> str:
    """Without `std::`, but where the program has something else of that name."""
    own = set(re.findall(r"(?<![\w:.>])\w+", re.sub(r"\bstd::\w+", "", body)))
    return re.sub(r"\bstd::(\w+)", lambda match: match[0] if match[1] in own else match[1], body)


def _with_short_types(body: str, draws: Draws) -> str:
    words = set(re.findall(r"\w+", body))
    if draws.maybe(0.25) and "ll" not in words and _LONG.search(body):
        body = draws.pick("typedef long long ll;", "using ll = long long;") + "\n\n" + _LONG.sub("ll", body)
    if draws.maybe(0.06) and not words & {"rep", "n"} and _COUNTING.search(body):
        macro = "#define rep(i, n) for (int i = 0; i < (n); i++)"
        body = macro + "\n\n" + _COUNTING.sub(r"rep(\1, \2)", body)
    return body


def _laid_out(body: str, draws: Draws) -> str:
    """Braces and indentation."""
    if draws.maybe(0.25):
        body = _BEHIND.sub(r"\g<indent>\g<head>\n\g<indent>{", body)
    unit = draws.random.choices((" " * 4, " " * 2, "\t"), (55, 30, 15))[0]
    return re.sub(r"^(?: {4})+", lambda match: unit * (len(match[0]) // 4), body, flags=re.MULTILINE)
