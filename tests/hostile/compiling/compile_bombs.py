"""Attacks that want to take time, memory, disk or attention without end. Each ends by a limit or by an error."""

from dataclasses import replace

from compile_attack import Attack, Link, Pipe

ESCAPES = "\033[31m\033]0;title\007\u202e\u009b2J"
# T30 is a name of a gigabyte where it is written out.
LONG_NAME = "template<class A, class B> struct P {};\nusing T0 = P<int, int>;\n" + "".join(
    f"using T{n} = P<T{n - 1}, T{n - 1}>;\n" for n in range(1, 31)
)

_ATTACKS = {
    "fill": Attack(guide=(".fill",), text='asm(".data\\n.fill 1 << 40, 1, 1");\nint main() {}\n'),
    "rept": Attack(
        guide=(".rept",),
        text='asm(".rept 1 << 40\\n.byte 1\\n.endr");\nint main() {}\n',
        variants=('asm(".macro f\\nf\\nf\\n.endm\\nf");\nint main() {}\n',),
    ),
    "sections far apart": Attack(
        guide=("linker bombs",),
        text='asm(".data\\n.org 1 << 40\\n.byte 1");\nint main() {}\n',
        variants=('asm(".data\\n.byte 1\\n.balign 1 << 30\\n.byte 1");\nint main() {}\n',),
    ),
    "huge array": Attack(
        guide=("huge arrays",),
        text="int bytes[1 << 30] = {1};\nint main() { return bytes[5]; }\n",
        variants=("struct S { char c[1 << 30]; } s[4] = {{1}, {2}, {3}, {4}};\nint main() {}\n",),
    ),
    "huge bss": Attack(
        guide=("linker bombs (huge .bss/.data, --defsym)",),
        text="char bytes[1ll << 44];\nint main() { return bytes[1ll << 43]; }\n",
        flags=("-mcmodel=large", "-Wl,--defsym,other=0x7fffffffffff", "-Wl,-z,stack-size=0x7fffffffffff"),
        outcome=None,
    ),
    "many large sections": Attack(
        guide=("linker bombs (huge .bss/.data, --defsym)",),
        text="\n".join(f'asm(".section .data.{n},\\"aw\\"\\n.fill 16777216, 1, 1");' for n in range(64))
        + "\nint main() {}\n",
    ),
    "endless files": Attack(
        guide=("/dev/zero", "/dev/stdin"),
        text='#include "/dev/zero"\nint main() {}\n',
        variants=tuple(
            f'#include "{file}"\nint main() {{}}\n'
            for file in ("/dev/urandom", "/dev/stdin", "/dev/tty", "/proc/kmsg", "/proc/self/fd/0", "/proc/self/mem")
        ),
        outcome=None,  # some compilers take a device for an empty file
    ),
    "a link to an endless file": Attack(
        guide=("/dev/zero",), text='#include "zero.h"\nint main() {}\n', files={"zero.h": Link("/dev/zero")}
    ),
    "a pipe in the project": Attack(
        guide=("fifo in the project",),
        text='#include "pipe.h"\nint main() {}\n',
        files={"pipe.h": Pipe()},
        outcome=None,
    ),
    "self-include": Attack(
        guide=("self-include",),
        text='#include "main.cpp"\n#include __FILE__\nint main() {}\n',
        variants=('#include "a.h"\nint main() {}\n',),
        files={"a.h": '#include "b.h"\n#include "b.h"\n', "b.h": '#include "a.h"\n#include "a.h"\n'},
    ),
    "templates": Attack(
        guide=("templates",),
        text="template<int N, unsigned long M> struct B : B<N - 1, 2 * M>, B<N - 1, 2 * M + 1> {};\n"
        "template<unsigned long M> struct B<0, M> {};\nint main() { B<40, 0> b; }\n",
        variants=(
            "template<int N, int M> struct B { static const int v = B<N - 1, M>::v + B<N - 1, M + 1>::v; };\n"
            "template<int M> struct B<0, M> { static const int v = M; };\nint main() { return B<600, 0>::v; }\n",
            "template<class T> struct P { P<P<T>> *p = new P<P<T>>; };\nint main() { P<int> p; }\n",
        ),
    ),
    "names of exponential length": Attack(
        guide=("templates",),
        text=f"{LONG_NAME}int main() {{ return T30(); }}\n",
        variants=(f"{LONG_NAME}int missing(T30);\nint main() {{ return missing(T30()); }}\n",),
    ),
    "macros": Attack(
        guide=("macros (billion laughs)",),
        text="#define X0 +1\n"
        + "".join(f"#define X{n} X{n - 1} X{n - 1} X{n - 1} X{n - 1}\n" for n in range(1, 30))
        + "int main() { return 0 X29; }\n",
    ),
    "index sequence": Attack(
        guide=("index_sequence",),
        text="#include <utility>\ntemplate<std::size_t... I> constexpr int s(std::index_sequence<I...>)\n"
        "{ return (int)((I * I) + ... + 0); }\nint main() { return s(std::make_index_sequence<30000000>()); }\n",
    ),
    "parentheses": Attack(
        guide=("deep parentheses",),
        text=f"int main() {{ return {'(' * 200_000}0{')' * 200_000}; }}\n",
        variants=(
            f"int main() {'{' * 200_000}{'}' * 200_000}\n",
            f"int x{'[1]' * 200_000}; int main() {{}}\n",
        ),
        outcome=None,  # some are honest enough
    ),
    "parentheses without the compiler's bound": Attack(
        guide=("deep parentheses",),
        text=f"int main() {{ return {'(' * 200_000}0{')' * 200_000}; }}\n",
        flags=("-fbracket-depth=1000000",),
        compilers=("clang++",),
    ),
    "constexpr loops": Attack(
        guide=("constexpr loops",),
        text="constexpr long f(long n) { return n < 2 ? 1 : f(n - 1) + f(n - 2); }\n"
        "constexpr long x = f(60);\nint main() {}\n",
        variants=(
            "constexpr int f() { for (;;) {} return 1; }\nconstexpr int x = f();\nint main() {}\n",
            "struct A { long v[1 << 22]; };\n"
            "constexpr A f() { A a{}; for (long i = 0;; i++) a.v[i % (1 << 22)] = i; }\n"
            "constexpr A a = f();\nint main() {}\n",
        ),
    ),
    "constexpr loops without the compiler's bound": Attack(
        guide=("constexpr loops",),
        text="constexpr int f() { int n = 0; for (;;) n ^= 1; return n; }\nconstexpr int x = f();\nint main() {}\n",
        flags=("-fconstexpr-ops-limit=2000000000", "-fconstexpr-loop-limit=2000000000", "-ftemplate-depth=1000000"),
        compilers=("g++",),
    ),
    "constexpr steps without the compiler's bound": Attack(
        guide=("constexpr loops",),
        text="constexpr int f() { int n = 0; for (;;) n ^= 1; return n; }\nconstexpr int x = f();\nint main() {}\n",
        flags=("-std=c++17", "-fconstexpr-steps=2000000000", "-fconstexpr-depth=1000000"),
        compilers=("clang++",),
    ),
    "huge string literals": Attack(
        guide=("huge string literals",),
        text='#define S0 "0123456789abcdef"\n'
        + "".join(f"#define S{n} S{n - 1} S{n - 1} S{n - 1} S{n - 1}\n" for n in range(1, 20))
        + "const char *text = S19;\nint main() { return *text; }\n",
    ),
    "many errors": Attack(
        guide=("error floods",), text="int main() {\n" + "x.y.z(1);\n" * 50_000 + "}\n", says=r"main\.cpp:2: error: "
    ),
    "one endless error": Attack(
        guide=("error floods",),
        text="#error " + "multiple definition of " * 20_000 + ";\n",
        variants=("#error " + "x:1: error: " * 40_000 + "\n", "#error " + ":1" * 250_000 + "\n"),
        says=r"main\.cpp:1: error: ",
    ),
    "message flood": Attack(
        guide=("#pragma message floods",),
        text="\n".join(
            '#pragma message("multiple definition of ' + "multiple definition of " * 40 + ';")' for _ in range(3000)
        )
        + "\nint missing();\nint main() { return missing(); }\n",
        variants=(
            "#pragma message(" + '"0123456789"' * 100_000 + ")\nint missing();\nint main() { return missing(); }\n",
        ),
    ),
    "static_assert flood": Attack(
        guide=("static_assert message floods",),
        text=f'static_assert(false, "{"A" * 1_000_000}");\n' * 20,
        variants=('static_assert(false, "broken");\n' * 100_000,),
        says="error: ",
    ),
    "escapes in messages": Attack(
        guide=("warnings with ANSI escapes",),
        text=f"#error {ESCAPES}\n",
        variants=(
            f"#warning {ESCAPES}\nint main() {{ error{ESCAPES}; }}\n",
            f'static_assert(false, "{ESCAPES}");\n',
            f'#line 1 "{ESCAPES}"\n#error named\n',
            f'#include "{ESCAPES}.h"\nint main() {{}}\n',
            f'asm("{ESCAPES}");\nint main() {{}}\n',
        ),
        files={f"{ESCAPES}.h": "#error in the file\n"},
        says="error: ",
    ),
    "optimizer bombs": Attack(
        guide=("bombs",),
        text="int f(int x) {\n"
        + "x = x % 3 ? x * 7 + (x >> 2) : x ^ (x << 3);\n" * 60_000
        + "return x; }\nint main() {}\n",
        flags=("-O3", "-flto", "-g3"),
        compilers=("g++",),
        outcome=None,
    ),
}

# What is to end by an error, as `says` tells, has time to do so on a busy machine.
BOMBS = {name: attack if attack.says else replace(attack, limit_s=1.0) for name, attack in _ATTACKS.items()}
