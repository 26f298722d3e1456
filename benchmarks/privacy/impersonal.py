"""Keep of notes only the sentences that name nobody, to write personal data between them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from faker.providers.person.en_US import Provider

from benchmarks.privacy.values import PLAIN

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\[])|\n+")
MONTHS = "january february march april june july august september october november december"
DAYS = "monday tuesday wednesday thursday friday saturday sunday christmas thanksgiving easter"
TELLING = re.compile(
    r"\b(mr|mrs|ms|dr|miss|doctor|md|hospital|clinic|university)\b|\d{1,2}/\d{1,2}/\d|\b\d{3,}-\d|\b(19|20)\d\d\b"
    r"|@|years?[- ]old|\d ?y\.?/?o\b|\bage[ds]?\b|american|african|hispanic|caucasian|asian|united|wichita"
    rf"|\b({'|'.join([*MONTHS.split(), *DAYS.split()])})\b",
    re.IGNORECASE,
)
NAMES = {*Provider.first_names, *Provider.last_names, "Labor", "Day", "May"}
USUAL = 3
"""So many notes have a drug's name or a heading; hardly any person's."""


def impersonal(notes: Iterable[str]) -> list[list[str]]:
    """Return each note's sentences that tell of nobody: no titles, no dates, no capitalized words that are rare.

    >>> impersonal(["BP is 120/80. We told Ann Roe. Today we wait, as today.", "She met Dr. Roe. It was 3/4/21."])
    [['BP is 120/80.', 'Today we wait, as today.'], []]
    """
    split = [[part.strip() for part in SENTENCE_END.split(note) if part.strip()] for note in notes]
    seen = Counter(word for note in split for word in {word for part in note for word in _capitalized(part)})
    small = {word for note in split for part in note for word in re.findall(r"\b[a-z]+\b", part)}
    own = {word for words in PLAIN.values() for phrase in words for word in phrase.split()}
    usual = own | {word for word, count in seen.items() if count >= USUAL and word not in NAMES}

    def tells(sentence: str) -> bool:
        first, *others = [*_capitalized(sentence), ""] if sentence[0].isupper() else ["", *_capitalized(sentence)]
        known = not first or first in usual or first.lower() in small
        return bool(TELLING.search(sentence)) or not known or not usual.issuperset(filter(None, others))

    return [[part for part in note if not tells(part)] for note in split]


def _capitalized(sentence: str) -> Iterator[str]:
    """Yield words that begin with a capital, without abbreviations in capitals."""
    for word in re.findall(r"[^\W\d_]+", sentence):
        if word[0].isupper() and (len(word) == 1 or not word.isupper()):
            yield word
