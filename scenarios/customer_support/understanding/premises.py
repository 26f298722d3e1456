"""Take from a question what it takes for granted, to be checked like a claim: "since you buy used bikes ..."."""

import re

_CLAUSE = re.compile(
    r"\b(?:since|because|given\s+that|now\s+that|seeing\s+(?:as|that)|considering\s+that|as)\s+"
    r"(?P<what>(?:you|your|it|they|the|all|every|there)\b[^,.;?!]{6,120}?)(?:,|;|\.|\?|$|\s+(?=(?:what|how|when|where|which|who|can|could|do|does"
    r"|is|are|will|would|may|should)\b))",
    re.IGNORECASE,
)
_READ_THAT = re.compile(
    r"\b(?:i\s+(?:read|heard|saw|know|was\s+told|understand)|you\s+(?:say|said|claim|wrote|promise|advertise))\s+(?:that\s+)?"
    r"(?P<what>(?:you|your|it|they|the|all|every|there)\b[^,.;?!]{6,120}?)(?:,|;|\.|\?|$|\s+(?:so|and)\b)",
    re.IGNORECASE,
)
_AS = re.compile(r"\bas\s+(?:you\s+(?:can|know|like|said)|it\s+(?:is|was|were)\b)", re.IGNORECASE)
_OURS = (
    (r"\byou\s+are\b", "we are"),
    (r"\byou.?re\b", "we are"),
    (r"\byou\b", "we"),
    (r"\byours\b", "ours"),
    (r"\byour\b", "our"),
)


def premises(question: str) -> list[str]:
    """Return what a question takes for granted of us, said as we would.

    >>> premises("Since you buy used bikes for cash, what would I get for mine?")
    ['we buy used bikes for cash']
    >>> premises("I read that your shop is open on Sundays, so can I come at ten?")
    ['our shop is open on Sundays']
    >>> premises("Can I pay by card as well as in cash?"), premises("How long has it been open since?")
    ([], [])
    """
    text = _AS.sub(" ", question)
    clauses = [found["what"].strip() for form in (_CLAUSE, _READ_THAT) for found in form.finditer(text)]
    return [_ours(clause) for clause in clauses if len(clause.split()) > 2]


def _ours(clause: str) -> str:
    for form, word in _OURS:
        clause = re.sub(form, word, clause, flags=re.IGNORECASE)
    return clause
