"""What PyTorch trains is what llama.cpp runs, and what is made token by token is what is read at once."""

from itertools import pairwise
from pathlib import Path

import pytest
from extras import need

torch = need("torch", "train")

from models.network.decode import answers  # noqa: E402
from models.network.ordered import begin_alike  # noqa: E402
from models.network.shape import Shape  # noqa: E402
from models.network.transformer import Cache, Network  # noqa: E402
from perfcoder_lsp.errors import UsageError  # noqa: E402
from perfcoder_lsp.plan.model.gguf import read_header  # noqa: E402
from perfcoder_lsp.plan.model.messages import Generate, Piece, Rounds  # noqa: E402
from perfcoder_lsp.plan.model.process import ModelProcess  # noqa: E402
from perfcoder_lsp.plan.reading.prompt import ORDERED, VOCABULARY, fingerprint  # noqa: E402

SHAPE = Shape(width=64, layers=2, heads=4, feed_forward=96, context=256)
ROUNDS = Rounds(questions=((40, 10), (40, 11), (41, 12), (42, 13)), choices=(50, 51, 52), end=1)


def network(seed: int = 1) -> Network:
    """Random weights, so large that tokens differ clearly in likelihood."""
    torch.manual_seed(seed)
    made = Network(SHAPE)
    for each in made.parameters():
        if each.dim() > 1:
            torch.nn.init.normal_(each, std=0.25)
    return made


def prompt(seed: int, length: int = 60) -> list[int]:
    return torch.randint(60, len(VOCABULARY), (length,), generator=torch.Generator().manual_seed(seed)).tolist()


def test_what_is_read_in_parts_is_what_is_read_at_once() -> None:
    made, tokens = network(), torch.tensor([prompt(1), prompt(2)])
    whole = made(tokens)
    cache = Cache()
    ends = (0, 40, 41, 48, 50, 60)
    parts = [made(tokens[:, begin:end], cache) for begin, end in pairwise(ends)]
    assert torch.allclose(torch.cat(parts, dim=1), whole, atol=1e-4)
    assert cache.length == 60


def test_later_tokens_change_nothing_before_them() -> None:
    made, tokens = network(), torch.tensor([prompt(1)])
    changed = tokens.clone()
    changed[0, 40:] += 1
    before, after = made(tokens), made(changed)
    assert torch.allclose(before[:, :40], after[:, :40], atol=1e-5)
    assert not torch.allclose(before[:, 40:], after[:, 40:], atol=1e-1)


def test_answers_follow_the_rounds_and_depend_on_the_seed() -> None:
    made = network()
    drawn = [
        answers(made, prompt(3), ROUNDS, 4, temperature=4.0, generator=torch.Generator().manual_seed(seed))
        for seed in (1, 1, 2)
    ]
    assert drawn[0] == drawn[1] != drawn[2]
    for answer in (*drawn[0], *drawn[2]):
        assert tuple(zip(answer[0::3], answer[1::3], strict=True)) == ROUNDS.questions
        assert set(answer[2::3]) <= set(ROUNDS.choices)
    greedy = answers(made, prompt(3), ROUNDS)
    assert answers(made, prompt(3), ROUNDS, 3) == greedy * 3


def test_llama_cpp_gives_the_same_greedy_tokens(tmp_path: Path) -> None:
    need("llama_cpp", "model")
    need("gguf", "train")
    from models.export import gguf_file

    made, path = network(), tmp_path / "small.gguf"
    gguf_file.write(path, made, {gguf_file.DATA_KEY: "0" * 64})
    header = read_header(path)
    assert header.values["perfcoder.vocabulary"] == fingerprint()
    assert header.values[gguf_file.DATA_KEY] == "0" * 64
    assert header.shape.vocabulary == len(VOCABULARY)
    model = ModelProcess(path, context=SHAPE.context, threads=1)
    try:
        for seed in range(8):
            asked = prompt(seed, 100)
            ask = Generate(number=0, prompt=tuple(asked), rounds=ROUNDS, most=50)
            told = [each.token for each in model.answer(ask) if isinstance(each, Piece)]
            assert [told] == answers(made, asked, ROUNDS)
            free = Generate(number=0, prompt=tuple(asked), most=20)
            said = [each.token for each in model.answer(free) if isinstance(each, Piece)]
            assert len(said) > 0
            for token in said:  # without a constraint, each token is the likeliest one of all; they differ by 2
                logits = made(torch.tensor([asked]))[0, -1].detach()
                assert float(logits.max() - logits[token]) < 0.1
                asked.append(token)
    finally:
        model.close()


def test_tokens_that_mean_more_and_more_begin_alike() -> None:
    torch.manual_seed(3)
    made = Network(Shape(width=256, layers=1, heads=4, feed_forward=32, context=64))
    before = made.embedding.weight.detach().clone()
    begin_alike(made)
    after = made.embedding.weight.detach()
    places = {word: number for number, word in enumerate(VOCABULARY)}

    def alike(one: str, other: str) -> float:
        return float(torch.cosine_similarity(after[places[one]], after[places[other]], dim=0))

    assert ("top:4", "top:5") in {pair for kind in ORDERED for pair in pairwise(kind)}
    for name in ("top", "words", "trips"):
        assert alike(f"{name}:4", f"{name}:5") > 0.8 > alike(f"{name}:4", f"{name}:8") > 0.4
    assert abs(alike("top:4", "words:4")) < 0.3
    assert torch.allclose(after.norm(dim=1), before.norm(dim=1), rtol=0.3)
    assert torch.equal(after[places["in:main"]], before[places["in:main"]])
    assert torch.equal(after[places["top:?"]], before[places["top:?"]])


def test_a_shape_that_can_not_be_is_told() -> None:
    with pytest.raises(ValueError, match="heads"):
        Shape(width=64, heads=5)
    assert UsageError.exit_status == 2
