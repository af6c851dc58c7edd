"""The names through which a program reads standard input and writes standard output, and those that forbid to
replace them."""

from dataclasses import dataclass
from typing import Literal

IoDirection = Literal["input", "output"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True)
class StdioFunction:
    """A function of <cstdio>: which stream it uses, and the position of its FILE argument (None: it has none)."""

    direction: IoDirection
    stream_argument: int | None = None


STDIO: dict[str, StdioFunction] = {
    "scanf": StdioFunction("input"),
    "getchar": StdioFunction("input"),
    "getchar_unlocked": StdioFunction("input"),
    "gets": StdioFunction("input"),
    "fscanf": StdioFunction("input", 0),
    "getc": StdioFunction("input", 0),
    "fgetc": StdioFunction("input", 0),
    "feof": StdioFunction("input", 0),
    "fgets": StdioFunction("input", -1),
    "printf": StdioFunction("output"),
    "puts": StdioFunction("output"),
    "putchar": StdioFunction("output"),
    "putchar_unlocked": StdioFunction("output"),
    "fprintf": StdioFunction("output", 0),
    "fputs": StdioFunction("output", -1),
    "putc": StdioFunction("output", -1),
    "fputc": StdioFunction("output", -1),
    "fwrite": StdioFunction("output", -1),
    "fflush": StdioFunction("output", 0),
}

# Other ways to the same streams, which nothing here understands.
OTHER_INPUT = _words(
    "fread getline_unlocked getdelim getw vscanf vfscanf ungetc wcin getwchar wscanf fread_unlocked istream_iterator "
    "istreambuf_iterator scanf_s gets_s"
)
OTHER_OUTPUT = _words(
    "vprintf vfprintf wcout wprintf putwchar perror_unlocked ostream_iterator ostreambuf_iterator setvbuf setbuf "
    "setlinebuf printf_s fwrite_unlocked fputs_unlocked dprintf vdprintf format_to print println"
)

STREAM_DIRECTION: dict[str, IoDirection] = {"cin": "input", "cout": "output"}
ERROR_STREAMS = frozenset({"cerr", "clog"})
OTHER_STREAM_CLASSES = _words(
    "stringstream istringstream ostringstream fstream ifstream ofstream iostream basic_ostream basic_istream wostream "
    "wistream streambuf"
)
STREAM_CLASS_DIRECTION: dict[str, IoDirection] = {"istream": "input", "ostream": "output"}

MANIPULATORS = _words(
    "endl flush fixed scientific defaultfloat left right boolalpha noboolalpha setprecision setw setfill setiosflags"
)
# Manipulators that have no counterpart in the buffers, by what they are shifted into.
OTHER_MANIPULATORS: dict[IoDirection, frozenset[str]] = {
    "input": _words("hex oct dec setbase setw boolalpha noboolalpha skipws noskipws quoted get_time get_money"),
    "output": _words(
        "hex oct dec setbase hexfloat internal showbase noshowbase showpoint noshowpoint showpos noshowpos uppercase "
        "nouppercase unitbuf nounitbuf ends quoted put_time put_money resetiosflags"
    ),
}
PARAMETRIC_MANIPULATORS = frozenset({"setprecision", "setw", "setfill", "setiosflags"})

# Calls after which buffered output would be lost, printed twice or mixed up, or that read the same file descriptors.
HAZARDOUS_CALLS = _words(
    "fork vfork clone system popen execl execv execlp execvp execve posix_spawn pthread_create async signal sigaction "
    "setjmp longjmp sigsetjmp siglongjmp abort _exit _Exit quick_exit at_quick_exit dup dup2 dup3 syscall read write "
    "pread pwrite readv writev open openat creat fdopen fileno splice sendfile setlocale alarm setitimer kill raise "
    "fcloseall close fclose_unlocked ptrace mmap terminate __builtin_abort __builtin_trap"
)
HAZARDOUS_NAMES = _words("jthread rdbuf imbue errno co_await co_yield co_return locale basic_ios streambuf")
STREAM_OBJECTS_OF_STDIO: dict[str, IoDirection] = {"stdin": "input", "stdout": "output"}
