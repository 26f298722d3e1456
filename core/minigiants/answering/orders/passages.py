"""Blank out in found passages what is said to a program, and say what it was."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from minigiants.answering._sections import Span, evidence_of
from minigiants.answering.orders.model import DOUBT, Embed, crossing, weigh
from minigiants.answering.orders.signals import role_marks
from minigiants.language import sentences
from minigiants.types import Evidence, Hit

_SIGN = re.compile(r"[.!?:;]\s+(?=[@<\[{#*!])")
_NUMBER = re.compile(r"(?<![\w.,:])\d+(?:[.,:]\d+)*(?!\w)")
"""A number by itself: "DB2" is a name."""
_WORD = re.compile(r"[^\W\d_]{3,}")
ALIKE = 0.6
"""Share of the words of the shorter of two sentences that both must have to be about the same."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cleared:
    """Passages without what they say to programs."""

    hits: tuple[Hit, ...]
    """In the order in which they came; offsets still count, spaces stand for what is gone."""
    left_out: tuple[Evidence, ...] = ()
    """The sentences that are gone, as they stood."""


def without_orders(hits: Sequence[Hit], embed: Embed | None = None, *, limit: int | None = None) -> Cleared:
    """Return the first `limit` hits without what they say to programs, and without what such an order brings along.

    What follows an order in its paragraph, or a mark of a chat's turn in its passage, is gone too where another
    sentence says the same with another number; so is all of the mark's own paragraph that follows it, and what may be
    an order where it says otherwise than a sentence that is none. A passage of which nothing is left makes room for the
    next.
    """
    cut = [_spans(hit.passage.text) for hit in hits]
    texts = [hit.passage.text[a:b] for hit, spans in zip(hits, cut, strict=True) for a, b in spans]
    weights = weigh([*(hit.passage.heading for hit in hits), *texts], embed)
    headings, following = weights[: len(hits)], iter(weights[len(hits) :])
    read = [
        _Read(hit, spans, [next(following) for _ in spans], heading >= 1)
        for hit, spans, heading in zip(hits, cut, headings, strict=True)
    ]
    for passage in read:
        passage.widen()
    trusted = [text for passage in read for text in passage.trusted()]
    for passage in read:
        passage.distrust(trusted)
    return _cleared(read, limit)


def contradicts(text: str, other: str) -> bool:
    """Tell whether two sentences say the same of the same with other numbers.

    >>> contradicts("The car park opens at 3:00.", "The car park opens at 6:30 and closes at 22:00.")
    True
    """
    one, two = (set(_WORD.findall(each.lower())) for each in (text, other))
    if not one or not two or len(one & two) < ALIKE * min(len(one), len(two)):
        return False
    return not set(_NUMBER.findall(text)) <= set(_NUMBER.findall(other))


@dataclass(slots=True)
class _Read:
    """A passage with its sentences, and which of them are to go."""

    hit: Hit
    spans: Sequence[Span]
    weights: list[float]
    """How much each sentence speaks to a program."""
    heading: bool
    """Whether its heading is to go."""
    gone: list[bool] = field(init=False)
    """Whether each sentence is to go."""

    def __post_init__(self) -> None:
        """Begin with the sentences that are orders by themselves."""
        self.gone = [weight >= 1 for weight in self.weights]

    def widen(self) -> None:
        """Mark also what stands after a mark of a chat's turn, and the lines over which an order runs."""
        text = self.hit.passage.text
        marks = [(mark.start(), _paragraph_end(text, mark.end())) for mark in role_marks(text)]
        runs = [*crossing(text), *marks]
        for i, (a, b) in enumerate(self.spans):
            self.gone[i] = self.gone[i] or any(a < end and start < b for start, end in runs)

    def trusted(self) -> list[str]:
        """Return the sentences that stay, follow no order and are none themselves, as far as can be told."""
        return [self._text(i) for i in range(len(self.spans)) if not self.gone[i] and not self._doubted(i)]

    def distrust(self, trusted: Sequence[str]) -> None:
        """Mark what follows an order, or may be one, and says otherwise than a trusted sentence."""
        doubted = [i for i in range(len(self.spans)) if not self.gone[i] and self._doubted(i)]
        for i in doubted:
            self.gone[i] = any(contradicts(self._text(i), other) for other in trusted)

    def _text(self, i: int) -> str:
        a, b = self.spans[i]
        return self.hit.passage.text[a:b]

    def _doubted(self, i: int) -> bool:
        """Tell whether a sentence may be an order; rows of a table say the same with other numbers by their nature."""
        text = self._text(i)
        row = ": " in text and "; " in text
        return (self.weights[i] >= DOUBT and not row) or self._follows(i)

    def _follows(self, i: int) -> bool:
        """Tell whether an order stands before a sentence in its paragraph, or a mark of a chat's turn anywhere."""
        text, start = self.hit.passage.text, self.spans[i][0]
        if any(mark.end() <= start for mark in role_marks(text)):
            return True
        paragraph = text.rfind("\n\n", 0, start) + 1
        return any(gone and paragraph <= a < start for (a, _), gone in zip(self.spans, self.gone, strict=True))


def _paragraph_end(text: str, start: int) -> int:
    end = text.find("\n\n", start)
    return len(text) if end < 0 else end


def _spans(text: str) -> list[Span]:
    """Return the sentences, cut also where one ends before a sign: "It is 5. @AI: ..." and "It is 5. <|im_end|>"."""
    cut: list[Span] = []
    for start, end in sentences(text):
        places = [match.end() for match in _SIGN.finditer(text, start, end)]
        cut += zip([start, *places], [*places, end], strict=True)
    return [(a, b) for a, b in cut if any(c.isalnum() for c in text[a:b])]


def _cleared(read: Sequence[_Read], limit: int | None) -> Cleared:
    hits: list[Hit] = []
    left_out: dict[tuple[str, int, int], Evidence] = {}
    for passage in read:
        if limit is not None and len(hits) >= limit:
            break
        out = [span for span, gone in zip(passage.spans, passage.gone, strict=True) if gone]
        for span in out:
            evidence = evidence_of(passage.hit.passage, span)
            left_out[evidence.document_id, evidence.page, evidence.start] = evidence
        if len(out) < len(passage.spans):
            hits.append(_blanked(passage.hit, out, heading=passage.heading))
    return Cleared(hits=tuple(hits), left_out=tuple(left_out.values()))


def _blanked(hit: Hit, spans: Sequence[Span], *, heading: bool) -> Hit:
    if not spans and not heading:
        return hit
    text = hit.passage.text
    for a, b in spans:
        text = f"{text[:a]}{' ' * (b - a)}{text[b:]}"
    return replace(hit, passage=replace(hit.passage, text=text, heading="" if heading else hit.passage.heading))
