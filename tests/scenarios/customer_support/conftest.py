"""A shop with a few passages, vectors of words, and a model that says one sentence."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from langchain_core.language_models import BaseChatModel, FakeListChatModel

from minigiants import grounding
from minigiants.pipeline import Services
from minigiants.types import Hit
from tests import fakes

TEXTS = (
    ("Delivery", "A parcel costs 4.90 euros. Orders of 60 euros or more are delivered free of charge."),
    ("Returns", "Unused goods can be returned within 30 days. Helmets need an unbroken seal."),
    ("Workshop", "A full service costs 119 euros. The workshop is closed on Sunday."),
)
Vectors = np.ndarray[Any, np.dtype[np.float32]]


def embed(texts: Sequence[str]) -> Vectors:
    """Count words: texts that share words are near each other."""
    rows = np.full((len(texts), 97), 0.01, np.float32)
    for row, text in zip(rows, texts, strict=True):
        for word in re.findall(r"[a-z0-9]+", text.lower()):
            row[sum(map(ord, word)) % 97] += 1
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def retrieve(question: str, *, collection: str, limit: int) -> list[Hit]:
    """Return all passages, the nearest first."""
    near = embed([question, *(text for _, text in TEXTS)])
    similar = near[1:] @ near[0]
    order = np.argsort(-similar)
    return [
        fakes.hit(
            rank,
            TEXTS[i][1],
            similarity=float(similar[i]),
            document=f"{TEXTS[i][0].lower()}.md",
            heading=TEXTS[i][0],
        )
        for rank, i in enumerate(order, start=1)
    ]


@pytest.fixture
def services() -> Services:
    """Return services whose model says that a parcel costs 4.90 euros."""
    return fakes.services(
        model=FakeListChatModel(responses=["A parcel costs 4.90 euros."]),
        retrieve=retrieve,
        embed=embed,
        ground=grounding.check,
        new_id=lambda: "a1",
    )


@pytest.fixture
def with_model(services: Services) -> Callable[[BaseChatModel], Services]:
    """Return the same services with another model."""
    return lambda model: replace(services, model=model)
