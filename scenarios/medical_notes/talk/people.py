"""Know who the patient is, from the visit's header or from how the doctor speaks, so that no name has to be written."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from faker.providers.person.en_US import Provider as Person

from minigiants.privacy import OPEN, Funnel, Known, Names, Restored, Scrubber, load_policy, open_finder, restore

from ..facts import BRANDS, DRUGS
from .numerals import NUMBERS
from .replies import WORDS as _WORDS
from .transcript import Turn, turns

POLICY = "hipaa"
_TITLE = r"(?:mr|mrs|ms|miss|mister|missus)\.?"
_NAME = r"([a-z][a-z'-]{1,24})"
_FORMS = (
    r"^.{0,30}\b(?:hi|hello|hey|good morning|good afternoon|good evening|^morning|welcome back|welcome)\s*,?\s+"
    rf"(?:there\s*,?\s*)?(?:{_TITLE}\s+)?{_NAME}\b",
    rf"\b{_TITLE}\s+{_NAME}\b",
    rf"\b{_NAME}(?:\s+{_NAME})?\s+is\s+an?\s+(?:very\s+)?(?:pleasant\s+|lovely\s+)?"
    r"(?:\d{1,3}|[a-z]+(?:[ -][a-z]+)?)\s*-?\s*year",
    rf"\b{_NAME}\s+{_NAME}\s*[,.]\s+(?:\S+\s+){{0,2}}date of birth",
    rf"\b(?:dictating on|patient(?:'s)? name is|patient is|next patient is|note for)\s+{_NAME}\s+{_NAME}\b",
    rf"^this is\s+{_NAME}\s+{_NAME}\b",
    r"\bhow(?:'s| is| has)\s+(?-i:([A-Z][a-z'-]{1,24}))\s+(?:doing|been|feeling|today)\b",
    rf"\bit's\s+{_NAME}\s*,\s+(?:isn't|is)\s+it\b",
    rf"\b(?:see|seeing|meet|meeting)\s+you\s*,\s+{_NAME}\s*[.,?]",
    rf"^(?:okay|alright|all right|well|so)\s*,\s+(?:{_TITLE}\s+)?{_NAME}\s*,\s+(?:how|what|tell|so|it|i)\b",
)
_TO_THIRD = re.compile(
    r"\b(?:to|with|by|from|under|ask(?:ed)?|tell|told|phone|ring|email|and|see|seen|refer(?:red)?) (?:our |the )?$"
    r"|\b(?:to|by|from) (?:our|the) (?:\w+ ){0,3}\w+, $",
    re.IGNORECASE,
)
"""Before the name of somebody who is spoken of."""
_IS_THIRD = re.compile(
    r"\s*,?\s*(?:(?:he|she)(?:'s| is| will|'ll)\b|(?:the|our|your|who|will|has|said|says|wants)\b)", re.IGNORECASE
)
"""Behind it."""
_CASED = re.compile(r"[a-z],? (?!I\b)[A-Z][a-z]")
"""Written with capitals where a name begins, unlike speech that was transcribed in small letters."""
_BEFORE_NAMES = ("mr", r"mr\.", "mrs", r"mrs\.", "ms", r"ms\.", "miss", "mister", "hi", "hello", "hey", "morning")
_COMMON = frozenset(_WORDS["common"].split())
_NOT_NAMES = frozenset(_WORDS["not_names"].split())
_DATES, _NUMBERS = ("birth", "date"), ("record", "phone", "insurance")
_NAMED = {"name", "gender", *_DATES, *_NUMBERS}
"""Fields of a header that have a kind of their own; any other is looked for as it is written."""
_OTHER = 3
"""Characters that such a field has at least: a shorter one stands in any text."""
_TAKEN_OUT = re.compile(r"<[A-Z_]+_\d+>|\[removed\]")
_TOLD = {
    "female": r"year[ -]old (?:\w+ ){0,2}?(?:female|woman|lady|girl)"
    r"|\b(?:mrs|ms|miss|ma'am)\b|\bpleasant (?:female|woman|lady)",
    "male": r"year[ -]old (?:\w+ ){0,2}?(?:male|man|gentleman|boy)"
    r"|\b(?:mr|sir|mister)\b|\bpleasant (?:male|man|gentleman)",
}
_GREETED = 5
"""Turns at the beginning in which a first name is the patient's."""
_BEGINNING = 8
"""Words at the beginning of a turn in which somebody is spoken to."""


