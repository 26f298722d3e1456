"""Write what a patient denied in one line: a small model loses what was asked and not affirmed."""

import re
from collections.abc import Sequence

from ..checks import Dialogue
from ..note import Line

_DENIED = re.compile(r"^(?:the patient|he|she|they) den(?:y|ies) (?P<what>[^.;]{3,80})\.$", re.IGNORECASE)
_NEGATIVE = re.compile(r"\b(?:no|not|never|denies|without|nor)\b|n't\b", re.IGNORECASE)


def denials(places: Sequence[int], lines: Sequence[Line], visit: Dialogue) -> tuple[Line, list[int]] | None:
    """Return a line of what was asked and answered with no, and its places; None where `lines` deny it all already."""
    told = " ".join(line.text.casefold() for line in lines if _NEGATIVE.search(line.text))
    denied: dict[str, int] = {}
    for place in places:
        found = _DENIED.match(visit.lines[place]) if visit.statements[place].answer == "no" else None
        if found and place not in visit.doubts and found["what"].casefold() not in told:
            denied.setdefault(found["what"], place)
    if not denied:
        return None
    turns = tuple(sorted({turn for place in denied.values() for turn in visit.statements[place].turns}))
    text = f"Denies {', '.join(denied)}."
    return Line(id="subjective-denied", part="subjective", text=text, turns=turns), [*denied.values()]
