"""Weigh a few given answers by the probabilities that the model gives to their tokens."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from minigiants.models.llama.engine import Engine, RenderedPrompt
from minigiants.models.llama.events import OnProgress
from minigiants.models.llama.native import EngineError

Tokens = tuple[int, ...]
Ask = Callable[[Tokens, Sequence[int]], Mapping[int, float]]
"""What was said so far and the tokens that may follow -> their probabilities, which sum to 1."""


def weigh(options: Mapping[str, Tokens], ask: Ask) -> dict[str, float]:
    """Return the probability of each option when nothing else may be said; they sum to 1.

    The model is asked only where options part, so a plain yes or no costs one token.

    >>> weigh({"yes": (1,), "no": (2,)}, lambda said, heads: {1: 0.75, 2: 0.25})
    {'yes': 0.75, 'no': 0.25}
    """
    if len(set(options.values())) < max(2, len(options)):
        raise ValueError(f"choose between at least two options that differ, not {list(options)!r}")
    known: dict[Tokens, Mapping[int, float]] = {}
    return {option: _path(tokens, list(options.values()), ask, known) for option, tokens in options.items()}


def _path(tokens: Tokens, every: Sequence[Tokens], ask: Ask, weights: dict[Tokens, Mapping[int, float]]) -> float:
    probability = 1.0
    for place, token in enumerate(tokens):
        head = tokens[:place]
        heads = sorted({other[place] for other in every if other[:place] == head and len(other) > place})
        if len(heads) > 1:
            if head not in weights:
                weights[head] = ask(head, heads)
            probability *= weights[head][token]
    return probability


def next_token(
    engine: Engine, prompt: RenderedPrompt, heads: Sequence[int], on_progress: OnProgress | None
) -> dict[int, float]:
    """Return the probabilities of the tokens `heads` after `prompt`, given that one of them follows."""
    # An equal bonus on these tokens keeps their odds and leaves the others no probability.
    options: dict[str, Any] = {
        "logit_bias": [[token, 100.0] for token in heads],
        "logprobs": len(heads),
        "post_sampling_probs": True,
        "samplers": ["temperature"],
        "temperature": 1.0,
    }
    chances: dict[int, float] = {}
    for event in engine.run(prompt, max_tokens=1, on_progress=on_progress, **options):
        for choice in event.get("choices", ()):
            for token in (choice.get("logprobs") or {}).get("content", [])[:1]:
                chances |= {top["id"]: float(top["prob"]) for top in token["top_probs"]}
    total = sum(chances.get(token, 0.0) for token in heads)
    if not total:
        raise EngineError("the engine gave no probabilities")
    return {token: chances.get(token, 0.0) / total for token in heads}
