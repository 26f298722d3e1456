"""Read which words of a clause are denied, so that "is covered" and "is not covered" don't pass for the same."""

import re
from typing import NamedTuple

from minigiants.grounding._lexicon import HINTS, NOUN_DENIALS, PASSED_OVER, SCOPE_ENDS, STOP_WORDS, VERB_DENIALS
from minigiants.grounding._text import clauses, clean, fold, sentences
from minigiants.grounding._words import is_content, stem

_NEUTRAL = re.compile(
    r"\bnot (?:only|just|merely|simply|to mention|until)\b|\bwhether or not\b|\bif not\b|\bnot-for-profit\b"
    r"|\bno (?:doubt|later than|sooner than|more than|less than|fewer than|other than|earlier than)\b"
    r"|\bnone other than\b"
    r"|\bnot (?:more|less|fewer|later|earlier) than\b|\bnot (?:to )?exceed(?:ing)?\b|\bnothing but\b|\bnos?\. ?(?=\d)"
    r"|\bmore often than not\b|\blast but not least\b|\b(?:can't|cannot) help\b|^(?:no|yes),",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|,")
_PREFIX = re.compile(
    r"(?:un(?!der|i[foqtv]|til)|non)\w{3}|(?:in|im|ir|il|dis)\w{2,}(?:able|ible|bility|ent|ed|ous|ance|ence)$"
)
_LONGEST_LIST = 8


class Polarity(NamedTuple):
    """The content words of a clause by stem: affirmed, denied, or, beside a denial, open."""

    words: frozenset[str]
    denied: frozenset[str]
    negative: bool
    """Whether there is a denial in the clause at all."""


def negated(text: str) -> frozenset[str]:
    """Return the stems of the words that `text` denies.

    >>> sorted(negated("Dental care is not covered. There is no sign of fever or cough."))
    ['cough', 'cover', 'fever', 'sign']
    """
    return frozenset().union(*(p.denied for s in sentences(clean(text)) for p in map(polarity, clauses(s))))


def has_negation(text: str, *, weak: bool = False) -> bool:
    """Say whether clean text denies anything; `weak` counts also hints such as only, except, un-."""
    words = [fold(w) for w in _WORD.findall(text if weak else _NEUTRAL.sub(" ", text))]
    if any(_cue(w) for w in words):
        return True
    return weak and any(w in HINTS or _PREFIX.match(w) for w in words)


def polarity(clause: str) -> Polarity:
    """Read the polarity of a clean clause's words; two denials of a word cancel out."""
    words = _WORD.findall(_NEUTRAL.sub(" ", clause))
    flips: dict[str, int] = {}
    negative = False
    for at, word in enumerate(words):
        cue = _cue(fold(word))
        if cue:
            negative = True
            for head in _heads(words, at + 1, noun=cue == "noun"):
                flips[head] = flips.get(head, 0) + 1
    content = frozenset(stem(w) for w in words if is_content(w) and not _cue(fold(w)))
    return Polarity(content, frozenset(h for h, n in flips.items() if n % 2), negative)


def _cue(word: str) -> str:
    if word in NOUN_DENIALS:
        return "noun"
    return "verb" if word in VERB_DENIALS or word.endswith("n't") else ""


def _heads(words: list[str], at: int, *, noun: bool) -> list[str]:
    """Return the stems that the denial before `at` bears on: the verb, or the listed things."""
    found: list[str] = []
    for place in range(at, min(len(words), at + 20)):
        word = fold(words[place])
        if found and not noun:
            break
        if len(found) >= _LONGEST_LIST or (word == "," and not (noun and _listed(words, place))):
            break
        if found and word == "and" and place + 1 < len(words) and fold(words[place + 1]) in STOP_WORDS:
            break
        if word in SCOPE_ENDS and (found or (noun and word not in ("by", "in", "for", "to"))):
            break
        if is_content(words[place]) and not _cue(word) and (noun or not (word in PASSED_OVER or word.endswith("ly"))):
            found.append(stem(words[place]))
    return found


def _listed(words: list[str], comma: int) -> bool:
    """Say whether a list goes on after the comma: a few words, then a comma, or, nor, the end."""
    ahead = [fold(w) for w in words[comma + 1 : comma + 5]]
    if ahead[:1] and ahead[0] in ("or", "nor"):
        return True
    return any(w in (",", "or", "nor") for w in ahead) and not any(w in STOP_WORDS - {"or", "nor"} for w in ahead[:2])
