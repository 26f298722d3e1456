"""Write what was said down as the model reads it: without fillers and stutters, its numbers untouched."""

import re

from ..talk import with_corrections, with_decimals, with_digits, with_pressures, with_triples, without_stutter

_FILLERS = re.compile(
    r"(?:(?<=^)|(?<=[\s,.?!;-]))(?:u+h+m*|u+m+|e+r+m*|a+h+m*|h+m+|mm+(?:-?h+m+)?|mhm|uh-?huh|you know)\b(?!')"
    r"[,.…]*(?:\s+|$)",
    re.IGNORECASE,
)


def cleaned(text: str) -> str:
    """Return what was said without fillers, stutters and what was corrected in the same breath.

    >>> cleaned("Um, it's, it's been, uh, two weeks, sorry, three weeks , of two two hundred milligram tablets")
    "it's been, three weeks, of 2 x 200 mg tablets"
    >>> cleaned("One eighteen over seventy-four, peak flow two eighty, haemoglobin one oh four, thirty-eight four.")
    '118/74, peak flow 280, haemoglobin 104, 38.4.'
    """
    text = _FILLERS.sub("", " ".join(text.replace("’", "'").split()))
    text = re.sub(r"\s+([,.?!;])", r"\1", text)
    text = without_stutter(with_corrections(with_digits(with_triples(with_pressures(with_decimals(text))))))
    return re.sub(r"([,.?!;])(?:\s*,)+", r"\1", text).strip(" ,;")
