"""Give approved answers word for word, when a question is the one that they were approved for."""

import re
from dataclasses import dataclass

from minigiants.evidence import Embed
from minigiants.sites import Site
from minigiants.types import Claim, Evidence

from .detectors import nearest

NEAR = 0.8
"""Cosine from which two questions ask the same."""
DOCUMENT = "Standard answers"

_THANKS = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|great|perfect|super|good|alright)\W+)?(?:many )?(?:thanks?|thank you|thx|cheers)"
    r"(?:\s+(?:you|so much|very much|a lot|a bunch|for (?:your|the) (?:help|information|info|answer)))*\W*$",
    re.IGNORECASE,
)
_HELLO = re.compile(
    r"^\W*(?:hello|hi|hey|good (?:morning|afternoon|evening|day)|greetings)(?:\s+there)?\W*$", re.IGNORECASE
)
_MACHINE = re.compile(
    r"^\W*(?:are you|am i (?:talking|speaking|chatting) (?:to|with)|is this)\s+(?:an?\s+)?"
    r"(?:real |actual |live |human )*(?:bot|robot|machine|computer|ai|human|person|human being)\b[^.!]{0,40}$",
    re.IGNORECASE,
)
MACHINE = "I am an automatic assistant. To reach a person, press “Talk to a person”, or tell me so."
WELCOME = "You are welcome. Is there anything else I can help with?"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fitting:
    """A standard answer and how near its question is."""

    claim: Claim
    similarity: float


def pleasantry(text: str, site: Site) -> tuple[str, bool] | None:
    """Return what to say to a greeting, to thanks and to "are you a bot?", and whether it asks; None for all else."""
    for pattern, words in ((_THANKS, WELCOME), (_MACHINE, MACHINE)):
        if pattern.match(text):
            return words, False
    return (site.greeting, True) if _HELLO.match(text) else None


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
