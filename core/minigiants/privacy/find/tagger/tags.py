"""Tag the words of a text as names, places and the like by a small model that was trained here."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from minigiants.privacy.find.imports import UNUSED, without
from minigiants.types import Entity

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Span

_SHOUTED = re.compile(r"(?<=[a-z,.:] )[A-ZÀ-ÞΑ-ΩŐŰĐŁŚŠŽ]{5,}(?=[\s.,?!]+(?:[a-z]|$)|[.,]?$)")
"""A word in capitals within a sentence that is not."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"\d{1,2}/\d{1,2}")
Tagger = Callable[[Sequence[str]], Iterator[list[Entity]]]

WEIGHTS = Path(__file__).parent
BATCH = 64
TOGETHER = 40_000
"""Characters that are tagged at once: a layer's values take about two kilobytes a character."""
SCORE = 0.8
"""What a tag counts for; the tagger gives no probabilities."""
LABELS = {
    "PERSON": "PERSON",
    "GPE": "LOCATION",
    "LOC": "LOCATION",
    "FAC": "FACILITY",
    "ORG": "ORGANIZATION",
    "NORP": "NRP",
    "DATE": "DATE",
    "ADDRESS": "ADDRESS",
    "TITLE": "TITLE",
    "AGE": "AGE",
    "PHONE": "PHONE_NUMBER",
    "RECORD": "MEDICAL_RECORD_NUMBER",
    "PLAN": "HEALTH_PLAN_NUMBER",
    "ID": "ID",
    "ZIP": "ZIP_CODE",
    "SEX": "SEX",
    "KIN": "KINSHIP",
}
"""The model's labels (OntoNotes' where it has one) -> ours."""


def open_tagger(language: str) -> Tagger | None:
    """Return the tagger of `language`, or None where there is none."""
    folder = WEIGHTS / language
    if not folder.is_dir():
        return None
    with without(*UNUSED):
        import spacy

        return tagger(spacy.load(folder))  # what loads the parts that other packages offer it, Presidio among them


def tagger(nlp: "Language") -> Tagger:
    """Make a tagger of a spaCy pipeline with an `ner`."""
    from thinc.api import NumpyOps

    from minigiants.privacy.find.tagger.decoder import Decoder

    for layer in cast("EntityRecognizer", nlp.get_pipe("ner")).model.walk():
        layer.ops = NumpyOps(use_blis=False)  # NumPy multiplies on all cores

    decode = Decoder(cast("EntityRecognizer", nlp.get_pipe("ner")))

    def tag(texts: Sequence[str]) -> Iterator[list[Entity]]:
        batch = min(BATCH, max(1, TOGETHER // max(map(len, texts), default=1)))
        for start in range(0, len(texts), batch):
            docs = [nlp.make_doc(_calmed(text)) for text in texts[start : start + batch]]
            for doc, found in zip(docs, decode(docs), strict=True):
                yield [_entity(doc[first:end], label) for first, end, label in found if label in LABELS]

    return tag


def _entity(span: "Span", label: str) -> Entity:
    type_ = _type(label, span.text)
    return Entity(start=span.start_char, end=span.end_char, type=type_, score=SCORE, recognizer="tagger")


def _calmed(text: str) -> str:
    """Write a word in capitals within a sentence as a name is written, in as many characters.

    >>> _calmed("She flew to TROMSØ on Monday.")
    'She flew to Tromsø on Monday.'
    """
    return _SHOUTED.sub(lambda m: name if len(name := m[0].capitalize()) == len(m[0]) else m[0], text)


def _type(label: str, value: str) -> str:
    """Return our type; four digits that may be a year are no postal code, and a day of a month is no age.

    >>> [_type("ZIP", "2024"), _type("ZIP", "02139"), _type("GPE", "Boston"), _type("AGE", "3/7")]
    ['YEAR', 'ZIP_CODE', 'LOCATION', 'DATE']
    """
    if label == "AGE" and _DAY.fullmatch(value):
        return "DATE"
    return "YEAR" if label == "ZIP" and _YEAR.fullmatch(value) else LABELS[label]
