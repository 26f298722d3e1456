"""Services for notes without the real model: a scripted one, and vectors that count words."""

import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import Field

from minigiants import grounding
from minigiants.pipeline import Services
from minigiants.retrieval import SentenceEmbeddings
from minigiants.settings import Settings
from scenarios.medical_notes.learned import Embed, Vectors
from tests.conftest import PULLED


class Writer(BaseChatModel):
    """Says for each statement what `says` makes of it; keeps what it was asked."""

    says: Callable[[str], str] = lambda statement: statement
    asked: list[str] = Field(default_factory=list)
    fails: bool = False

    @property
    def _llm_type(self) -> str:
        return "scripted"

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
        if self.fails:
            raise RuntimeError("the process ended here")
        self.asked.append(messages[-1].text)
        on_progress("read", 1, 1)
        for line in messages[-1].text.splitlines():
            if line.startswith("- "):
                yield ChatGenerationChunk(message=AIMessageChunk(content=self.says(line[2:]) + "\n"))
        about = {"finish_reason": "stop", "model_name": "scripted", "model_sha256": "ab", "seconds": 1.0}
        yield ChatGenerationChunk(message=AIMessageChunk(content="", response_metadata=about, chunk_position="last"))


@cache
def _embeddings() -> SentenceEmbeddings:
    name = Settings().embedding_model
    return SentenceEmbeddings(PULLED / name, id=name)


def vectors(texts: Sequence[str]) -> Vectors:
    """Return the real vectors: what was learned makes no sense of others."""
    return _embeddings().vectors(texts)


def services(model: BaseChatModel, embed: Embed = vectors) -> Services:
    return Services(
        model=model,
        retrieve=lambda question, *, collection, limit: [],
        embed=embed,
        ground=grounding.check,
        clock=time.monotonic,
        new_id=lambda: uuid.uuid4().hex,
    )
