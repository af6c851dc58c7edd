"""A model answers from a process of its own, and nothing that it or its file does harms this one."""

import math
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from extras import need
from gguf_files import write_model

from perfcoder_lsp.errors import PerfcoderError, UsageError
from perfcoder_lsp.plan.model import process as process_module
from perfcoder_lsp.plan.model.gguf import ModelError
from perfcoder_lsp.plan.model.messages import Generate, Generated, Load, Loaded, Piece, Rounds, Text, Working
from perfcoder_lsp.plan.model.process import ModelDiedError, ModelProcess

need("llama_cpp", "model")

from perfcoder_lsp.plan.model import child as child_module  # noqa: E402

PROMPT = tuple(range(20, 120))
QUESTIONS, GAINS, END = ((260, 270), (260, 271), (261, 272), (262, 270)), (280, 281), 2
ROUNDS = Rounds(questions=QUESTIONS, choices=GAINS, end=END)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("model") / "small.gguf")


@pytest.fixture(scope="module")
def model(file: Path) -> Iterator[ModelProcess]:
    process = ModelProcess(file, context=512, threads=1)
    yield process
    process.close()


def asked(model: ModelProcess, ask: Generate) -> tuple[list[Piece], Generated]:
    *pieces, end = model.answer(ask)
    assert isinstance(end, Generated)
    return [each for each in pieces if isinstance(each, Piece)], end


def free(**fields: object) -> Generate:
    return Generate.model_validate({"number": 0, "prompt": PROMPT, "most": 20, **fields})


def test_the_same_question_has_the_same_answer_and_is_known_the_second_time(model: ModelProcess) -> None:
    first, end = asked(model, free())
    again, repeated = asked(model, free())
    assert [each.token for each in first] == [each.token for each in again]
    assert (len(first), end.end, end.prompt_tokens) == (20, "most", len(PROMPT))
    assert repeated.reused == len(PROMPT) - 1
    assert all(each.log_probability <= 0 for each in first)
    other, partly = asked(model, free(prompt=(*PROMPT[:60], *range(150, 190))))
    assert partly.reused == 60
    assert [each.token for each in other] != [each.token for each in first]


def test_answers_in_rounds_are_what_was_allowed(model: ModelProcess) -> None:
    for start in range(0, 100, 5):
        pieces, end = asked(model, free(prompt=PROMPT[start:] or PROMPT, rounds=ROUNDS, most=100))
        tokens = [each.token for each in pieces]
        assert end.end == "end"
        assert tuple(zip(tokens[0::3], tokens[1::3], strict=True)) == QUESTIONS
        assert set(tokens[2::3]) <= set(GAINS)
        for number, each in enumerate(pieces):
            chances = dict(zip(GAINS, each.chances, strict=True)) if number % 3 == 2 else {}
            assert bool(each.chances) == bool(chances)
            if chances:
                assert math.fsum(chances.values()) == pytest.approx(1)
                assert chances[each.token] == pytest.approx(math.exp(each.log_probability))


def test_temperature_is_reproducible_by_its_seed(model: ModelProcess) -> None:
    answers = [[each.token for each in asked(model, free(temperature=1.0, seed=seed))[0]] for seed in (1, 1, 2)]
    assert answers[0] == answers[1] != answers[2]


def test_control_tokens_in_the_text_of_others_stay_text(model: ModelProcess) -> None:
    _, ours = asked(model, free(prompt=(Text(text="[SUGG/]", trusted=True),)))
    _, theirs = asked(model, free(prompt=(Text(text="[SUGG/]"),)))
    assert (ours.prompt_tokens, theirs.prompt_tokens) == (1, len("[SUGG/]"))


def test_texts_end_an_answer(model: ModelProcess) -> None:
    pieces, _ = asked(model, free(most=60))
    text = "".join(each.text for each in pieces)
    assert text
    shorter, end = asked(model, free(most=60, end_texts=(text[3:5],)))
    assert end.end == "end"
    assert len(shorter) < len(pieces)


def test_a_cancelled_answer_ends_soon_and_the_next_one_comes(model: ModelProcess) -> None:
    pieces: list[Piece] = []
    found = model.answer(free(most=10_000, prompt=PROMPT[:5]), lambda: len(pieces) >= 3)
    for each in found:
        if isinstance(each, Piece):
            pieces.append(each)
        else:
            assert each.end == "cancelled"
    assert 3 <= len(pieces) < 500
    assert asked(model, free())[1].end == "most"


