"""Table for NUM9 (rewrite/rules/numerical/float_functions.py)."""

from rule_cases import Applies, Refuses, RuleCases

_C = (
    "#include <math.h>\n#include <stdio.h>\nstatic float f(float x, float y) {\n    x = exp(x);\n"
    "    float z = (pow(x, y));\n    y = (float)atan2(z, x) + 1;\n    return sin(y);\n}\n"
    'int main(void) {\n    printf("%.3f", f(0.5f, 1.5f));\n    return 0;\n}\n'
)
_CPP = "#include <cmath>\n#include <iostream>\n"


def _function(line: str, *, top: str = _CPP, head: str = "float f(float x, double d)") -> str:
    return f"{top}{head} {{\n    float y = 0;\n    {line}\n    return y;\n}}\n"


_RUN = "int main() {\n    std::cout << (int)(f(0.7f, 1) * 1000);\n}\n"
_APPLIES = (
    Applies(
        "plain C",
        _C,
        _C.replace("exp(", "expf(").replace("pow(", "powf(").replace("atan2(", "atan2f(").replace("sin(", "sinf("),
        suffix=".c",
    ),
    Applies("C++ without the overloads", _function("y = cos(x);") + _RUN, _function("y = cosf(x);") + _RUN),
)
_REFUSES = (
    Refuses("the overload for floats", _function("y = std::cos(x);")),
    Refuses("the overload by a using", _function("y = cos(x);", top=_CPP + "using namespace std;\n")),
    Refuses("the overload by its own using", _function("y = cos(x);", top=_CPP + "using std::cos;\n")),
    Refuses("the overload by <math.h>", _function("y = cos(x);", top="#include <math.h>\n")),
    Refuses("a double argument", _function("y = cos(d);")),
    Refuses("an integer argument", _function("y = cos(3);")),
    Refuses("one double argument", _function("y = pow(x, d);")),
    Refuses("a double result", _function("d = cos(x);")),
    Refuses("part of a double expression", _function("y = cos(x) * d;")),
    Refuses("added to a float", _function("y += cos(x);")),
    Refuses("a deduced result", _function("auto z = cos(x);")),
    Refuses("a root: exact, left to the compiler", _function("y = sqrt(x);")),
    Refuses("cosf already", _function("y = cosf(x);")),
    Refuses("another function", _function("y = cos(x);", top=_CPP + "float cos(int x);\n")),
    Refuses("another function of the short name", _function("y = cos(x);", top=_CPP + "float cosf(int x);\n")),
    Refuses("a macro", _function("y = cos(x);", top=_CPP + "#define cosf(x) 0\n")),
    Refuses("errno is read", _function("y = cos(x); if (errno) y = 0;")),
    Refuses("no header of mathematics", _function("y = cos(x);", top="#include <iostream>\n")),
    Refuses("a template's type", "#include <cmath>\ntemplate <class T> T f(T x) { T y = cos(x); return y; }\n"),
)

CASES = (RuleCases("NUM9", _APPLIES, _REFUSES),)
