"""Run several requests of a server at once, each in a slot of its own; what they begin with alike is read once."""

import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from minigiants.models.llama.reader import Native, Receive, common

WORTH = 128
"""Tokens from which a beginning is handed over: the file of its keys and values costs as much as reading a few."""
_FILE = "beginning"


class Beginning:
    """What many prompts begin with, as a model has read it: kept in a file of this user until the process ends."""

    def __init__(self) -> None:
        self.folder = tempfile.mkdtemp(prefix="minigiants-")
        self.tokens: Sequence[int] = ()
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)


Ask = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]
"""Posts a body to one of the server's endpoints."""


class SlotPool:
    """The slots of a server, what each of them has read, and the one beginning that all can take over."""

    def __init__(self, native: Native, ask: Ask, slots: int, beginning: Beginning) -> None:
        self._native, self._ask, self._beginning = native, ask, beginning
        self._read: dict[int, Sequence[int]] = dict.fromkeys(range(slots), ())
        self._idle = set(self._read)
        self._changed = threading.Condition()

    def complete(self, body: Mapping[str, Any], receive: Receive) -> None:
        """Run one request in the slot that has read most of it; waits while all are at work."""
        prompt = list(body["prompt"])
        with self._slot(prompt) as place:
            self._native.handle_completions({**body, "id_slot": place}, receive)

    @contextmanager
    def _slot(self, prompt: Sequence[int]) -> Iterator[int]:
        with self._changed:
            self._changed.wait_for(lambda: self._idle)
            place = max(self._idle, key=lambda place: (common(self._read[place], prompt), -place))
            self._idle.remove(place)
            try:
                self._hand_over(place, prompt)
            except BaseException:
                self._free(place, ())
                raise
        try:
            yield place
        except BaseException:
            prompt = ()  # nobody knows how far it was read
            raise
        finally:
            with self._changed:
                self._free(place, prompt)

    def _free(self, place: int, read: Sequence[int]) -> None:
        self._read[place] = read
        self._idle.add(place)
        self._changed.notify()

    def _hand_over(self, place: int, prompt: Sequence[int]) -> None:
        """Keep what a slot has read of a prompt for the others, or give it what is kept, whichever is more."""
        own, shared = common(self._read[place], prompt), common(self._beginning.tokens, prompt)
        if shared + WORTH <= own < len(prompt):
            # The slot is cut to what both prompts begin with, so that nothing of one request is written to the file; a
            # request that comes again is one request, and no beginning of several.
            beginning = list(prompt[:own])
            request = {"prompt": beginning, "max_tokens": 0, "n_predict": 0, "cache_prompt": True, "id_slot": place}
            self._native.handle_completions(request, lambda _: False)
            self._ask(f"/slots/{place}?action=save", {"filename": _FILE})
            self._beginning.tokens = beginning
        elif shared >= own + WORTH:
            self._ask(f"/slots/{place}?action=restore", {"filename": _FILE})
