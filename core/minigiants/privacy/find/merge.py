"""Make one list of what several finders found, and find a value everywhere when it was found once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from minigiants.language import TITLES, any_of
from minigiants.privacy.find.known import COMMON, NO_NAMES
from minigiants.privacy.find.names import lexicon
from minigiants.privacy.find.vocabulary import NUMBERS
from minigiants.types import Entity

_EDGES = " \t\r\n,;:\"'“”‘’()[]{}<>"
_SPREAD = frozenset({"PERSON", "FACILITY", "ADDRESS", "USERNAME"}) | NUMBERS - {"ZIP_CODE"}
"""Types whose values are looked for wherever else they may stand."""
_SMALL = 5
"""Letters from which a name that was found is found in small letters too."""
_PLACES = frozenset({"FACILITY", "LOCATION", "ADDRESS", "ZIP_CODE"})
_NAMED = frozenset({"PERSON", "ORGANIZATION"})
_LINK = re.compile(r"[\s,]*(?:(?:in|of|at|near)\s+(?:the\s+)?)?|\s*[-–]\s*|\s*\(")
_TOWN = re.compile(
    r"\.?(?:,|\s*\n)[ \t]*(?:[A-ZÀ-ÞŐŰĐŁŚŠŽ][^\W\d_]*[ \t.'’-]*){1,4}(?:\s*,\s*[A-Z\d]{2,3}\b)?(?:,|\s*\n)\s*"
)
"""A line of an address between its street and its country or code."""
_CODE = re.compile(
    rf"(?:{_TOWN.pattern}|,\s*|\s*\n[\s,]*|\s+)(?:(?:[A-Z]{{2,3}}\s+)?\d{{4,6}}(?:-\d{{4}})?"
    r"|[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2})"
    r"(?![\w/.-]*\w|\s*(?:mg|ml|am|pm)\b)"
)
_OR_MORE = re.compile(r"(?:(?<=\b9\d)|(?<=\b1[0-2]\d))\+")
"""Behind an age of those that are one class: "90+" is one, also where it was written before."""
_PARTNERS = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?:,\s+[A-ZÀ-Þ][\w'’-]+)+")
"""The first names of a firm that is called after its founders: "Hicks, Brown" of "Hicks, Brown and Lee"."""
_AND = re.compile(r",?\s+(?:and|&)\s+")
_HONORIFIC = re.compile(
    rf"{any_of((*TITLES, 'sr', 'sra', 'dra', 'dña', 'don', 'doña', 'pan', 'pani'))}\b\.?\s*", re.IGNORECASE
)
_SPOKEN_TO = re.compile(
    r"(?:ask|call|contact|tell|e-?mail|phone|thank|meet|invite|remind|notify|text|dear|hi|hello)\s+(?=\w)",
    re.IGNORECASE,
)
"""Words before a name at the beginning of a sentence, whose capital is not a name's."""
_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W_]")
"""What a word goes on with: a name ends at the underscore of a file's name."""
_TITLE = re.compile(rf"(?<!\w){_HONORIFIC.pattern}$", re.IGNORECASE)
_SURE = 0.85


def merge(text: str, entities: Iterable[Entity]) -> list[Entity]:
    """Return entities that are sorted, trimmed and do not overlap; what overlaps becomes one that covers all of it."""
    merged: list[Entity] = []
    for entity in sorted(filter(None, (_trimmed(text, e) for e in entities))):
        if merged and entity.start < merged[-1].end:
            merged[-1] = _joined(merged[-1], entity)
        else:
            merged.append(entity)
    return merged


