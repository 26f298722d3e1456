"""Content words: what is left of a text without its grammar, stemmed lightly."""

import re

from minigiants.grounding._text import clean, fold
from minigiants.language import STOP_WORDS

TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LETTER = re.compile(r"(?<![^\W_])([^\W\d_])-(?=[^\W\d_]{3})")
"""A letter before a hyphen belongs to its word: who asks for an "ebike" means an "E-bike"."""

_SUFFIXES = (
    ("ations", 5), ("ation", 5), ("itions", 5), ("ition", 5), ("ments", 4), ("ment", 4), ("ingly", 4), ("edly", 4),
    ("ness", 4), ("ings", 4), ("ages", 4), ("ing", 3), ("ies", 3), ("ied", 3), ("ions", 4), ("ers", 4), ("ors", 4),
    ("ion", 4), ("age", 4), ("ance", 4), ("ence", 4), ("able", 4),
    ("ible", 4), ("al", 5), ("er", 4), ("or", 4), ("ed", 3), ("es", 3), ("ly", 4),
    ("s", 3), ("e", 3), ("y", 3),
)  # fmt: skip
_ENDINGS = tuple(suffix for suffix, _ in _SUFFIXES)
_KEPT = ("ss", "ay", "ey", "oy", "uy")
"""Ends of words that are no endings: "class", "Sunday" and "survey" (whose plurals lose their "s")."""
_DOUBLE = re.compile(r"(.)\1$")


def stem(word: str) -> str:
    """Strip the case, the diacritics, a possessive and one grammatical ending.

    >>> [stem(w) for w in ("Covered", "coverage", "cover", "doctor's", "study", "studies", "Sundays", "Sunday")]
    ['cover', 'cover', 'cover', 'doct', 'stud', 'stud', 'sunday', 'sunday']
    """
    word = fold(word)
    word = word.split("'")[0] if len(word) > 2 else word
    for suffix, shortest in _SUFFIXES if word.endswith(_ENDINGS) else ():
        if word.endswith(suffix) and len(word) - len(suffix) >= shortest and not word.endswith(_KEPT):
            word = word[: -len(suffix)]
            break
    return word[:-1] if len(word) > 3 and _DOUBLE.search(word) else word


def tokens(text: str) -> list[str]:
    """Return the words and numbers of clean text, as written."""
    return TOKEN.findall(text)


def stems(text: str) -> list[str]:
    """Return the stems of the content words of clean text, in order, digits left out.

    >>> stems("The tenant pays 500 dollars to the landlord.")
    ['tenant', 'pay', 'dollar', 'landlord']
    """
    return [stem(w) for w in tokens(_LETTER.sub(r"\1", text)) if is_content(w)]


def is_content(word: str) -> bool:
    """Say whether `word` carries meaning: longer than a letter, no stop word, no number or code."""
    lower = fold(word)
    return len(lower) > 1 and lower not in STOP_WORDS and not any(c.isdigit() for c in lower) and lower[-3:] != "n't"


def content_words(text: str) -> frozenset[str]:
    """Return the stems of the content words in `text`.

    >>> sorted(content_words("The pump was stopped by the nurse."))
    ['nurs', 'pump', 'stop']
    >>> content_words("An E-bike") == content_words("ebikes")
    True
    """
    return frozenset(stems(clean(text)))


def overlap(a: str, b: str) -> float:
    """Return the share of `a`'s content words that `b` has, in [0, 1]; 0 when `a` has none.

    >>> overlap("The pump stopped.", "A nurse stopped it.")
    0.5
    """
    words = content_words(a)
    return len(words & content_words(b)) / len(words) if words else 0.0
