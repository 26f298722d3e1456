"""Hybrid search: both indexes propose, every hit carries both signals, no question breaks it."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minigiants.retrieval import Library
from tests.retrieval.making import WordEmbeddings, found, put


def test_every_hit_carries_both_signals(library: Library, embeddings: WordEmbeddings) -> None:
    for i in range(40):
        put(library, f"{i}.txt", f"filler number{i} about nothing")
    put(library, "rare.txt", "one xylophone " + " ".join(f"other{i}" for i in range(60)))

    hits = library.search("filler nothing xylophone about", collection="demo", limit=41)

    rare = next(hit for hit in hits if hit.passage.document == "rare.txt")
    question, text = embeddings.vectors(["filler nothing xylophone about", rare.passage.text])
    assert (rare.text_rank, rare.similarity_rank) == (1, 41)
    assert rare.similarity == pytest.approx(float(question @ text), abs=1e-5)
    assert all(hit.text_score > 0 for hit in hits)


def test_a_hit_of_the_text_alone_has_its_similarity(library: Library, embeddings: WordEmbeddings) -> None:
    for i in range(60):
        put(library, f"{i}.txt", f"alpha beta gamma number{i}")
    put(library, "rare.txt", "xylophone " + " ".join(f"other{i}" for i in range(80)))

    hits = library.search("alpha beta gamma xylophone", collection="demo", limit=40)

    rare = next(hit for hit in hits if hit.passage.document == "rare.txt")
    question, text = embeddings.vectors(["alpha beta gamma xylophone", rare.passage.text])
    assert (rare.similarity_rank, rare.text_rank) == (None, 1)
    assert rare.similarity == pytest.approx(float(question @ text), abs=1e-5)


def test_candidates_by_embedding_are_the_exact_nearest(library: Library, embeddings: WordEmbeddings) -> None:
    texts = [" ".join(f"w{(i * 7 + j * j) % 97}" for j in range(12)) for i in range(300)]
    put(library, "many.txt", *texts)
    matrix = embeddings.vectors(texts)

    for i in range(0, 300, 60):
        hits = library.search(texts[i], collection="demo", limit=10)
        near = sorted((h for h in hits if h.similarity_rank), key=lambda h: h.similarity_rank or 0)
        exact = np.sort(matrix @ matrix[i])[::-1]
        assert near[0].similarity == pytest.approx(exact[0], abs=1e-5)
        assert all(h.similarity == pytest.approx(exact[(h.similarity_rank or 0) - 1], abs=1e-5) for h in near)


def test_words_are_found_in_another_form_and_without_accents(library: Library) -> None:
    put(library, "a.txt", "Zoë cancelled the subscriptions")

    (hit,) = library.search("zoe subscription cancelling", collection="demo")

    assert hit.text_rank == 1


def test_the_limit_is_kept(library: Library) -> None:
    put(library, "a.txt", *[f"the same words {i}" for i in range(50)])

    assert len(library.search("same words", collection="demo", limit=3)) == 3
    assert len(library.search("same words", collection="demo", limit=45)) == 45


@pytest.mark.parametrize("question", ["", "   ", "\n"])
def test_an_empty_question_finds_nothing(library: Library, question: str) -> None:
    put(library, "a.txt", "some words")

    assert library.search(question, collection="demo") == []


def test_an_empty_or_unknown_collection_gives_nothing(library: Library) -> None:
    library.create("empty")

    assert library.search("anything", collection="empty") == []
    assert library.search("anything", collection="unknown") == []


@pytest.mark.parametrize(
    "question",
    [
        'words "unbalanced',
        "words AND OR NOT",
        "NEAR(words, 3)",
        "text:words",
        "words*",
        "^words",
        "(words",
        "words -some +more",
        "words \U0001f600 \ufe0f",
        "words \ud800",
        "words \0 null",
        "words; DROP TABLE passages; --",
        "words " * 2000,
        " ".join(f"w{i}" for i in range(3000)) + " words",
    ],
)
def test_whatever_is_typed_is_words(library: Library, question: str) -> None:
    put(library, "a.txt", "some words")

    assert found(library, question) == ["a.txt"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text(st.characters(), max_size=40))
def test_no_question_breaks_the_search(library: Library, question: str) -> None:
    if not library.collections():
        put(library, "a.txt", "some words")

    assert len(library.search(question, collection="demo")) == bool(question.strip())
