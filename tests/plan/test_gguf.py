"""What a GGUF file says of itself is read with distrust."""

import contextlib
import struct
from pathlib import Path

import pytest
from gguf_files import WORDS, header, number, string, tensor, text, write_model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfcoder_lsp.plan.model.gguf import ModelError, read_header
from perfcoder_lsp.plan.model.memory import check_memory, needed

LLAMA = string("general.architecture", "llama")


def written(folder: Path, data: bytes) -> Path:
    path = folder / "model.gguf"
    path.write_bytes(data)
    return path


def test_a_model_says_what_it_is(tmp_path: Path) -> None:
    found = read_header(write_model(tmp_path / "small.gguf"))
    assert (found.architecture, found.name, found.parts) == ("llama", "nonsense", 1)
    shape = found.shape
    assert (shape.layers, shape.width, shape.feed_forward) == (2, 64, 128)
    assert (shape.heads, shape.key_value_heads, shape.vocabulary, shape.context) == (4, 2, WORDS, 512)
    assert 0 < found.file_bytes - found.tensor_bytes < 64 << 10


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is no GGUF file"),
        (b"not a model at all, but long enough to look", "is no GGUF file"),
        (header(LLAMA, version=9), "version 9.*update"),
        (header(LLAMA, version=1), "version 1.*convert"),
        (b"GGUF" + struct.pack(">IQQ", 3, 0, 0), "version 50331648"),
        (header(LLAMA)[:-3], "cut short"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1 << 60), "claims .* metadata values"),
        (b"GGUF" + struct.pack("<IQQ", 3, 1 << 60, 0), "claims .* tensors"),
        (header(string("general.name", "x")), "does not say its architecture"),
        (header(text("k") + struct.pack("<I", 77)), "value of type 77"),
        (header(text("k") + struct.pack("<IIQ", 9, 9, 1)), "list of type 9"),
        (header(text("k") + struct.pack("<IIQ", 9, 8, 1 << 62)), "claims .* items"),
        (header(text("k") + struct.pack("<IIQ", 9, 10, 1 << 20)), "cut short"),
        (header(text("k") + struct.pack("<IIQQ", 9, 8, 1, 1 << 63)), "cut short"),
        (header(text("k") + struct.pack("<IQ", 8, 1 << 63)), "cut short"),
        (header(struct.pack("<Q", 1 << 40) + b"k"), "a name of"),
        (header(LLAMA, tensors=(tensor("t", 1 << 40, 1 << 40),)), "tensor of .* numbers"),
        (header(LLAMA, tensors=(tensor("t", 0),)), "tensor of 0 numbers"),
        (header(LLAMA, tensors=(tensor("t", 32, kind=99),), tail=bytes(999)), "type 99, which is unknown"),
        (header(LLAMA, tensors=(tensor("t", 33, kind=8),), tail=bytes(999)), "rows of 33 numbers"),
        (header(LLAMA, tensors=(tensor("t", *[2] * 5),), tail=bytes(999)), "5 dimensions"),
        (header(LLAMA, tensors=(tensor("t", 1000),), tail=bytes(99)), "cut short: .* promised"),
        (header(LLAMA, tensors=(tensor("t", 8, offset=1 << 63),), tail=bytes(99)), "cut short: .* promised"),
        (header(LLAMA, number("general.alignment", 0), tensors=(tensor("t", 8),)), "aligned"),
    ],
)
def test_files_that_lie_are_refused_with_one_line(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(ModelError, match=words) as caught:
        read_header(written(tmp_path, data))
    assert "\n" not in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read: No such file"):
        read_header(tmp_path / "none.gguf")
    with pytest.raises(ModelError, match="cannot be read: Is a directory"):
        read_header(tmp_path)


@pytest.mark.parametrize("value", [0, 1 << 30])
def test_impossible_sizes_are_refused(tmp_path: Path, value: int) -> None:
    found = read_header(written(tmp_path, header(LLAMA, number("llama.attention.head_count", value))))
    with pytest.raises(ModelError, match=f"head_count is {value}"):
        _ = found.shape


def test_a_model_that_generates_nothing_is_told(tmp_path: Path) -> None:
    found = read_header(written(tmp_path, header(string("general.architecture", "clip"))))
    with pytest.raises(ModelError, match="no model that generates text"):
        _ = found.shape


def test_names_can_not_control_the_terminal(tmp_path: Path) -> None:
    found = read_header(written(tmp_path, header(LLAMA, string("general.name", "\x1b[31mred\n"))))
    assert found.name.isprintable()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 4000), flips=st.lists(st.integers(0, 255), min_size=1, max_size=9), cut=st.booleans())
def test_damage_is_an_error_or_nothing(tmp_path: Path, place: int, flips: list[int], cut: bool) -> None:
    path = tmp_path / "good.gguf"
    data = bytearray(path.read_bytes() if path.exists() else write_model(path, width=32, layers=1).read_bytes())
    data[place : place + len(flips)] = flips
    with contextlib.suppress(ModelError):
        assert read_header(written(tmp_path, bytes(data[:place] if cut else data))).shape.vocabulary >= 0


def test_memory_is_told_before_anything_is_loaded(tmp_path: Path) -> None:
    found = read_header(write_model(tmp_path / "small.gguf"))
    assert found.tensor_bytes < needed(found, 128) < needed(found, 512) < 80 << 20
    check_memory(found, 128, None)
    check_memory(found, 128, 80 << 20)
    with pytest.raises(ModelError, match=r"needs about 7\d MB of memory and 10 are free"):
        check_memory(found, 128, 10 << 20)
