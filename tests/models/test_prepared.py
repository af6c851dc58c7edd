"""Labels are kept without what can be found again, and come back as they were."""

import json
from pathlib import Path

import pytest
from planned import planned

from models.curate.humans import autopatch
from models.prepared import FILE, known_elsewhere, pack, unpack
from models.prepared.__main__ import main
from models.records import Labelled, append
from models.written import programs
from perfcoder_lsp.errors import UsageError

NAMES = ("AL1", "DS8", "IO2", "LP11")


def of_origin(labelled: Labelled, origin: str) -> Labelled:
    return labelled.model_copy(update={"program": labelled.program.model_copy(update={"origin": origin})})


def made(data: Path) -> list[Labelled]:
    """One that a generator made, one of people's, of which the data set is in the folder."""
    generated, persons = (of_origin(each, "generated") for each in planned("AL1", "DS8"))
    pairs = [{"source_code": persons.program.source, "optimized_code": "int main() {}"}]
    (data / "train_dataset.json").write_text(json.dumps(pairs))
    (data / "test_dataset.json").write_text("[]")
    known = next(each for each in autopatch(data) if each.source == persons.program.source)
    return [generated, persons.model_copy(update={"program": known})]


def test_labels_come_back_as_they_were(tmp_path: Path) -> None:
    labels, file = made(tmp_path), tmp_path / "kept.jsonl.xz"
    assert pack(labels, file) == 2
    assert list(unpack(file, known_elsewhere(tmp_path))) == labels


def test_people_s_programs_are_not_kept_but_found_again(tmp_path: Path) -> None:
    labels, file = made(tmp_path), tmp_path / "kept.jsonl.xz"
    pack(labels[1:], file)
    assert file.stat().st_size < len(labels[1].model_dump_json()) / 2
    assert list(unpack(file, known_elsewhere(None))) == []


def test_a_site_that_the_rules_no_longer_find_is_left_out(tmp_path: Path) -> None:
    (labelled,) = (of_origin(each, "generated") for each in planned("AL1"))
    first, *others = labelled.sites
    gone = first.model_copy(update={"strategy": first.strategy.model_copy(update={"name": "XX1"})})
    pack([labelled.model_copy(update={"sites": (gone, *others)})], tmp_path / "kept.jsonl.xz")
    (found,) = unpack(tmp_path / "kept.jsonl.xz", {})
    assert found.sites == tuple(others)


def test_the_commands_do_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    labels, out = tmp_path / "labels.jsonl", tmp_path / "out.jsonl"
    append(labels, [of_origin(each, "generated") for each in planned(*NAMES)])
    for words in (["pack", str(labels)], ["unpack", "--out", str(out)]):
        monkeypatch.setattr("sys.argv", ["prepared", *words, "--file", str(tmp_path / "kept.jsonl.xz")])
        assert main() == 0
    assert out.read_bytes() == labels.read_bytes()
    assert "4 programs with " in capsys.readouterr().out


@pytest.mark.parametrize("data", [None, b"", b"\xfd7zXZ", b"nothing"])
def test_what_holds_no_labels_is_told(data: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "kept.jsonl.xz"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(UsageError, match="holds no labels"):
        list(unpack(file, {}))


def test_the_labels_that_come_with_the_recipe_can_be_read() -> None:
    found = list(unpack(FILE, known_elsewhere(None)))
    assert {each.program.origin for each in found} == {"generated", "written"}
    assert {each.key for each in programs()} >= {each.program.key for each in found if each.program.origin == "written"}
    assert sum(len(each.sites) for each in found) > 1000