def test_an_answer_nobody_reads_to_its_end_is_cancelled(model: ModelProcess) -> None:
    found = model.answer(free(most=10_000, prompt=PROMPT[:5]))
    next(iter(found))
    found.close()
    assert asked(model, free())[1].end == "most"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"prompt": ()}, "prompt is empty"),
        ({"prompt": (5000,)}, "token 5000 is none of the model's 300"),
        ({"prompt": tuple([7] * 600)}, "600 tokens, and the model has room for 512"),
    ],
)
def test_what_can_not_be_asked_is_told(model: ModelProcess, fields: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        asked(model, free(**fields))
    assert asked(model, free())[1].end == "most"


def test_a_killed_process_is_told_and_comes_back(model: ModelProcess) -> None:
    found = model.answer(free(most=10_000, prompt=PROMPT[:5]))
    next(found)
    assert model.pid is not None
    os.kill(model.pid, signal.SIGKILL)
    with pytest.raises(PerfcoderError, match=r"ended \(SIGKILL\); it starts again"):
        list(found)
    assert model.pid is None
    assert asked(model, free())[1].end == "most"


def test_a_process_that_hangs_is_told_and_comes_back(model: ModelProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(process_module, "_SILENCE_S", 0.2)
        patch.setattr(process_module, "_GRACE_S", 0.1)
        found = model.answer(free(most=10_000, prompt=PROMPT[:5]))
        next(found)
        assert model.pid is not None
        os.kill(model.pid, signal.SIGSTOP)
        with pytest.raises(ModelDiedError, match=r"said nothing for 0.2 s; it starts again"):
            list(found)
    assert asked(model, free())[1].end == "most"


class Slow:
    """An engine that takes its time with a prompt."""

    vocabulary, context = 300, 512

    def __init__(self, path: Path, context: int, threads: int, cancelled: Callable[[], bool]) -> None:
        self._cancelled = cancelled

    def tokens(self, prompt: Sequence[int]) -> list[int]:
        return list(prompt)

    def prepare(self, prompt: Sequence[int]) -> int:
        return sum(self._cancelled() for _ in prompt[:3])

    def answer(self, ask: Generate) -> Iterator[object]:
        return iter(())


@pytest.mark.parametrize(("tell_s", "often"), [(0.0, 3), (1000.0, 0)])
def test_who_waits_for_a_long_prompt_hears_that_it_is_read(
    monkeypatch: pytest.MonkeyPatch, tell_s: float, often: int
) -> None:
    monkeypatch.setattr(child_module, "_TELL_S", tell_s)
    monkeypatch.setattr(child_module, "Engine", Slow)
    told: list[object] = []
    child = child_module._Child(told.append)
    child.do(Load(path=Path("slow.gguf"), context=512, threads=1))
    child.do(free(number=7, most=1))
    loaded, *working, end = told
    assert (type(loaded), working, type(end)) == (Loaded, [Working(number=7)] * often, Generated)


def test_a_file_that_was_replaced_is_loaded_again(tmp_path: Path) -> None:
    path = write_model(tmp_path / "model.gguf")
    model = ModelProcess(path, context=256, threads=1)
    before, _ = asked(model, free())
    write_model(tmp_path / "other.gguf", seed=2).replace(path)
    after, _ = asked(model, free())
    assert [each.token for each in before] != [each.token for each in after]
    path.unlink()
    with pytest.raises(ModelError, match=r"No such file.*perfcoder models list"):
        asked(model, free())
    model.close()


def test_the_process_goes_when_idle_and_comes_back(file: Path) -> None:
    model = ModelProcess(file, context=64, threads=1, idle_s=0.3)
    model.load()
    deadline = time.monotonic() + 30
    while model.pid is not None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert model.pid is None
    assert asked(model, free(prompt=PROMPT[:9]))[1].end == "most"
    model.close()


def test_a_model_can_be_loaded_before_it_is_asked(file: Path) -> None:
    model = ModelProcess(file, context=64, threads=1)
    model.begin()
    begun = model.pid
    assert begun is not None
    assert asked(model, free(prompt=PROMPT[:9]))[1].end == "most"
    model.begin()
    assert model.pid == begun
    model.close()
    assert model.pid is None


def test_what_is_closed_while_it_loads_is_gone(file: Path) -> None:
    model = ModelProcess(file, context=64, threads=1)
    model.begin()
    begun = model.pid
    model.close()
    assert model.pid is None
    assert begun is not None
    with pytest.raises(ProcessLookupError):
        os.kill(begun, 0)


def test_a_process_that_is_killed_while_nobody_asks_is_gone(file: Path) -> None:
    model = ModelProcess(file, context=64, threads=1)
    model.load()
    child = model.pid
    assert child is not None
    os.kill(child, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{child}").exists()
    assert asked(model, free(prompt=PROMPT[:9]))[1].end == "most"
    model.close()


def test_a_file_that_llama_cpp_refuses_is_one_line(tmp_path: Path) -> None:
    data = write_model(tmp_path / "model.gguf").read_bytes()
    path = tmp_path / "unknown.gguf"
    path.write_bytes(data.replace(b"llama", b"lhama"))
    model = ModelProcess(path, context=64, threads=1)
    model.begin()
    with pytest.raises(ModelError, match="unknown model architecture: 'lhama'") as caught:
        model.load()
    assert "\n" not in str(caught.value)
    assert model.pid is None
