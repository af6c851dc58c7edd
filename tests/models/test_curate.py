"""What is trained on: near-duplicates, splits by family, endpoints of trajectories, families of people's programs."""

import itertools
import json
import sys
from collections import Counter
from pathlib import Path

import pytest

from models.curate import __main__ as command
from models.curate.endpoints import Pair, Version, endpoints
from models.curate.humans import autopatch
from models.curate.near_duplicates import Kept, jaccard, shingles
from models.curate.splits import CurateSettings, Family, assigned, parts, splitter
from models.records import Labelled, Program, append, read
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import UsageError

SUM = """
int main() {
    int n; std::cin >> n;
    std::vector<int> v(n);
    for (int i = 0; i < n; ++i) std::cin >> v[i];
    long long sum = 0;
    for (int i = 0; i < n; ++i) sum += v[i];
    std::cout << sum << std::endl;
}
"""
STYLED = SUM.replace("std::", "").replace("v[", "numbers[").replace(" v(", " numbers(").replace("sum", "total")
OTHER = SUM.replace("sum += v[i];", "{ if (v[i] % 3 == 0) sum ^= v[i]; else while (sum > 7) sum /= 2; }")


def source(text: str) -> Source:
    return Source.of(Path("a.cpp"), text.encode())


def program(name: str, family: str, text: str = "", origin: str = "generated") -> Program:
    return Program(key=name, family=family, origin=origin, source=text or f"int main() {{ return {name}; }}")


# ----------------------------------------------------------------------------------------------------- near-duplicates


def test_style_makes_no_other_program() -> None:
    assert jaccard(shingles(source(SUM), 5), shingles(source(STYLED), 5)) == 1
    assert 0.3 < jaccard(shingles(source(SUM), 5), shingles(source(OTHER), 5)) < 0.9


def test_jaccard_is_what_both_share() -> None:
    first, second = (shingles(source(f"int main() {{ {body} }}"), 1) for body in ("return;", "return 1;"))
    assert jaccard(first, second) == pytest.approx(len({*first} & {*second}) / len({*first} | {*second}))


def test_what_is_alike_is_kept_once() -> None:
    kept = Kept(0.9)
    assert [kept.is_new(shingles(source(text), 5)) for text in (SUM, STYLED, OTHER, OTHER)] == [
        True,
        False,
        True,
        False,
    ]


# --------------------------------------------------------------------------------------------------------------- splits


def families(count: int = 40) -> list[str]:
    return [f"area/f{number}" for number in range(count)]


def of_families(count: int) -> list[Program]:
    return [program(name, name) for name in families(count)]


def test_shares_of_families_are_held_out_and_stay_there() -> None:
    settings = CurateSettings(validation=0.1, test=0.2)
    found = assigned(of_families(2000), settings)
    counts = Counter(found.values())
    assert counts["validation"] == pytest.approx(200, abs=40)
    assert counts["test"] == pytest.approx(400, abs=60)
    assert assigned(of_families(40), settings).items() <= found.items()
    assert assigned(of_families(40), CurateSettings(validation=0.1, test=0.2, seed=3)).items() - found.items()


def test_what_a_held_out_origin_shares_is_only_tested_on() -> None:
    settings = CurateSettings(validation=0.01, test=0.01)
    known = [*of_families(40), program("1", "area/f7", origin="autopatch-test")]
    found = assigned(known, settings)
    assert found["area/f7"] == "test" != assigned(of_families(40), settings)["area/f7"]
    assert splitter(found, settings)(known[7]) == "test"


def test_programs_go_where_all_their_families_are() -> None:
    settings = CurateSettings(grpo=0.5)
    found: dict[str, Family] = {"a": "train", "b": "train", "c": "test", "d": "validation", "e": "test"}
    split = splitter(found, settings)
    assert {split(program(str(number), "a+b")) for number in range(20)} == {"sft", "grpo"}
    assert split(program("1", "c+e")) == "test"
    assert split(program("1", "d")) == "validation"
    assert split(program("1", "a+c")) is None
    assert split(program("1", "c+d")) is None
    assert split(program("1", "a", origin="written")) == "test"


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    monkeypatch.setattr(sys, "argv", ["curate", *map(str, words)])
    return command.main()


