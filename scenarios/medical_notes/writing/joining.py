"""Join the denials of a history in one line, as clinicians write them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..note import Line

_DENIAL = re.compile(r"(?:No|Denies(?: any)?) (?P<what>[^.;:()]{3,60})\.")
_ALSO = re.compile(r"\b(?:but|except|although|since|because|only|until|has|had|is|was|yet)\b")
"""Says more than that there is none."""


def with_denials_joined(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines with the model's short denials of the history in the place of the first of them.

    >>> def line(text, turn): return Line(id=text, part="subjective", text=text, turns=(turn,), author="model")
    >>> [x.text for x in with_denials_joined([line("No fever.", 1), line("Cough.", 2), line("No rash or itching.", 3)])]
    ['No fever, no rash or itching.', 'Cough.']
    """
    own = [
        line for line in lines if line.author == "model" and line.part == "subjective" and line.verdict == "supported"
    ]
    denials = [line for line in own if (match := _DENIAL.fullmatch(line.text)) and not _ALSO.search(match["what"])]
    if len(denials) < 2:
        return tuple(lines)
    things = [match["what"] for line in denials if (match := _DENIAL.fullmatch(line.text))]
    text = f"No {', no '.join(things)}."
    turns = tuple(sorted({turn for line in denials for turn in line.turns}))
    whole = replace(denials[0], text=text, turns=turns)
    return tuple(whole if line is denials[0] else line for line in lines if line is denials[0] or line not in denials)
