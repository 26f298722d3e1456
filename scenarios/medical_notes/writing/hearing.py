"""Write what was said down as the model reads it: without fillers and stutters, its numbers untouched."""

import re

from ..talk import with_corrections, with_decimals, with_digits, with_pressures, with_triples, without_stutter

_FILLERS = re.compile(
    r"(?:(?<=^)|(?<=[\s,.?!;-]))(?:u+h+m*|u+m+|(?!(?-i:ER)\b)(?<!\bthe )(?<!\bto )(?<!\ban )e+r+m*|a+h+m*|h+m+"
    r"|mm+(?:-?h+m+)?|mhm|uh-?huh)\b(?!')[,.…]*(?:\s+|$)",
    re.IGNORECASE,
)
"""Sounds between words; "the er" and "ER" are where emergencies go."""
_YOU_KNOW = re.compile(
    r"(?:(?P<pause>^|[,.?!;…-]\s*)|(?<=\s))you know\b(?!')(?P<end>[,.…]+(?:\s+|$)|\s+|$)", re.IGNORECASE
)
_ASKS = re.compile(
    r"\b(?:do|did|does|don't|didn't|if|so|as|what|how|whether|that|when|who|let|anything|something|things?|everything|all"
    r"|people|everyone|should|to|can|may|might|will|would|must|want|because|before|until|than)\s+$",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"(?:your|my|the|his|her|their|our|its|this|these|those|what|how|why|when|where|who|which|whether|if|about|of|any\w*"
    r"|someone|it|him|them|me|us|all)\b",
    re.IGNORECASE,
)
"""Behind "you know", what is known: "you know your choices"."""


def _without_you_know(text: str) -> str:
    """Return a text without the "you know" that only fills a pause; what somebody knows or is asked stays.

    >>> [_without_you_know(x) for x in ("Do you know your age?", "It's, you know, sore.", "so you know your choices")]
    ['Do you know your age?', "It's, sore.", 'so you know your choices']
    """

    def kept(found: re.Match[str]) -> str:
        paused = found["pause"] is not None
        comma = found["end"].strip() != ""
        if paused and comma:
            return found["pause"]
        if _ASKS.search(text[: found.start()]) or _TOLD.match(text, found.end()) or (paused and not comma):
            return found[0]
        return found["pause"] or ""

    return _YOU_KNOW.sub(kept, text)


def cleaned(text: str) -> str:
    """Return what was said without fillers, stutters and what was corrected in the same breath.

    >>> cleaned("Um, it's, it's been, uh, two weeks, sorry, three weeks , of two two hundred milligram tablets")
    "it's been, three weeks, of 2 x 200 mg tablets"
    >>> cleaned("One eighteen over seventy-four, peak flow two eighty, haemoglobin one oh four, thirty-eight four.")
    '118/74, peak flow 280, haemoglobin 104, 38.4.'
    """
    text = _without_you_know(_FILLERS.sub("", " ".join(text.replace("’", "'").split())))
    text = re.sub(r"\s+([,.?!;])", r"\1", text)
    text = without_stutter(with_corrections(with_digits(with_triples(with_pressures(with_decimals(text))))))
    return re.sub(r"([,.?!;])(?:\s*,)+", r"\1", text).strip(" ,;")
