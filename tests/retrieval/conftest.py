"""A library in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from minigiants.retrieval import Library
from tests.retrieval.making import WordEmbeddings


@pytest.fixture
def embeddings() -> WordEmbeddings:
    return WordEmbeddings()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def library(folder: Path, embeddings: WordEmbeddings) -> Iterator[Library]:
    library = Library(folder, embeddings, wait_seconds=20)
    yield library
    library.close()
