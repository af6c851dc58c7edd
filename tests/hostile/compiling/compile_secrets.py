"""Attacks that want to read what the project has no part in, by the source alone."""

from compile_attack import Attack, Link

SECRETS = {
    "include by absolute path": Attack(
        guide=("#include of a secret", "absolute"),
        text='#include "SECRET"\nint main() {}\n',
        variants=(
            "#include <SECRET>\nint main() {}\n",
            'const char *text =\n#include "SECRET"\n;\nint main() {}\n',
            '#include "/etc/passwd"\nint main() {}\n',
            '#include "/etc/shadow"\nint main() {}\n',
        ),
    ),
    "include by relative path": Attack(
        guide=("#include of a secret", "relative"),
        text='#include "../canary"\nint main() {}\n',
        variants=(
            '#include "sub/../../canary"\nint main() {}\n',
            '#include "./.././//canary"\nint main() {}\n',
        ),
        files={"sub/part.h": ""},
    ),
    "include up from the include path": Attack(
        guide=("#include of a secret", "relative"),
        text="#include <../../canary>\nint main() {}\n",
        variants=("#include <part/../../../canary>\nint main() {}\n",),
        files={"include/part/part.h": ""},
        flags=("-Iinclude", "-isystem", "include/part"),
    ),
    "include by a macro": Attack(
        guide=("#include of a secret", "computed"),
        text='#define NAME "SECRET"\n#include NAME\nint main() {}\n',
        variants=(
            "#define TEXT(x) #x\n#define NAME(x) TEXT(x)\n#include NAME(SECRET)\nint main() {}\n",
            "#define OPEN <\n#define CLOSE >\n#include OPEN SECRET CLOSE\nint main() {}\n",
        ),
    ),
    "include through a link in the project": Attack(
        guide=("#include of a secret",),
        text='#include "linked.h"\nint main() {}\n',
        variants=(
            '#include "folder/canary"\nint main() {}\n',
            '#include "up/canary"\nint main() {}\n',
            '#include "root.h"\nint main() {}\n',
        ),
        files={
            "linked.h": Link("SECRET"),
            "folder": Link("OUTSIDE"),
            "up": Link(".."),
            "root.h": Link("/proc/self/root/SECRET"),
        },
    ),
    "include_next and import": Attack(
        guide=("#include of a secret",),
        text='#include_next "../canary"\nint main() {}\n',
        variants=('#import "SECRET"\nint main() {}\n', "#include_next <SECRET>\nint main() {}\n"),
    ),
    "include by way of /proc": Attack(
        guide=("#include of a secret",),
        text='#include "/proc/self/root/SECRET"\nint main() {}\n',
        variants=(
            '#include "/proc/1/root/SECRET"\nint main() {}\n',
            '#include "/proc/self/cwd/../OUTSIDE/canary"\nint main() {}\n',
            '#include "/w/../SECRET"\nint main() {}\n',
        ),
    ),
    "what /proc tells of the sandbox": Attack(
        guide=("#include of a secret",),
        text='#include "/proc/1/environ"\nint main() {}\n',
        variants=tuple(
            f'#include "/proc/{file}"\nint main() {{}}\n'
            for file in ("self/environ", "1/cmdline", "self/cmdline", "1/mem", "self/maps", "1/fd/3", "self/fd/3")
        ),
        outcome=None,
    ),
    "embed": Attack(
        guide=(".incbin",),
        text='const char text[] = {\n#embed "SECRET"\n};\nint main() {}\n',
        variants=('#if __has_embed("SECRET")\nint main() {}\n#else\n#error hidden\n#endif\n',),
    ),
    "has_include as an oracle": Attack(
        guide=("__has_include as an oracle",),
        text='#if __has_include("SECRET") || __has_include("../canary") || __has_include("linked.h") || '
        '__has_include(<SECRET>) || __has_include("/etc/passwd")\n'
        "int main() {}\n#else\n#error hidden\n#endif\n",
        variants=('#if __has_include_next("../canary")\nint main() {}\n#else\n#error hidden\n#endif\n',),
        files={"linked.h": Link("SECRET")},
        says="error: .*hidden",
    ),
    "line of a secret for the caret": Attack(
        guide=("#line onto a secret",),
        text='#line 1 "SECRET"\nint main() { error; }\n',
        variants=('# 1 "SECRET" 1 3\nerror\n', '#line 1 "../canary"\nint main() { error; }\n'),
        flags=("-fdiagnostics-show-caret",),
        says="error: ",
    ),
    "incbin": Attack(
        guide=(".incbin",),
        text='asm(".section .rodata\\n.incbin \\"SECRET\\"");\nint main() {}\n',
        variants=(
            'asm(".incbin \\"../canary\\"");\nint main() {}\n',
            'asm(".incbin \\"PROJECT/link.bin\\"");\nint main() {}\n',
            'asm(".macro get path\\n.incbin \\"\\\\path\\"\\n.endm\\nget SECRET");\nint main() {}\n',
            'void f() { asm(".incbin \\"/etc/passwd\\", 0, 100"); }\nint main() {}\n',
        ),
        files={"link.bin": Link("SECRET")},
        says="error: ",
    ),
    "assembler's include": Attack(
        guide=("asm .include",),
        text='asm(".include \\"SECRET\\"");\nint main() {}\n',
        variants=('asm(".include \\"../canary\\"");\nint main() {}\n', 'asm(".include \\"/proc/1/environ\\"");\n'),
        says="error: ",
    ),
    "pragma dependency": Attack(
        guide=("#include of a secret",),
        text='#pragma GCC dependency "SECRET" text\nint main() {}\n',
        variants=('#pragma GCC dependency "../canary"\nint main() {}\n',),
        outcome=None,
    ),
    "a precompiled header in the project": Attack(
        guide=("#include of a secret",),
        text='#include "part.h"\nint main() { return part; }\n',
        files={
            "part.h": "const int part = 0;\n",
            "part.h.gch": Link("SECRET"),
            "part.h.pch": "CPCH",
            "main.cpp.gch/1": "gpch.014\n" + "A" * 4096,
        },
        outcome=None,
    ),
}
