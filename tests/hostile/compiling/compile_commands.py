"""Attacks by what a project says about how it is to be compiled: its compile_commands.json, and what that names."""

from compile_attack import Attack, Library, Link, Pipe, Script

STEAL = "for file in SECRET OUTSIDE/canary /proc/1/root/SECRET /etc/passwd; do cat $file >&2; done\n"
# Says that it runs, and tries everything that a program in the compiler's place can try.
EVIL = (
    "echo running as the compiler >&2\n"
    + STEAL
    + "echo harm > PROJECT/main.cpp; echo harm > 'OUTSIDE/user tree/main.cpp'; rm -rf OUTSIDE PROJECT\n"
    "(setsid sleep 20 &) ; sleep 20 &\n"
)
VERSION = 'case "$*" in *--version*) echo "g++ 12 (\033]0;evil\007)"; exit;; esac\n'
HOSTILE_COMPILER = (
    VERSION + EVIL + "cd /w/out && mkdir -p a/b && touch a/b/c && chmod 0 a/b && chmod 0 a && ln -s SECRET link\n"
    "for path in /proc/kmsg SECRET /etc/shadow 'a\\\n' ../../../etc/passwd; do echo 'x: '$path; done > dependencies\n"
    "ln -s SECRET program; printf '\033[2J\033]0;evil\007 main.cpp:1: error: \033[31mred\n' >&2\n"
)

LIES = (
    "cd /w/out; cp /bin/true program; yes 'x: PROJECT/a /proc/kmsg' | tr '\\n' ' ' | head -c 6000000 > dependencies\n"
    "echo 'x: /proc/kmsg /dev/zero PROJECT/pipe PROJECT/zero PROJECT/secret SECRET /etc/shadow ../../x \\a\\' | "
    "cat - dependencies > all; mv all dependencies; chmod 4777 program\n"
)

PLUGIN = """
#include <stdio.h>
#include <stdlib.h>
int plugin_is_GPL_compatible;
__attribute__((constructor)) static void run(void) {
    char line[100];
    FILE *secret = fopen("SECRET", "r");
    fprintf(stderr, "running as a plugin %s\\n", secret && fgets(line, 100, secret) ? line : "");
    system("echo harm > PROJECT/main.cpp");
}
"""

