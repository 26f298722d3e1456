"""Find first names of other countries than those whose names `names` knows, and the family name behind one."""

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from functools import cache

from minigiants.language import MONTHS, TITLES, WEEKDAYS, word_set
from minigiants.privacy.find.names import lexicon, uses
from minigiants.privacy.find.vocabulary import ELSEWHERE, WORDS
from minigiants.types import Entity

_FIRST = re.compile(r"(?<![\w@.'’-])[A-ZÀ-ÞŐŰĐŁŚŠŽ][^\W\d_A-Z]{2,}(?:-[A-ZÀ-ÞŐŰĐŁŚŠŽ][^\W\d_]+)?(?![\w@-])")
_LAST = re.compile(
    r" (?:(?:van|von|de|del|della|da|di|dos|la|le|el|al|der|den|zu|bin|ben|ibn|ter|[ÓO]|[A-Z]\.)[ -]){0,3}"
    r"(?P<last>(?:(?:[DO]['’]|Mc|Mac|Al-|El-)?[A-ZÀ-ÞŐŰĐŁŚŠŽ][^\W\d_]+)(?:-[A-ZÀ-ÞŐŰĐŁŚŠŽ]?[^\W\d_]+)?)(?![\w@])"
)
_SMALL = re.compile(r"(?<![\w@./-])[^\W\d_]{5,}(?![\w@-])")
_FREQUENT = 900
"""Uses in pyspellchecker's counts from which an English word is no name, whoever bears it: "love", "floor"."""
_UNUSUAL = 250
"""Uses below which a word in small letters is a name."""
_COMMON = (
    word_set("common_words", "common_words")
    | word_set("stop_words", "stop_words")
    | frozenset((*WEEKDAYS, *MONTHS, *WORDS["medical"], *WORDS["drugs"], *WORDS["plain"], *WORDS["place_words"]))
)
_NO_NAME = frozenset(
    (
        *WORDS["eponyms"],
        *WORDS["foods"],
        *WORDS["products"],
        *WORDS["labels_abroad"],
        *WORDS["medical"],
        *WORDS["drugs"],
        *WORDS["organisms"],
        *WORDS["plain"],
        *WORDS["near_names"],
    )
)
_FOREIGN = frozenset(WORDS["small_words_abroad"])
_ENGLISH = frozenset(
    ["and", "are", "for", "from", "has", "he", "in", "is", "it", "of", "on", "she", "that", "the", "this", "to", "was"]
)
_GERMAN = re.compile(r"\b(?:und|nicht|bitte|der|das|eine?|mit|für|auf|zum|zur)\b", re.IGNORECASE)
_SCORE = 0.65


def abroad(text: str, *, small: bool = False) -> Iterator[Entity]:
    """Yield people of first names that are usual elsewhere; in small letters too where a text is `small` all over.

    >>> text = "Ask Thandiwe or Sjoerd van Dijk. Asia and Aurora are far; Aurora Benedetti is not."
    >>> [text[e.start : e.end] for e in abroad(text)]
    ['Thandiwe', 'Sjoerd van Dijk', 'Aurora Benedetti']
    """
    for word in _FIRST.finditer(text):
        name = word[0].lower()
        after = _LAST.match(text, word.end())
        last = after if after and after["last"].lower() not in _COMMON else None
        if _is_name(name) or (last and name in _things() and _is_last(last["last"].lower())):
            yield _person(word.start(), last.end() if last else word.end())
    for word in _SMALL.finditer(text) if small else ():
        if word[0].islower() and word[0] in _firsts() and word[0] not in _things() and _used(word[0]) < _UNUSUAL:
            after = re.compile(r" ([^\W\d_]{4,})").match(text, word.end())
            yield _person(word.start(), after.end() if after and not _used(after[1]) else word.end())


def is_foreign(text: str) -> bool:
    """Tell by its small words whether a text is in another language of Europe than English.

    >>> is_foreign("Bitte stellen Sie die Tonne vor die Tür und nicht auf den Weg."), is_foreign("Ask the man of it.")
    (True, False)
    """
    words = re.findall(r"[^\W\d_]+", text.lower())
    foreign = sum(word in _FOREIGN for word in words)
    return foreign > 1 and foreign > 2 * sum(word in _ENGLISH for word in words)


def names_somebody(text: str, start: int, end: int) -> bool:
    """Tell whether what was taken for somebody in a foreign text has a name's capitals, and in German a name.

    >>> text = "La garanzia di Quimper non vale"
    >>> names_somebody(text, 0, 11), names_somebody(text, 15, 22)
    (False, True)
    """
    begins = re.search(r"(?:^|[.!?:;\n])\s*$", text[:start]) is not None
    words = [word for word in re.findall(r"[^\W\d_]+", text[start:end])[begins:] if word[0].isupper()]
    if any(is_first_name(word) or word.lower() in TITLES for word in (*words, *text[start:end].split(maxsplit=1)[:1])):
        return True
    if _GERMAN.search(text):  # where every noun has a capital
        return len(words) > 1 and any(word.lower() in _lasts() for word in words)
    return bool(words)


def is_first_name(word: str) -> bool:
    """Tell whether a word in any case is a first name of some country, and little else."""
    return word.lower() in lexicon()[0] or _is_name(word.lower())


def _person(start: int, end: int) -> Entity:
    return Entity(start=start, end=end, type="PERSON", score=_SCORE, recognizer="name")


def _is_name(name: str) -> bool:
    parts = name.split("-")
    if len(parts) > 1:
        return all(part in _firsts() or part in lexicon()[0] for part in parts)
    return name in _firsts() and name not in _things()


def _is_last(name: str) -> bool:
    return _used(name) < _FREQUENT and (name in _lasts() or not _used(name))


@cache
def _things() -> frozenset[str]:
    """Return first names that are more often something else."""
    frequent = {name for name in _firsts() if _used(name) >= _FREQUENT}
    return (frozenset((*WORDS["names_of_things"], *frequent)) | ELSEWHERE) & _firsts()


@cache
def _firsts() -> frozenset[str]:
    lists = {name for name in _names("first") if len(name) > 3 and name.isalpha()}
    return frozenset(lists | {*WORDS["first_names"]}) - _COMMON - _NO_NAME - lexicon()[0]


@cache
def _lasts() -> frozenset[str]:
    return frozenset(_names("last"))


def _used(word: str) -> int:
    return uses().get(word, 0)


def _names(which: str) -> Iterator[str]:
    """Yield the names of Faker's lists that are written in Latin letters, in small ones; `which` is first or last."""
    import faker.providers.person as people

    for place in pkgutil.iter_modules(people.__path__):
        if "_" not in place.name and place.name != "sw":  # "en" and "es" gather names that are words
            continue
        provider = importlib.import_module(f"{people.__name__}.{place.name}").Provider
        for attribute in dir(provider):
            if which in attribute and "name" in attribute and not attribute.startswith("_"):
                yield from _latin(getattr(provider, attribute))


def _latin(listed: object) -> Iterator[str]:
    if callable(listed) or isinstance(listed, str) or not isinstance(listed, Iterable):
        return
    for entry in listed:
        name = entry if isinstance(entry, str) else entry[-1] if isinstance(entry, tuple | list) else ""
        if isinstance(name, str) and name[:1] and ord(name[0]) < 0x250:
            yield name.lower()
