"""Ask the model for the line of a note that a piece of the visit becomes."""

import contextlib
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import cast

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk

from minigiants.answering import generated
from minigiants.pipeline import Event
from minigiants.types import Generation

from .requests import PROMPT_SHA256, STYLE, request

SEED = 0
LONGEST = 60
"""Tokens of a line."""

OnEvent = Callable[[Event], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Scribe:
    """The model as it is asked for lines."""

    model: BaseChatModel
    on_event: OnEvent
    style: str = STYLE

    def ahead(self) -> None:
        """Let the model read what every request begins with, and write nothing."""
        for _ in self._chunks("", 1):
            pass

    def ask(self, spoken: str) -> Generation:
        """Return the line that the model makes of a piece without personal data; empty when it is not whole."""
        whole = AIMessageChunk(content="")
        with contextlib.closing(self._chunks(spoken, LONGEST)) as chunks:
            for chunk in chunks:
                whole += chunk
                if chunk.text:
                    self.on_event(Event(stage="write", text=chunk.text))
                if "\n" in whole.text.strip():
                    break
        self.on_event(Event(stage="write", text="\n"))
        return generated(whole, seed=SEED, prompt_sha256=PROMPT_SHA256)

    def _chunks(self, spoken: str, most: int) -> Generator[AIMessageChunk, None, None]:
        def on_progress(stage: str, done: int, total: int) -> None:
            self.on_event(Event(stage=stage, done=done, total=total))

        messages = request(spoken, self.style)
        found = self.model.stream(messages, seed=SEED, max_tokens=most, on_progress=on_progress, avoid_loops=True)
        return cast("Generator[AIMessageChunk, None, None]", found)
