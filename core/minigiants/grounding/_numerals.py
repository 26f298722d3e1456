"""Number words, ordinals and Roman numerals as values."""

import re
from fractions import Fraction

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {w: i for i, w in enumerate(_ONES)} | {w: 20 + 10 * i for i, w in enumerate(_TENS)}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
}  # fmt: skip
SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
    "mn": 10**6, "mio": 10**6, "bn": 10**9,
}  # fmt: skip
_DENOMINATORS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip
TIMES = {"twice": 2, "thrice": 3}
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


def read(words: list[str]) -> tuple[Fraction, int, bool] | None:
    """Read the number that `words` (lower case) begin with: its value, how many words, whether ordinal.

    >>> read(["twelve", "hundred", "people"]), read(["two", "thirds"])
    ((Fraction(1200, 1), 2, False), (Fraction(2, 3), 2, False))
    >>> read(["one", "hundred", "and", "five"]), read(["twenty", "first", "century"])
    ((Fraction(105, 1), 4, False), (Fraction(21, 1), 2, True))
    """
    if not words:
        return None
    if words[0] in _ORDINALS:
        return Fraction(_ORDINALS[words[0]]), 1, True
    share = _share(words)
    return share or _cardinal(words)


def _share(words: list[str]) -> tuple[Fraction, int, bool] | None:
    """Read "two thirds", "one half", "a quarter", "half a"."""
    if words[0] == "half":
        return Fraction(1, 2), 1, False
    if len(words) > 1 and words[1] in _DENOMINATORS and words[0] in _ONES[1:10]:
        return Fraction(_SMALL[words[0]], _DENOMINATORS[words[1]]), 2, False
    if words[0] == "a" and len(words) > 2 and words[1] in ("third", "quarter", "fifth", "tenth") and words[2] == "of":
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
        elif word in _ORDINALS and _fits(part, words[used - 1], word) and words[used - 1] != "and":
            return Fraction(total + part + _ORDINALS[word]), used + 1, True
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
    return before in _TENS and (_SMALL.get(word) or _ORDINALS.get(word, 99)) < 10 and part % 10 == 0
