"""Tell eponyms and medical words from names of people and places."""

import re

from minigiants.privacy._vocabulary import WORDS
from minigiants.types import Entity

_NAMED = frozenset(["PERSON", "LOCATION", "ORGANIZATION", "FACILITY", "NRP"])
_ALONE = frozenset(WORDS["medical"])
_NOUN = re.compile(rf"(?:['’]s?)?[\s-]+(?:type\s+)?(?:\w+[\s-]+)?(?:{'|'.join(WORDS['eponym_of'])})\b", re.IGNORECASE)
_UNIT = re.compile(
    r"\s*(?:%|°|k?cal\b|joules?\b|[mk]?g\b|mcg\b|µg\b|m?l\b|dl\b|mmol|mol\b|mEq|mm|cm\b|units?\b|iu\b|steps\b|"
    r"tablets?\b|capsules?\b|times\b|beats\b|bpm\b|breaths\b|hours?\b|minutes?\b|days?\b|weeks?\b|months?\b|feet\b)",
    re.IGNORECASE,
)
_SUM = re.compile(r"[$€£]?\d{1,3}(?:,\d{3})*(?:\.\d{1,2})?")
"""An amount of money, or a number of up to three digits."""
_TITLED = re.compile(r"(?:\b(?:mr|mrs|ms|miss|dr|doctor|prof|nurse|patient|named|name is)\.?\s+)$", re.IGNORECASE)


def is_medical(text: str, entity: Entity) -> bool:
    """Tell whether what looks personal is a sign, a score, a drug, an amount; what is known beforehand never is."""
    if entity.recognizer == "tagger" and entity.type not in ("AGE", "DATE") and _is_amount(text, entity):
        return True
    if entity.type not in _NAMED or entity.recognizer == "known":
        return False
    if _TITLED.search(text, max(0, entity.start - 12), entity.start):
        return False
    value = text[entity.start : entity.end].strip(" .,").lower()
    return value in _ALONE or (" " not in value and bool(_NOUN.match(text, entity.end)))


def _is_amount(text: str, entity: Entity) -> bool:
    value = text[entity.start : entity.end]
    return bool(_SUM.fullmatch(value)) or (value.isdecimal() and bool(_UNIT.match(text, entity.end)))
