"""Number words, ordinals and Roman numerals as values."""

import re
from fractions import Fraction

from minigiants.language.lists import word_table

ONES: dict[str, int] = dict(word_table("numbers", "ones"))
"""From zero to nineteen."""
TENS: dict[str, int] = dict(word_table("numbers", "tens"))
ORDINALS: dict[str, int] = dict(word_table("numbers", "ordinals"))
SCALES: dict[str, int] = dict(word_table("numbers", "scales"))
"""Hundred, thousand and so on."""
TIMES: dict[str, int] = dict(word_table("numbers", "times"))
_SMALL = {**ONES, **TENS}
_DENOMINATORS: dict[str, int] = dict(word_table("numbers", "denominators"))
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_LETTERS = {"I": 1, "V": 5, "X": 10}


def roman(word: str) -> int | None:
    """Return the value of a Roman numeral up to 39, None when `word` is none.

    >>> roman("XIV"), roman("II"), roman("MIX")
    (14, 2, None)
    """
    if not word or not _ROMAN.fullmatch(word):
        return None
    values = [_LETTERS[c] for c in word]
    return sum(-v if any(v < w for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def read_number_words(words: list[str]) -> tuple[Fraction, int, bool] | None:
    """Read the number that `words` (lower case) begin with: its value, how many words, whether ordinal.

    >>> read_number_words(["twelve", "hundred", "people"]), read_number_words(["two", "thirds"])
    ((Fraction(1200, 1), 2, False), (Fraction(2, 3), 2, False))
    >>> read_number_words(["one", "hundred", "and", "five"]), read_number_words(["twenty", "first", "century"])
    ((Fraction(105, 1), 4, False), (Fraction(21, 1), 2, True))
    """
    if not words:
        return None
    if words[0] in ORDINALS:
        return Fraction(ORDINALS[words[0]]), 1, True
    share = _share(words)
    return share or _cardinal(words)


def _share(words: list[str]) -> tuple[Fraction, int, bool] | None:
    """Read "two thirds", "one half", "a quarter", "half a"."""
    if words[0] == "half":
        return Fraction(1, 2), 1, False
    if len(words) > 1 and words[1] in _DENOMINATORS and 1 <= ONES.get(words[0], 0) <= 9:
        return Fraction(_SMALL[words[0]], _DENOMINATORS[words[1]]), 2, False
    parts = words[1:2] if words[0] == "a" and (len(words) == 2 or words[2:3] == ["of"]) else []
    if parts and parts[0] in ("third", "quarter", "fifth", "tenth"):
        return Fraction(1, _DENOMINATORS[words[1]]), 2, False
    return None


def _cardinal(words: list[str]) -> tuple[Fraction, int, bool] | None:
    if words[0] not in _SMALL and not (words[0] == "a" and words[1:2] and words[1] in SCALES):
        return None
    total, part, used = 0, 1 if words[0] == "a" else _SMALL[words[0]], 1
    while used < len(words):
        word = words[used]
        if word in SCALES and (part or total):
            total, part = (total, part * 100) if word == "hundred" else (total + part * SCALES[word], 0)
        elif word in _SMALL and _fits(part, words[used - 1], word):
            part += _SMALL[word]
        elif word in ORDINALS and _fits(part, words[used - 1], word) and words[used - 1] != "and":
            return Fraction(total + part + ORDINALS[word]), used + 1, True
        elif not (
            word == "and" and words[used - 1] in SCALES and words[used + 1 : used + 2] and words[used + 1] in _SMALL
        ):
            break
        used += 1
    return Fraction(total + part), used, False


def _fits(part: int, before: str, word: str) -> bool:
    """Say whether a small number may follow: "twenty one", "hundred five", never "two three"."""
    if before in SCALES or before == "and":
        return True
    return before in TENS and (_SMALL.get(word) or ORDINALS.get(word, 99)) < 10 and part % 10 == 0
