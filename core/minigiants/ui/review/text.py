"""What a reviewer says of the marks in one text, and how the marks are shown."""

import re
import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from minigiants.types import Entity

if TYPE_CHECKING:
    from minigiants.privacy import Known
    from minigiants.store import Verdict

Span = tuple[int, int]

BY_HAND = "reviewer"
"""The recognizer of a mark that a person set."""
JOINER = "\u2060"
"""Takes no room and is not read out."""
FAMILIES = {
    "people": ("PERSON", "AGE", "NRP", "TITLE", "SEX", "KINSHIP"),
    "time": ("DATE", "YEAR"),
    "places": ("FACILITY", "ORGANIZATION", "LOCATION", "ADDRESS", "ZIP_CODE"),
    "contact": ("PHONE_NUMBER", "FAX_NUMBER", "EMAIL_ADDRESS", "URL", "IP_ADDRESS", "USERNAME"),
}
"""Types that share a colour; all others are numbers."""
_KINDS = {
    "CREDIT_CARD": "payment card",
    "DEVICE_ID": "device",
    "ORDER_NUMBER": "order",
    "IBAN_CODE": "bank account",
    "ID": "other number",
    "IP_ADDRESS": "IP address",
    "KINSHIP": "relative",
    "NRP": "nationality, religion or group",
    "SSN": "social security number",
    "TITLE": "profession",
    "URL": "web address",
    "VEHICLE_ID": "vehicle",
}


@dataclass(kw_only=True, slots=True)
class ReviewedNote:
    """A text under review: what was found in it, and what the reviewer says of that."""

    name: str
    text: str
    known: "Known | None" = None
    """What the reviewer told beforehand of the people in it."""
    raw: list[Entity] | None = None
    """What the finder found; None while it was not searched."""
    problem: str = ""
    """One sentence: why it can't be searched; it is withheld then."""
    rejected: set[Span] = field(default_factory=set)
    added: list[Entity] = field(default_factory=list)
    turn: int = 0
    """How often something was decided in the text itself; boxes in the list that show an earlier state don't count."""
    earlier: str = ""
    """When the same text was reviewed before."""
    done: bool = False
    scrubbed: str = ""
    """What is given out, once it is done."""
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    """Decides its substitutes, so that they stay while it is reviewed."""

    def marks(self, found: Sequence[Entity]) -> list[Entity]:
        """Return the marks in order of the text: the reviewer's, and those of `found` that none of them meets."""
        return sorted([e for e in found if not any(_meet(e, a) for a in self.added)] + self.added)

    def accepted(self, found: Sequence[Entity]) -> list[Entity]:
        """Return the marks that the reviewer lets stand."""
        return [e for e in self.marks(found) if not self.is_rejected(e)]

    def is_rejected(self, mark: Entity) -> bool:
        """Tell whether the reviewer said that a found mark is wrong."""
        return mark.recognizer != BY_HAND and (mark.start, mark.end) in self.rejected

    def reject(self, mark: Entity) -> None:
        """Say that a found mark is wrong, or take back the reviewer's own."""
        self.done = False
        if mark.recognizer == BY_HAND:
            self.added = [e for e in self.added if e != mark]
        else:
            self.rejected.add((mark.start, mark.end))

    def accept(self, mark: Entity) -> None:
        """Let a mark stand after all."""
        self.done = False
        self.rejected.discard((mark.start, mark.end))

    def add(self, spans: Iterable[Span], type_: str) -> None:
        """Mark the spans; what the reviewer had marked there before gives way."""
        self.done = False
        for start, end in spans:
            mark = Entity(start=start, end=end, type=type_, score=1.0, recognizer=BY_HAND)
            self.added = sorted([e for e in self.added if not _meet(e, mark)] + [mark])

    def verdict(self, mark: Entity, entities: Sequence[Entity]) -> "Verdict":
        """Return what a mark says of the finder; one that only corrects a type was found."""
        if mark.recognizer != BY_HAND:
            return "rejected" if self.is_rejected(mark) else "accepted"
        return "accepted" if any(e.start <= mark.start and mark.end <= e.end for e in entities) else "added"


