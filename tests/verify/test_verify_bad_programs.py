"""Programs that cannot be compared: each is refused with one line that says why."""

import re
from pathlib import Path

import pytest

from perfcoder_lsp.build import Builder, compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import SourceError, UsageError
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.verify import prepare_inputs, read_tests

BAD = {
    "never_ends.c": (
        """
#include <stdio.h>
int main(void) { int n; volatile int on = 1; scanf("%d", &n); while (on) {} return n; }
""",
        "no input was found on which it runs cleanly: .*does not end",
    ),
    "crashes.c": (
        """
#include <stdio.h>
int main(void) { int n; int *p = 0; scanf("%d", &n); printf("%d\\n", *p + n); return 0; }
""",
        "no input was found on which it runs cleanly: crashed",
    ),
    "undefined.c": (
        """
#include <stdio.h>
int a[4];
int main(void) { int n; scanf("%d", &n); a[4 + (n & 3)] = n; printf("%d\\n", a[0]); return 0; }
""",
        "no input was found on which it runs cleanly: index . out of bounds",
    ),
    "arguments.cpp": (
        """
#include <cstdio>
#include <cstdlib>
int main(int argc, char **argv) { if (argc < 2) return 2; printf("%d\\n", atoi(argv[1]) + argc); }
""",
        "needs command-line arguments",
    ),
    "file.cpp": (
        """
#include <cstdio>
int main() { freopen("numbers.txt", "r", stdin); int n = 0; scanf("%d", &n); printf("%d\\n", n); }
""",
        'reads the file "numbers.txt"',
    ),
    "stream_of_file.cpp": (
        """
#include <fstream>
#include <iostream>
int main() { std::ifstream in("numbers.txt"); int n; if (!(in >> n)) return 1; std::cout << n; }
""",
        'reads the file "numbers.txt"',
    ),
    "endless_output.c": (
        """
#include <stdio.h>
int main(void) { int n; scanf("%d", &n); for (;;) puts("more and more and more and more and more and more"); }
""",
        "no input was found on which it runs cleanly",
    ),
    "random.cpp": (
        """
#include <cstdio>
#include <random>
int main() { std::random_device device; int n; scanf("%d", &n); printf("%u\\n", device() % 1000003 + n % 7); }
""",
        "depends on the time or on random numbers",
    ),
    "time_seed.c": (
        """
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
int main(void) {
    int n;
    srand((unsigned)time(NULL));
    scanf("%d", &n);
    printf("%d\\n", rand() % 1000 + n % 5);
    return 0;
}
""",
        "depends on the time or on random numbers",
    ),
    "ignores_input.cpp": (
        """
#include <iostream>
int main() { int n; std::cin >> n; std::cout << "hello" << std::endl; }
""",
        "prints the same on all",
    ),
    "broken.cpp": ("int main() { retrun 0; }", "does not compile"),
    "other_every_run.cpp": (
        """
#include <cstdio>
#include <unistd.h>
#include <chrono>
int main() { printf("%lld\\n", (long long)std::chrono::steady_clock::now().time_since_epoch().count()); }
""",
        "depends on the time|something else on every run",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_programs_are_refused_with_the_reason(
    name: str, builder: Builder, sandbox: Sandbox, settings: Settings, tmp_path: Path
) -> None:
    text, reason = BAD[name]
    source = Source.of(tmp_path / name, text.encode())
    with pytest.raises(SourceError) as caught:
        prepare_inputs(source, compile_command(source, settings.build), builder, sandbox, settings)
    message = str(caught.value)
    assert re.search(reason, message), message
    assert message.startswith(str(source.path))
    assert "\n" not in message


def test_an_unreadable_file_is_no_reason_where_it_is_optional(
    builder: Builder, sandbox: Sandbox, settings: Settings, tmp_path: Path
) -> None:
    text = b"""
#include <cstdio>
int main() {
    if (FILE *file = fopen("local.txt", "r")) { fclose(file); freopen("local.txt", "r", stdin); }
    int n;
    scanf("%d", &n);
    printf("%d\\n", n % 1000);
}
"""
    source = Source.of(tmp_path / "optional.cpp", text)
    prepared = prepare_inputs(source, compile_command(source, settings.build), builder, sandbox, settings)
    assert prepared.inputs.outcomes >= 8


def test_folders_without_tests_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        read_tests(tmp_path / "absent")
    (tmp_path / "1.txt").write_text("1")
    with pytest.raises(UsageError, match=r"no \*\.in files"):
        read_tests(tmp_path)


def test_folders_of_tests_are_read(tmp_path: Path) -> None:
    for name, text in {"b.in": "2\n", "b.ans": "4\n", "b.1.out": "5\n", "a.in": "1", "a.out": "2", "c.in": ""}.items():
        (tmp_path / name).write_text(text)
    cases = {case.name: case for case in read_tests(tmp_path).cases}
    assert list(cases) == ["a", "b", "c"]
    assert set(cases["b"].expected) == {b"4\n", b"5\n"}
    assert cases["b"].accepts(b"5  \n\n\n")
    assert not cases["b"].accepts(b"6\n")
    assert cases["c"].accepts(b"anything")
    assert not cases["a"].accepts(b" 2")
