"""Read a prompt in pieces of under a second, so that giving up while it is read frees the model at once."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from minigiants.models.llama.adapters import slot, wearing

Receive = Callable[[Mapping[str, Any]], bool]
"""Takes one event of a running request; returning True stops the request."""

PIECE_SECONDS = 0.8
"""How long one piece may take: llama.cpp by itself hears of a stop only when it has begun its next batch."""
PIECES = (48, 512)
"""Tokens of the smallest and of the largest piece; pieces of 30 are read a fifth slower than pieces of 50."""


class Native(Protocol):
    """What is used of `xllamacpp.Server`."""

    listening_address: str

    def handle_completions(self, prompt: dict[str, Any], callback: Receive) -> None:
        """Run a completion request, handing each event to `callback`."""
        ...


class SlotReader:
    """Runs the requests of a server, one at a time, and knows what the prefix cache of each slot holds."""

    def __init__(self, native: Native, tokenize: Callable[[str], Sequence[int]]) -> None:
        self._native, self._tokenize = native, tokenize
        self._held: dict[int, list[int]] = {}
        self._speed = 40.0

    def complete(self, body: Mapping[str, Any], receive: Receive) -> None:
        """Read the prompt piece by piece, then run the request; `receive` may stop both."""
        prompt = list(body["prompt"])
        place, worn = slot(body), wearing(body)
        cached = common(self._held.get(place, []), prompt)
        if not self._read(prompt, cached, receive, worn):
            return
        parts: list[str] = []

        def follow(event: Mapping[str, Any]) -> bool:
            parts.extend(str(choice.get("text") or "") for choice in event.get("choices") or ())
            return receive(told(event, cached))

        self._held[place] = prompt
        self._native.handle_completions(dict(body), follow)
        # A conversation goes on behind what was said, which is in the cache as well.
        self._held[place] = [*prompt, *self._tokenize("".join(parts))]

    def _read(self, prompt: Sequence[int], cached: int, receive: Receive, worn: Mapping[str, Any]) -> bool:
        """Read all but the last piece into the cache; False when `receive` gave up."""
        position = cached
        while len(prompt) - position > (piece := self._piece()):
            position += piece
            started = time.monotonic()
            failures = self._hold(prompt[:position], worn)
            self._speed = piece / max(time.monotonic() - started, 0.001)
            progress = {"total": len(prompt), "cache": cached, "processed": position}
            if receive(failures[0] if failures else {"prompt_progress": progress}) or failures:
                return False
        return True

    def _hold(self, tokens: Sequence[int], worn: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """Read `tokens` into the cache and return the events that tell of a failure."""
        failures: list[Mapping[str, Any]] = []

        def look(event: Mapping[str, Any]) -> bool:
            if event.get("error"):
                failures.append(event)
            return False

        request = {"prompt": list(tokens), "max_tokens": 0, "n_predict": 0, "cache_prompt": True, **worn}
        self._native.handle_completions(request, look)
        self._held[slot(worn)] = list(tokens)
        return failures

    def _piece(self) -> int:
        least, most = PIECES
        return max(least, min(most, int(self._speed * PIECE_SECONDS)))


def common(one: Sequence[int], other: Sequence[int]) -> int:
    """Return how many leading tokens are the same.

    >>> common([1, 2, 3], [1, 2, 4, 5])
    2
    """
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def told(event: Mapping[str, Any], cached: int) -> Mapping[str, Any]:
    """Return the event as if the prompt had been read in one go, `cached` tokens of it from the cache.

    >>> told({"prompt_progress": {"total": 9, "cache": 7, "processed": 9}}, 2)["prompt_progress"]["cache"]
    2
    """
    changed = dict(event)
    if progress := event.get("prompt_progress"):
        changed["prompt_progress"] = {**progress, "cache": min(cached, progress["cache"])}
    if timings := event.get("timings"):
        before = min(cached, timings.get("cache_n", 0))
        changed["timings"] = {**timings, "cache_n": before}
    return changed