def test_splitting_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    names = families()
    steps = ("sum ^= v[i];", "if (v[i] > 9) sum /= 2;", "while (sum > 99) sum -= i;", "std::cout << v[i] * i;")
    bodies = [" ".join(order) for order in itertools.product(steps, repeat=4)][:200]
    made = [
        program(
            str(at), "+".join({names[at % 40], names[at * (at % 3) % 40]}), SUM.replace("sum += v[i];", f"{{ {body} }}")
        )
        for at, body in enumerate(bodies)
    ]
    append(tmp_path / "labels.jsonl", [Labelled(program=each, sites=()) for each in made])
    assert run(monkeypatch, "split", tmp_path / "labels.jsonl", "--into", tmp_path / "out") == 0
    records = {name: list(read(tmp_path / "out" / f"{name}.jsonl", Labelled)) for name in command._SPLITS}
    assert all(records.values())
    seen = [{part for each in records[name] for part in parts(each.program)} for name in ("validation", "test")]
    trained = {part for name in ("sft", "grpo") for each in records[name] for part in parts(each.program)}
    assert not seen[0] & seen[1]
    assert not trained & (seen[0] | seen[1])
    keys = [each.program.key for name in records for each in records[name]]
    assert len(keys) == len(set(keys))
    manifest = json.loads((tmp_path / "out" / "sft.jsonl.manifest.json").read_text())
    assert manifest["counts"]["read"] == 200
    assert manifest["counts"]["sft"] == len(records["sft"])


def test_programs_are_split_as_labels_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    append(tmp_path / "programs.jsonl", [program("1", "a/b", SUM), program("2", "a/b", STYLED)])
    assert run(monkeypatch, "split", tmp_path / "programs.jsonl", "--into", tmp_path / "out") == 0
    assert sum(len(list(read(tmp_path / "out" / f"{name}.jsonl", Program))) for name in ("sft", "grpo")) == 1


def test_files_that_are_none_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other.jsonl").write_text("{}\n")
    for name, told in (("none.jsonl", "no such file"), ("other.jsonl", "neither programs nor labels")):
        assert run(monkeypatch, "split", tmp_path / name, "--into", tmp_path / "out") == 2
        assert told in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------------------ endpoints


def version(author: str, number: int, time_s: float, problem: str = "p") -> Version:
    return Version(problem=problem, author=author, version=number, time_s=time_s, source=f"{author}{number}")


def told(pairs: list[Pair]) -> list[tuple[str, str]]:
    return [(each.before.source, each.after.source) for each in pairs]


def test_each_version_becomes_its_authors_last() -> None:
    made = [version("ann", 2, 2.0), version("ann", 1, 3.0), version("ann", 3, 1.5)]
    assert told(list(endpoints(made))) == [("ann1", "ann3"), ("ann2", "ann3")]


def test_a_slow_end_gives_way_to_the_problems_best() -> None:
    made = [version("ann", 1, 9.0), version("ann", 2, 4.1), version("bob", 1, 3.0), version("bob", 2, 2.0)]
    assert told(list(endpoints(made))) == [("ann1", "bob2"), ("ann2", "bob2"), ("bob1", "bob2")]


def test_twice_the_time_is_not_far_slower_and_problems_are_apart() -> None:
    made = [version("ann", 1, 5.0), version("ann", 2, 4.0), version("bob", 1, 2.0), version("eve", 1, 0.1, "q")]
    assert told(list(endpoints(made))) == [("ann1", "ann2")]


def test_what_became_slower_is_no_pair() -> None:
    assert told(list(endpoints([version("ann", 1, 1.0), version("ann", 2, 1.5)]))) == []


# ------------------------------------------------------------------------------------------------------------- humans


def test_pairs_that_share_a_program_are_of_one_problem(tmp_path: Path) -> None:
    pairs = [("a", "x"), ("b", "x"), ("b", "y"), ("c", "z"), ("a", "x")]
    made = [{"id": str(at), "source_code": one, "optimized_code": two} for at, (one, two) in enumerate(pairs)]
    (tmp_path / "train_dataset.json").write_text(json.dumps(made))
    tested = [{"id": "9", "source_code": "d", "optimized_code": "z"}]
    (tmp_path / "test_dataset.json").write_text(json.dumps(tested))
    found = autopatch(tmp_path)
    assert [each.source for each in found] == ["a", "b", "c", "x", "y", "z"]
    families = [each.family for each in found]
    assert families[0] == families[1] == families[3] == families[4] != families[2] == families[5]
    assert {each.origin for each in found} == {"autopatch-train"}
    (other,) = autopatch(tmp_path, "test")
    assert (other.source, other.family, other.origin) == ("d", found[2].family, "autopatch-test")


def test_a_folder_without_pairs_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not AutoPatch's pairs"):
        autopatch(tmp_path)
