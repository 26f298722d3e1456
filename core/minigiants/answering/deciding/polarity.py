"""Read yes and no against the evidence: neither stands because the model says so."""

import re
from collections.abc import Sequence

from minigiants.answering.deciding.sought import restricts
from minigiants.grounding import content_words

_LEAD = re.compile(r"^\s*(yes|no)\b(?:\s*[,.:;!–-]+\s*|\s*$|\s+(?=it|they|you|he|she|we|I|there)\b)", re.IGNORECASE)
_BOUND = r"(?!\s+(?:less|more|fewer|later|earlier|longer|shorter|higher|lower|only|exceeding)\b)"
_DENIAL = re.compile(
    rf"\b(?:(?:no|not){_BOUND}|never|none|nobody|nothing|neither|nor|without|cannot)\b|n['’]t\b", re.IGNORECASE
)
"""Words that deny; "not less than", "no later than" and "not only" don't."""
_CLAUSE = re.compile(r";|, but\b|, and\b|\. ")
NEAR = 0.6
"""Share of the nearest sentence's fit from which another one speaks of the same thing."""


def lead(draft: str) -> tuple[str, str]:
    """Split a leading yes or no from what follows it.

    >>> lead("Yes, visitors are not allowed."), lead("No dogs are.")
    (('yes', 'Visitors are not allowed.'), ('', 'No dogs are.'))
    """
    begins = _LEAD.match(draft)
    if not begins:
        return "", draft
    rest = draft[begins.end() :]
    return begins[1].casefold(), rest[:1].upper() + rest[1:]


def denies(text: str) -> bool:
    """Tell whether a text denies something.

    >>> denies("Dogs are not."), denies("No smoking."), denies("Cover is not less than 5 million.")
    (True, True, False)
    """
    return bool(_DENIAL.search(text))


def contradicted(question: str, word: str, body: str, evidence: Sequence[str]) -> str:
    """Say why a yes or no can't be shown, empty when it can: `word` is the word that leads, `body` what follows.

    A yes needs sentences near the question that neither deny nor restrict; a no needs one that does.

    >>> contradicted("Are visitors allowed?", "yes", "Visitors are allowed.", ["Visitors are not allowed on Mondays."])
    'The nearest place denies or restricts it.'
    """
    no = denies(body) if body.strip() else word == "no"
    if body.strip() and word == "no" and not no and not restricts(body):
        echo = not content_words(body) - content_words(question)
        return "It says no, and then affirms." if echo else ""
    if denies(question):
        return ""
    near = nearest(question, evidence)
    restricted = [text for text in near if denies(text) or restricts(text)]
    if no and not restricted:
        return "It denies something that the nearest place does not deny."
    if not no and restricted and not restricts(body):
        return "The nearest place denies or restricts it."
    return ""


def nearest(question: str, evidence: Sequence[str]) -> list[str]:
    """Return the clauses that share most of the question's words, or have one that those lack.

    >>> nearest("Is a dog allowed?", ["One cat is allowed.", "Dogs are not.", "Smoking is forbidden."])
    ['One cat is allowed.', 'Dogs are not.']
    """
    words = content_words(question)
    clauses = [clause for text in evidence for clause in _CLAUSE.split(text)]
    shared = [len(words & content_words(clause)) for clause in clauses]
    most = max(shared, default=0)
    near = [clause for clause, count in zip(clauses, shared, strict=True) if count and count >= NEAR * most]
    lacking = words - content_words(" . ".join(near))
    return [clause for clause in clauses if clause in near or lacking & content_words(clause)]
