"""Our reading of the entity model is spaCy's own, word for word."""

import random

import pytest
import spacy
from spacy.language import Language

from benchmarks.privacy.injection import inject
from minigiants.privacy.find.tagger import WEIGHTS
from minigiants.privacy.find.tagger.decoder import Decoder

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
def nlp() -> Language:
    """The tagger that is shipped, as spaCy reads it."""
    return spacy.load(WEIGHTS / "en")


@pytest.mark.slow
def test_the_same_entities_are_found_as_by_spacys_own_search(nlp: Language) -> None:
    chance = random.Random(3)
    notes = [sample.text for sample in inject([], seed=5, count=300)]
    texts = [*ODD, *notes, " ".join(notes[:60])]
    texts += ["".join(chance.sample(text, len(text))) for text in notes[:60]]
    docs = [nlp.make_doc(text) for text in texts]

    ours = list(Decoder(nlp.get_pipe("ner"))(docs))

    theirs = [[(e.start, e.end, e.label_) for e in doc.ents] for doc in nlp.pipe(docs)]
    assert ours == theirs
    assert sum(map(len, theirs)) > 500


def test_no_text_is_an_answer_too(nlp: Language) -> None:
    assert list(Decoder(nlp.get_pipe("ner"))([])) == []
