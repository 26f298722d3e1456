"""Read which words of a clause are denied, so that "is covered" and "is not covered" don't pass for the same."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from minigiants.grounding._text import clauses, clean, fold, sentences
from minigiants.grounding._words import is_content, stem
from minigiants.language import STOP_WORDS, word_set

_HINTS = word_set("denials", "hints")
_NOUN_DENIALS = word_set("denials", "noun_denials")
_PASSED_OVER = word_set("denials", "passed_over")
_SCOPE_ENDS = word_set("denials", "scope_ends")
_VERB_DENIALS = word_set("denials", "verb_denials")
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
_TITLE = re.compile(r'"[^"\n]{1,60}"')
_LONGEST_LIST = 8


class Polarity(NamedTuple):
    """The content words of a clause by stem; those neither affirmed nor denied stand beside a denial."""

    words: frozenset[str]
    affirmed: frozenset[str]
    denied: frozenset[str]


def negated(text: str) -> frozenset[str]:
    """Return the stems of the words that `text` denies.

    >>> sorted(negated("Dental care is not covered. There is no sign of fever or cough."))
    ['cough', 'cover', 'fever', 'sign']
    >>> sorted(negated("You must not rent, lend or sublicense the software."))
    ['lend', 'rent', 'sublicens']
    """
    return frozenset().union(*(p.denied for s in sentences(clean(text)) for p in map(polarity, clauses(s))))


def has_negation(text: str, *, weak: bool = False) -> bool:
    """Say whether clean text denies anything; `weak` counts also hints such as only, except, un-."""
    words = _WORD.findall(_TITLE.sub(_without_denials, text if weak else _NEUTRAL.sub(" ", text)))
    if any(_cue(words, at) for at in range(len(words))):
        return True
    return weak and any(w in _HINTS or _PREFIX.match(w) for w in map(fold, words))


def polarity(clause: str) -> Polarity:
    """Read the polarity of a clean clause's words; two denials of a word cancel out."""
    words = _WORD.findall(_TITLE.sub(_without_denials, _NEUTRAL.sub(" ", clause)))
    cues = {at: cue for at in range(len(words)) if (cue := _cue(words, at))}
    flips: dict[int, int] = {}
    for at, cue in cues.items():
        for place in _heads(words, at + 1, noun=cue == "noun"):
            flips[place] = flips.get(place, 0) + 1
    content = {at: stem(w) for at, w in enumerate(words) if is_content(w) and at not in cues}
    heads = {stem(words[place]) for place in flips}
    beside = {content[at] for at in _beside(words, cues) if at in content} - heads
    denied = frozenset(stem(words[place]) for place, count in flips.items() if count % 2)
    everything = frozenset(content.values())
    return Polarity(everything, everything - denied - beside, denied)


def _beside(words: list[str], cues: Iterable[int]) -> set[int]:
    """Return the places between the same two commas as a denial."""
    commas = [-1, *(at for at, w in enumerate(words) if w == ","), len(words)]
    places: set[int] = set()
    for start, end in pairwise(commas):
        if any(start < cue < end for cue in cues):
            places.update(range(start + 1, end))
    return places


def _without_denials(quoted: re.Match[str]) -> str:
    """Blank the denials of a quoted title such as "Now or Never"; leave other quotations alone."""
    words = quoted.group().strip('"').split()
    if not words or not all(w[0].isupper() or len(w) < 4 for w in words):
        return quoted.group()
    return " ".join(w for w in words if fold(w) not in _NOUN_DENIALS | _VERB_DENIALS)


def _cue(words: list[str], at: int) -> str:
    """Say how the word at `at` denies: as a "verb" or "noun" cue, or not at all."""
    word = fold(words[at])
    if word in _NOUN_DENIALS:
        return "noun"
    return "verb" if word in _VERB_DENIALS or word.endswith("n't") else ""


def _heads(words: list[str], at: int, *, noun: bool) -> list[int]:
    """Return the places of the words that the denial before `at` bears on: the verb, or the listed things."""
    heads: list[int] = []
    for place in range(at, min(len(words), at + 20)):
        word = fold(words[place])
        if heads and not noun:
            return [*heads, *_further_verbs(words, place)]
        if len(heads) >= _LONGEST_LIST or (word == "," and not (noun and _listed(words, place))):
            break
        if heads and word == "and" and place + 1 < len(words) and fold(words[place + 1]) in STOP_WORDS:
            break
        if word in _SCOPE_ENDS and (heads or (noun and word not in ("by", "in", "for", "to"))):
            break
        if (
            is_content(words[place])
            and not _cue(words, place)
            and (noun or not (word in _PASSED_OVER or word.endswith("ly")))
        ):
            heads.append(place)
    return heads


def _further_verbs(words: list[str], at: int) -> list[int]:
    """Return the places of the verbs that a denied one heads a list of: "must not rent, lend or sublicense it"."""
    verbs: list[int] = []
    while at + 1 < len(words) and fold(words[at]) in (",", "or", "nor") and is_content(words[at + 1]):
        last = fold(words[at]) != ","
        verbs.append(at + 1)
        at += 2
        if last:
            return verbs
    return []


def _listed(words: list[str], comma: int) -> bool:
    """Say whether a list goes on after the comma: a few words, then a comma, or, nor, the end."""
    ahead = [fold(w) for w in words[comma + 1 : comma + 5]]
    if ahead[:1] and ahead[0] in ("or", "nor"):
        return True
    return any(w in (",", "or", "nor") for w in ahead) and not any(w in STOP_WORDS - {"or", "nor"} for w in ahead[:2])
