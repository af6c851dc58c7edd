"""Table for CC3 (rewrite/rules/compiler/restrict.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = "#include <cmath>\n#include <cstdio>\n#include <vector>\n#define SCALE 3\nusing namespace std;\nint rounds;\n"
_ADD = (
    "static void add(float *out, const float* in, int n) {\n    for (int i = 0; i < n; i++)\n"
    "        out[i] += sqrt(in[i]) * SCALE;\n}\n"
)
_ADD_AFTER = _ADD.replace("*out", "*__restrict out").replace("* in,", "* __restrict in,")
_MAIN = (
    "int main() {\n    vector<float> a(9, 2), b(9, 4);\n    float c[9] = {1, 2, 3};\n"
    "    add(a.data(), b.data(), 9);\n    add(c, &a[1], 8);\n"
    '    for (int i = 0; i < 9; i++) printf("%g %g ", a[i], c[i]);\n}\n'
)
_C = (
    "#include <stdio.h>\n#include <stdlib.h>\nvoid scale(double {0}a, int n, const double {0}b);\n"
    "void scale(double {1}a, int n, const double {1}b) {{\n    int i = 0;\n    while (i < n) {{\n"
    "        a[i] = b[i] * 2;\n"
    "        i++;\n    }}\n}}\nint main(void) {{\n    double *p = malloc(80), *q = malloc(80);\n"
    "    for (int i = 0; i < 10; i++) q[i] = i;\n    scale(p, 10, q);\n"
    '    printf("%g", p[7]);\n    free(p);\n    free(q);\n}}\n'
)
_APPLIES = (
    Applies("vectors and arrays; two calls", _TOP + _ADD + _MAIN, _TOP + _ADD_AFTER + _MAIN),
    Applies(
        "plain C, declared before, allocated memory", _C.format("*", "*"), _C.format("*", "*__restrict "), suffix=".c"
    ),
)


def _refused(name: str, function: str = _ADD, main: str = _MAIN) -> Refuses:
    return Refuses(name, _TOP + function + main)


_REFUSES = (
    _refused("a call passes one array twice", main=_MAIN.replace("b.data()", "a.data()")),
    _refused("a call passes parts of one array", main=_MAIN.replace("add(c, &a[1], 8)", "add(c, c + 1, 8)")),
    _refused("a call passes a pointer from elsewhere", main=_MAIN.replace("add(c, ", "float *p = c;\n    add(p, ")),
    _refused(
        "a call passes what a table of pointers holds",
        main=_MAIN.replace("add(c, ", "vector<float*> t{c};\n    add(t[0], "),
    ),
    _refused("its address is taken", main=_MAIN.replace("add(c, ", "auto f = add;\n    f(c, ")),
    _refused("no call in sight", main='int main() { puts("x"); }\n'),
    Refuses("another file may call it", _TOP + _ADD.replace("static ", "") + _MAIN.replace("main", "run")),
    _refused("nothing is written", _ADD.replace("out[i] += sqrt(in[i]) * SCALE", "rounds += out[i] + in[i]")),
    _refused("a pointer moves", _ADD.replace("out[i] +=", "*out++ +=")),
    _refused("a pointer is kept", _ADD.replace("out[i] +=", "kept = out; out[i] +="), "" + _MAIN),
    _refused(
        "a global array that may be the same",
        "float g[9];\n" + _ADD.replace("sqrt(in[i])", "g[i]"),
        _MAIN.replace("add(c,", "add(g,"),
    ),
    _refused("a function of the program is called", "void step();\n" + _ADD.replace("out[i] +=", "step(); out[i] +=")),
    _refused(
        "one pointer only",
        _ADD.replace("const float* in", "float in"),
        _MAIN.replace("b.data()", "2.f").replace("&a[1]", "2.f"),
    ),
    _refused("no loop", _ADD.replace("for (int i = 0; i < n; i++)", "int i = n - 1;")),
    _refused("a template", "template <class T>\n" + _ADD.replace("static ", "")),
    _refused("two functions of the name", _ADD + "static void add(float *out, int n) { out[n] = 1; }\n"),
    _refused("said already", _ADD_AFTER),
    _refused("threads", "#include <thread>\nvoid go() { std::thread t([] {}); }\n" + _ADD),
    _refused("pointers to pointers", _ADD.replace("float *out", "float **out").replace("out[i]", "out[0][i]")),
    _refused(
        "a call with too few arguments",
        _ADD.replace("const float* in, int n", "const float* in = 0, int n = 0"),
        _MAIN + "void more() { float d[9]; add(d); }\n",
    ),
)

CASES = (RuleCases("CC3", _APPLIES, _REFUSES),)