def places(text: str, words: str) -> list[Span]:
    r"""Return where `words` stand in the text as whole words, in upper or lower case, across line breaks.

    >>> places("Ann Lee, ann\nlee and Joann Lee.", "Ann Lee")
    [(0, 7), (9, 16)]
    """
    parts = words.split()
    if not parts:
        return []
    pattern = r"\s+".join(map(re.escape, parts))
    before = r"(?<!\w)" if re.match(r"\w", parts[0]) else ""
    behind = r"(?!\w)" if re.search(r"\w$", parts[-1]) else ""
    return [match.span() for match in re.finditer(before + pattern + behind, text, re.IGNORECASE)]


def widened(text: str, start: int, end: int) -> Span | None:
    """Return a span of whole words around a selection, None where nothing is selected.

    >>> text = "call Maria Lopez."
    >>> widened(text, 6, 14), widened(text, 4, 5)
    ((5, 16), None)
    """
    start, end = max(0, min(start, end)), min(len(text), max(start, end))
    chosen = text[start:end]
    start, end = start + len(chosen) - len(chosen.lstrip()), end - len(chosen) + len(chosen.rstrip())
    if start >= end:
        return None
    while start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def kind(type_: str) -> str:
    """Say a type in a word or two.

    >>> kind("PERSON"), kind("ZIP_CODE"), kind("SSN")
    ('person', 'zip code', 'social security number')
    """
    return _KINDS.get(type_, type_.lower().replace("_", " "))


def family(type_: str) -> str:
    """Return the name of the type's colour."""
    return next((name for name, types in FAMILIES.items() if type_ in types), "numbers")


def origin(mark: Entity) -> str:
    """Say what found a mark and how sure it is.

    >>> origin(Entity(start=0, end=3, type="PERSON", score=0.973, recognizer="tagger"))
    'found by “tagger”, 97 % sure'
    """
    if mark.recognizer == BY_HAND:
        return "marked by you"
    return f"found by “{mark.recognizer}”, {100 * mark.score:.0f} % sure"


def quoted(text: str) -> str:
    r"""Quote foreign words for a label, which is read as Markdown and read out as it is: nothing in them takes effect.

    >>> quoted("617-555-0142"), quoted("![x](http://a.example)") == "“\\!\\[x\\](http\u2060://a.example)”"
    ('“617-555-0142”', True)
    """
    inert = re.sub(r"([\\`*_\[\]<>$~|&!]|:(?=[A-Za-z]))", r"\\\1", " ".join(text.split()))
    # An address becomes a link even where it is escaped; the invisible joiner parts it.
    return f"“{re.sub('(?=@|://|(?<=www)[.])', JOINER, inert)}”"


def parts(
    text: str, marks: Sequence[Entity], note: ReviewedNote, untouched: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Cut the text into plain and marked parts for the page; types in `untouched` are marked and stay all the same."""
    cut: list[dict[str, Any]] = []
    at = 0
    for mark in marks:
        if mark.start > at:
            cut.append({"text": text[at : mark.start]})
        stays = note.is_rejected(mark) or mark.type in untouched
        fate = (
            "kept, you marked it as wrong"
            if note.is_rejected(mark)
            else "kept by the policy"
            if stays
            else "will be removed"
        )
        value = text[mark.start : mark.end]
        cut.append(
            {
                "text": value,
                "start": mark.start,
                "kind": kind(mark.type) + (", kept" if stays else ""),
                "family": family(mark.type),
                "out": not stays,
                "label": f"{value}: {kind(mark.type)}, {origin(mark)}; {fate}",
            }
        )
        at = mark.end
    return [*cut, {"text": text[at:]}] if at < len(text) else cut


def _meet(one: Entity, other: Entity) -> bool:
    return one.start < other.end and other.start < one.end
