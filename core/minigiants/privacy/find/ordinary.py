"""Tell ordinary words, doses and weekdays from what the tagger takes them for."""

import re
import unicodedata

from minigiants.language import KIN, TITLES, WEEKDAYS, any_of, units, word_set
from minigiants.privacy.find.abroad import is_first_name
from minigiants.privacy.find.names import AMBIGUOUS, lexicon, uses
from minigiants.privacy.find.vocabulary import WORDS
from minigiants.types import Entity

_COMMON = (
    word_set("common_words", "common_words")
    | word_set("stop_words", "stop_words")
    | frozenset((*WORDS["medical"], *WORDS["drugs"], *WORDS["organisms"], *WORDS["plain"]))
    | frozenset((*WORDS["products"], *WORDS["foods"]))
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NAMES_SOMEBODY = re.compile(
    rf"(?:\b{any_of((*TITLES, *KIN, 'patient', 'named', 'called', 'name is', 'this is'))}"
    r"\b[.,:]?\s+)$",
    re.IGNORECASE,
)
"""What stands before a name even where it is a word as well: "Mr. Stone", "her son Chase"."""
_SELF = re.compile(r"\bi(?:['’]m|\s+am)\s+(?:\w+\s+)?$", re.IGNORECASE)
"""What stands before what somebody is, "I am angry", and sometimes before who: "I am Hope"."""
_DRUG = re.compile(rf"[a-z]{{3,}}(?:{'|'.join(WORDS['drug_ends'])})")
_WEEKDAYS = re.compile(
    rf"(?:(?:on|every|each|and|or|through|to|until|mornings?|evenings?|nights?|[\s,/&-])*+"
    rf"{any_of(WEEKDAYS)}(?P<many>s)?(?:mornings?|evenings?|nights?|and|or|through|to|[\s,/&-])*+)++",
    re.IGNORECASE,
)
_OPEN = re.compile(
    rf"(?:from\s+|between\s+)?{any_of(WEEKDAYS)}s?\s*(?:to|through|thru|until|till|and|[-–])\s*{any_of(WEEKDAYS)}s?"
    rf"(?:\W+(?:and\s+)?{any_of(WEEKDAYS)}s?)*(?:[\s,]+(?:from\s+|between\s+)?[\d:.]+\s*(?:[ap]\.?m\.?)?"
    r"(?:\s*(?:to|until|till|and|[-–])\s*[\d:.]+\s*(?:[ap]\.?m\.?)?)?)?|"
    rf"{any_of(WEEKDAYS)}(?:,\s*{any_of(WEEKDAYS)})+,?\s+and\s+{any_of(WEEKDAYS)}",
    re.IGNORECASE,
)
"""Days that come each week: "Monday to Friday, 9:00 to 17:30", "Monday, Wednesday and Friday"; no day of a visit."""
_COMES_AGAIN = re.compile(r"\b(?:to|through|thru|until|till)\b|[-–]|,", re.IGNORECASE)
_EACH = re.compile(r"\b(?:every|each|(?:once|twice) (?:a|per) week,?(?: on)?|weekly(?:,? on)?)\s+$", re.IGNORECASE)
_DOSE = re.compile(
    r"\b\d+(?:\.\d+)?\s*(?:mgs?|mcg|µg|g|ml|iu|units?|meq|%|tablets?|capsules?|puffs?|drops?|caps?|tabs?)(?!\w)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\s*(?:mgs?|mcg|µg|g|ml|iu|units?|meq|%|tablets?|capsules?|puffs?|drops?|pills?|patch(?:es)?|vials?)(?!\w)",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|way|apt|apartment|suite|box|floor|"
    r"highway|hwy|square|terrace|parkway)\b|,\s*[A-Z]{2}\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\d+(?:[.,]\d+)?\s+([^\W\d_]+)\b")
_RANGE = re.compile(r"\d{1,3}\s*[-–]\s*\d{1,3}")
_COUNTED = re.compile(r"\s+(?!(?:years?|yrs?|months?|mos?|weeks?|wks?|days?|yo|y/o|old|is|was|has)\b)[a-z]{3,}s\b")
_AGED = re.compile(r"\b(?:aged?|turn(?:ed|s|ing)?|old|age of|over|under|above)\W+$", re.IGNORECASE)
_NO_AGE = re.compile(r"\d+\s*(?:st|nd|rd|th|pk|ppd|packs?|x)\b", re.IGNORECASE)
_HEADS = frozenset({"BIC", "IBAN", "Fax", "Tel", "Phone", "Email"})
"""What announces a value and is none."""
_NTH = re.compile("first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth", re.IGNORECASE)
_US = re.compile(r"(?:the\s+)?(?:us|US)")
_TEST = re.compile(
    r"\b(?:examination|scale|scales|score|scores|inventory|questionnaire|index|test|tests|assessment|criteria|screen|checklist"
    r"|syndrome|disease|syndromes|diseases|sign|reflex|classification|maneuver|manoeuvre|procedure|staging|theorem|equation|distribution|constant)"
    r"(?: score)?$",
    re.IGNORECASE,
)
"""The last word of what is called after somebody or some place, and is neither."""
_TESTED = re.compile(
    r"['’]?s?[\s-]+(?:[A-Za-z]+[\s-]+){0,2}?(?:examination|scale|score|inventory|questionnaire|index|test|assessment|criteria|screen"
    r"|checklist|syndrome|disease)\b"
)
_EPONYMS = frozenset(WORDS["eponyms"])
_NAMED = frozenset({"PERSON", "ORGANIZATION", "NRP"})
_CALLED = frozenset({"PERSON", "ORGANIZATION"})
_PLACED = frozenset({"LOCATION", "FACILITY"})


_HOLIDAY = re.compile(
    r"(?:the\s+)?(?:xmas|christmas|easter|new year['’]?s?|thanksgiving|halloween|whitsun)"
    r"(?:\s+(?:eve|day|monday|sunday))?",
    re.IGNORECASE,
)
_ZIP = 5
"""Signs of a postal code of the United States; a shorter one behind "the Philips" is a model's."""
_ABBREVIATED = re.compile(r"[A-Z]-[A-Z]{2,4}")
"""What is made of letters on a ward: "G-CSF"."""
_LABELS = frozenset(WORDS["labels_abroad"])
"""Words of forms in other languages, which a tagger of English takes for somebody."""
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)
_NTH_DAY = re.compile(r"(?:days?|cycle|week)\s+\d{1,3}(?:\s*(?:-|–|to|and|,)\s*\d{1,3})*", re.IGNORECASE)
"""Days of a course of treatment: "day 2", "days 1 to 5"."""
_SPANS_ABROAD = re.compile(
    r"\d+\s+(?:tage?n?|wochen?|stunden?|monate?n?|jours?|semaines?|heures?|mois|d[ií]as?|semanas?|horas?|meses|giorni|ore|settimane|mesi"
    r"|dni|godzin\w*|tygodni\w*|miesi\w+|dagen|weken|uur|maanden)\b.*",
    re.IGNORECASE,
)
_THING_OF = re.compile(
    r"\s+(?:diet|protocol|guidelines?|criteria|method|score|scale|model|chair|table|sofa|lamp|bed|set|cake|tart|sponge|sauce|recipe|edition"
    r"|plan|formula|rules?|approach)\b"
)
"""What is called after a place or a firm, and is not there: "the Mayo Clinic diet"."""
_COMMANDED = re.compile(r"\s+(?:the|a|an|your|all|any|both|each|it|them|this|that)\s+[a-z]")
"""Follows a verb that is a name too, at the beginning of a sentence: "Jack the pump twice"."""
_FREQUENT = 3000
"""Uses from which a word at the beginning of a sentence is one, and nobody: "Wash at 40 degrees"."""
_GOES_ON = re.compile(r"\s+(?:at|in|on|with|for|to|from|and|or|until|before|after|by|as|\d)")
_MODEL = re.compile(r"\bthe\s+[A-Z][\w-]+\s+$")
_SMALL_WORDS = frozenset(WORDS["small_words_abroad"])


