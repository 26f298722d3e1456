"""Ask the model for the lines of a note that the pieces of a visit become, several at once where it can."""

import contextlib
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import islice
from typing import cast

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage

from minigiants.answering import generated
from minigiants.pipeline import Event
from minigiants.types import Generation

from .requests import PROMPT_SHA256, STYLE, lines_request, request, stretch_request

SEED = 0
LONGEST = 60
"""Tokens of a line."""
LONGEST_OF_STRETCH = 220
"""Tokens of the lines of a stretch."""
ABREAST = 4
"""Pieces that are written at once: a token of four costs hardly more than one of a single piece."""
_WAITING = 2
"""Pieces that wait for one of these to end, so that none of them stands idle."""
_CONTEXT = 1536
"""Tokens of the examples, which are 900, of a piece or a stretch and of its lines."""
_ADAPTER = "medical_notes lines"
_LONG = 400
"""Words of a piece that might not have room in that, and is asked by itself."""
_TICK = 0.2
"""Seconds between two looks at whether somebody still waits."""

OnEvent = Callable[[Event], None]


class _AbandonedError(RuntimeError):
    """Nobody waits for what is written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LineTask:
    """What the model is asked to make of what was said."""

    request: Callable[[str, str], list[BaseMessage]]
    """Of what was said, in a style."""
    longest: int
    """Tokens of what it writes."""
    one_line: bool = False
    adapter: str = ""
    """Task whose adapter it takes; empty for the model as it comes."""


OF_PIECE = LineTask(request=request, longest=LONGEST, one_line=True)
OF_STRETCH = LineTask(request=stretch_request, longest=LONGEST_OF_STRETCH)
LEARNED = LineTask(request=lines_request, longest=LONGEST_OF_STRETCH, adapter=_ADAPTER)
"""Lines of a stretch, each after its part, in the style that was learned."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scribe:
    """The model as it is asked for lines."""

    model: BaseChatModel
    on_event: OnEvent
    style: str = STYLE
    task: LineTask = OF_PIECE

    @property
    def learned(self) -> bool:
        """Whether it says of each line in which part it stands."""
        return bool(self.task.adapter)

    def for_stretches(self) -> "Scribe":
        """Return it as it is asked for the lines of stretches: by an adapter where the model has one for the style."""
        learned = replace(self, task=LEARNED)
        own = self.style == STYLE and bool(learned._abreast()._adapter)
        return learned if own else replace(self, task=OF_STRETCH)

    def ahead(self) -> None:
        """Let the model read what every request begins with, and write nothing."""
        for _ in self._abreast()._chunks("", 1):
            pass

    def each(self, spoken: Iterable[str], go: Callable[[], bool]) -> Generator[Generation, None, None]:
        """Yield the line of each piece, in order, as long as `go` holds before it is sent.

        The first is asked alone where examples stand before it: it reads these, which are the same for all, once.
        """
        pieces, side = iter(spoken), self._abreast()
        for first in islice(pieces, 0 if self.learned else 1):
            if go():
                yield side.ask(first)
        if side is self:
            for text in pieces:
                if not go():
                    return
                yield self.ask(text)
        else:
            yield from self._several(pieces, side, go)

    def ask(self, spoken: str) -> Generation:
        """Return what the model makes of a piece or a stretch without personal data; empty when it is not whole."""
        whole = AIMessageChunk(content="")
        with contextlib.closing(self._chunks(spoken, self.task.longest)) as chunks:
            for chunk in chunks:
                whole += chunk
                if chunk.text:
                    self.on_event(Event(stage="write", text=chunk.text))
                if self.task.one_line and "\n" in whole.text.strip():
                    break
        self.on_event(Event(stage="write", text="\n"))
        return generated(whole, seed=SEED, prompt_sha256=PROMPT_SHA256)

    def _several(
        self, pieces: Iterator[str], side: "Scribe", go: Callable[[], bool]
    ) -> Generator[Generation, None, None]:
        """Yield the lines of pieces of which some are written at once; events come from this thread alone."""
        abandoned = threading.Event()

        def heed(event: Event) -> None:
            if abandoned.is_set():
                raise _AbandonedError("nobody waits for this line")

        plain = OF_STRETCH if self.task.adapter else self.task
        silent = replace(side, on_event=heed), replace(self, on_event=heed, task=plain)
        with ThreadPoolExecutor(ABREAST, thread_name_prefix="scribe") as pool:
            queue: deque[Future[Generation]] = deque()
            try:
                while True:
                    for text in islice(pieces, ABREAST + _WAITING - len(queue)) if go() else ():
                        queue.append(pool.submit(silent[len(text.split()) > _LONG].ask, text))
                    if not queue:
                        return
                    while wait([queue[0]], timeout=_TICK).not_done:
                        self.on_event(Event(stage="write"))
                    generation = queue.popleft().result()
                    self.on_event(Event(stage="write", text=f"{generation.text}\n"))
                    yield generation
            finally:
                abandoned.set()

    def _abreast(self) -> "Scribe":
        """Return this scribe with the model as it writes several lines at once, or itself."""
        abreast = getattr(self.model, "abreast", None)
        model = abreast(ABREAST, context=_CONTEXT, task=self.task.adapter) if abreast else self.model
        return self if model is self.model else replace(self, model=model)

    @property
    def _adapter(self) -> object:
        """The adapter that every request wears, if any."""
        return getattr(self.model, "adapter", None)

    def _chunks(self, spoken: str, most: int) -> Generator[AIMessageChunk, None, None]:
        def on_progress(stage: str, done: int, total: int) -> None:
            self.on_event(Event(stage=stage, done=done, total=total))

        messages = self.task.request(spoken, self.style)
        found = self.model.stream(messages, seed=SEED, max_tokens=most, on_progress=on_progress, avoid_loops=True)
        return cast("Generator[AIMessageChunk, None, None]", found)
