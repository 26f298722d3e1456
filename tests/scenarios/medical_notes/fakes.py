"""Services for notes without the real model: a scripted one, and the real vectors."""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk

from minigiants import grounding
from minigiants.pipeline import Services
from minigiants.retrieval import SentenceEmbeddings
from minigiants.settings import Settings
from scenarios.medical_notes.writing import Embed, Vectors
from tests import fakes
from tests.conftest import PULLED
from tests.fakes import Scripted


def silent(spoken: str) -> str:
    """Write nothing, so that the draft by rules stands."""
    return ""


class Writer(Scripted):
    """Answers a piece of a visit with what `says` makes of it."""

    says: Callable[[str], str] = silent

    def script(
        self, asked: str, on_progress: Callable[[str, int, int], None], **options: Any
    ) -> Iterator[AIMessageChunk]:
        on_progress("read", 1, 1)
        if said := self.says(asked):
            yield AIMessageChunk(content=said)
        about = {"finish_reason": "stop", "model_name": "scripted", "model_sha256": "ab", "seconds": 1.0}
        yield AIMessageChunk(content="", response_metadata=about, chunk_position="last")


@cache
def _embeddings() -> SentenceEmbeddings:
    name = Settings().embedding_model
    return SentenceEmbeddings(PULLED / name, id=name)


def vectors(texts: Sequence[str]) -> Vectors:
    """Return the real vectors: what was learned makes no sense of others."""
    return _embeddings().vectors(texts)


def services(model: BaseChatModel, embed: Embed = vectors) -> Services:
    return fakes.services(model=model, embed=embed, ground=grounding.check, clock=time.monotonic)
