"""Turn a draft into claims that each rest on quoted sentences, and keep only those that pass the rules."""

import re
from collections.abc import Sequence
from dataclasses import replace

from minigiants.answering._attribution import attribute
from minigiants.answering._selection import Selection, Weights
from minigiants.documents import sentences
from minigiants.grounding import content_words
from minigiants.pipeline import Services
from minigiants.types import Claim, Evidence

_MARKS = re.compile(r"\s*\[[\d,\s]+\]")
_PROMPTED = re.compile(
    r"(?:(?:according to|based on|as stated in|from) (?:the )?(?:given |provided )?"
    r"(?:evidence|passages?|sentences?|information|documents?)(?: provided| given)?,? "
    r"|(?:the )?(?:given |provided )?(?:evidence|passages?|sentences?)(?: provided| given)? "
    r"(?:says?|states?|indicates?|shows?|suggests?|mentions?) that "
    r"|the answer(?: to (?:the|this|your) question)? is:? (?:that )?|answer: )+",
    re.IGNORECASE,
)
"""Words about the prompt, of which the reader knows nothing."""
_OF_QUESTION = re.compile(r",? which (?:directly )?(?:contradicts|answers) the question\b", re.IGNORECASE)
QUOTES = 2
"""Sentences quoted beside a draft at the most."""
LAST_RESORT = 0.35
"""Probability from which a sentence is good enough to be quoted when no draft survives."""
SAID = 0.6
"""Share of a sentence's words from which the claims say it already."""


def check(draft: str, question: str, selection: Selection, services: Services, weights: Weights) -> list[Claim]:
    """Return the draft's sentences as claims, each with its evidence and the rules' verdict."""
    texts = claim_texts(draft)
    if not texts or not selection.chosen:
        return []
    vectors = services.embed(texts)
    rests = attribute(texts, vectors, selection.chosen, selection.priors, weights.citation)
    return [
        services.ground(text, [c.evidence for c in rest], question=question)
        for text, rest in zip(texts, rests, strict=True)
    ]


def supported(drafts: Sequence[str], question: str, selection: Selection, services: Services, weights: Weights) -> str:
    """Return the sentences that pass of the first draft that has any, empty where none has."""
    for draft in drafts:
        claims = check(draft, question, selection, services, weights)
        if kept := [claim.text for claim in claims if claim.verdict == "supported"]:
            return " ".join(kept)
    return ""


def claim_texts(draft: str) -> list[str]:
    """Cut a draft into sentences without the model's own marks and words about its prompt, each once.

    >>> claim_texts("The rent is 900 euros [1]. The rent is 900 euros. It is due")
    ['The rent is 900 euros.', 'It is due']
    >>> claim_texts("According to the evidence, the rent is 900 euros.")
    ['The rent is 900 euros.']
    >>> claim_texts("The answer is: 900 euros a month.")
    ['900 euros a month.']
    >>> claim_texts("Based on the evidence provided, the evidence states that it is due, which answers the question.")
    ['It is due.']
    """
    text = _MARKS.sub("", draft)
    found = (_without_prompt(" ".join(text[a:b].split())) for a, b in sentences(text))
    return list(dict.fromkeys(t for t in found if any(c.isalnum() for c in t)))


def _without_prompt(sentence: str) -> str:
    begins = _PROMPTED.match(sentence)
    rest = _OF_QUESTION.sub("", sentence[begins.end() :] if begins else sentence)
    return rest[:1].upper() + rest[1:] if begins else rest


def complete(
    claims: Sequence[Claim], question: str, selection: Selection, services: Services, weights: Weights
) -> tuple[Claim, ...]:
    """Add, word for word, the sentences that very probably belong to the answer and that no claim says yet.

    A small model says the main point and leaves out the rest; a quote costs no time and cannot be wrong. When no claim
    survived its check, a less probable sentence is quoted as well.
    """
    least, most = (weights.sentence.threshold, QUOTES) if claims else (LAST_RESORT, QUOTES + 1)
    words = frozenset[str]().union(*(content_words(c.text) for c in claims))
    ranked = sorted(zip(selection.priors, selection.chosen, strict=True), key=lambda pair: -pair[0])
    chosen = [c.evidence for probability, c in ranked if probability >= least and _unsaid(c.evidence, words)][:most]
    quotes = [services.ground(e.text, [e], question=question) for e in sorted(chosen, key=_reading_order)]
    return (*claims, *(replace(q, text=f"“{q.text}”") for q in quotes if q.verdict == "supported"))


def _unsaid(evidence: Evidence, said: frozenset[str]) -> bool:
    words = content_words(evidence.text)
    return len(words & said) < SAID * len(words)


def _reading_order(evidence: Evidence) -> tuple[str, int, int]:
    return evidence.document, evidence.page, evidence.start


def distinct(claims: Sequence[Claim]) -> tuple[Evidence, ...]:
    """Return the claims' evidence, each span once, in order of first use."""
    places: dict[tuple[str, int, int], Evidence] = {}
    for claim in claims:
        for evidence in claim.evidence:
            places.setdefault((evidence.passage_id, evidence.start, evidence.end), evidence)
    return tuple(places.values())