def is_ordinary(text: str, entity: Entity) -> bool:
    """Tell whether what the tagger marked is a word, a dose, a range or a weekday that says nothing of anybody.

    >>> def marked(text, value, type_):
    ...     start = text.index(value)
    ...     span = Entity(start=start, end=start + len(value), type=type_, score=0.8, recognizer="tagger")
    ...     return is_ordinary(text, span)
    >>> marked("Apply thinly.", "Apply", "PERSON"), marked("Ask Mr. Stone.", "Stone", "PERSON")
    (True, False)
    >>> marked("Give 60 acetaminophen 500 mg tablets.", "60 acetaminophen 500", "ADDRESS")
    True
    >>> marked("Weekly, on Fridays.", "Fridays", "DATE"), marked("Seen last Friday.", "last Friday", "DATE")
    (True, False)
    """
    value = text[entity.start : entity.end].strip(" .,;:")
    if _is_weekday(text, entity, value) or _is_abroad(value):
        return True
    if entity.type in _NAMED or entity.type in _PLACED:
        return _is_nobody(text, entity, value)
    if entity.type == "DATE":
        return bool(_NTH.fullmatch(value) or _TIME.fullmatch(value) or _NTH_DAY.fullmatch(value))
    return _is_no_number(text, entity, value)


def _is_nobody(text: str, entity: Entity, value: str) -> bool:
    if entity.type == "LOCATION" and _US.fullmatch(value):
        return True
    if _is_test(text, entity, value) or (entity.type in _CALLED and _is_common(text, entity, value)):
        return True
    return _HOLIDAY.fullmatch(value) is not None or _is_thing(text, entity, value) or _is_verb(text, entity, value)


def _is_thing(text: str, entity: Entity, value: str) -> bool:
    """Tell letters of a ward, "G-CSF", and what a thing is called after, "the Mayo Clinic diet"."""
    if entity.type == "ORGANIZATION" and _ABBREVIATED.fullmatch(value):
        return True
    return entity.type != "PERSON" and _THING_OF.match(text, entity.end) is not None


