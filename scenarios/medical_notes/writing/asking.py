"""Let the model read a visit once, and ask it for one part of the note after the other."""

import contextlib
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage, HumanMessage, SystemMessage

from minigiants.answering import generated
from minigiants.pipeline import Event
from minigiants.types import Generation

from .lines import goes_in_circles
from .requests import PROMPT_SHA256, SYSTEM, VISIT

SEED = 0
LONGEST = 180
"""Tokens of one answer: twelve lines."""
_CONTEXT = 4096
"""Tokens of a model that does not say how many it takes."""
_TOKENS_A_WORD = 1.6

OnEvent = Callable[[Event], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A visit that is put before the model: every request repeats the same beginning, which is read once."""

    dialogue: str
    """Without personal data."""
    model: BaseChatModel
    on_event: OnEvent
    late: Callable[[], bool]
    """Whether the time is up."""

    def ahead(self) -> None:
        """Let the model read the dialogue and write nothing: what is asked later is answered the sooner."""
        for _ in self._chunks("", 1):
            pass

    def ask(self, request: str) -> Generation:
        """Return what the model answers in whole lines; it is stopped when the time is up or it goes in circles."""
        whole = AIMessageChunk(content="")
        with contextlib.closing(self._chunks(request, LONGEST)) as chunks:
            for chunk in chunks:
                whole += chunk
                if chunk.text:
                    self.on_event(Event(stage="write", text=chunk.text))
                if self.late() or ("\n" in chunk.text and goes_in_circles(whole.text)):
                    break
        answer = generated(whole, seed=SEED, prompt_sha256=PROMPT_SHA256)
        finished = whole.response_metadata.get("finish_reason") == "stop"
        return answer if finished else replace(answer, text=answer.text.rpartition("\n")[0])

    def _chunks(self, request: str, most: int) -> Generator[AIMessageChunk, None, None]:
        def on_progress(stage: str, done: int, total: int) -> None:
            self.on_event(Event(stage=stage, done=done, total=total))

        messages = _messages(self.dialogue, request)
        found = self.model.stream(messages, seed=SEED, max_tokens=most, on_progress=on_progress, avoid_loops=True)
        return cast("Generator[AIMessageChunk, None, None]", found)


def _messages(dialogue: str, request: str) -> Sequence[BaseMessage]:
    user = VISIT.render(dialogue=dialogue, request=request)
    return [SystemMessage(SYSTEM.text), HumanMessage(user)]


def fits(dialogue: str, request: str, model: BaseChatModel) -> bool:
    """Tell whether a model can take a dialogue, a request and its answer together."""
    messages = _messages(dialogue, request)
    count = getattr(model, "count_tokens", None)
    words = sum(len(str(message.content).split()) for message in messages)
    tokens = count(messages) if count else int(_TOKENS_A_WORD * words)
    return bool(tokens + LONGEST <= int(getattr(model, "context", _CONTEXT)))
