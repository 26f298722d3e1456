"""Read what a claim says in its main clause, and say it as a shop would: no "yes" before a denial, no "evidence"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from minigiants.types import Claim

_RELATIVE = re.compile(
    r"\s+\b(?:that|which|who|whom|whose|if|unless|when|where|because|since|as long as)\b[^,;.!?]*", re.IGNORECASE
)
_YES = re.compile(r"^\s*yes\b\s*[,.:;–-]*\s*", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:not|no|never|none|neither|nor|cannot)\b|n['’]t\b", re.IGNORECASE)
_OF_PROMPT = re.compile(
    r"\W*(?:the|this|these|no)\s+(?:given\s+|provided\s+|above\s+)?(?:evidence|passages?|sentences?|text|information|documents?)"
    r"(?:\s+(?:provided|given|above))?\s+(?:only\s+|also\s+|just\s+|does\s+|do\s+|is\s+|are\s+)?(?:not\s+|n[o']t\s+|doesn['’]t\s+|don['’]t\s+)?"
    r"(?:explicitly\s+|specifically\s+|directly\s+)?"
    r"(?:mentions?|says?|states?|specif\w+|indicates?|shows?|suggests?|contains?|provides?|gives?|talks?|tells?|describes?|found|given|provided|available)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:^|,)\s*(?:according\s+to|based\s+on|as\s+(?:stated|mentioned)\s+in|from)\s+(?:the\s+)?(?:given\s+|provided\s+)?"
    r"(?:evidence|passages?|sentences?|information|documents?|text)(?:\s+(?:provided|given|above))?\s*(?:,|(?=[.!]?$))",
    re.IGNORECASE,
)


def main_clauses(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return claims without their relative and conditional clauses: what is denied there is not denied.

    >>> [claim.text for claim in main_clauses([Claim(text="You can return seeds that you have not opened.")])]
    ['You can return seeds.']
    """
    return tuple(replace(claim, text=_RELATIVE.sub("", claim.text)) for claim in claims)


def of_the_prompt(text: str) -> bool:
    """Tell whether a sentence speaks of what the model was given, of which a customer knows nothing.

    >>> of_the_prompt("The evidence only mentions trains."), of_the_prompt("The passages do not say it.")
    (True, True)
    >>> of_the_prompt("The information desk is on the first floor.")
    False
    """
    return bool(_OF_PROMPT.match(text))


def spoken(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return claims as a customer reads them.

    >>> said = ("Yes, the guarantee does not cover pots.", "Yes, according to the evidence, it is open.", "It is, yes.")
    >>> [claim.text for claim in spoken([Claim(text=text) for text in said])]
    ['The guarantee does not cover pots.', 'Yes, it is open.', 'It is, yes.']
    """
    return tuple(replace(claim, text=_spoken(claim.text)) for claim in claims)


def _spoken(text: str) -> str:
    text = _ASIDE.sub(lambda aside: "," if aside.start() and aside[0].endswith(",") else "", text).strip()
    begins = _YES.match(text)
    if begins and _DENIES.search(_RELATIVE.sub("", text[begins.end() :])):
        text = text[begins.end() :]
    return text[:1].upper() + text[1:]
