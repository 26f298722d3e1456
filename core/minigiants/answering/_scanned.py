"""Say how surely scanned pages were read, and state nothing that may have been read wrongly."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from minigiants.pipeline import Shelf
from minigiants.types import Answer, Claim, Evidence, Scan

LEAST = 60.0
"""Per cent of confidence of a page below which nothing of it is stated, with numbers or without."""
UNSURE = "I am not sure: this stands on a scanned page, and {what} may have been read wrongly. Please look at the page."
_WHY = "It rests on a scanned page of which {what} may have been read wrongly ({confidence:.0f} % sure)."
_DIGITS = re.compile(r"\d+")

Scans = Mapping[str, Mapping[int, Scan]]
"""How surely pages were recognised, by document and number of the page."""


def as_scanned(answer: Answer, collection: str, shelf: Shelf | None) -> Answer:
    """Return the answer with the confidence of each scanned page that it cites.

    One whose claims repeat a number that was recognised with low confidence, or that rest on a page of which hardly
    anything was, becomes "not sure" with the same places, and its doubtful claims are withheld.
    """
    cited = {e.document_id for e in (*answer.evidence, *_of(answer.claims)) if e.document_id}
    scans = {document: pages for document in cited if shelf and (pages := shelf.scans(collection, document))}
    if not scans:
        return answer
    claims = tuple(replace(c, evidence=tuple(_measured(e, scans) for e in c.evidence)) for c in answer.claims)
    answer = replace(answer, claims=claims, evidence=tuple(_measured(e, scans) for e in answer.evidence))
    doubts = [(claim, what) for claim in claims if (what := _doubt(claim, scans))]
    return _unsure(answer, doubts) if answer.action == "answer" and doubts else answer


def _of(claims: Iterable[Claim]) -> list[Evidence]:
    return [evidence for claim in claims for evidence in claim.evidence]


def _measured(evidence: Evidence, scans: Scans) -> Evidence:
    scan = scans.get(evidence.document_id, {}).get(evidence.page)
    return replace(evidence, confidence=scan.confidence) if scan else evidence


def _doubt(claim: Claim, scans: Scans) -> str:
    """Return what of a claim may have been read wrongly: its numbers, the page's text, or nothing."""
    stated = set(_DIGITS.findall(claim.text))
    for evidence in claim.evidence:
        scan = scans.get(evidence.document_id, {}).get(evidence.page)
        if scan is None:
            continue
        words = [w for w in scan.doubtful if w in evidence.text and stated & set(_DIGITS.findall(w))]
        if words:
            return ", ".join(f"“{word}”" for word in words)
        if scan.confidence < LEAST:
            return "its text"
    return ""


def _unsure(answer: Answer, doubts: list[tuple[Claim, str]]) -> Answer:
    withheld = tuple(
        replace(
            claim,
            verdict="unsupported",
            kind="scan",
            why=_WHY.format(what=what, confidence=min(e.confidence or 100.0 for e in claim.evidence)),
        )
        for claim, what in doubts
    )
    trace = answer.trace and replace(answer.trace, withheld=(*answer.trace.withheld, *withheld))
    text = UNSURE.format(what=", ".join(dict.fromkeys(what for _, what in doubts)))
    return replace(answer, text=text, action="abstain", reason="not sure", claims=(), trace=trace)
