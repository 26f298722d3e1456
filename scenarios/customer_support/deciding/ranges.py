"""Hold an answer against ranges: size M for 165 to 178 cm is nothing for somebody of 185 cm."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minigiants.answering import Selection
from minigiants.grounding import content_words, numbers
from minigiants.types import Claim, Evidence

_RANGE = re.compile(r"\d+(?:[.,]\d+)?\s*(?:[^\W\d_]+\s+)?(?:to|and|[-–])\s*\d+(?:[.,]\d+)?\s*(?:[^\W\d_]+|%)")
_PARTS = re.compile(r"[,;:.]\s+|\s+and\s+(?=[^\W\d_])")


@dataclass(frozen=True, kw_only=True, slots=True)
class RangedPart:
    """What a stretch of a sentence gives for values from `low` to `high`."""

    words: frozenset[str]
    """Telling words of the stretch, and letters, which name sizes."""
    low: float
    high: float
    unit: str
    """Canonical where it has a symbol, else the noun."""


def other_range(question: str, claims: Sequence[Claim], selection: Selection) -> Evidence | None:
    """Return the sentence that speaks against claims on a question that gives a measure, None where none does.

    Where a sentence gives a thing for each of several ranges, an answer that names the thing of another range than the
    question's measure lies in, and not the one of its own, is wrong; the sentence itself is the answer.
    """
    answer_words = _words(" ".join(claim.text for claim in claims))
    measures = [(float(number.value), number.unit or number.noun) for number in numbers(question)]
    for candidate in selection.chosen:
        spans = list(spans_of(candidate.evidence.text))
        for value, unit in measures:
            if unit and _beside([span for span in spans if span.unit == unit], value, answer_words):
                return candidate.evidence
    return None


def _beside(spans: Sequence[RangedPart], value: float, answer_words: frozenset[str]) -> bool:
    own = [span for span in spans if span.low <= value <= span.high]
    others = [span for span in spans if span not in own]
    if not own or not others:
        return False
    common = frozenset[str].intersection(*(span.words for span in spans))
    fits = any((span.words - common) & answer_words for span in own)
    return not fits and any((span.words - common) & answer_words for span in others)


def spans_of(text: str) -> Iterator[RangedPart]:
    """Yield the ranges of a text with what stands beside each.

    >>> [(sorted(span.words), span.low) for span in spans_of("Size S for 150 to 165 cm, size M for 165 to 178 cm.")]
    [(['s', 'siz'], 150.0), (['m', 'siz'], 165.0)]
    """
    for part in _PARTS.split(text):
        match = _RANGE.search(part)
        ends = numbers(match[0]) if match else ()
        if match and len(ends) > 1:
            values = sorted(float(end.value) for end in ends)
            words = _words(f"{part[: match.start()]} {part[match.end() :]}")
            yield RangedPart(words=words, low=values[0], high=values[-1], unit=ends[-1].unit or ends[-1].noun)


def _words(text: str) -> frozenset[str]:
    """Return the content words of a text, and single letters, which name sizes."""
    letters = re.findall(r"(?<![\w'’])[A-Z](?![\w'’])", text)
    return content_words(text) | {letter.lower() for letter in letters}
