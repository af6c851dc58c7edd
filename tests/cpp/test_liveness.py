"""cpp/facts/liveness.py: is a value read after a piece of code."""

import pytest
from cpp_text import in_main, variable

from perfcoder_lsp.cpp.facts.liveness import is_dead_after
from perfcoder_lsp.cpp.loops import loops

_LOOP = "for (i = 0; i < 9; i++) g(1);"


def _is_dead(body: str, above: str = "void g(int);", number: int = 0) -> bool:
    source = in_main(body, above)
    return is_dead_after(source, variable(source, "i"), loops(source)[number].node)


@pytest.mark.parametrize(
    "body",
    [
        f"int i; {_LOOP}",
        f"int i; {_LOOP} i = 3; g(i);",
        f"int i; {_LOOP} for (i = 0; i < 3; i++) g(i);",
        f"int i = 4; g(i); {_LOOP}",
        f"int i; {_LOOP} if (g) {{ i = 2; g(i); }}",
        "for (int i = 0; i < 9; i++) g(1);",
        f"int i; {_LOOP} g(sizeof(i));",
    ],
)
def test_dead(body: str) -> None:
    assert _is_dead(body)


@pytest.mark.parametrize(
    "body",
    [
        f"int i; {_LOOP} g(i);",
        f"int i; {_LOOP} i += 3;",
        f"int i; {_LOOP} if (g) i = 3; g(i);",
        f"int i; {_LOOP} i = i + 1; g(i);",
        f"int i; {_LOOP} if (g) {{ i = 2; }} else g(i);",
        f"int i; {_LOOP} for (; i < 3; i++) g(i);",
        f"int i; auto f = [&] {{ return i; }}; {_LOOP} f();",
        f"int i; int* p = &i; {_LOOP} g(*p);",
        f"int k, &i = k; {_LOOP}",
        f"static int i; {_LOOP}",
        f"int i; {_LOOP} again: g(1); goto again;",
        f"int i; {_LOOP} switch (3) {{ i = 2; case 3: g(i); }}",
    ],
)
def test_alive(body: str) -> None:
    assert not _is_dead(body)


def test_the_next_pass_of_a_loop_around_may_read_it() -> None:
    inner = "for (i = 0; i < 9; i++) g(1);"
    assert not _is_dead(f"int i = 0; while (true) {{ g(i); {inner} }}", number=1)
    assert not _is_dead(f"int i = 0; i = 1; while (i < 5) {{ {inner} }}", number=1)
    assert not _is_dead(f"for (int i = 0; i < 5; i++) {{ {inner} }}", number=1)
    assert _is_dead(f"int i = 0; while (true) {{ i = 2; g(i); {inner} }}", number=1)
    assert _is_dead(f"while (true) {{ int i = 0; g(i); {inner} }}", number=1)
    assert _is_dead(f"int i; for (int k = 0; k < 5; k++) {{ {inner} }}", number=1)


def test_a_global_variable_may_be_read_anywhere() -> None:
    assert not _is_dead(_LOOP, "int i; void g(int);")
