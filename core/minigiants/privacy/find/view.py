"""Show the finder a text as it reads: without signs that don't show, in letters that its models know."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from minigiants.language import KIN, MONTHS, TITLES, WEEKDAYS, word_set
from minigiants.privacy.find.names import AMBIGUOUS, lexicon
from minigiants.privacy.find.vocabulary import WORDS
from minigiants.types import Entity

_DASHES = frozenset("\u2010\u2011\u2012\u2212\ufe63\uff0d")
"""Signs for a hyphen; the longer dashes of sentences stay."""
_SPACES = frozenset("\u00a0\u2007\u2009\u202f\u3000")
_NUMBER_DASH = re.compile(r"(?<=\d)[–—](?=\d)")
_SHOUT = re.compile(r"(?:[A-ZÀ-Þ0-9][A-ZÀ-Þ0-9'’.,;:/()&#-]*(?:\s+|$)){4,}")
_CAPITALS = re.compile(r"[A-ZÀ-Þ]{2,}(?:['’-][A-ZÀ-Þ]+)*")
_COMMON = (
    word_set("common_words", "common_words")
    | word_set("stop_words", "stop_words")
    | {*WEEKDAYS, *MONTHS, *WORDS["medical"], *WORDS["drugs"], *WORDS["plain"]}
)
_SHORT = frozenset({"MRI", "CT", "MRN", "DOB", "SSN", "ID", "IBAN", "BIC", "USA", "US", "UK", "NHS", "ICU", "ED", "ER"})


@dataclass(frozen=True, slots=True)
class View:
    """A text as the finder reads it, and where each of its characters stands in the original."""

    text: str
    whole: str = ""
    """The text as it came."""
    origin: tuple[int, ...] | None = None
    """For each character where it stood, and where the text ended; None when all stand where they stood."""

    def back(self, entity: Entity) -> Entity:
        """Return the entity where it stands in the original."""
        if self.origin is None:
            return entity
        end = self.origin[entity.end - 1] + 1
        while end < self.origin[entity.end] and unicodedata.combining(self.whole[end]):
            end += 1  # an accent of its own, behind its letter
        return replace(entity, start=self.origin[entity.start], end=end)


def view_of(text: str) -> View:
    """Return `text` without signs that don't show, full-width letters and odd hyphens as plain ones, accents joined.

    >>> view_of("Na\u200bdia at 617\u2011555\u20110134").text
    'Nadia at 617-555-0134'
    """
    if text.isascii():
        return View(text)
    pieces: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        plain = _plain(character)
        if plain and pieces and unicodedata.combining(plain):
            joined = unicodedata.normalize("NFC", pieces[-1] + plain)
            if len(joined) == 1:
                pieces[-1] = joined
                continue
        if len(plain) == 1:
            pieces.append(plain)
            origin.append(place)
    viewed = _NUMBER_DASH.sub("-", "".join(pieces))
    return View(text) if viewed == text else View(viewed, text, (*origin, len(text)))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character in _DASHES:
        return "-"
    if character in _SPACES:
        return " "
    if unicodedata.category(character) == "Cf":
        return ""
    if "\uff01" <= character <= "\uff5e" or "\U0001d400" <= character <= "\U0001d7ff":
        return unicodedata.normalize("NFKC", character)
    return character


def spoken(text: str) -> str:
    """Return `text` with what is shouted in small letters, names apart, in as many characters.

    >>> spoken("RANG MRS JESSICA PARROTT ABOUT THE KETTLE AGAIN")
    'rang Mrs Jessica Parrott about the kettle again'
    """
    return _SHOUT.sub(lambda match: _lowered(match[0]), text)


def _lowered(shout: str) -> str:
    first, last = lexicon()
    names_ahead, beside = 0, False
    pieces: list[str] = []
    end = 0
    for word in _CAPITALS.finditer(shout):
        pieces.append(shout[end : word.start()])
        end = word.end()
        low = word[0].lower()
        if len(low) != len(word[0]) or word[0] in _SHORT:
            pieces.append(word[0])
        elif low in TITLES or low in KIN:
            pieces.append(low.capitalize() if low in TITLES else low)
            names_ahead = 2 if low in TITLES else 1
        elif names_ahead or (low in first and low not in AMBIGUOUS) or (low in last and low not in AMBIGUOUS):
            pieces.append(low.title() if "-" in low else low.capitalize())
            names_ahead = max(names_ahead - 1, 0)
            beside = low in first and low not in AMBIGUOUS
        elif (beside or len(low) > 3) and low not in _COMMON:
            pieces.append(low.capitalize())
            beside = False
        else:
            pieces.append(low)
            beside = False
    return "".join([*pieces, shout[end:]])
