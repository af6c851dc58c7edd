"""Table for CC2 (rewrite/rules/hardware/bit_instructions.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = "#include <stdio.h>\nunsigned long long words[99];\n"
_CALL = "__builtin_popcountll(words[i])"
_COUNT = (
    "int count(int n) {\n    int total = 0;\n    for (int i = 0; i < n; i++)\n"
    "        total += __builtin_popcountll(words[i]);\n    return total;\n}\n"
)
_MAIN = (
    "int main(void) {\n    for (int i = 0; i < 99; i++) words[i] = i * 0x9E3779B97F4A7C15ull;\n"
    '    printf("%d", count(99));\n}\n'
)
_IF = '#if defined(__x86_64__) && defined(__GLIBC__)\n__attribute__((target_clones("popcnt", "default"))) '
_ATTRIBUTE = f"{_IF}int count(int n);\n#endif\n"
_STATIC = "static " + _COUNT
_APPLIES = (
    Applies("a function", _TOP + _COUNT + _MAIN, _TOP + _ATTRIBUTE + _COUNT + _MAIN),
    Applies(
        "static, plain C",
        _TOP + _STATIC + _MAIN,
        _TOP + _ATTRIBUTE.replace("int count", "static int count") + _STATIC + _MAIN,
        suffix=".c",
    ),
)


def _refused(name: str, function: str, above: str = "") -> Refuses:
    return Refuses(name, _TOP + above + function + _MAIN)


_REFUSES = (
    _refused("an instruction set is chosen already", _COUNT, '#pragma GCC target("avx2")\n'),
    _refused("another attribute", "__attribute__((noinline)) " + _COUNT),
    _refused(
        "another function has the attribute",
        _ATTRIBUTE.replace("count", "first") + _COUNT.replace("count", "first") + _COUNT,
    ),
    _refused("inline", "inline " + _COUNT),
    _refused("constexpr", "constexpr " + _COUNT),
    _refused("a template", "template <class T>\n" + _COUNT.replace("int n", "T n")),
    _refused("a member", "struct S {\n" + _COUNT + "};\n"),
    _refused("declared before", _COUNT, "int count(int n);\n"),
    _refused("overloaded", _COUNT + "int count() { return 1; }\n"),
    _refused("in a namespace", "namespace bits {\n" + _COUNT + "}\nusing bits::count;\n"),
    _refused("in a lambda", _COUNT.replace(_CALL, f"[&] {{ for (;;) return {_CALL}; }}()")),
    _refused("a static variable", _COUNT.replace("int total", "static int total")),
    _refused("not in a loop", "int count(int n) { return __builtin_popcount(n); }\n"),
    _refused("under a condition", "#ifdef __GNUC__\n" + _COUNT + "#endif\n"),
    _refused("a macro in the head", "API " + _COUNT, "#define API\n"),
    Refuses("main", f"{_TOP}int main(void) {{\n    int n = 0;\n    for (int i = 0; i < 9; i++) n += {_CALL};\n}}\n"),
    Refuses("no header tells whether the C library is glibc", _COUNT.replace("words[i]", "i")),
    _refused("a default argument", _COUNT.replace("int n", "int n = 3")),
    _refused("a type in the head", _COUNT.replace("int n", "enum { A } e, int n")),
    _refused("a method counts", _COUNT.replace(_CALL, "b.count()")),
)

CASES = (RuleCases("CC2", _APPLIES, _REFUSES),)
