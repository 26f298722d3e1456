"""Give approved answers word for word, when a question is the one that they were approved for."""

from dataclasses import dataclass

from minigiants.answering import Embed
from minigiants.types import Claim, Evidence

from ..sites import Site
from ..understanding import smalltalk
from ..understanding.detectors import nearest
from . import wording

NEAR = 0.8
"""Cosine from which two questions ask the same."""
DOCUMENT = "Standard answers"
LEAST_DIGITS = 3
"""Of a number that may be an order's."""

MACHINE = "I am an automatic assistant, a program. To reach a person, press “Talk to a person”, or tell me so."
GOODBYE = "Goodbye. Write again whenever you have a question."
WELCOME = f"You are welcome. {wording.ANYTHING_ELSE}"
_REPLIES = {"bye": GOODBYE, "thanks": WELCOME, "fine": wording.DECLINED}


@dataclass(frozen=True, kw_only=True, slots=True)
class Fitting:
    """A standard answer and how near its question is."""

    claim: Claim
    similarity: float


def pleasantry(text: str, site: Site) -> tuple[str, bool] | None:
    """Return what to say to a greeting, to thanks and to "are you a bot?", and whether it asks; None for all else."""
    if smalltalk.asks_for_kind(text):
        return MACHINE, False
    kind = smalltalk.pleasantry(text)
    if kind == "hello":
        return site.greeting, True
    if kind == "opening":
        return wording.OPENING, True
    return (_REPLIES[kind], False) if kind else None


def wordless(text: str) -> tuple[str, bool] | None:
    """Return what to say to a message without a word, such as a number alone, and that it asks; None for all else.

    >>> wordless("48213") == (wording.NUMBER, True), wordless("a1"), wordless("😡") == (wording.SORRY, True)
    (True, None, True)
    """
    if any(letter.isalpha() for letter in text):
        return None
    if sum(letter.isdigit() for letter in text) >= LEAST_DIGITS:
        return wording.NUMBER, True
    return (wording.SORRY if smalltalk.upset(text) else wording.WORDS), True


def fitting(text: str, site: Site, embed: Embed) -> Fitting | None:
    """Return the site's standard answer for the question, or None when there is none for it."""
    pairs = [(question, standard.answer) for standard in site.standards for question in standard.questions]
    if not pairs:
        return None
    vectors = embed([text, *(question for question, _ in pairs)])
    best, similarity = nearest(vectors[0], vectors[1:])
    if similarity < NEAR:
        return None
    answer = pairs[best][1]
    number = 1 + [standard.answer for standard in site.standards].index(answer)
    evidence = Evidence(
        passage_id=f"standard-{number}",
        document_id="standard",
        document=DOCUMENT,
        page=number,
        start=0,
        end=len(answer),
        text=answer,
        score=round(similarity, 4),
    )
    return Fitting(claim=Claim(text=answer, evidence=(evidence,), verdict="supported"), similarity=similarity)
