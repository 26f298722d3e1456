"""Tell eponyms and medical words from names of people and places."""

import re

from minigiants.language import KIN, TITLES, any_of
from minigiants.privacy.find.names import lexicon
from minigiants.privacy.find.vocabulary import WORDS
from minigiants.types import Entity

_NAMED = frozenset(["PERSON", "LOCATION", "ORGANIZATION", "FACILITY", "NRP"])
_ALONE = frozenset((*WORDS["medical"], *WORDS["drugs"], *WORDS["organisms"]))
_PLAIN = _ALONE | frozenset(WORDS["plain"])
"""Words that make no name of somebody together either: "Customer Support"."""
_DRUG = re.compile(rf"[a-z]{{3,}}(?:{'|'.join(WORDS['drug_ends'])})")
_COUNTED = re.compile(r"\d*|[a-z]|[ivx]+|po|prn|bid|tid|qid|qhs")
_INITIAL = re.compile(r"[a-z]\b[. ]")
_FIRMS = frozenset(["ORGANIZATION", "FACILITY"])
_PART_OF = re.compile(
    r"\b(?:circle|foram(?:en|ina)|islets?|bundle|nodes?|ampulla|loop|canal|tetralogy|ducts?|fissure|sulcus|membrane|crypts?|glands?"
    r"|area|sphincter|angle|triangle|pouch|line|aqueduct|organ|ligament|valves?|cells?) of (?:the )?$"
)
"""What of the body, or of a sick one, is called after somebody: "the circle of Willis"."""
_THING = re.compile(rf"\s(?!law\b)(?:{'|'.join(WORDS['eponym_of'])})(?: (?:\d+|[ivx]+))?$")
_CATALOGUE = re.compile(
    r"\b(?:isbn(?:-?1[03])?|issn|doi|sku|ean|upc|part|version|firmware|release|build|"
    r"cpt|icd(?:-?\d+)?|snomed(?:[ -]ct)?|loinc|rxnorm|rxcui|ndc|hcpcs|(?:ms-?)?drg|atc|gmdn|rfc|iso|iec|din|"
    r"u\.?s\.?c\.?|c\.?f\.?r\.?)(?:\s*(?:codes?|no\.?|number|part|[#:§]))*\s*$",
    re.IGNORECASE,
)
"""What a code of a catalogue or a law, which everybody shares, follows."""
_NOUN = re.compile(rf"(?:['’]s?)?[\s-]+(?:type\s+)?(?:\w+[\s-]+)?(?:{'|'.join(WORDS['eponym_of'])})\b", re.IGNORECASE)
_UNIT = re.compile(
    r"\s*(?:%|°|k?cal\b|joules?\b|[mk]?g\b|mcg\b|µg\b|m?l\b|dl\b|mmol|mol\b|mEq|mm|cm\b|units?\b|iu\b|steps\b|"
    r"tablets?\b|capsules?\b|times\b|beats\b|bpm\b|breaths\b|hours?\b|minutes?\b|days?\b|weeks?\b|months?\b|feet\b)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,/&+]+")
_SUM = re.compile(r"[$€£]?\d{1,3}(?:,\d{3})*(?:\.\d{1,2})?")
"""An amount of money, or a number of up to three digits."""
_MONEY = re.compile(
    r"[$€£]?\d[\d.,]*\s*(?:k|thousand|million|billion)?\s*(?:euros?|eur|dollars?|usd|pounds?|gbp|cents?|francs?|chf|yen|zloty|pln)"
    r"(?:\s+(?:an?|per|each|every)\s+\w+)?",
    re.IGNORECASE,
)
_MEASURED = re.compile(rf"(?:\b|_)(?:{'|'.join(WORDS['measures'])})\s*(?:[:=]|is|was|of|at)?\s*$", re.IGNORECASE)
_MEASURE = re.compile(rf"(?:{'|'.join(WORDS['measures'])})")
_READING = re.compile(r"[<>]?\d+(?:[./-]\d+)*")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?")
_FIELD = re.compile(r"\b(?!\w*(?:age|old|patient|pt)\b)\w+\s*[:=]\s*$", re.IGNORECASE)
"""What a number follows that is a value of something else than an age."""
_TITLED = re.compile(rf"(?:\b{any_of((*TITLES, *KIN, 'patient', 'named', 'name is'))}\.?\s+)$", re.IGNORECASE)


