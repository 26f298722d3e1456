"""What a pipeline is given in place of models and indexes: scripted, small, the same every time."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, FakeListChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import Field

from minigiants.pipeline import Services
from minigiants.privacy import OPEN
from minigiants.types import Claim, Hit, Passage

Vectors = np.ndarray[Any, np.dtype[np.float32]]


class Scripted(BaseChatModel):
    """A model that streams what its `script` says and keeps what it was asked."""

    asked: list[str] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def script(
        self, asked: str, on_progress: Callable[[str, int, int], None], **options: Any
    ) -> Iterator[AIMessageChunk]:
        """Yield the pieces of the answer."""
        raise NotImplementedError

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        raise AssertionError("the pipeline streams")

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        *,
        on_progress: Callable[[str, int, int], None] = lambda *_: None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        self.asked.append(messages[-1].text)
        for message in self.script(self.asked[-1], on_progress, **kwargs):
            yield ChatGenerationChunk(message=message)


def counting(*words: str) -> Callable[[Sequence[str]], Vectors]:
    """Return an embedder that counts these words; enough for near and far."""

    def embed(texts: Sequence[str]) -> Vectors:
        rows = np.array([[text.lower().count(word) for word in words] + [0.05] for text in texts], np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)

    return embed


def hit(number: int, text: str, *, similarity: float, document: str = "lease.pdf", heading: str = "") -> Hit:
    """Return the `number`th hit of a search, counted from 1; its passage begins at character 100 of page 3."""
    passage = Passage(
        id=f"p{number}",
        document_id="d",
        document=document,
        page=3,
        start=100,
        end=100 + len(text),
        text=text,
        heading=heading,
    )
    return Hit(
        passage=passage,
        score=1 / (60 + number),
        similarity=similarity,
        similarity_rank=number,
        text_score=12.0 * similarity,
        text_rank=number,
    )


def services(**parts: Any) -> Services:
    """Return services that find nothing, believe everything and stand still in time, but for the `parts` given."""
    standing: dict[str, Any] = {
        "model": FakeListChatModel(responses=["unused"]),
        "retrieve": lambda question, *, collection, limit: [],
        "embed": lambda texts: np.zeros((len(texts), 2), np.float32),
        "ground": lambda claim, evidence, *, question="": Claim(text=claim),
        "clock": lambda: 0.0,
        "new_id": lambda: uuid.uuid4().hex,
        "funnel": OPEN,
    }
    return Services(**standing | parts)
