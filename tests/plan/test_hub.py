"""References to models on the hub, and which of a repository's files they mean."""

import pytest

from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.plan.hub.reference import Reference
from perfcoder_lsp.plan.model.gguf import ModelError

QUANTS = ("m-Q4_K_M.gguf", "m-IQ4_K_M.gguf", "m-Q4_K_M_L.gguf", "m-Q8_0.gguf", "mmproj-m-Q8_0.gguf", "README.md")
PARTS = tuple(f"BF16/m-{number:05}-of-00002.gguf" for number in (1, 2))


@pytest.mark.parametrize(
    ("text", "revision", "quant", "file"),
    [
        ("hf:us/m", "", "", ""),
        ("hf:us/m:Q4_K_M", "", "Q4_K_M", ""),
        ("hf:us/m/deep/m.gguf", "", "", "deep/m.gguf"),
        ("hf:us/m@v1.0", "v1.0", "", ""),
        ("hf:us/m@v1:Q8_0", "v1", "Q8_0", ""),
        ("hf:us/m@refs/pr/3/m.gguf", "refs/pr/3", "", "m.gguf"),
        ("hf:us/m@a%2Fb/m.gguf", "a/b", "", "m.gguf"),
    ],
)
def test_references_are_read_and_written(text: str, revision: str, quant: str, file: str) -> None:
    reference = Reference.parse(text)
    assert reference == Reference(repository="us/m", revision=revision, quant=quant, file=file)
    assert str(reference) == text
    assert Reference.parse(text.replace("hf:", "hf://")) == reference


@pytest.mark.parametrize(
    "text",
    ["hf:", "hf:m", "hf:us/m/", "hf:us/m/m.bin", "hf:us/m:Q8_0/m.gguf", "hf:us/m@", "hf:us/m:", "hf:us/m/a b.gguf"],
)
def test_what_is_no_reference_is_told(text: str) -> None:
    with pytest.raises(UsageError, match=r"names no model on the hub; write hf:OWNER/REPO"):
        Reference.parse(text)


@pytest.mark.parametrize(
    ("text", "names", "meant"),
    [
        ("hf:us/m", (*PARTS, "README.md", "imatrix.gguf"), PARTS),
        ("hf:us/m", QUANTS, ("m-Q4_K_M.gguf",)),
        ("hf:us/m:q8_0", QUANTS, ("m-Q8_0.gguf",)),
        ("hf:us/m:BF16", (*PARTS, *QUANTS), PARTS),
        (f"hf:us/m/{PARTS[0]}", (*PARTS, *QUANTS), PARTS),
        ("hf:us/m/mmproj-m-Q8_0.gguf", QUANTS, ("mmproj-m-Q8_0.gguf",)),
    ],
)
def test_files_are_chosen(text: str, names: tuple[str, ...], meant: tuple[str, ...]) -> None:
    assert Reference.parse(text).choose(names) == meant


@pytest.mark.parametrize(
    ("text", "names", "words"),
    [
        (
            "hf:us/m",
            ("a-F16.gguf", "a-Q8_0.gguf"),
            "any of a-F16.gguf, a-Q8_0.gguf, and write hf:us/m/FILE.gguf",
        ),
        ("hf:us/m:F16", ("a-F16.gguf", "b-F16.gguf", "c-F32.gguf"), "could be any of a-F16.gguf, b-F16.gguf, and"),
        ("hf:us/m:Q2_K", ("a-Q8_0.gguf",), "is not there; choose from a-Q8_0.gguf, and"),
        ("hf:us/m", tuple(f"{number:02}.gguf" for number in range(20)), "06.gguf, 07.gguf, …, and"),
        ("hf:us/m", ("mmproj.gguf",), "holds no model as a GGUF file"),
        (f"hf:us/m/{PARTS[1]}", PARTS, f"is one of several parts; name the first: {PARTS[0]}"),
        (f"hf:us/m/{PARTS[0]}", PARTS[:1], f"{PARTS[1]} is missing there, one of 2 parts"),
    ],
)
def test_where_no_model_or_no_single_one_is_meant_the_choice_is_told(
    text: str, names: tuple[str, ...], words: str
) -> None:
    with pytest.raises(ModelError) as error:
        Reference.parse(text).choose(names)
    assert words in str(error.value)
