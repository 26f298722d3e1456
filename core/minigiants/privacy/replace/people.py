"""Tell which names mean the same person."""

import re
from collections.abc import Iterable, Sequence

from minigiants.language import RANKS, TITLES, any_of
from minigiants.privacy.replace.pools import gender_of
from minigiants.privacy.replace.session import Names, Person, fold

LONGEST = 200
"""Characters of a value that is looked into; longer ones, which are no names or dates, are taken out as they are."""

GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
WORD = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]|['’](?=[^\W\d_])|[^\W\d_])*")
"""A word of a name: letters, their accents, apostrophes between letters."""

_TITLES = re.compile(rf"\s*(?:{any_of((*TITLES, *RANKS))}\b\.?\s*)+", re.IGNORECASE)
_DEGREES = re.compile(r"(?:[,\s]+(?:M\.?D|P[hH]\.?D|R\.?N|D\.?D\.?S|D\.O|N\.P|P\.A|Esq|MPH|MSW|LCSW|APRN)\b\.?)+\s*$")
_OWN = re.compile(r"(?:['’][sS]|(?<=[sS])['’])\s*$")
_WOMAN, _MAN = (
    re.compile(rf"\b{any_of(title for title in TITLES if TITLES[title] == gender)}\b", re.IGNORECASE) for gender in "fm"
)
_TITLE_BEFORE = re.compile(rf"(?:{_WOMAN.pattern}|{_MAN.pattern})\.?\s*$", re.IGNORECASE)


def split_name(value: str) -> tuple[str, str, str]:
    """Split into title, name, and degrees or possessive: what stands around a name may stay.

    >>> split_name("Dr. John Smith's")
    ('Dr. ', 'John Smith', "'s")
    """
    if len(value) > LONGEST:
        return "", value, ""
    before = match.end() if (match := _TITLES.match(value)) else 0
    end = len(value)
    for tail in (_OWN, _DEGREES, _OWN):
        end = match.start() if (match := tail.search(value, before, end)) else end
    return (value[:before], value[before:end], value[end:]) if WORD.search(value, before, end) else ("", value, "")


def words(name: str) -> list[str]:
    """List a name's words, folded, the family name last.

    >>> words("SMITH, John T.")
    ['john', 't', 'smith']
    """
    family, comma, given = name.partition(",")
    found = [fold(word) for word in WORD.findall(f"{given} {family}" if comma else name)]
    return [w for w in found if w not in GENERATIONS] + [w for w in found if w in GENERATIONS]


def meet(names: Names, mentions: Iterable[tuple[str, str]]) -> None:
    """Decide whom each name of a text means, the fullest first, so that short ones find theirs.

    A mention is a name and the gender told with it.
    """
    new = {_key(value, told): (value, told) for value, told in mentions if _key(value, told) not in names.called}
    for key, (value, told) in sorted(new.items(), key=lambda item: -_length(words(split_name(item[1][0])[1]))):
        names.called[key] = _meant(names, words(split_name(value)[1]), told)


def place_of(names: Names, value: str, told: str) -> int:
    """Return the place in `names.people` of whom a mention means that was met."""
    return names.called[_key(value, told)]


def gender(value: str, before: str = "") -> str:
    """Return what a title in a name, or right before it, tells: `f`, `m` or nothing.

    >>> gender("Roe", "I saw Ms. ")
    'f'
    """
    title = _TITLE_BEFORE.search(before)
    said = f"{title[0] if title else ''} {value}"
    return "f" if _WOMAN.search(said) else "m" if _MAN.search(said) else ""


def _key(value: str, told: str) -> str:
    return f"{fold(value)} ({told})" if told else fold(value)


def _length(said: Iterable[str]) -> int:
    return sum(map(len, said))


def _meant(names: Names, words: list[str], gender: str) -> int:
    fitting = [place for place, person in enumerate(names.people) if _fits(words, gender, person)]
    if gender and len(fitting) > 1:
        fitting = [p for p in fitting if gender == (names.people[p].gender or gender_of(names.people[p].words[0]))]
    if len(fitting) != 1:
        names.people.append(Person([] if fitting else words, gender))
        return len(names.people) - 1
    person = names.people[fitting[0]]
    person.gender = person.gender or gender
    person.words = max(person.words, words, key=_length)
    return fitting[0]


def _fits(words: Sequence[str], gender: str, person: Person) -> bool:
    """Say whether all words of the shorter name are in the longer one, initials for words."""
    if not words or not person.words or (gender and person.gender and gender != person.gender):
        return False
    short, long = sorted((words, person.words), key=len)
    rest = list(long)
    whole = [word for word in dict.fromkeys(short) if word in rest and len(word) > 1]
    for word in whole:
        rest.remove(word)
    for word in (w for w in short if w not in whole):
        match = next((other for other in rest if _abbreviates(word, other)), None)
        if match is None:
            return False
        rest.remove(match)
    return bool(whole)


def _abbreviates(one: str, other: str) -> bool:
    return one[:1] == other[:1] and 1 in (len(one), len(other))
