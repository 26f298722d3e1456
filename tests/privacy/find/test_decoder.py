"""Our reading of the entity model is spaCy's own, word for word."""

import random
import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from benchmarks.privacy.injection import inject
from minigiants.privacy.find.imports import UNUSED, without
from minigiants.privacy.find.tagger import WEIGHTS
from minigiants.privacy.find.tagger.decoder import Decoder

if TYPE_CHECKING:
    from spacy.language import Language

ODD = [
    "",
    "\n",
    " \n ",
    "Anna",
    "Anna ",
    " Anna",
    "\n\nDr. Anna Lee",
    "Anna Lee " * 40,
    "Ward 7\n\n\nBoston, MA 02139 \n",
]


@pytest.fixture(scope="module")
def nlp() -> "Language":
    """The tagger that is shipped, as spaCy reads it."""
    with without(*UNUSED):
        import spacy

        return spacy.load(WEIGHTS / "en")


@pytest.mark.slow
def test_the_same_entities_are_found_as_by_spacys_own_search(nlp: "Language") -> None:
    chance = random.Random(3)
    notes = [sample.text for sample in inject([], seed=5, count=300)]
    texts = [*ODD, *notes, " ".join(notes[:60])]
    texts += ["".join(chance.sample(text, len(text))) for text in notes[:60]]
    docs = [nlp.make_doc(text) for text in texts]

    ours = list(Decoder(nlp.get_pipe("ner"))(docs))

    theirs = [[(e.start, e.end, e.label_) for e in doc.ents] for doc in nlp.pipe(docs)]
    assert ours == theirs
    assert sum(map(len, theirs)) > 500


def test_no_text_is_an_answer_too(nlp: "Language") -> None:
    assert list(Decoder(nlp.get_pipe("ner"))([])) == []


def test_searches_at_once_find_the_same_and_leave_numpy_its_threads(nlp: "Language") -> None:
    docs = [nlp.make_doc(sample.text) for sample in inject([], seed=5, count=8)]
    decode, before, found = Decoder(nlp.get_pipe("ner")), threads(), []

    together = [threading.Thread(target=lambda: found.append(list(decode(docs)))) for _ in range(4)]
    for thread in together:
        thread.start()
    for thread in together:
        thread.join()

    assert found == [list(decode(docs))] * 4
    assert threads() == before


def threads() -> list[int]:
    """Return how many threads multiply in each library of NumPy's."""
    assert np.ones((2, 2)).sum() == 4
    return [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]
