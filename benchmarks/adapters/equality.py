"""Hold the engine with an adapter against the merged model in PyTorch: the same greedy words, but for near ties.

`python -m benchmarks.adapters.equality ADAPTER` asks the scenario's own examples. PyTorch reads what the engine wrote
and says where it would have gone on with another token, and how much likelier that one is to it.
"""

import argparse
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minigiants import models
from minigiants.adapt import Recipe
from minigiants.adapt._base import load_base, need, with_matrices
from minigiants.adapt._train import lesson_of
from minigiants.adapt._write import read_adapter
from minigiants.models.llama.engine import Engine, RenderedPrompt
from minigiants.services import adapter_places
from minigiants.settings import Settings

NEAR = 0.5
"""Difference of log-probabilities up to which two tokens count as near."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parting:
    """A place where the two would have gone on differently."""

    place: int
    gap: float
    """How much likelier PyTorch's token is to PyTorch, as a difference of log-probabilities."""


def written(engine: Engine, tokens: tuple[int, ...], adapter: Path, most: int) -> tuple[int, ...]:
    """Return the tokens that the engine writes greedily."""
    events = engine.run(
        RenderedPrompt(text="", tokens=tokens), max_tokens=most, adapter=adapter, logprobs=1, temperature=0, top_k=1
    )
    found = [c["logprobs"]["content"] for e in events for c in e.get("choices", ()) if c.get("logprobs")]
    return tuple(int(token["id"]) for content in found for token in content)


def partings(model: Any, tokens: tuple[int, ...], said: tuple[int, ...]) -> list[Parting]:
    """Return where PyTorch would have written another token than `said`, having read what comes before."""
    torch = need("torch")
    with torch.no_grad():
        logits = model(torch.tensor([[*tokens, *said]])).logits[0, len(tokens) - 1 : -1]
    chances = torch.log_softmax(logits, -1)
    found = []
    for place, token in enumerate(said):
        gap = float(chances[place].max() - chances[place][token])
        if gap > 0:
            found.append(Parting(place=place, gap=gap))
    return found


def main() -> None:
    """Compare, and print a line for each parting and the sum."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("adapter")
    arguments.add_argument("--scenario", default="medical_notes")
    arguments.add_argument("--prompts", type=int, default=50)
    arguments.add_argument("--tokens", type=int, default=48)
    wanted = arguments.parse_args()
    settings = Settings()
    found = models.adapters(adapter_places(settings, wanted.scenario))[wanted.adapter]
    base = models.locate(found.card.base, settings.models_folder)
    recipe = Recipe(rank=found.card.recipe["rank"], alpha=found.card.recipe["alpha"])
    engine = Engine(base, context=2048, adapters=[found.path], speculate=False)
    chat = models.ChatLlamaCpp(path=base, context=2048)
    examples = random.Random(0).sample(lesson_of(wanted.scenario, settings).examples, wanted.prompts)
    asked = [tuple(chat.prompt_tokens([dict(message) for message in example.messages])) for example in examples]
    said = [written(engine, tokens, found.path, wanted.tokens) for tokens in asked]
    engine.close()
    model = with_matrices(load_base(base), recipe)
    read_adapter(model, found.path, base=base)
    merged = model.merge_and_unload()
    same = near = 0
    for example, tokens, words in zip(examples, asked, said, strict=True):
        apart = partings(merged, tokens, words)
        same += not apart
        near += bool(apart) and all(p.gap <= NEAR for p in apart)
        for parting in apart:
            print(f"{example.id}: token {parting.place} of {len(words)}, gap {parting.gap:.3f}")
    other = len(said) - same - near
    print(f"{len(said)} prompts: {same} the same, {near} but for near ties (gaps up to {NEAR}), {other} not")


if __name__ == "__main__":
    main()