COMMANDS = {
    "plugins": Attack(
        guide=("LTO/plugins", "-fplugin="),
        files={"plugin.so": Library(PLUGIN)},
        flags=(
            *("-fplugin=PROJECT/plugin.so", "-fplugin-arg-plugin-x=1", "-fpass-plugin=PROJECT/plugin.so"),
            *("-Xclang", "-load", "-Xclang", "PROJECT/plugin.so", "-iplugindir=PROJECT"),
            *("-flto", "-Wl,-plugin,PROJECT/plugin.so", "-Xlinker", "-plugin", "-Xlinker", "PROJECT/plugin.so"),
        ),
        compilers=("g++",),  # a link with -flto needs a plugin of its own for Clang
        outcome="built",
    ),
    "another program around the compiler": Attack(
        guide=("-wrapper", "-specs="),
        files={"evil": Script(EVIL), "evil.specs": "*cc1plus:\nPROJECT/evil\n\n*link:\nPROJECT/evil\n"},
        flags=("-wrapper", "PROJECT/evil,-x", "-specs=evil.specs", "--specs=PROJECT/evil.specs"),
        outcome="built",
    ),
    "other programs for its parts": Attack(
        guide=("-B",),
        files={name: Script(EVIL) for name in ("tools/as", "tools/ld", "tools/cc1plus", "tools/collect2")},
        flags=("-Btools", "-B", "PROJECT/tools/", "-fuse-ld=PROJECT/tools/ld", "--ld-path=PROJECT/tools/ld"),
        outcome="built",
    ),
    "a hostile compiler": Attack(
        guide=("compile_commands.json",), files={"g++": Script(HOSTILE_COMPILER)}, compiler="PROJECT/g++"
    ),
    "a compiler that lies about what it read": Attack(
        guide=("compile_commands.json",),
        files={"g++": Script(VERSION + LIES), "pipe": Pipe(), "zero": Link("/dev/zero"), "secret": Link("SECRET")},
        compiler="PROJECT/g++",
        outcome="built",
    ),
    "a compiler that fills the disk": Attack(
        guide=("compile_commands.json",),
        files={"g++": Script(f"{VERSION}cd /w/out; n=0; while :; do yes | head -c 8000000 > $n; n=$((n + 1)); done\n")},
        compiler="PROJECT/g++",
        says="wrote more files than belong to a program",
    ),
    "a compiler that makes files without end": Attack(
        guide=("compile_commands.json",),
        files={"g++": Script(f"{VERSION}cd /w/out; n=0; while :; do mkdir $n; cd $n; : > f; n=$((n + 1)); done\n")},
        compiler="PROJECT/g++",
        says="wrote more files than belong to a program",
    ),
    "a compiler that fills the memory with files": Attack(
        guide=("compile_commands.json",),
        files={"g++": Script(f"{VERSION}cd /tmp; n=0; while :; do yes > $n; n=$((n + 1)); done\n")},
        compiler="PROJECT/g++",
        says="needed more than 512 MB|did not finish",
        limit_s=1.0,
    ),
    "a secret as the compiler": Attack(
        guide=("compile_commands.json",), compiler="SECRET", outcome=None, says="does not work|no such compiler"
    ),
    "response file outside": Attack(guide=("@file",), flags=("@SECRET",), says="lies outside the project"),
    "response file through a link": Attack(
        guide=("@file",), files={"link": Link("SECRET")}, flags=("@link",), says="lies outside the project"
    ),
    "response file in a response file": Attack(
        guide=("@file",), files={"inner": "@SECRET -Wl,@SECRET"}, flags=("@inner",), outcome="built"
    ),
    "secret as a forced include": Attack(
        guide=("-include /etc/passwd",),
        flags=("-include", "SECRET", "-imacros", "/etc/passwd"),
        says="No such file or directory|not found",
    ),
    "private folder as an include folder": Attack(
        guide=("-D",),
        text="#include <canary>\nint main() {}\n",
        variants=(
            '#include "OUTSIDE/private/key"\n',
            "#include <key>\n",
            "#include <passwd>\n",
            "#define TEXT(x) #x\n#define NAME(x) TEXT(x)\n#include NAME(STOLEN)\n",
        ),
        files={"link": Link("OUTSIDE/private")},
        flags=(
            *("-I..", "-isystem", "OUTSIDE", "-IPROJECT/..", "-Ilink", "-iquote", "link/.", "-I/etc", "-I/"),
            *("-IOUTSIDE/private", "-L../private", "-idirafter", "/proc/self/root", "-DSTOLEN=SECRET"),
        ),
        says="No such file or directory|not found",
    ),
    "outputs elsewhere": Attack(
        guide=("-o to elsewhere", "-save-temps", "-fdump-*", "-MD writing files"),
        flags=(
            *("-o", "OUTSIDE/user tree/main.cpp", "-oPROJECT/main.cpp", "-MD", "-MF", "PROJECT/main.d", "-MJ", "frag"),
            *(
                "-save-temps=cwd",
                "-save-temps",
                "-fdump-tree-all",
                "-fdump-rtl-all=PROJECT/dump",
                "-dumpdir",
                "PROJECT",
            ),
            *("--coverage", "-fstack-usage", "-aux-info", "PROJECT/protos", "-ftime-trace", "-gsplit-dwarf", "-da"),
            *("-Wp,-MD,PROJECT/x", "-Wa,-adhln=PROJECT/list", "-fprofile-generate=PROJECT", "-fopt-info=PROJECT/opt"),
        ),
        outcome="built",
    ),
    "outputs of the linker": Attack(
        guide=("-Wl,...",),
        flags=(
            *("-Wl,-Map,PROJECT/main.cpp", "-Wl,-Map=OUTSIDE/user tree/run.sh", "-Wl,-o,PROJECT/main.cpp"),
            *("-Xlinker", "-Map", "-Xlinker", "PROJECT/map", "-Wl,--dependency-file=PROJECT/dep"),
        ),
        outcome="built",
    ),
    "a library that names a secret": Attack(
        guide=("linker script via INPUT()",),
        files={"lib/libscript.a": "INPUT(SECRET)\n"},
        flags=("-Llib", "-lscript"),
        says="cannot find SECRET",
    ),
    "a library that is a link to a secret": Attack(
        guide=("linker script via INPUT()",), files={"liblink.a": Link("SECRET")}, flags=("-L.", "-l", "link")
    ),
    "symbols from a secret": Attack(guide=("-Wl,...",), flags=("-Wl,--just-symbols=SECRET", "-Wl,--defsym=a=b")),
    "a version script from a secret": Attack(
        guide=("-Wl,...",), flags=("-Xlinker", "--version-script=SECRET"), says="cannot open linker script file SECRET"
    ),
    "a linker script of the project": Attack(
        guide=("linker script via INPUT()",),
        files={"script": "INCLUDE SECRET\n"},
        flags=("-T", "PROJECT/script"),
        says="cannot open linker script file SECRET",
    ),
    "another language": Attack(
        guide=("-x",),
        text='.section .rodata\n.incbin "SECRET"\n.globl main\nmain: ret\n',
        flags=("-x", "assembler", "-xassembler-with-cpp", "-x", "lto"),
    ),
    "no compiling at all": Attack(
        guide=("-E",),
        text='#include "SECRET"\nint main() {}\n',
        flags=("-E", "-M", "-fsyntax-only", "-###", "-S", "-c", "-r", "-H", "-v"),
    ),
}
