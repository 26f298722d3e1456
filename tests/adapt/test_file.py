"""What stands in the GGUF file is what was learned, in the places where llama.cpp looks for it."""

import copy
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from minigiants.adapt import Recipe
from minigiants.adapt._base import matrices, need, with_matrices
from minigiants.adapt._write import read_adapter, write_adapter
from minigiants.models import read_gguf
from minigiants.models.llama.engine import Engine, RenderedPrompt

PROMPTS = ("The capital of France is", "Two and two make", "A red apple and a green")
SCALE = 0.1
"""Of the matrices: far more than a training changes."""
NEAR = 0.4
"""Share of the adapter's whole effect by which engine and PyTorch may differ: llama.cpp rounds to 8 bit on the way."""


@pytest.fixture(scope="module")
def model(base: Any) -> Any:
    """The base with matrices that change much, and that no two layers share."""
    torch = need("torch")
    made = with_matrices(copy.deepcopy(base), Recipe(rank=4, alpha=8))
    dice = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for name, value in matrices(made).items():
            if ".lora_B." in name:
                value.copy_(torch.randn(value.shape, generator=dice) * SCALE)
    return made


@pytest.fixture(scope="module")
def file(model: Any, base_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("adapter") / "adapter.gguf"
    write_adapter(model, target, base=base_path, alpha=8, about={"general.name": "a test"})
    return target


@pytest.fixture(scope="module")
def engine(base_path: Path, file: Path) -> Iterator[Engine]:
    held = Engine(base_path, context=512, adapters=[file])
    yield held
    held.close()


def test_a_written_adapter_is_read_back(model: Any, file: Path, base_path: Path) -> None:
    torch = need("torch")
    before = {name: value.detach().clone() for name, value in matrices(model).items()}
    with torch.no_grad():
        for value in matrices(model).values():
            value.zero_()

    read_adapter(model, file, base=base_path)

    for name, value in matrices(model).items():
        assert torch.allclose(value, before[name], atol=2e-3), name


def test_the_file_says_what_it_is(file: Path) -> None:
    said = read_gguf(file)

    assert said["general.type"] == "adapter"
    assert said["adapter.type"] == "lora"
    assert said["adapter.lora.alpha"] == 8
    assert said["general.architecture"] == "llama"


@pytest.mark.parametrize("text", PROMPTS)
def test_the_engine_says_with_the_adapter_what_pytorch_says(text: str, model: Any, file: Path, engine: Engine) -> None:
    torch = need("torch")
    tokens = tuple(engine.tokenize(text, special=True))
    with torch.no_grad():
        worn = torch.log_softmax(model(torch.tensor([tokens])).logits[0, -1], -1)
        with model.disable_adapter():
            plain = torch.log_softmax(model(torch.tensor([tokens])).logits[0, -1], -1)

    said = _tops(engine, tokens, file)
    bare = _tops(engine, tokens, None)

    effect = _apart(plain, said)
    assert effect > 0.3
    assert _apart(worn, said) < NEAR * effect
    assert _apart(plain, bare) < NEAR * effect


def test_every_slot_of_an_engine_for_several_requests_wears_its_adapter(
    model: Any, file: Path, base_path: Path
) -> None:
    torch = need("torch")
    several = Engine(base_path, context=512, parallel=2, adapter=file)
    try:
        for text in PROMPTS:
            tokens = tuple(several.tokenize(text, special=True))
            with torch.no_grad():
                worn = torch.log_softmax(model(torch.tensor([tokens])).logits[0, -1], -1)
                with model.disable_adapter():
                    plain = torch.log_softmax(model(torch.tensor([tokens])).logits[0, -1], -1)
            said = _tops(several, tokens, None)
            assert _apart(worn, said) < NEAR * _apart(plain, said)
    finally:
        several.close()


def _apart(one: Any, other: dict[int, float]) -> float:
    """Return the mean difference over the tokens of `other`."""
    return float(sum(abs(one[token].item() - value) for token, value in other.items()) / len(other))


def _tops(engine: Engine, tokens: tuple[int, ...], adapter: Path | None) -> dict[int, float]:
    """Return the log-probabilities of the five likeliest next tokens."""
    events = engine.run(
        RenderedPrompt(text="", tokens=tokens), max_tokens=1, adapter=adapter, logprobs=5, temperature=0
    )
    found = [c["logprobs"]["content"][0] for e in events for c in e.get("choices", ()) if c.get("logprobs")]
    tops = {top["id"]: float(top["logprob"]) for top in found[0]["top_logprobs"]}
    assert all(map(math.isfinite, tops.values()))
    return tops
