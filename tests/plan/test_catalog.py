"""Models by name: what is added is checked, and known again."""

import json
from pathlib import Path

import pytest
from gguf_files import header, number, string, write_model

from perfcoder_lsp.errors import PerfcoderError, UsageError
from perfcoder_lsp.plan.catalog import EMBEDDED_FILE, Catalog, verify
from perfcoder_lsp.plan.model.gguf import ModelError


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog(tmp_path / "data" / "models.json")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_model(tmp_path / "small.gguf")


def test_models_are_added_found_and_removed(catalog: Catalog, file: Path) -> None:
    assert catalog.entries() == ()
    other = catalog.add("zeta", file)
    entry = catalog.add("small", file)
    assert catalog.entries() == (entry, other)
    assert catalog.path_of("small") == catalog.path_of(str(file)) == file
    verify(entry)
    catalog.remove("small")
    assert catalog.entries() == (other,)
    assert file.exists()


def test_links_are_followed_and_kept(catalog: Catalog, file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.gguf"
    link.symlink_to(file)
    entry = catalog.add("linked", link)
    assert entry.path == link
    link.unlink()
    with pytest.raises(ModelError, match=r"link\.gguf: cannot be read: No such file"):
        verify(entry)


def test_another_file_in_its_place_is_told(catalog: Catalog, file: Path) -> None:
    entry = catalog.add("small", file)
    write_model(file, seed=2)
    with pytest.raises(ModelError, match=r"other SHA-256.*perfcoder models remove small"):
        verify(entry)


@pytest.mark.parametrize("name", ["", "a/b", "-x", "a b", "x.gguf", "a" * 65, "\n"])
def test_bad_names_are_refused(catalog: Catalog, file: Path, name: str) -> None:
    with pytest.raises(UsageError, match="can't be a model's name"):
        catalog.add(name, file)


def test_a_name_is_given_once(catalog: Catalog, file: Path) -> None:
    catalog.add("small", file)
    with pytest.raises(UsageError, match="already; remove it first"):
        catalog.add("small", file)


def test_the_embedded_model_has_a_name_that_nobody_else_gets(catalog: Catalog, file: Path) -> None:
    assert catalog.path_of("embedded") == EMBEDDED_FILE
    with pytest.raises(UsageError, match="comes with perfcoder; choose another name"):
        catalog.add("embedded", file)


def test_unknown_names_are_told_with_the_known_ones(catalog: Catalog, file: Path) -> None:
    with pytest.raises(UsageError, match="no model 'big'; there is none yet: perfcoder models add"):
        catalog.find("big")
    catalog.add("small", file)
    with pytest.raises(UsageError, match="there is small"):
        catalog.path_of("big")


def split(folder: Path, *, number_of: int, count: int) -> Path:
    """A part of a model that comes in several files (its header is all that matters here)."""
    path = folder / f"big-{number_of:05}-of-00002.gguf"
    pairs = [string("general.architecture", "llama"), number("split.no", number_of - 1), number("split.count", count)]
    for name in ("block_count", "embedding_length", "feed_forward_length", "attention.head_count", "context_length"):
        pairs.append(number(f"llama.{name}", 8))
    path.write_bytes(header(*pairs))
    return path


def test_a_model_in_parts_needs_all_of_them(catalog: Catalog, tmp_path: Path) -> None:
    first = split(tmp_path, number_of=1, count=2)
    with pytest.raises(ModelError, match=r"big-00002-of-00002\.gguf: cannot be read"):
        catalog.add("big", first)
    second = split(tmp_path, number_of=2, count=2)
    assert len(catalog.add("big", first).digests) == 2
    with pytest.raises(ModelError, match="part 2 of 2; name the first part"):
        catalog.add("half", second)
    renamed = first.rename(tmp_path / "renamed.gguf")
    with pytest.raises(ModelError, match="one of 2 parts, but is named like one of 1"):
        catalog.add("lost", renamed)


def test_what_generates_no_text_is_refused(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "bert.gguf"
    path.write_bytes(header(string("general.architecture", "bert")))
    with pytest.raises(ModelError, match=r"no language model \(bert\)"):
        catalog.add("bert", path)


def test_entries_of_earlier_versions_are_read(catalog: Catalog, file: Path, tmp_path: Path) -> None:
    entry = catalog.add("small", file)
    kept = tmp_path / "data" / "models.json"
    (written,) = json.loads(kept.read_text())
    assert written.pop("reference") == ""
    kept.write_text(json.dumps([written]))
    assert catalog.entries() == (entry,)


def test_a_damaged_catalog_is_told(tmp_path: Path) -> None:
    path = tmp_path / "models.json"
    path.write_text("{")
    with pytest.raises(PerfcoderError, match="is damaged; remove it"):
        Catalog(path).entries()
