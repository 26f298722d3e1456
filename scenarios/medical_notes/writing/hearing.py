"""Write a visit down as the model reads it: as it was said, without fillers and stutters, its numbers untouched."""

import re
from collections.abc import Sequence

from ..talk import Turn, with_corrections, with_decimals, with_digits, with_pressures, without_stutter

_FILLERS = re.compile(
    r"(?:(?<=^)|(?<=[\s,.?!;-]))(?:u+h+m*|u+m+|e+r+m*|a+h+m*|h+m+|mm+(?:-?h+m+)?|mhm|uh-?huh|you know)\b(?!')"
    r"[,.…]*(?:\s+|$)",
    re.IGNORECASE,
)
_NODS = re.compile(
    r"^(?:(?:ok(?:ay)?|right|al(?:l )?right|sure|great|good|lovely|perfect|brilliant|i see|got it|fine|yeah|yes|thanks|"
    r"thank you|oh|mm|no problem|fair enough|that's (?:fine|great|good))\b[\s,.!]*)+$",
    re.IGNORECASE,
)
"""Said by a clinician who listens; of anybody else it may be an answer."""
_ROLES = {"doctor": "Clinician", "patient": "Patient"}


def heard(turns: Sequence[Turn]) -> list[str]:
    """Return a line for each stretch that one person speaks, headed by who it is.

    >>> said = (("doctor", "Um, ring, ring nine nine nine."), ("doctor", "Okay?"), ("patient", "I- I take two two mg."))
    >>> heard([Turn(number=n, speaker=who, label="", text=text) for n, (who, text) in enumerate(said, start=1)])
    ['Clinician: ring 999. Okay?', 'Patient: I take two two mg.']
    """
    lines: list[str] = []
    last = ""
    for turn in turns:
        who, text = _ROLES.get(turn.speaker) or turn.label or "Somebody", cleaned(turn.text)
        if not text or (turn.speaker == "doctor" and _NODS.match(text) and not text.endswith("?")):
            continue
        if who == last:
            lines[-1] += f" {text}"
        else:
            lines.append(f"{who}: {text}")
        last = who
    return lines


def cleaned(text: str) -> str:
    """Return what was said without fillers, stutters and what was corrected in the same breath.

    >>> cleaned("Um, it's, it's been, uh, two weeks, sorry, three weeks , of two two hundred milligram tablets")
    "it's been, three weeks, of 2 x 200 mg tablets"
    """
    text = _FILLERS.sub("", " ".join(text.replace("’", "'").split()))
    text = re.sub(r"\s+([,.?!;])", r"\1", text)
    text = without_stutter(with_corrections(with_digits(with_pressures(with_decimals(text)))))
    return re.sub(r"([,.?!;])(?:\s*,)+", r"\1", text).strip(" ,;")
