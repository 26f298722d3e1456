"""The real embedding model behind LangChain's interface."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings
from langchain_tests.integration_tests import EmbeddingsIntegrationTests
from langchain_tests.unit_tests import EmbeddingsUnitTests

from minigiants.retrieval import EmbeddingModelMissing, Library, SentenceEmbeddings
from minigiants.settings import Settings
from tests.retrieval.making import found, put

PULLED = Path(os.environ.get("MINIGIANTS_TEST_EMBEDDINGS") or Settings().models_folder / "all-minilm-l6-v2")
"""Read once, before any test moves the home folder."""


def pulled() -> Path:
    if not PULLED.is_dir():
        pytest.fail(f"no embedding model in {str(PULLED)!r}: run `make setup`, or set MINIGIANTS_TEST_EMBEDDINGS")
    return PULLED


@pytest.fixture(scope="module")
def minilm() -> SentenceEmbeddings:
    return SentenceEmbeddings(pulled(), id="all-minilm-l6-v2")


class _Given:
    @property
    def embeddings_class(self) -> type[Embeddings]:
        return SentenceEmbeddings

    @property
    def embedding_model_params(self) -> dict[str, Any]:
        return {"folder": pulled(), "id": "all-minilm-l6-v2"}


class TestUnit(_Given, EmbeddingsUnitTests):
    """LangChain's own suite."""


class TestIntegration(_Given, EmbeddingsIntegrationTests):
    """LangChain's own suite."""


def test_vectors_are_of_length_one_and_in_the_order_of_the_texts(minilm: SentenceEmbeddings) -> None:
    texts = [f"{'a longer text ' * (i % 5)}number {i}" for i in range(40)]

    together = minilm.vectors(texts)
    alone = SentenceEmbeddings(pulled(), id="x").vectors(texts[7:8])

    assert (together.shape, str(together.dtype)) == ((40, 384), "float32")
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert float(together[7] @ alone[0]) == pytest.approx(1, abs=1e-4)


def test_texts_seen_lately_cost_nothing(minilm: SentenceEmbeddings) -> None:
    minilm.vectors(["seen one", "seen two"])
    calls: list[tuple[int, int]] = []

    minilm.vectors(["seen two", "seen one", "seen two"], on_progress=lambda done, total: calls.append((done, total)))

    assert calls == []


def test_progress_reaches_the_end(minilm: SentenceEmbeddings) -> None:
    calls: list[tuple[int, int]] = []

    minilm.vectors([f"fresh {i}" for i in range(35)], on_progress=lambda done, total: calls.append((done, total)))

    assert calls == [(16, 35), (32, 35), (35, 35)]


@pytest.mark.parametrize("texts", [[], [""], ["\ud800 half a character"], ["word " * 5000]])
def test_odd_texts_have_vectors_too(minilm: SentenceEmbeddings, texts: list[str]) -> None:
    vectors = minilm.vectors(texts)

    assert vectors.shape == (len(texts), 384)
    assert np.isfinite(vectors).all()


def test_threads_get_the_vectors_of_their_own_texts(minilm: SentenceEmbeddings) -> None:
    texts = [f"thread {i} says {i * i}" for i in range(24)]
    expected = SentenceEmbeddings(pulled(), id="x").vectors(texts)

    with ThreadPoolExecutor(6) as pool:
        rows = list(pool.map(lambda text: minilm.vectors([text])[0], texts))

    assert np.allclose(np.stack(rows), expected, atol=1e-4)


def test_a_missing_model_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingModelMissing, match=r"no embedding model 'm' in .*minigiants models pull m"):
        SentenceEmbeddings(tmp_path, id="m").load()


def test_the_real_model_finds_what_is_meant(folder: Path, minilm: SentenceEmbeddings) -> None:
    library = Library(folder, minilm)
    put(library, "leave.txt", "Employees are entitled to thirty days of paid vacation each year.")
    put(library, "it.txt", "Laptops are replaced after four years by the computer department.")
    put(library, "canteen.txt", "Lunch is served from noon until two in the afternoon.")

    assert found(library, "How much holiday do I get?")[0] == "leave.txt"
    assert found(library, "When do I get a new notebook computer?")[0] == "it.txt"
    library.close()


def test_importing_the_package_loads_neither_torch_nor_chroma() -> None:
    heavy = "'torch', 'chromadb', 'sentence_transformers'"
    check = f"import sys, minigiants.retrieval; print([m for m in ({heavy}) if m in sys.modules])"

    assert subprocess.check_output([sys.executable, "-c", check], text=True).strip() == "[]"