def patient_names(turns: Sequence[Turn], header: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the patient's names, of the visit's header and as the doctor says them, in lower case.

    >>> said = Turn(number=1, speaker="doctor", label="", text="hi , martha . how are you ?")
    >>> patient_names([said], {"name": "Martha Collins"})
    ('martha', 'collins')
    """
    names = [w for w in re.findall(r"[^\W\d_]+", _told(header, "name").lower()) if len(w) > 1]
    cased = any(_CASED.search(turn.text) for turn in turns)
    for turn in turns:
        spaced = re.sub(r"\s+([,.?])", r"\1", turn.text.replace("’", "'"))
        text = spaced.lower()
        if turn.number <= _GREETED:
            most = _BEGINNING if turn.speaker != "patient" else _BEGINNING // 2
            names += [w for w in re.findall(r"[a-z]+", text)[:most] if w in _first_names()][:1]
        if turn.speaker != "patient" or turn.number <= _GREETED:
            for form in _FORMS:
                for match in re.finditer(form, spaced, re.IGNORECASE):
                    if _of_third(spaced, match):
                        continue
                    names += [g.lower() for g in match.groups() if g and _is_name(g, cased=cased)]
    return tuple(dict.fromkeys(names))


def _of_third(text: str, name: re.Match[str]) -> bool:
    """Tell whether a name with its title is of somebody who is spoken of: "I'll tell Mr Bell, he's the social worker".

    >>> [_of_third(text, re.search(r"Mr Bell", text)) for text in ("Come in, Mr Bell.", "I'll send you to Mr Bell.")]
    [False, True]
    """
    return bool(_TO_THIRD.search(text[: name.start()]) or _IS_THIRD.match(text[name.end() :]))


def _is_name(word: str, *, cased: bool) -> bool:
    """Tell whether a word where a name stands is one; where words begin with capitals, names do.

    >>> _is_name("Liam", cased=True), _is_name("ear", cased=True), _is_name("liam", cased=False)
    (True, False, True)
    """
    low = word.lower().removesuffix("'s")
    return low not in _NOT_NAMES and "'" not in low[-3:] and not (cased and word.islower())


def gender(turns: Sequence[Turn], header: Mapping[str, Any]) -> str:
    """Return "female" or "male" where the header or the clinician's own words tell it, else nothing.

    >>> gender([Turn(number=1, speaker="doctor", label="", text="she is a 50-year-old female .")], {})
    'female'
    """
    if header.get("gender") in _TOLD:
        return str(header["gender"])
    said = " ".join(t.text.lower() for t in turns if t.speaker == "doctor")
    told = {
        g: [m for m in re.finditer(form, said) if not _TO_THIRD.search(said[: m.start()])] for g, form in _TOLD.items()
    }
    found = {g: len(matches) for g, matches in told.items()}
    most = max(found, key=lambda g: found[g])
    return most if found[most] and not all(found.values()) else ""


def nameless(text: str, names: Iterable[str]) -> str:
    """Write "the patient" for each of the patient's names.

    >>> nameless("Martha Collins is a 50-year-old female. Ms. Collins smokes.", ["martha", "collins"])
    'The patient is a 50-year-old female. The patient smokes.'
    """
    known = _written(names)
    if not known:
        return text
    name = rf"(?:{_TITLE}\s+)?(?:{known})(?:\s+(?:{known}))*"
    text = re.sub(rf",\s+{name}(?=\s*[,.?!]|$)", "", text, flags=re.IGNORECASE)
    text = re.sub(rf"^{name}\s*,\s*", "", text, flags=re.IGNORECASE)
    text = re.sub(name, "the patient", text, flags=re.IGNORECASE)
    text = re.sub(r"([.!?]\s+)the patient\b", r"\1The patient", text)
    return text[:1].upper() + text[1:]


def masked(text: str, names: Iterable[str]) -> str:
    """Put a label in the place of each of the patient's names.

    >>> masked("hi , martha .", ["martha", "collins"])
    'hi , <PATIENT> .'
    """
    known = _written(names)
    return re.sub(known, "<PATIENT>", text, flags=re.IGNORECASE) if known else text


def _written(names: Iterable[str]) -> str:
    """Return a pattern of the names; one that is also a common word, such as Will, only where it is a name."""
    found = sorted({name.lower() for name in names}, key=len, reverse=True)
    plain = "|".join(rf"(?<!\w-)\b{re.escape(name)}\b" for name in found if name not in _COMMON)
    forms = [plain] if plain else []
    for name in (n for n in found if n in _COMMON):
        small, large = re.escape(name), re.escape(name.capitalize())
        beside = rf"|\b{small}\b(?=\s+(?:{plain}))" if plain else ""
        greeted = "|".join(rf"(?<=\b{word} )\b{small}\b" for word in _BEFORE_NAMES)
        forms.append(
            rf"{greeted}|(?<=, )\b{small}\b(?=\s*(?:[,.?!]|$))|^{small}\b(?=\s*,|\s+is\s+an?\b)"
            rf"|(?<=[a-z,] )(?<!\bin )(?<!since )(?<!last )(?<!next )(?<!until )(?<!by )\b(?-i:{large})\b{beside}"
        )
    return "|".join(forms)


def known_of(transcript: str, header: Mapping[str, Any]) -> Known:
    """Return what must never reach a file of a visit; raises TranscriptError when its transcript is too long."""
    return known(patient_names(turns(transcript), header), header)


def known(names: Sequence[str], header: Mapping[str, Any]) -> Known:
    """Return what must never reach the model or a file, of the visit's header and of `names`."""
    return Known(
        names=[n for n in (_told(header, "name"), *(name.capitalize() for name in names)) if n],
        dates=[day for key in _DATES if (day := _day(header.get(key)))],
        numbers=[told for key in _NUMBERS if (told := _told(header, key))],
        others=[told for key in header if key not in _NAMED and len(told := _told(header, key)) >= _OTHER],
    )


def _told(header: Mapping[str, Any], key: str) -> str:
    """Return a field of the header, nothing when it was kept without personal data.

    >>> _told({"name": "<PERSON_1>"}, "name"), _told({"record": 48812}, "record")
    ('', '48812')
    """
    value = header.get(key)
    return "" if value is None or isinstance(value, bool) else _TAKEN_OUT.sub("", str(value)).strip()


_PLACEHOLDER = re.compile(r"<(?:PERSON|DATE|DATE_TIME|LOCATION|ORGANIZATION|ADDRESS|MEDICAL_RECORD_NUMBER)_\d+>")
_SAYS_NOTHING = (
    _COMMON
    | DRUGS
    | {*NUMBERS}
    | {*BRANDS}
    | {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "easter", "christmas"}
    | {
        "naw",
        "nae",
        "aye",
        "dunno",
        "loads",
        "twice",
        "once",
        "any",
        "yep",
        "nope",
        "allergies",
        "patient",
        "doctor",
        "socially",
    }
    | {"father", "mother", "wife", "husband", "daughter", "son", "grandmother", "last", "next", "pints", "clinician"}
)
"""Words that tell nobody who a patient is."""


_TELLING = frozenset({*DRUGS, *BRANDS, "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
"""Words that stay with a capital in the middle of a sentence, too."""
_MEASURED = re.compile(
    rf"(?:(?:a|an|about|and|point|half|hundred|thousand|{'|'.join(NUMBERS)}|(?<!\d)\d++(?:\.\d++)?+)[ -]?)+"
    r"(?:kilos?|kgs?|kilograms?|pounds?|stones?|grams?|g|mgs?|milligrams?|micrograms?|mcg|mls?|mils?|millilit\w+"
    r"|lit(?:re|er)s?|units?|cm|centimet\w+|inch(?:es)?|feet|per ?cent|%|degrees?|minutes?|hours?|days?|weeks?"
    r"|months?)",
    re.IGNORECASE,
)
"""A measure, which tells nobody who a patient is: "four point six kilos"."""
_OLDEST = re.compile(r"(?<!\w)90\+")
_NINETY = re.compile(
    r"(?<![\w.])(?:9\d|1[0-2]\d)(?![\w.]*\d)|\bninety(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?\b", re.I
)
_DOSE_BEHIND = re.compile(
    r",? (?:\d+(?:[.,]\d+)?|half a|one|two|three|four|five|ten|twenty|fifty)"
    r"(?:[ -]?(?:mg|mcg|g|grams?|milligrams?|micrograms?|mls?|mils?|units?|puffs?|tablets?|sachets?|drops?|capsules?)\b"
    r"|,? (?:a day|daily|once|twice|three times|four times|in the|at night|every|morning|nocte)\b)",
    re.IGNORECASE,
)
"""Behind the name of a drug, which may look like somebody's."""
_LEAST_OF_RECORD = 5
"""Digits of a record's number at the least: "58. 59 in a fortnight" is an age."""
_CUT_SHORT = ("'t ", "’t ")
"""Behind what is no name but "Don't" or "Won't"."""
_BESIDE = 4
"""Characters before a number by which it is known again."""
_AGED = re.compile(r"^[ -]*(?:years?|y/?o|yrs?)\b", re.IGNORECASE)
_TURNED = re.compile(r"\b(?:aged?|turned|nearly|age of|i'm|i am|he's|she's|he is|she is|patient is)\s*$", re.IGNORECASE)


class Screen:
    """Takes personal data out of what the model reads about one visit, and puts it back in what it writes."""

    def __init__(self, who: Known, funnel: Funnel = OPEN) -> None:
        """Take what is known beforehand; where `funnel` lets models read all, a visit still loses who it is about."""
        self._known = who
        self._names = Names()
        self._funnel = funnel

    def hide(self, texts: Sequence[str]) -> list[str]:
        """Return the texts without personal data; raises PrivacyError when they can't be searched.

        What looks like a name or a date in a short piece of talk and is a drug, a weekday, a measure or a common word
        stays, and so does a measurement that looks like the age of somebody very old.
        """
        if self._funnel.on("model"):
            hidden = self._funnel.value("model", list(texts), self._names, known=self._known)
        else:
            found = _scrubber().scrub_all(texts, known=self._known, names=self._names)
            hidden = [s.text for s in found]
        shown = [_PLACEHOLDER.sub(self._shown, text) for text in hidden]
        return [_with_measurements(text, was) for text, was in zip(shown, texts, strict=True)]

    def _shown(self, mark: re.Match[str]) -> str:
        placeholder = mark[0]
        original = self.restore(placeholder).text
        few = placeholder.startswith("<MEDICAL_RECORD") and len(re.sub(r"\D", "", original)) < _LEAST_OF_RECORD
        if few or _MEASURED.fullmatch(original.strip()) or mark.string[mark.end() :].startswith(_CUT_SHORT):
            return original
        words = re.findall(r"[a-z]+", original.casefold().removesuffix("'s"))
        names = {word for name in self._known.names for word in re.findall(r"[a-z]+", name.casefold())}
        private = any(word in names or word in _first_names() for word in words)
        private = private or bool(re.search(r"\d", original) and not {*words} & DRUGS)
        if placeholder.startswith("<PERSON") and not private and _DOSE_BEHIND.match(mark.string[mark.end() :]):
            return original  # the name of a drug
        begins = original[:1].islower() or not re.search(r"[^.?!:\s]\s*$", mark.string[: mark.start()])
        harmless = {*words} <= (_SAYS_NOTHING if begins else _SAYS_NOTHING & _TELLING)
        return original if words and not private and harmless else placeholder

    def restore(self, text: str) -> Restored:
        """Put the originals back in a text that the model wrote."""
        return restore(text, self._names)


def _with_measurements(text: str, was: str) -> str:
    """Put back the numbers from 90 on that were taken for ages, where no word says that they are.

    >>> _with_measurements("Sats 90+ on air, she is 90+ years old.", "Sats 96 on air, she is 96 years old.")
    'Sats 96 on air, she is 90+ years old.'
    """
    numbers = list(_NINETY.finditer(was))

    def said(mark: re.Match[str]) -> str:
        while numbers:
            number = numbers.pop(0)
            if was[: number.start()].endswith(text[: mark.start()][-_BESIDE:]):
                age = _AGED.match(was[number.end() :]) or _TURNED.search(was[: number.start()])
                return mark[0] if age else number[0]
        return mark[0]

    return _OLDEST.sub(said, text)


@cache
def _scrubber() -> Scrubber:
    return Scrubber(open_finder(), load_policy(POLICY))


@cache
def _first_names() -> frozenset[str]:
    """Return common first names that are no words as well."""
    listed = Person.first_names_female, Person.first_names_male
    return frozenset(name.lower() for names in listed for name in names) - frozenset(
        _WORDS["names_that_are_words"].split()
    )


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