def _is_verb(text: str, entity: Entity, value: str) -> bool:
    """Tell a sentence's first word that goes on as no name does: "Wash at 40 degrees", "Jack the pump twice"."""
    if entity.type != "PERSON" or not _starts(text, entity.start):
        return False
    frequent = _plain(value) not in lexicon()[0] and uses().get(_plain(value), 0) >= _FREQUENT
    if frequent and _GOES_ON.match(text, entity.end):
        return True
    return value.lower() in AMBIGUOUS and _COMMANDED.match(text, entity.end) is not None


def _is_abroad(value: str) -> bool:
    """Tell whether what a tagger of English took for somebody is a label or plain words of another language."""
    words = re.findall(r"[^\W\d_]+", value.lower())
    if words and all(word in _LABELS or len(word) < 3 for word in words) and any(word in _LABELS for word in words):
        return True
    if _SPANS_ABROAD.fullmatch(value):
        return True
    return value == value.lower() and len(words) > 1 and bool(_SMALL_WORDS.intersection(words)) and not _bears(words)


def _bears(words: list[str]) -> bool:
    """Tell whether one of the words is a usual name."""
    first, last = lexicon()
    return any(word in first or word in last or is_first_name(word) for word in words)


def _is_no_number(text: str, entity: Entity, value: str) -> bool:
    if entity.type == "TITLE":
        return False
    if entity.type == "ZIP_CODE" and len(value) < _ZIP and _MODEL.search(text, max(0, entity.start - 24), entity.start):
        return True
    if not any(map(str.isdigit, value)):
        return value in _HEADS or (
            (entity.type not in ("ADDRESS", "AGE") or " " not in value) and _is_common(text, entity, value)
        )
    if entity.type == "ADDRESS":
        measured = _DOSE.search(value) or _UNIT.match(text, entity.end) or _is_measure(value)
        return bool(measured) and not _HOUSE.search(value)
    return bool(_RANGE.fullmatch(value) or (entity.type == "AGE" and _is_no_age(text, entity, value)))


def _is_no_age(text: str, entity: Entity, value: str) -> bool:
    """Tell a count: "42 links", where no word before it speaks of an age."""
    if _NO_AGE.fullmatch(value) or re.fullmatch(r"\d+[.,]\d+", value):
        return True
    counted = value.isdigit() and _COUNTED.match(text, entity.end)
    return bool(counted) and not _AGED.search(text, max(0, entity.start - 16), entity.start)


def _is_measure(value: str) -> bool:
    """Tell an amount of something: "25 degrees Celsius", "4 litres"."""
    found = _AMOUNT.match(value)
    return found is not None and bool(units.canonical(found[1], glued=False))


def _is_weekday(text: str, entity: Entity, value: str) -> bool:
    """Tell days of a regimen, which come again: "Fridays", "every Friday"."""
    if entity.type in ("DATE", "ADDRESS") and _OPEN.fullmatch(value) and _COMES_AGAIN.search(value):
        return True
    found = _WEEKDAYS.fullmatch(value)
    if not found or entity.type in ("ADDRESS", "FACILITY"):
        return False
    return (
        bool(value.lower().endswith("s") or entity.type != "DATE" or re.match("every|each", value, re.IGNORECASE))
        or _EACH.search(text, max(0, entity.start - 24), entity.start) is not None
    )


def _is_test(text: str, entity: Entity, value: str) -> bool:
    """Tell a test or a disease that is called after somebody, such as "Boston Naming Test"."""
    low = value.lower().replace("’", "'").removesuffix("'s")
    if low in _EPONYMS:
        return True
    if entity.type == "PERSON":  # "Mary Lee's Disease" may be what she has
        return _TEST.search(value) is not None and len(value.split()) > 2 and "'" not in low
    return bool(_TEST.search(value)) or (entity.type != "FACILITY" and bool(_TESTED.match(text, entity.end)))


def _is_common(text: str, entity: Entity, value: str) -> bool:
    """Tell whether every word is one that names few: a title or a word for a relative before it says otherwise."""
    words = [_plain(word) for word in _WORD.findall(value)]
    if not words or re.search(r"\b[A-Z]\.", value):
        return False
    longer = [word for word in words if len(word) > 1] or words  # "c. difficile"
    if not all(word in _COMMON or _DRUG.fullmatch(word) for word in longer):
        return False
    if entity.type == "ORGANIZATION" and value[:1].isupper() and not _starts(text, entity.start):
        return False
    if _SELF.search(text, max(0, entity.start - 24), entity.start):
        return not (value[:1].isupper() and words[0] in lexicon()[0])
    return not _NAMES_SOMEBODY.search(text, max(0, entity.start - 24), entity.start)


def _plain(word: str) -> str:
    """Return a word in small letters without its accents, as the list has it: "Sauté"."""
    parts = unicodedata.normalize("NFD", word.lower().replace("’", "'"))
    return "".join(part for part in parts if not unicodedata.combining(part))


def _starts(text: str, start: int) -> bool:
    """Tell whether a sentence, a line or a field begins here, where any word has a capital."""
    before = text[:start].rstrip(" \t\"'“(")
    return not before or before[-1] in ".!?:;\n•-–/"
