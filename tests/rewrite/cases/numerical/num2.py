"""Table for NUM2 (rewrite/rules/numerical/float_powers.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = "#include <cmath>\n#include <iostream>\nusing namespace std;\n"


def _main(*lines: str, above: str = "", top: str = _TOP) -> str:
    return f"{top}{above}int main() {{\n" + "".join(f"    {each}\n" for each in lines) + "}\n"


_START = "double x = 1.5, v[3] = {2, 0.25, -3}, s = 0;"
_APPLIES = (
    Applies(
        "cubes and higher powers",
        _main(
            _START,
            "for (int i = 0; i < 3; i++) s += pow(v[i], 3) / std::pow(x, 4.0);",
            "s -= pow((x - v[1]), 8);",
            "double t = pow(x + 2, 5);",
            "cout << (float)s << ' ' << (float)t << ' ' << pow(x, 3);",
        ),
        _main(
            _START,
            "for (int i = 0; i < 3; i++) s += (v[i] * v[i] * v[i]) / (x * x * x * x);",
            "s -= " + " * ".join(["(x - v[1])"] * 8) + ";",
            "double t = " + " * ".join(["(x + 2)"] * 5) + ";",
            "cout << (float)s << ' ' << (float)t << ' ' << (x * x * x);",
        ),
    ),
    Applies(
        "an argument of a macro",
        _main("double x = 1.5;", "cout << RECIPROCAL(pow(x, 3));", above="#define RECIPROCAL(a) 1.0 / a\n"),
        _main("double x = 1.5;", "cout << RECIPROCAL((x * x * x));", above="#define RECIPROCAL(a) 1.0 / a\n"),
    ),
    Applies(
        "plain C",
        '#include <math.h>\n#include <stdio.h>\nint main(void) {\n\tdouble x = 0.5;\n\tprintf("%f", pow(x, 3));\n}\n',
        '#include <math.h>\n#include <stdio.h>\nint main(void) {\n\tdouble x = 0.5;\n\tprintf("%f", x * x * x);\n}\n',
        suffix=".c",
    ),
)


def _pow(call: str, **more: str) -> str:
    return _main("double x = 1.5, s = 0;", "int i = 3;", "float f = 2;", f"s += {call};", "cout << s;", **more)


_REFUSES = (
    Refuses("a square: compilers multiply", _pow("pow(x, 2)")),
    Refuses("a large exponent", _pow("pow(x, 9)")),
    Refuses("a negative exponent", _pow("pow(x, -3)")),
    Refuses("a fraction", _pow("pow(x, 3.5)")),
    Refuses("a variable exponent", _pow("pow(x, i)")),
    Refuses("a float", _pow("pow(f, 3)")),
    Refuses("a long double", _pow("pow((long double)x, 3)")),
    Refuses("an integer", _pow("pow(i, 3)")),
    Refuses("a call", _pow("pow(sin(x), 3)")),
    Refuses("a side effect", _pow("pow(x++, 3)")),
    Refuses("volatile", _main("volatile double x = 2;", "cout << pow(x, 3);")),
    Refuses("another pow", _pow("pow(x, 3)", above="double pow(double x, int n) { return x + n; }\n")),
    Refuses("a macro", _pow("pow(x, 3)", above="#define pow(x, y) (x)\n")),
    Refuses("of another namespace", _pow("my::pow(x, 3)", above="namespace my { double pow(double, int); }\n")),
    Refuses("a header of the project may overload it", _pow("pow(x, 3)", above='#include "big.h"\n')),
    Refuses("errno is read", _pow("pow(x, 3) + errno")),
    Refuses("complex numbers", _main("complex<double> x = 2;", "cout << pow(x, 3);")),
    Refuses("a template's type", _TOP + "template <class T> T f(T x) { return pow(x, 3); }\n"),
    Refuses("powf", _pow("powf(x, 3)")),
)

CASES = (RuleCases("NUM2", _APPLIES, _REFUSES),)
