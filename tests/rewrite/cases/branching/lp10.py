"""Table for LP10 (rewrite/rules/branching/unswitch.py)."""

from rule_cases import Applies, Refuses, RuleCases

_TOP = (
    "#include <iostream>\nusing namespace std;\nconst int N = 50;\nint a[N], b[N];\n"
    "int n = 45, mode = 2, k;\nbool on = true;\n"
)
_PRINT = "    for (int i = 0; i < N; i++) cout << a[i] << ' ' << b[i] << ' ';\n"


def _main(body: str, above: str = "") -> str:
    lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").split("\n"))
    return f"{_TOP}{above}int main() {{\n{lines}\n{_PRINT}}}\n"


_HEAD = "for (int i = 1; i < n; i++)"
_APPLIES = (
    Applies(
        "with and without else, blocks, one line; in front of and behind other statements",
        _main(
            f"{_HEAD} {{\n    int t = i * 3;\n    if (mode > k && on) {{\n        a[i] += t;\n"
            f"        b[i] = a[i];\n    }} else {{\n"
            f"        int u = t + 1;\n        b[i] -= u;\n    }}\n}}\ncout << b[3];\n"
            f"{_HEAD} {{\n    a[i]++;\n    if (!on) b[i] = a[i - 1];\n}}\n"
        ),
        _main(
            f"if (mode > k && on) {{\n    {_HEAD} {{\n        int t = i * 3;\n        a[i] += t;\n"
            f"        b[i] = a[i];\n    }}\n"
            f"}} else {{\n    {_HEAD} {{\n        int t = i * 3;\n        {{\n            int u = t + 1;\n"
            f"            b[i] -= u;\n        }}\n    }}\n}}\ncout << b[3];\n"
            f"if (!on) {{\n    {_HEAD} {{\n        a[i]++;\n        b[i] = a[i - 1];\n    }}\n}} else {{\n"
            f"    {_HEAD} {{\n        a[i]++;\n    }}\n}}\n"
        ).replace("        {\n                int u", "        {\n                int u"),
    ),
    Applies(
        "all that the loop does; a loop inside another",
        _main(
            f"for (int r = 0; r < 3; r++)\n    {_HEAD}\n        if (r == 1) {{\n            a[i] = i;\n        }}\n"
            f"{_HEAD}\n    if (on)\n        a[i] += 2;\n    else\n        a[i] = 7;"
        ),
        _main(
            f"for (int r = 0; r < 3; r++)\n    {{\n        if (r == 1) {{\n            {_HEAD} {{\n"
            "                a[i] = i;\n            }\n        }\n    }\n"
            f"if (on) {{\n    {_HEAD}\n        a[i] += 2;\n}} else {{\n    {_HEAD}\n        a[i] = 7;\n}}"
        ),
    ),
)


def _refused(name: str, condition: str, statement: str = "a[i] = 1;", above: str = "") -> Refuses:
    return Refuses(name, _main(f"{_HEAD} {{\n    if ({condition}) {statement}\n    b[i]++;\n}}", above))


_REFUSES = (
    _refused("the counter decides", "i > mode"),
    _refused("an element decides", "a[i] > mode"),
    _refused("another element decides", "a[0] > mode"),
    _refused("the loop changes what decides", "on", "{ a[i] = 1; on = false; }"),
    _refused("the condition changes something", "k++ < 5"),
    _refused("a call that may change its answer", "f()", above="int f() { return k++ % 2; }\n"),
    _refused("a call in the body that may change it", "on", "a[i] = f();", above="int f() { on = !on; return 3; }\n"),
    _refused("a reference to an element decides", "r > 3", above="int& r = a[7];\n"),
    _refused("a division that could trap", "mode / k > 1"),
    _refused("a volatile", "stop", above="volatile bool stop = false;\n"),
    _refused("an atomic", "stop", above="#include <atomic>\nstd::atomic<bool> stop;\n"),
    _refused("a constant is no question", "true"),
    _refused("a jump", "on", "break;"),
    _refused("output in the body", "on", "cout << i;"),
    _refused("declared in the body", "on", "{ static int s = 0; a[i] = s++; }"),
    _refused("a macro", "READY", above="#define READY (k++ < 3)\n"),
    _refused("threads", "on", above="#include <thread>\nvoid go() { std::thread t([] { on = false; }); }\n"),
    Refuses(
        "a comment would be lost or doubled",
        _main(f"{_HEAD} {{\n    // when on\n    if (on) a[i] = 1;\n    b[i]++;\n}}"),
    ),
    Refuses("a while loop", _main("int i = 0;\nwhile (i < n) {\n    if (on) a[i] = 1;\n    i++;\n}")),
    Refuses(
        "a loop in the body",
        _main(f"{_HEAD} {{\n    if (on) a[i] = 1;\n    for (int j = 0; j < 3; j++) b[i] += j;\n}}"),
    ),
    Refuses("a condition with a declaration", _main(f"{_HEAD} {{\n    if (int t = mode) a[i] = t;\n    b[i]++;\n}}")),
    _refused("a sum that may overflow", "mode + 1 > n"),
    _refused("a shift that may go too far", "1 << mode > n"),
    Refuses("a long body", _main(f"{_HEAD} {{\n    if (on) a[i] = 1;\n" + "    b[i]++;\n" * 20 + "}")),
    Refuses("a directive", _main(f"#pragma GCC unroll 4\n{_HEAD} {{\n    if (on) a[i] = 1;\n    b[i]++;\n}}")),
    Refuses(
        "the elements may be what decides",
        f"void f(bool *a, const bool& on, int n) {{\n    {_HEAD} {{\n        if (on) a[i] = 0;\n"
        f"        a[i - 1] = 1;\n    }}\n}}\n",
    ),
)

CASES = (RuleCases("LP10", _APPLIES, _REFUSES),)
