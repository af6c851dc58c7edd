"""Table for LP11 (rewrite/rules/loops/early_exit.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = (
    "#include <iostream>\n#include <string>\n#include <vector>\nusing namespace std;\n"
    "vector<int> v{3, 1, 4, 1, 5};\nint n = 5, x = 4, k;\n"
)


def _main(body: str, above: str = "") -> str:
    lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").split("\n"))
    return f"{_TOP}{above}int main() {{\n    bool found = false;\n{lines}\n    cout << found << k << x;\n}}\n"


_HEAD = "for (int i = 0; i < n; i++)"
_APPLIES = (
    Applies(
        "one line, two lines, a block; two flags; a comment",
        _main(
            f"{_HEAD} if (v[i] == x) found = true;\n"
            f"{_HEAD} {{\n    if (v[i] > x)  // larger\n        k = 7;\n}}\n"
            f"{_HEAD}\n    if (v[i] * 2 == x && i != 3) {{\n        found = false;\n        k = 'c';  // both\n    }}"
        ),
        _main(
            f"{_HEAD} if (v[i] == x) {{ found = true; break; }}\n"
            f"{_HEAD} {{\n    if (v[i] > x) {{  // larger\n        k = 7;\n        break;\n    }}\n}}\n"
            f"{_HEAD}\n    if (v[i] * 2 == x && i != 3) {{\n        found = false;\n        k = 'c';  // both\n"
            "        break;\n    }"
        ),
    ),
    Applies(
        "a range-for over strings, within another loop",
        _main(
            'vector<string> names{"a", "b"};\nfor (int r = 0; r < 2; r++) {\n    for (const auto& name : names)\n'
            '        if (name == "b") found = true;\n    k += found;\n}'
        ),
        _main(
            'vector<string> names{"a", "b"};\nfor (int r = 0; r < 2; r++) {\n    for (const auto& name : names)\n'
            '        if (name == "b") { found = true; break; }\n    k += found;\n}'
        ),
    ),
)


def _refused(name: str, condition: str, action: str, above: str = "") -> Refuses:
    return Refuses(name, _main(f"{_HEAD}\n    if ({condition}) {action}", above))


_REFUSES = (
    Refuses(
        "making the visiting object has an effect",
        _main(
            "for (C y : v)\n    if (y.a == x) found = true;",
            "struct C { int a; C(int i) : a(i) { k++; } };\n",
        ),
    ),
    _refused("the last place is kept", "v[i] == x", "k = i;"),
    _refused("counting", "v[i] == x", "k++;"),
    _refused("the condition reads the flag", "v[i] == x || found", "found = true;"),
    _refused("the condition changes something", "v[i] == x++", "found = true;"),
    _refused("the condition prints", "cout << v[i]", "found = true;"),
    _refused("a call with an effect", "f(i)", "found = true;", "bool f(int i) { k++; return i == 3; }\n"),
    _refused("an element that may throw", "v.at(i + 1) == x", "found = true;"),
    _refused("leaves already", "v[i] == x", "{ found = true; break; }"),
    _refused("something else is done", "v[i] == x", "{ found = true; cout << i; }"),
    _refused("a reference to an element is set", "v[i] == 4", "r = 4;", "int& r = v[3];\n"),
    _refused("an element is set", "v[i] == x", "v[0] = 1;"),
    _refused("an else that counts", "v[i] == x", "found = true;\n    else k++;"),
    _refused("the counter is set", "v[0] == x", "i = 9;"),
    _refused("a volatile flag", "v[i] == x", "seen = true;", "volatile bool seen;\n"),
    _refused("an atomic flag", "v[i] == x", "seen = true;", "#include <atomic>\nstd::atomic<bool> seen;\n"),
    _refused("the flag is a macro", "v[i] == x", "SEEN = true;", "#define SEEN (k++, found)\n"),
    _refused(
        "a comparison of the program",
        "c[i] == x",
        "found = true;",
        "struct C { bool operator==(int) { return k++; } } c[9];\n",
    ),
    _refused("the condition declares", "int d = v[i] - x", "found = true;"),
    Refuses(
        "another statement in the loop", _main(f"{_HEAD} {{\n    if (v[i] == x) found = true;\n    k += v[i];\n}}")
    ),
    Refuses(
        "the counter lives on", _main("int i;\nfor (i = 0; i < n; i++)\n    if (v[i] == x) found = true;\ncout << i;")
    ),
    Refuses("reading until the end", _main("for (int y; cin >> y;)\n    if (y == x) found = true;")),
    Refuses("a while loop", _main("int i = 0;\nwhile (i++ < n)\n    if (v[i - 1] == x) found = true;")),
    Refuses("a visited element is set", _main("for (auto& y : v)\n    if (x == 4) y = 1;")),
    Refuses(
        "ends at the flag already", _main("for (int i = 0; i < n && !found; i++)\n    if (v[i] == x) found = true;")
    ),
    Refuses(
        "copies of elements do something",
        _main(
            "for (auto y : c)\n    if (y.a == x) found = true;",
            "struct C { int a; C(int i) : a(i) {} C(const C& o) : a(o.a) { k++; } };\nvector<C> c{1, 2, 4, 5};\n",
        ),
    ),
)

CASES = (RuleCases("LP11", _APPLIES, _REFUSES),)