def linked(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """Join a place with the place that it lies in, and an address with its code: "Lake Clinic in Tampa, FL" is one."""
    joined: list[Entity] = []
    for entity in entities:
        held = next((n for n in (1, 2) if _one(text, joined[-n:], entity)), 0)
        joined[len(joined) - held :] = [replace(joined[-held], end=entity.end) if held else entity]
    return merge(text, (_whole(text, e) for e in joined))


def _one(text: str, before: Sequence[Entity], entity: Entity) -> bool:
    """Say whether `entity` goes on with the first of `before`; what stands between is then a town in an address."""
    if not before:
        return False
    first = before[0]
    if len(before) == 1 and {first.type, entity.type} <= _NAMED and _AND.fullmatch(text, first.end, entity.start):
        return _PARTNERS.fullmatch(text, first.start, first.end) is not None
    if {first.type, entity.type} - _PLACES:
        return False
    if len(before) == 1 and _LINK.fullmatch(text, first.end, entity.start):
        return True
    return first.type == "ADDRESS" and _TOWN.fullmatch(text, first.end, entity.start) is not None


def _whole(text: str, entity: Entity) -> Entity:
    """Let an address reach to the region and the postal code behind it: "..., AT 31295", and an age to its "+"."""
    ends = {"ADDRESS": _CODE, "AGE": _OR_MORE}.get(entity.type)
    more = ends.match(text, entity.end) if ends else None
    return replace(entity, end=more.end()) if more else entity


def spread_over(texts: Sequence[str], entities_of: Sequence[Sequence[Entity]]) -> list[list[Entity]]:
    """Add to each of several texts about the same people what was found in another: whole names, and what has digits.

    >>> lee = Entity(start=4, end=9, type="MEDICAL_RECORD_NUMBER", score=0.9, recognizer="shape")
    >>> [[(e.start, e.end) for e in one] for one in spread_over(["MRN 48812", "48812.md", "148812"], [[lee], [], []])]
    [[(4, 9)], [(0, 5)], []]
    """
    mentions = [(e, text[e.start : e.end]) for text, entities in zip(texts, entities_of, strict=True) for e in entities]
    values = _looked_for(
        (entity, value)
        for entity, value in mentions
        if _DIGIT.search(value) or (entity.type == "PERSON" and " " in value)
    )
    pairs = zip(texts, entities_of, strict=True)
    return [merge(text, [*entities, *_again(text, values)]) if values else list(entities) for text, entities in pairs]


def spread(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """Add every other place where a found value stands in `text`."""
    values = _looked_for((e, text[e.start : e.end]) for e in entities)
    return [*entities, *_again(text, values)]


def _looked_for(mentions: Iterable[tuple[Entity, str]]) -> dict[str, Entity]:
    """Return what to look for elsewhere, each with the surest of the entities that it was found as."""
    values: dict[str, Entity] = {}
    for entity, mention in sorted(mentions, key=lambda pair: -pair[0].score):
        if entity.type in _SPREAD:
            for value in _values(mention, entity.type):
                values.setdefault(value, entity)
    return values


def _again(text: str, values: Mapping[str, Entity]) -> Iterator[Entity]:
    """Yield where values stand as whole words, the longest of those that begin at a place.

    >>> lee = Entity(start=0, end=3, type="PERSON", score=0.8, recognizer="tagger")
    >>> [e.start for e in _again("Lee met Leeds; Lee's car", {"Lee": lee})]
    [0, 15]
    """
    begun: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for value in sorted(values, key=len, reverse=True):
        if first := _WORD.search(value):
            begun[first[0]].append((first.start(), value))
    end = 0
    for word in _WORD.finditer(text) if begun else ():
        for lead, value in begun.get(word[0], ()):
            start = word.start() - lead
            if start >= end and text.startswith(value, start) and not _goes_on(text, start, start + len(value)):
                end = start + len(value)
                yield replace(values[value], start=start, end=end, recognizer="repeated")
                break


def _goes_on(text: str, start: int, end: int) -> bool:
    """Say whether the word at `start` began before, or the one at `end` goes on."""
    return bool(_LETTER.match(text[start - 1 : start]) or _LETTER.match(text[end : end + 1]))


def _values(value: str, type_: str) -> list[str]:
    """Return what to look for: the value; a number also without its marks; of a name each part that can stand alone.

    >>> _values("ABX-22913", "DEVICE_ID"), sorted(_values("Dr. Lee Brennecke", "PERSON"))
    (['ABX-22913', 'ABX22913'], ['BRENNECKE', 'Brennecke', 'Lee', 'Lee Brennecke', 'brennecke'])
    """
    if type_ != "PERSON":
        bare = "".join(filter(str.isalnum, value)) if type_ in NUMBERS else value
        return [v for v in dict.fromkeys((value, bare)) if len(v) > 3]
    name = _HONORIFIC.sub("", value)
    parts = [p for p in re.findall(r"[^\W\d_][\w'’-]*[^\W_]", name) if len(p) > 2 and p[0].isupper()]
    parts += [p.upper() for p in parts if len(p) >= _SMALL and p.lower() not in NO_NAMES]
    if name != value or (parts and parts[0].lower() in lexicon()[0]):  # a person for sure, so also as dictation writes
        parts += [p.lower() for p in parts if len(p) >= _SMALL and p.lower() not in NO_NAMES]
    return [v for v in {name, *parts} if len(v) > 2 and v not in COMMON]


def _joined(a: Entity, b: Entity) -> Entity:
    """Cover both, with the type of the longer one unless only the shorter is sure."""
    short, long = sorted((a, b), key=lambda e: (e.end - e.start, e.score, e.recognizer != "repeated"))
    kind = short if short.score >= _SURE > long.score or (short.recognizer == "known" != long.recognizer) else long
    return replace(kind, start=min(a.start, b.start), end=max(a.end, b.end), score=max(a.score, b.score))


def _trimmed(text: str, entity: Entity) -> Entity | None:
    start, end = entity.start, entity.end
    if entity.type == "PERSON" and entity.recognizer == "tagger" and (before := _SPOKEN_TO.match(text, start, end)):
        start = before.end()
    while start < end and text[start] in _EDGES and not _opens(text[start:end]):
        start += 1
    while end > start and text[end - 1] in _EDGES and not _closes(text[start:end]):
        end -= 1
    if (start, end) == (entity.start, entity.end):
        return entity
    if start == end:
        return None
    return replace(entity, start=start, end=end)


def _opens(value: str) -> bool:
    return value[0] == "(" and ")" in value


def _closes(value: str) -> bool:
    return value[-1] == ")" and "(" in value


def titled(text: str, entities: Iterable[Entity]) -> list[Entity]:
    """Let a person's entity begin with the title before the name: "Dr. Lee" is who she is."""
    return [
        replace(e, start=before.start())
        if e.type == "PERSON" and (before := _TITLE.search(text, max(0, e.start - 12), e.start))
        else e
        for e in entities
    ]
