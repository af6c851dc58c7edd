"""Programs rewritten by IO4 print the same bytes and end with the same status, whatever they are given to read."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from io_programs import Pair, pair
from io_shapes import C_SHAPES, CPP_SHAPES

SHAPES = {**{name: (text, ".cpp") for name, text in CPP_SHAPES.items()}, **{n: (t, ".c") for n, t in C_SHAPES.items()}}

PIECES = (
    *(b" ", b"\n", b"\t", b"\r\n", b"\v", b"\f", b"  ", b"\n\n"),
    *(b"0", b"7", b"-0", b"+5", b"-12", b"007", b"0000000000000000000000001", b"+", b"-", b"+-1", b"--5", b"1-2"),
    *(b"127", b"128", b"-129", b"255", b"256", b"32767", b"32768", b"-32768", b"-32769", b"65535", b"65536", b"-65535"),
    *(b"2147483647", b"2147483648", b"-2147483648", b"-2147483649", b"4294967295", b"4294967296", b"-4294967296"),
    *(b"9223372036854775807", b"9223372036854775808", b"-9223372036854775808", b"-9223372036854775809"),
    *(b"18446744073709551615", b"18446744073709551616", b"-18446744073709551615", b"99999999999999999999999999"),
    *(
        b"1e5",
        b"1.5",
        b".5",
        b"5.",
        b"-.5e-3",
        b"1e",
        b"1e+",
        b"e5",
        b".",
        b"..1",
        b"1.2.3",
        b"1e5e6",
        b"1E+02",
        b"3.e2",
    ),
    *(
        b"nan",
        b"NaN(1)",
        b"inf",
        b"-infinity",
        b"infinit",
        b"in",
        b"0x1p3",
        b"0x",
        b"0xg",
        b"0X1.8p-1",
        b"0x1p",
        b"00x1",
    ),
    *(b"1e400", b"-1e400", b"1e-400", b"1e38", b"3.5e38", b"1e308", b"1.7976931348623157e308", b"5e-324"),
    *(b"0.1", b"2.5", b"1e15", b"123456789.125", b"999999.5", b"1000000", b"1e-5", b"123456", b"0.00012345678"),
    *(b"a", b"abc", b"x", b"y,", b",", b"x1", b"1x", b":", b"%", b"]", b"^", b"true", b"1,2", b"1,2 3:4 5.5q word"),
    *(b"\0", b"\xff", b"\x80", b"\x1a", b"w" * 300, b"1" * 70),
)
ADVERSARIAL = (
    b"",
    b"\n",
    b"   ",
    b"5",
    b"5 ",
    b"5\n6\n7",
    b"5\r\n6\r\n",
    b"-",
    b"1 2 3 x 4 5",
    b"3 a 1.5 bcd efg\n4 b 2.5 h i",
    b"7\nfirst line\n\n last, line",
    b" ".join(PIECES),
    b"\n".join(PIECES),
    b"".join(PIECES),
    b"12 " * 30_000,  # more than one buffer
    b" " * 65_535 + b"17 18",  # a token at the boundary of the buffers
    b" " * 65_534 + b"-17 18",
    b"a" * 65_530 + b" 1 2",
)


@cache
def _pair(name: str, folder: Path) -> Pair:
    text, suffix = SHAPES[name]
    folder.mkdir(exist_ok=True)
    return pair(text, suffix, folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shapes")


def _slug(name: str) -> str:
    return "".join(c if c.isalnum() else "_" for c in name) + str(len(name))


@pytest.mark.parametrize("name", SHAPES)
def test_same_on_adversarial_inputs(name: str, folder: Path) -> None:
    programs = _pair(name, folder / _slug(name))
    for stdin in ADVERSARIAL:
        if "[5000]" in SHAPES[name][0] and len(stdin) > 4999:
            continue  # would overrun the program's own array
        before, after = programs.outcomes(stdin)
        assert after == before, stdin[:200]


@pytest.mark.parametrize("name", SHAPES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.sampled_from(PIECES) | st.binary(max_size=3), max_size=25), spaced=st.booleans())
def test_same_on_generated_inputs(name: str, folder: Path, pieces: list[bytes], spaced: bool) -> None:
    stdin = (b" " if spaced else b"").join(pieces)
    before, after = _pair(name, folder / _slug(name)).outcomes(stdin)
    assert after == before, stdin
