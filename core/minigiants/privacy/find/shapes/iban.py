"""Find account numbers by their check digits, in small letters and with marks between their groups too."""

import re
from collections.abc import Iterator

from minigiants.language import word_table
from minigiants.types import Entity

_START = re.compile(r"(?<![^\W_])[A-Za-z]{2}\d{2}(?=[ -]?[A-Za-z0-9])")
_SIGN = re.compile(r"[ -]?([A-Za-z0-9])")
_POLISH = re.compile(r"(?<![\w.-])\d{2}(?:[ -]?\d{4}){6}(?![\w-])")
"""An account of Poland as it is written at home, without its country."""
_LENGTHS: dict[str, int] = dict(word_table("iban", "lengths"))


def ibans(text: str) -> Iterator[Entity]:
    """Yield account numbers, each as long as its country's are.

    >>> [text[e.start : e.end] for text in ["to gb82west12345698765432, BIC X"] for e in ibans(text)]
    ['gb82west12345698765432']
    """
    for match in _START.finditer(text):
        length = _LENGTHS.get(match[0][:2].upper(), 0)
        end = _end(text, match.end(), length - len(match[0])) if length else None
        if end is not None and _checks("".join(filter(str.isalnum, text[match.start() : end]))):
            yield Entity(start=match.start(), end=end, type="IBAN_CODE", score=1.0, recognizer="checksum")
    for match in _POLISH.finditer(text):
        if _checks("PL" + "".join(filter(str.isdigit, match[0]))):
            yield Entity(start=match.start(), end=match.end(), type="IBAN_CODE", score=1.0, recognizer="checksum")


def _end(text: str, start: int, count: int) -> int | None:
    """Return where `count` more letters and digits end, None when they are fewer or a word goes on behind them."""
    for _ in range(count):
        sign = _SIGN.match(text, start)
        if not sign:
            return None
        start = sign.end()
    return None if text[start : start + 1].isalnum() else start


def _checks(number: str) -> bool:
    """Tell whether the check digits are right: the remainder by 97 is one (ISO 13616).

    >>> _checks("DE89370400440532013000"), _checks("DE88370400440532013000")
    (True, False)
    """
    return int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97 == 1
