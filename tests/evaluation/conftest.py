"""A small data set in CLAPnq's form, and models made by hand: bags of words, and prepared sentences."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from langchain_core.language_models import BaseChatModel, FakeListChatModel

from minigiants.evaluation import Setup
from minigiants.settings import Settings

TOPICS = {
    "Heron": "The grey heron eats fish and frogs . It stands still for hours . It nests in tall trees .",
    "Basalt": "Basalt is a dark volcanic rock . It cools fast at the surface . It covers the ocean floor .",
    "Sourdough": "Sourdough bread rises with wild yeast . The starter is fed daily . It tastes sour .",
    "Sextant": "A sextant measures angles between stars . Sailors used it for navigation . It has two mirrors .",
}


class WordEmbeddings:
    """Unit vectors of hashed words: texts that share words are near each other. It breaks on the word `poison`."""

    id = "words"

    def __init__(self, poison: str = "") -> None:
        self.poison = poison

    def vectors(self, texts: Sequence[str], *, on_progress: Callable[[int, int], None] | None = None) -> Any:
        if self.poison and any(self.poison in text for text in texts):
            raise RuntimeError(f"the secret {texts[0]}")
        rows = np.full((len(texts), 64), 1e-3, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                row[sum(word.strip("?.,").encode()) % 64] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def entry(number: int, title: str, question: str, sentences: Sequence[str]) -> dict[str, Any]:
    answers = [{"answer": " ".join(sentences), "selected_sentences": [f"{s}&" for s in sentences]}]
    return {
        "id": str(number),
        "input": question,
        "passages": [{"title": title, "text": TOPICS[title]}],
        "output": answers if sentences else [{"answer": "", "selected_sentences": []}],
    }


@pytest.fixture
def clapnq(tmp_path: Path) -> Path:
    """Write the data set and return its folder."""
    answerable = [
        entry(1, "Heron", "what does the grey heron eat", ["The grey heron eats fish and frogs ."]),
        entry(2, "Basalt", "what is basalt rock", ["Basalt is a dark volcanic rock .", "It covers the ocean floor ."]),
    ]
    other = [
        entry(3, "Sourdough", "who invented the telephone in which year", []),
        entry(4, "Sextant", "when was the treaty of Westphalia signed", []),
    ]
    folder = tmp_path / "data" / "clapnq"
    folder.mkdir(parents=True)
    for name, lines in (("answerable", answerable), ("unanswerable", other)):
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (folder / f"clapnq_dev_{name}.jsonl").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def setup_with(home: Path, clapnq: Path) -> Callable[[BaseChatModel], Setup]:
    """Make a setup around a chat model."""
    settings = Settings(home=home, data=clapnq.parent)
    return lambda model: Setup(
        settings=settings, model=model, name="prepared", model_sha256="0" * 64, embeddings=WordEmbeddings()
    )


@pytest.fixture
def heron_model() -> BaseChatModel:
    """Return a model that answers everything with the heron's sentence."""
    return FakeListChatModel(responses=["The grey heron eats fish and frogs."])
