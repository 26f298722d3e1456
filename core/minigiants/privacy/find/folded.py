"""Write a text such that what reads alike is alike, and know where each character of it stood."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LIKE = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe"}
"""Letters that no rule of Unicode takes apart, as they are written where a keyboard has none of them."""
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without accents, soft hyphens and the like."""

    text: str
    origin: list[int] | None
    """For each character where it stood; None when all stand where they stood."""
    whole: str
    """The text as it was."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the folded text, at least a character, stood.

        >>> folded = fold_text("Nu\u0301n\u0303ez said")
        >>> folded.text, folded.span(0, 5)
        ('Nunez said', (0, 7))
        """
        if self.origin is None:
            return start, end
        last = self.origin[end - 1] + 1
        while last < len(self.whole) and unicodedata.combining(self.whole[last]):
            last += 1
        return self.origin[start], last


def fold_text(text: str) -> Folded:
    """Return `text` without accents and characters that don't show, every dash the same; letters keep their case."""
    if text.isascii():
        return Folded(text, None, text)
    parts = [_plain(character) for character in text]
    origin = [place for place, part in enumerate(parts) for _ in part]
    return Folded("".join(parts), origin, text)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character.isascii() or "\uac00" <= character <= "\ud7a3":  # a Korean syllable is one letter here
        return character
    if character in _LIKE or character in _DASHES:
        return _LIKE.get(character, "-")
    apart = unicodedata.normalize("NFKD", character)
    return "".join(c for c in apart if unicodedata.category(c) not in {"Mn", "Cf"})
