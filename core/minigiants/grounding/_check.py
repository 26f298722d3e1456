"""Decide whether a text follows from its evidence, by rules alone; whatever can't be shown is unsupported."""

from collections.abc import Callable, Sequence

from minigiants.grounding._sides import Finding, Sides
from minigiants.grounding._values import check_dates, check_numbers
from minigiants.grounding._wording import check_names, check_negation, check_opposites, check_quotes, check_words
from minigiants.types import Claim, Evidence, Verdict

LONGEST = 5000
"""Characters of a claim; a longer text is no single claim and is refused."""

_RULES: tuple[Callable[[Sides], Finding | None], ...] = (
    check_quotes,
    check_numbers,
    check_dates,
    check_names,
    check_negation,
    check_opposites,
    check_words,
)
"""In the order in which they are asked."""


def check(claim: str, evidence: Sequence[Evidence], *, question: str = "") -> Claim:
    """Check `claim` against `evidence`, with the words of `question` allowed as echoes; fails closed.

    >>> from minigiants.types import Evidence
    >>> leaflet = Evidence(passage_id="p", document_id="d", document="leaflet.txt", page=1, start=0, end=27,
    ...                    text="Take 5 mg once every morning.")
    >>> check("Take 50 mg every morning.", [leaflet]).why
    'The number "50 mg" is not in the evidence.'
    """
    try:
        kind, why = _decide(claim, evidence, question)
    except Exception:  # noqa: BLE001 - a check that fails must refuse, whatever the reason
        kind, why = "no-evidence", "The check itself failed on this sentence, so nothing vouches for it."
    verdict: Verdict = "unsupported" if kind else "supported"
    return Claim(text=claim, evidence=tuple(evidence), verdict=verdict, kind=kind, why=why)


def _decide(claim: str, evidence: Sequence[Evidence], question: str) -> Finding:
    """Return the kind and the reason of the first rule that refuses, both empty when none does."""
    if not claim.strip():
        return Finding("no-evidence", "There is no statement to check.")
    if not any(e.text.strip() for e in evidence):
        return Finding("no-evidence", "No passage of the documents was found for this sentence.")
    if len(claim) > LONGEST:
        return Finding(
            "no-evidence", f"The text is longer than {LONGEST} characters and can't be checked as one statement."
        )
    sides = Sides.read(claim, [e.text for e in evidence], question, {e.document for e in evidence})
    for rule in _RULES:
        if finding := rule(sides):
            return finding
    return Finding("", "")
