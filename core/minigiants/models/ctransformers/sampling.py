"""Draw the next token from a model's scores, the same one for the same seed, and say how probable it was."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

Scores = np.ndarray[Any, np.dtype[np.float32]]
TOP_K, TOP_P = 40, 0.95


class Sampler:
    """Draws tokens by the options of a request, which have llama.cpp's names."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._temperature = float(options.get("temperature", 0))
        self._dice = np.random.default_rng(int(options.get("seed", 0)) % 2**63)
        self._bias = [(int(token), float(bias)) for token, bias in options.get("logit_bias", ())]
        self._plain = "samplers" in options
        self._dry = float(options.get("dry_multiplier", 0)), int(options.get("dry_allowed_length", 16))

    def scores(self, logits: Scores, recent: Sequence[int]) -> Scores:
        """Return the logits with the request's bias and what keeps it from going in circles."""
        scores = np.array(logits, dtype=np.float32)
        for token, bias in self._bias:
            scores[token] += bias
        factor, allowed = self._dry
        for token, length in repeats(recent, allowed).items() if factor else ():
            scores[token] -= factor * 1.75 ** (length - allowed)
        return scores

    def draw(self, scores: Scores) -> int:
        """Return the best token, or one drawn by its probability where the request has a temperature."""
        if not self._temperature:
            return int(np.argmax(scores))
        order = np.argsort(scores)[::-1] if self._plain else np.argsort(scores)[: -TOP_K - 1 : -1]
        weights = np.exp((scores[order] - scores[order[0]]).astype(np.float64) / self._temperature)
        weights /= weights.sum()
        kept = len(order) if self._plain else int(np.searchsorted(np.cumsum(weights), TOP_P)) + 1
        return int(self._dice.choice(order[:kept], p=weights[:kept] / weights[:kept].sum()))


def repeats(recent: Sequence[int], allowed: int) -> dict[int, int]:
    """Return the tokens that would go on repeating a phrase of at least `allowed` tokens, and how long it is.

    >>> repeats([1, 2, 3, 1, 2], 2)
    {3: 2}
    """
    lengths: dict[int, int] = {}
    for place in range(len(recent) - 1):
        length = 0
        while length <= place and recent[place - length] == recent[-1 - length]:
            length += 1
        if length >= allowed:
            token = recent[place + 1]
            lengths[token] = max(length, lengths.get(token, 0))
    return lengths


def told(scores: Scores, token: int, many: int, text: Callable[[int], str], *, sampled: bool) -> dict[str, Any]:
    """Return the probabilities of `token` and of the `many` best as llama.cpp tells them.

    With `sampled` they are given as probabilities ("prob"), else as logarithms ("logprob").
    """
    shifted = scores.astype(np.float64) - float(np.max(scores))
    logprobs = shifted - np.log(np.exp(shifted).sum())
    best = np.argsort(logprobs)[::-1][:many]
    value, tops = ("prob", "top_probs") if sampled else ("logprob", "top_logprobs")

    def one(each: int) -> dict[str, Any]:
        logprob = float(logprobs[each])
        return {"id": int(each), "token": text(int(each)), value: float(np.exp(logprob)) if sampled else logprob}

    return {"content": [{**one(token), tops: [one(each) for each in best]}]}
