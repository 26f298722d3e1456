"""Answer a question from the tables of several documents, when one of them has all that the question names."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from minigiants.answering.tables.computing import compute
from minigiants.answering.tables.plan import Plan
from minigiants.answering.tables.planning import plan
from minigiants.answering.tables.sheet import Sheet
from minigiants.answering.tables.telling import explain, tell
from minigiants.answering.tables.wording import stems
from minigiants.types import Claim, Evidence

CITED = 40
"""Rows that are shown as evidence; what was computed from more says so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Computed:
    """What was computed, in words, with the rows that it rests on."""

    claims: tuple[Claim, ...]
    step: str
    sheet: Sheet
    plan: Plan

    @property
    def text(self) -> str:
        """Return the answer."""
        return " ".join(claim.text for claim in self.claims)


def computed(question: str, sheets: Iterable[Sheet]) -> tuple[Literal["one", "several", "none"], tuple[Computed, ...]]:
    """Return what `sheets` (the best first) say: one, nothing, or several tables between which nobody has chosen.

    A table whose title or document the question names comes before one that it doesn't. Where the tables say the
    same, the first is taken.
    """
    found = [(each, _near(question, each.sheet)) for sheet in sheets if (each := _of(question, sheet))]
    nearest = max((near for _, near in found), default=0)
    best = [each for each, near in found if near == nearest]
    if not best:
        return "none", ()
    same = len({each.text for each in best}) == 1
    return ("one", (best[0],)) if same else ("several", tuple(best))


def _of(question: str, sheet: Sheet) -> Computed | None:
    reckoning = plan(question, sheet)
    result = compute(reckoning, sheet) if reckoning else None
    if reckoning is None or result is None:
        return None
    claims = []
    for text, rows in tell(reckoning, result, sheet):
        evidence = sheet.evidence(rows[:CITED])
        if evidence is None:
            return None
        claims.append(_claim(text, evidence))
    return Computed(claims=tuple(claims), step=explain(reckoning, result, sheet), sheet=sheet, plan=reckoning)


def _claim(text: str, evidence: tuple[Evidence, ...]) -> Claim:
    return Claim(text=text, evidence=evidence, verdict="supported")


def _near(question: str, sheet: Sheet) -> int:
    return len(stems(question) & sheet.about)
