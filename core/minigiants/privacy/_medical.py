"""Tell eponyms and medical words from names of people and places."""

import re
import tomllib
from pathlib import Path

from minigiants.types import Entity

_NAMED = frozenset(["PERSON", "LOCATION", "ORGANIZATION", "FACILITY", "NRP"])
_WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
_ALONE = frozenset(_WORDS["medical"].split())
_NOUN = re.compile(
    rf"(?:['’]s?)?[\s-]+(?:type\s+)?(?:\w+[\s-]+)?(?:{'|'.join(_WORDS['eponym_of'].split())})\b", re.IGNORECASE
)
_TITLED = re.compile(r"(?:\b(?:mr|mrs|ms|miss|dr|doctor|prof|nurse|patient|named|name is)\.?\s+)$", re.IGNORECASE)


def is_medical(text: str, entity: Entity) -> bool:
    """Tell whether what looks like a name is a sign, a score, a drug or the like; what is known beforehand never is."""
    if entity.type not in _NAMED or entity.recognizer == "known":
        return False
    if _TITLED.search(text, max(0, entity.start - 12), entity.start):
        return False
    value = text[entity.start : entity.end].strip(" .,").lower()
    return value in _ALONE or (" " not in value and bool(_NOUN.match(text, entity.end)))
