"""Table for LP7 (rewrite/rules/loops/invariant_call.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = "#include <cstdio>\n#include <vector>\nusing namespace std;\nint scale = 3, calls;\n"
_LONGEST = (
    "int longest(const vector<int>& v) {\n    int best = 0;\n    for (size_t i = 0; i < v.size(); i++)\n"
    "        if (v[i] > best) best = v[i];\n    return best * scale;\n}\n"
)


def _main(body: str, above: str = _LONGEST) -> str:
    lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").split("\n"))
    return (
        f"{_TOP}{above}int main() {{\n    vector<int> v{{3, 1, 4}}, w(99);\n    int k = 2, total = 0;\n{lines}\n"
        '    printf("%d %d %d", total, k, w[5]);\n}\n'
    )


_APPLIES = (
    Applies(
        "a for and a while condition; the body has it too",
        _main(
            "for (int i = 0; i < longest(v); i++) {\n    w[i] = longest(v) - i;\n    total += w[i];\n}\n"
            "while (k * 2 < longest(v) + 9 && k < 50)\n    k++;"
        ),
        _main(
            "const int longest_result = longest(v);\nfor (int i = 0; i < longest_result; i++) {\n"
            "    w[i] = longest_result - i;\n    total += w[i];\n}\n"
            "const int longest_result_2 = longest(v);\nwhile (k * 2 < longest_result_2 + 9 && k < 50)\n    k++;"
        ),
    ),
    Applies(
        "a body that certainly runs",
        _main("for (int i = 0; i < 20; i++) {\n    const int step = longest(v) / 2;\n    total += step * i;\n}"),
        _main(
            "const int longest_result = longest(v);\nfor (int i = 0; i < 20; i++) {\n"
            "    const int step = longest_result / 2;\n    total += step * i;\n}"
        ),
    ),
)


def _refused(name: str, body: str, above: str = _LONGEST) -> Refuses:
    return Refuses(name, _main(body, above))


_REFUSES = (
    _refused("the argument changes", "for (int i = 0; i < longest(v); i++) v[0]--;"),
    _refused("the argument grows", "for (int i = 0; i < longest(v) && i < 9; i++) v.push_back(i);"),
    _refused("a global that the function reads changes", "for (int i = 0; i < longest(v); i++) scale = 1;"),
    _refused(
        "a called function changes what it reads",
        "for (int i = 0; i < longest(v); i++) shrink();",
        _LONGEST + "void shrink() { scale = 1; }\n",
    ),
    _refused(
        "the function counts its calls",
        "for (int i = 0; i < f(3); i++) total++;",
        "int f(int x) { calls++; return x; }\n",
    ),
    _refused(
        "the function prints", "for (int i = 0; i < f(3); i++) total++;", 'int f(int x) { puts("f"); return x; }\n'
    ),
    _refused(
        "the function draws lots",
        "for (int i = 0; i < f(3); i++) total++;",
        "#include <cstdlib>\nint f(int x) { return rand() % x; }\n",
    ),
    _refused(
        "the function keeps a state",
        "for (int i = 0; i < f(3); i++) total++;",
        "int f(int x) { static int s = 9; return x + --s; }\n",
    ),
    _refused(
        "the function may throw",
        "for (int i = 0; i < f(3); i++) total++;",
        "int f(int x) { if (x > 2) throw 1; return x; }\n",
    ),
    _refused("the counter is passed", "for (int i = 0; i < 9; i++) total += f(i);", "int f(int x) { return x * 2; }\n"),
    _refused("behind &&", "for (int i = 0; i < 9 && total < longest(v); i++) total++;"),
    _refused("the loop may not run", "for (int i = 0; i < k; i++) total += longest(v);"),
    _refused("only in an if", "for (int i = 0; i < 9; i++) if (w[i]) total += longest(v);"),
    _refused("only in a conditional", "for (int i = 0; i < 9; i++) total += w[i] ? longest(v) : 1;"),
    _refused("behind a break", "for (int i = 0; i < 9; i++) {\n    if (v.empty()) break;\n    total += longest(v);\n}"),
    _refused(
        "a macro evaluates it, or not",
        "for (int i = 0; i < 9; i++) IGNORED(longest(v));",
        _LONGEST + "#define IGNORED(x) total++\n",
    ),
    _refused(
        "a macro decides whether",
        "while (BOTH(total < 9, longest(v) > total)) total++;",
        _LONGEST + "#define BOTH(a, b) ((a) && (b))\n",
    ),
    _refused(
        "a constant is computed",
        "for (int i = 0; i < 9; i++) { constexpr double d = f(3); total += d; }",
        "constexpr double f(int x) { return x * 0.5; }\n",
    ),
    _refused(
        "a parameter tells temporaries",
        "for (int i = 0; i < 9; i++) total += g(longest(v));",
        _LONGEST + "int g(int&& x) { return x + 1; }\nint g(const int& x) { return x; }\n",
    ),
    _refused("without a block", "if (k > 1)\n    for (int i = 0; i < longest(v); i++) total++;"),
    _refused(
        "two functions of the name",
        "for (int i = 0; i < longest(v); i++) total++;",
        _LONGEST + "int longest(int x) { return x; }\n",
    ),
    _refused("a label", "for (int i = 0; i < longest(v); i++) {\n    again: if (total++ < 3) goto again;\n}"),
    _refused("a reference to the argument", "auto& r = v;\nfor (int i = 0; i < longest(v); i++) r[0]--;"),
    _refused("a macro", "for (int i = 0; i < LONGEST; i++) total++;", _LONGEST + "#define LONGEST longest(v)\n"),
    _refused("a library function", "for (size_t i = 0; i < v.size(); i++) total++;"),
    _refused(
        "threads",
        "thread t([&] { v[0] = 1; });\nfor (int i = 0; i < longest(v); i++) total++;",
        "#include <thread>\n" + _LONGEST,
    ),
)

CASES = (RuleCases("LP7", _APPLIES, _REFUSES),)