def is_medical(text: str, entity: Entity) -> bool:
    """Tell whether what looks personal is a sign, a score, a drug, an amount; what is known beforehand never is."""
    if entity.recognizer == "tagger" and any(
        is_(text, entity) for is_ in (_is_amount, _is_measured, _is_results, _is_time)
    ):
        return True
    if entity.recognizer in ("tagger", "code", "ip") and entity.type not in _NAMED and _is_shared(text, entity):
        return True
    if entity.type not in _NAMED or entity.recognizer == "known":
        return False
    if _TITLED.search(text, max(0, entity.start - 12), entity.start):
        return False
    value = text[entity.start : entity.end].strip(" .,").lower()
    part = _PART_OF.search(text, max(0, entity.start - 20), entity.start)
    if part or value in _ALONE or _is_plain(value, _ALONE if entity.type in _FIRMS else _PLAIN):
        return True
    return bool(_NOUN.match(text, entity.end)) if " " not in value else entity.type == "PERSON" and _is_eponym(value)


def _is_plain(value: str, plain: frozenset[str] = _PLAIN) -> bool:
    """Tell whether no word of `value`, in small letters, is a name: all are among `plain`, drugs, or count.

    >>> [_is_plain(value) for value in ("customer support", "clindamycin iv", "crestor 2", "lee support", "j. best")]
    [True, True, True, False, False]
    """
    if _INITIAL.match(value):
        return False
    words = [word for part in _BETWEEN.split(value) if not _COUNTED.fullmatch(word := part.strip("()[].:;"))]
    return bool(words) and all(word in plain or _DRUG.fullmatch(word) for word in words)


def _is_eponym(value: str) -> bool:
    """Tell whether a thing is called after somebody: words that begin with no first name and end with the thing.

    >>> [_is_eponym(value) for value in ("kerley b lines", "glasgow coma scale 14", "jude law", "mary stage")]
    [True, True, False, False]
    """
    first = value.split(maxsplit=1)[0]
    return first not in lexicon()[0] and _THING.search(value) is not None


def _is_shared(text: str, entity: Entity) -> bool:
    return _CATALOGUE.search(text, max(0, entity.start - 24), entity.start) is not None


def _is_measured(text: str, entity: Entity) -> bool:
    """Tell whether a bare number follows what it measures; it may have as many digits as a count has."""
    if not text[entity.start : entity.end].isdecimal():
        return False
    before = max(0, entity.start - 24), entity.start
    if entity.type == "AGE" and _FIELD.search(text, *before):
        return True
    return entity.end - entity.start < 5 and _MEASURED.search(text, *before) is not None


def _is_results(text: str, entity: Entity) -> bool:
    """Tell whether what was taken for an address is drugs and values: "Na 138, K 4.1", "Kenalog 40"."""
    if entity.type != "ADDRESS":
        return False
    words = [word.strip("()[].:;") for word in _BETWEEN.split(text[entity.start : entity.end].lower())]
    named = [word for word in words if word and not _READING.fullmatch(word)]
    return bool(named) and all(w in _ALONE or _DRUG.fullmatch(w) or _MEASURE.fullmatch(w) for w in named)


def _is_time(text: str, entity: Entity) -> bool:
    """Tell whether it is a time of day; what was taken for a date is one where it marks a line of a transcript."""
    if not _CLOCK.fullmatch(text, entity.start, entity.end):
        return False
    return entity.type != "DATE" or text[max(0, entity.start - 1) : entity.start] == "["


def _is_amount(text: str, entity: Entity) -> bool:
    if entity.type in ("AGE", "DATE"):
        return False
    value = text[entity.start : entity.end]
    return bool(_SUM.fullmatch(value) or _MONEY.fullmatch(value)) or (
        value.isdecimal() and bool(_UNIT.match(text, entity.end))
    )
